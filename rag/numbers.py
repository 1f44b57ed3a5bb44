"""Numbers as texts write them: in digits and in words."""

import re
from typing import Final

CARDINALS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
ORDINALS: Final = (
    "first", "second", "third", "fourth", "fifth", "sixth",
    "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip
DIGITS: Final = {word: str(n) for words in (CARDINALS, ORDINALS) for n, word in enumerate(words, start=1)}

_YEAR = r"(?:19|20)\d\d"
# `one` is seldom a number, and neither a year nor a name such as 3Blue1Brown says how many.
_NUMBER = re.compile(
    rf"\b(?!{_YEAR}\b)\d+(?![^\W\d]{{3}})|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve)\b", re.IGNORECASE
)


def states_number(text: str) -> bool:
    """Whether `text` states how many or how much, in digits or in words; the number of a year does not count."""
    return bool(_NUMBER.search(text))


def numbers_in(text: str) -> frozenset[str]:
    """The numbers that `text` states, in digits where it writes them in words."""
    return frozenset(DIGITS.get(n.lower(), n) for n in _NUMBER.findall(text))
