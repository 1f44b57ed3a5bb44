"""A premise: turning round an answer that shows what its question takes for granted not to be so."""

import re
from collections import defaultdict
from dataclasses import replace

from rag import cues
from rag.case import Case
from rag.cues.timetable import OF_LEARNER
from rag.effort import amounts_in
from rag.extractive.draft import MARK, Draft
from rag.numbers import CARDINALS, DIGITS
from rag.words import stem

_ALL = re.compile(r"(?:All|Both)\b")
_NONE = re.compile(r"None\b")
_SOME = re.compile(r"\w+ of the \w+ ")
_NO = re.compile(r"No,")
_NAMED = re.compile(r"\b(?:roadmap|plan|(?:phase|step|stage|section) \d+)\b")
_NUMBER = rf"(\d+|{'|'.join(CARDINALS[1:])})"
# So many of a thing: not the number of a stage, nor all of which some are told; times are checked elsewhere.
_COUNTED = re.compile(
    rf"(?<!phase )(?<!step )(?<!stage )(?<!section )\b(?!(?:19|20)\d\d\b){_NUMBER} (?!of )(?:[a-z-]+ )??"
    r"(?!(?:minute|hour|day|evening|week|month|year|phase|step|stage|section|time|thing|one|roadmap)s)"
    r"(?!(?:is|has|was|does|this|its|as|covers|teaches|takes|lasts|comes|ends|starts|includes)\b)([a-z-]+s)\b"
)
_BOTH, _EITHER = re.compile(r"\bboth\b"), re.compile(r"\beither\b")


def checked(case: Case, draft: Draft) -> Draft:
    """The draft, or a denial that goes on with it, where it shows what the question takes for granted not to be so.

    That is what it asks why of, wants agreed to or begins with, or declares of what it names.
    """
    asked = case.question.normal
    if draft.abstained or not draft.spans:
        return draft
    if not _takes_for_granted(asked):
        declared = _declared(case)
        is_so = not (_lasts_otherwise(declared, draft.text) or _numbers_otherwise(declared, draft.text))
        return draft if is_so else denied(draft)
    if cues.REASON.search(asked) and _NO.match(draft.text) and not cues.DENIES.search(asked):
        return replace(draft, abstained=True)
    wants_both = bool(_BOTH.search(asked) and _EITHER.search(draft.text))
    figures = _counts_otherwise(asked, draft.text) or _lasts_otherwise(case.question.rest, draft.text)
    return denied(draft) if wants_both or figures or _numbers_otherwise(asked, draft.text) else draft


def _takes_for_granted(asked: str) -> bool:
    """Whether something that is not said of the learner is asked why, wanted agreed to, or begun with."""
    return begins_with_one(asked) or bool(cues.REASON.search(asked) or cues.TAG.search(asked))


def begins_with_one(asked: str) -> bool:
    """Whether a question, in lower case, begins with something taken for granted that is not said of the learner."""
    begun = cues.PREMISE.search(asked)
    return begun is not None and not OF_LEARNER.search(begun.group())


def _declared(case: Case) -> str:
    """What a question tells before it asks, where that names a roadmap, a stage or what the question is about."""
    told = cues.DECLARES.match(case.question.normal)
    if not told:
        return ""
    names = any(u.is_firm and u.text.lower() in told.group() for u in case.question.units)
    return told.group() if names or _NAMED.search(told.group()) else ""


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
