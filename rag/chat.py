"""Words as they are typed in chats, spelt out."""

import re
from typing import Final

_SPELT: Final = {
    "hw": "how", "mny": "many", "meny": "many", "lng": "long", "b4": "before", "aftr": "after", "n": "and",
    "wen": "when", "nw": "now", "wat": "what", "wot": "what", "wht": "what",
    "wer": "where", "whr": "where", "wats": "what's", "whats": "what's", "wich": "which",
    "shud": "should", "cud": "could", "wud": "would",
    "2gether": "together", "mths": "months", "mnths": "months", "moths": "months", "wks": "weeks",
    "yr": "year", "yrs": "years", "thru": "through", "til": "till", "u": "you", "r": "are",
    "da": "the", "teh": "the", "goin": "going",
}  # fmt: skip
# Those that are nothing else, not even a name such as `R`.
_MISSPELT: Final = {typed: meant for typed, meant in _SPELT.items() if len(typed) > 2}
_FOR: Final = re.compile(r"(?<=months )4(?= [a-z])|(?<=long )4(?= [a-z])|(?<=time )4(?= [a-z])")


def spelt_right(text: str) -> str:
    """`text`, in lower case, with the little words spelt right that chats misspell."""
    return re.sub(r"[\w']+", lambda m: _MISSPELT.get(m.group(), m.group()), text)


def spelt_out(text: str) -> str:
    """`text`, in lower case, with the short forms of chats written in full."""
    return re.sub(r"[\w']+", lambda m: _SPELT.get(m.group(), m.group()), _FOR.sub("for", text))
