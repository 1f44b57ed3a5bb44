"""A premise: turning round an answer whose own figures show that what its question takes for granted is not so."""

import re
from collections import defaultdict
from dataclasses import replace

from rag import cues
from rag.case import Case
from rag.effort import amounts_in
from rag.extractive.draft import MARK, Draft
from rag.numbers import CARDINALS, DIGITS
from rag.words import stem

_ALL = re.compile(r"(?:All|Both)\b")
_NONE = re.compile(r"None\b")
_SOME = re.compile(r"\w+ of the \w+ ")
_NO = re.compile(r"No\b,?")
# So many of a thing; times and the stages of a roadmap are checked elsewhere.
_COUNTED = re.compile(
    rf"\b(?!(?:19|20)\d\d\b)(\d+|{'|'.join(CARDINALS[1:])}) (?:[a-z-]+ )??"
    r"(?!(?:minute|hour|day|evening|week|month|year|phase|step|stage|section|time|thing|one)s)([a-z-]+s)\b"
)
_BOTH, _EITHER = re.compile(r"\bboth\b"), re.compile(r"\beither\b")


def checked(case: Case, draft: Draft) -> Draft:
    """The draft, or a denial that goes on with it, where the question asks why of what the draft shows not to be so."""
    asked = case.question.normal
    granted = (cues.REASON, cues.PREMISE, cues.TAG, cues.DECLARES)
    is_granted = any(cue.search(asked) for cue in granted)
    if draft.abstained or not draft.spans or not is_granted:
        return draft
    wants_both = bool(_BOTH.search(asked) and _EITHER.search(draft.text))
    if cues.REASON.search(asked) and _NO.match(draft.text) and not cues.DENIES.search(asked):
        return replace(draft, abstained=True)
    figures = _counts_otherwise(asked, draft.text) or _lasts_otherwise(case.question.rest, draft.text)
    return denied(draft) if wants_both or figures or _numbers_otherwise(asked, draft.text) else draft


def denied(draft: Draft) -> Draft:
    """What a draft says, as a denial of what its question takes for granted."""
    return Draft(draft.library, abstained=True, spans=draft.spans).say(f"That is not so. {draft.text}")


def _counts_otherwise(asked: str, told: str) -> bool:
    """Whether all roadmaps, or none, are taken to do what others of them are told to do."""
    none, every, some = _NONE.match(told), _ALL.match(told), _SOME.match(told)
    if cues.NONE_DOES.search(asked):
        return bool(every or some)
    return bool(cues.ALL_DO.search(asked) and (none or some))


def _numbers_otherwise(asked: str, told: str) -> bool:
    """Whether so many of a thing are taken to be there, and another number of them is told, and not that one."""
    supposed, stated = _counted(asked), _counted(MARK.sub("", told))
    return any(thing in stated and stated[thing].isdisjoint(numbers) for thing, numbers in supposed.items())


def _counted(text: str) -> dict[str, set[str]]:
    """The numbers that `text` gives of each thing that it counts, in digits."""
    counted: dict[str, set[str]] = defaultdict(set)
    for number, thing in _COUNTED.findall(text.lower()):
        counted[stem(thing)].add(DIGITS.get(number, number))
    return counted


def _lasts_otherwise(asked: str, told: str) -> bool:
    """Whether a thing is taken to last a time that overlaps with none of those told."""
    supposed = cues.LASTS.search(asked)
    stated = amounts_in(told)
    if not supposed or not stated:
        return False
    number, unit = supposed.groups()
    count = int(number) if number.isdigit() else CARDINALS.index(number) + 1 if number in CARDINALS else 1
    ((least, most),) = amounts_in(f"{count} {unit}s")
    return not any(low <= most and least <= high for low, high in stated)
