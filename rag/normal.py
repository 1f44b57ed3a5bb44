"""Making the spellings of one thing one, so that names and numbers are found however a learner writes them."""

import re
from functools import lru_cache

from ingest.topics import fold
from rag.chat import spelt_right
from rag.numbers import CARDINALS, DIGITS, ORDINALS

_STAGE = r"(?:phase|step|stage|section)"
_CARDINAL = f"(?:{'|'.join(CARDINALS)})"
_YEARS = re.compile(r"(?<!\d)(?:20)?(2\d)\s*(?:[-/–]|to)\s*(?:20)?(2\d)(?!\d)")  # noqa: RUF001 - people type the dash
_COUNTED = re.compile(r"\b(?:1st|2nd|3rd|(?:[4-9]|1[0-2])th)\b")
_ORDINAL_STAGE = re.compile(rf"\b({'|'.join(ORDINALS)}) ({_STAGE})\b")
_STAGE_RANGE = re.compile(rf"\b{_STAGE}s? {_CARDINAL} (?:to|and|through|until) {_CARDINAL}\b")
_NUMBERED = re.compile(
    rf"\b{_CARDINAL}\b(?=[ -](?:step|month|phase|section|week|year|stage))"  # twelve-month, five phases
    rf"|(?:(?<=\bphase )|(?<=\bstep )|(?<=\bstage )|(?<=\bsection )|(?<=\bmonth (?!one\b))){_CARDINAL}\b"  # phase two
)
_SHORT_MONTHS = re.compile(r"(?<=\d)[- ]?mo\b")
_ROADMAP = re.compile(r"\b(?:road ?map|rod ?map|roadmpa|roadmp|raodmap)(s?)\b")


@lru_cache(maxsize=10_000)  # of one message and its parts, time and again
def normal(text: str) -> str:
    """`text` in lower case with years as `2024x2025`, stages and months in digits, and `roadmap` in one word."""
    text = spelt_right(fold(text))
    text = _YEARS.sub(r"20\1x20\2", text)
    text = _COUNTED.sub(lambda m: ORDINALS[int(m.group()[:-2]) - 1], text)
    text = _ORDINAL_STAGE.sub(lambda m: f"{m.group(2)} {DIGITS[m.group(1)]}", text)
    text = _STAGE_RANGE.sub(lambda m: " ".join(DIGITS.get(word, word) for word in m.group().split()), text)
    text = _NUMBERED.sub(lambda m: DIGITS[m.group()], text)
    text = _SHORT_MONTHS.sub(" month", text)
    text = _ROADMAP.sub(r"roadmap\1", text)
    return re.sub(r"\s+", " ", text.replace("months mastery", "month mastery")).strip()
