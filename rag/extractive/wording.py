"""Small pieces of English: numbers as words, capitals, verbs that agree, and lists."""

import re
from collections.abc import Sequence

_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
BREATH = 25  # words in a sentence, marks aside: the first sentence of an answer must be read in one breath

_BRACKETED = re.compile(r"\([^)]*\)")


def number_word(number: int) -> str:
    """`number` in words up to twenty, in digits above."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def capital(text: str) -> str:
    """`text` with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def verb(base: str, number: int) -> str:
    """The form of a regular verb, or of `do`, that goes with `number` things: `teaches` with one, else `teach`."""
    if number != 1:
        return base
    return f"{base}es" if base.endswith(("ch", "o")) else f"{base}s"


def share(part: int, whole: int) -> str:
    """`part` out of `whole` in words, to begin a sentence: `All five`, `Three of the five`."""
    if part == whole == 2:
        return "Both"
    return f"All {number_word(whole)}" if part == whole else f"{capital(number_word(part))} of the {number_word(whole)}"


def listed(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`; with semicolons where an item is a list of its own."""
    if len(items) < 2:
        return "".join(items)
    is_nested = any("," in item or " and " in _BRACKETED.sub("", item) for item in items)
    return f"{'; '.join(items[:-1])}; and {items[-1]}" if is_nested else f"{', '.join(items[:-1])} and {items[-1]}"


def in_a_breath(opening: str, items: Sequence[str]) -> int:
    """How many of `items`, at least one, a sentence that begins with `opening` can list in one breath."""
    fits = (n for n in range(len(items), 1, -1) if len(f"{opening} {listed(items[:n])}".split()) <= BREATH)
    return next(fits, 1)
