"""A premise: turning round an answer that shows what its question takes for granted not to be so."""

import re
from collections import defaultdict
from dataclasses import replace

from rag import cues
from rag.case import Case
from rag.cues.timetable import OF_LEARNER
from rag.effort import amounts_in
from rag.extractive.draft import MARK, Draft
from rag.extractive.offers import names_of
from rag.numbers import CARDINALS, DIGITS
from rag.words import STOP, stem, stems, words

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
# What a thing is taken to be or to have, and how far a denial of it reaches.
_IS = re.compile(
    r"\b(?:is|are|was|were|has|have|needs?|offers?|comes? with)\b"
    r"(?: (?:an?|the|now|still|only|also|all|so|such))* ([^,;:?!]+)"
)
_CLAUSE_END = re.compile(r"[,;:.]")
_FEW_WORDS = 3  # words of it that a denial must all hold; more were said for other things too
_BOTH, _EITHER = re.compile(r"\bboth\b"), re.compile(r"\beither\b")


def checked(case: Case, draft: Draft) -> Draft:
    """The draft, or a denial that goes on with it, where it shows what the question takes for granted not to be so.

    That is what it asks why of, wants agreed to or begins with, or declares of what it names.
    """
    asked = case.question.normal
    if draft.abstained or not draft.spans:
        return draft
    if not _takes_for_granted(asked):
        declared, told = _declared(case), draft.text
        figures = _lasts_otherwise(declared, told) or _numbers_otherwise(declared, told)
        return denied(draft) if figures or _says_not(case, declared, told) else draft
    if cues.REASON.search(asked) and _NO.match(draft.text) and not cues.DENIES.search(asked):
        return replace(draft, abstained=True)
    wants_both = bool(_BOTH.search(asked) and _EITHER.search(draft.text))
    figures = _counts_otherwise(asked, draft.text) or _lasts_otherwise(case.question.rest, draft.text)
    is_other = figures or _numbers_otherwise(asked, draft.text) or _says_not(case, asked, draft.text)
    return denied(draft) if wants_both or is_other else draft


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


def _says_not(case: Case, supposed: str, told: str) -> bool:
    """Whether something is taken to be so, as `since it is open source`, that is told not to be."""
    found = _IS.search(supposed)
    if not found or cues.DENIES.search(supposed[: found.end()]):
        return False
    names = frozenset(stems(" ".join(name for d in case.question.resources for name in names_of(d))))
    said = frozenset(stem(word) for word in words(found.group(1)) if word not in STOP) - names
    if not said or len(said) > _FEW_WORDS:
        return False
    denials = (told[match.end() :] for match in cues.DENIES.finditer(told))
    return any(said <= frozenset(stems(_CLAUSE_END.split(denial)[0])) for denial in denials)


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
