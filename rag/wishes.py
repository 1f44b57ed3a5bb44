"""What a learner says of how they learn: their hours a week, and the resources that they want."""

import re
from dataclasses import dataclass

from rag.cues import AVERSE, FORMS, FREE, HOURS, PREFERS
from rag.normal import normal
from rag.numbers import CARDINALS

FORMS_WANTED = ("book", "video", "course")  # the forms that a learner can prefer

_WORDS = {word: float(n) for n, word in enumerate(CARDINALS, start=1)} | {
    "a": 1.0, "an": 1.0, "half an": 0.5, "fifteen": 15.0, "twenty": 20.0,
}  # fmt: skip
_TIMES = {  # how often in a week each span comes
    "day": 7, "daily": 7, "evening": 7, "night": 7, "morning": 7, "weekday": 5,
    "week": 1, "wk": 1, "w": 1, "weekend": 1, "month": 12 / 52,
}  # fmt: skip
_LANGUAGE = re.compile(
    r"\b(?:in|only|prefer|speak) (spanish|german|french|portuguese|hindi|chinese|mandarin|arabic|russian|japanese"
    r"|korean|italian|turkish|polish|dutch|bengali|urdu|indonesian|vietnamese|ukrainian|english)\b"
)
_CLAUSE = re.compile(r"[.;!?,]\s+| but ")
_AT_LEISURE = re.compile(
    r"\bfree (?:time|hours?|days?|evenings?|mornings?|weekends?|slots?)\b|\bfeel free\b|hours? free\b"
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """Hours a week, and what resources shall be like: free of charge, of certain `forms`, in a `language`."""

    hours_per_week: float | None = None
    free_only: bool = False
    forms: tuple[str, ...] = ()
    language: str | None = None

    def over(self, other: "Wishes") -> "Wishes":
        """These wishes, and those of `other` where these say nothing."""
        return Wishes(
            self.hours_per_week or other.hours_per_week,
            self.free_only or other.free_only,
            self.forms or other.forms,
            self.language or other.language,
        )


NO_WISHES = Wishes()


def wishes_in(text: str) -> Wishes:
    """What `text` says of how its learner wants to learn."""
    said = normal(text)
    language = _LANGUAGE.search(said)
    return Wishes(
        hours_per_week=_hours(said),
        free_only=bool(FREE.search(_AT_LEISURE.sub("", said))),
        forms=_forms(said),
        language=language.group(1) if language else None,
    )


def _hours(said: str) -> float | None:
    """Hours a week; the middle of a range."""
    found = HOURS.search(said)
    if found is None:
        return None
    least = _WORDS[found["low"]] if found["low"] in _WORDS else float(found["low"])
    return round((least + float(found["high"] or least)) / 2 * _TIMES[found["span"]], 1)


def _forms(said: str) -> tuple[str, ...]:
    """The forms that a learner says to prefer, and not those that they turn down."""
    wanted = [
        form
        for clause in _CLAUSE.split(said)
        for form in FORMS_WANTED
        if (named := FORMS[form].search(clause)) and _is_preferred(clause, *named.span())
    ]
    return tuple(dict.fromkeys(wanted))


def _is_preferred(clause: str, start: int, end: int) -> bool:
    """Whether the last liking or disliking before `start:end` likes what stands there, else the first behind it."""
    cues = [
        (m.end(), m.start(), liked) for liked, cue in ((True, PREFERS), (False, AVERSE)) for m in cue.finditer(clause)
    ]
    before = [cue for cue in cues if cue[0] <= start]
    after = [cue for cue in cues if cue[1] >= end]
    return max(before)[2] if before else bool(after) and min(after)[2]
