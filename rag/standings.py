"""How a learner stands to what a clause names, by the cues that stand around it."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from rag.cues import KNOWS, LACKS, WANTS

Standing = Literal["known", "lacking", "goal", "asked"]

_CUES: dict[Standing, re.Pattern[str]] = {"known": KNOWS, "lacking": LACKS, "goal": WANTS}
_CLAUSE = re.compile(r"(?<=[.;!?])\s+|,? but (?:now )?|, though |, yet |\bnow i\b|\bi now\b|\bnext,? i(?:'d)?\b")
_ASKING = re.compile(r"\b(?:what|which|how|where)\b")
_RIGHT_BEFORE = re.compile(r"(?: (?!and|or)[\w']+)? ")  # at most one word between
_OR_LIST = re.compile(r"(?:[^,;.]+, )+[^,;.]*\b(?:n?or) ")  # `met trees, SVMs or clustering`


def clauses_of(text: str) -> Iterator[tuple[int, str]]:
    """The clauses of a text in lower case, each with where it starts."""
    at = 0
    for parted in _CLAUSE.finditer(text):
        yield at, text[at : parted.start()]
        at = parted.end()
    yield at, text[at:]


class _Cue(NamedTuple):
    start: int
    end: int
    standing: Standing


def standing_in(clause: str, start: int, end: int) -> Standing:
    """How the learner stands to the topic named at `start:end`.

    The nearest cue before it in its clause tells; without one what a question asks about is asked, and in a statement
    the next cue after it tells.
    """
    cues = sorted(_Cue(*m.span(), standing) for standing, pattern in _CUES.items() for m in pattern.finditer(clause))
    before = [cue for cue in cues if cue.start <= start and cue.end <= end]
    own = _own_cue(clause, cues, start, end)
    if own:
        return own
    if before:
        return _nearest(clause, before, start)
    if any(m.start() < start for m in _ASKING.finditer(clause)):
        return "asked"
    after = (cue for cue in cues if cue.start >= end)
    return next((cue.standing for cue in after if not _is_apart(clause, end, cue)), "known")


def _own_cue(clause: str, cues: Sequence[_Cue], start: int, end: int) -> Standing | None:
    """What the first cue behind a topic says, where a comma parts both from all cues before: `maths long forgotten`."""
    comma = clause.rfind(",", 0, start)
    if comma < 0 or any(comma < cue.start < start for cue in cues):
        return None
    after = (cue for cue in cues if cue.start >= end)
    return next((cue.standing for cue in after if not re.search("[,;]", clause[end : cue.start])), None)


def _is_apart(clause: str, end: int, cue: _Cue) -> bool:
    """Whether a lack or a wish is of what comes after it, as in `SQL daily, no Python` and `Python, want NLP`."""
    return cue.standing in {"lacking", "goal"} and bool(re.search("[,;]", clause[end : cue.start]))


def _nearest(clause: str, before: Sequence[_Cue], start: int) -> Standing:
    """The standing that the last cue before `start` gives.

    A lack reaches only to the next comma, so that `no maths, Python fine` is read right; `never done` is a lack; and
    what a wish speaks of is a goal, even where it says `learn to use`.
    """
    for cue in reversed(before):
        if cue.standing == "lacking" and not _reaches(clause, cue, start):
            continue
        if cue.standing == "known" and any(_negates(clause, lack, cue) for lack in before):
            return "lacking"
        if cue.standing == "known" and any(_wishes(clause, wish, cue) for wish in before):
            return "goal"
        return cue.standing
    return "known"


def _reaches(clause: str, lack: _Cue, start: int) -> bool:
    """Whether a lack reaches as far as `start`: to the next comma, or through a list that ends with `or`."""
    between = clause[lack.end : start]
    return not re.search("[,;]", between) or (";" not in between and bool(_OR_LIST.match(between + clause[start:])))


def _negates(clause: str, lack: _Cue, cue: _Cue) -> bool:
    """Whether a lack stands right before a cue, as in `never really done`, or holds it, as in `don't know`."""
    if lack.standing != "lacking":
        return False
    return lack.start <= cue.start < lack.end or bool(_RIGHT_BEFORE.fullmatch(clause[lack.end : cue.start]))


def _wishes(clause: str, wish: _Cue, cue: _Cue) -> bool:
    return wish.standing == "goal" and wish.start < cue.start and "," not in clause[wish.end : cue.start]
