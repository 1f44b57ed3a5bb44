"""Which stages or months of a roadmap a question names."""

import re

from ingest.records import Document
from rag.library import Library
from rag.numbers import CARDINALS, DIGITS
from rag.words import is_content, stems, words

Span = tuple[int, int]

_KIND = r"(?:phase|step|stage|section)"
_TO = r"(?:to|-|–|and|through|until|,)"  # noqa: RUF001 - people type the dash
_STAGES = re.compile(rf"\b{_KIND}s? ?#?(\d{{1,2}})(?:\s*{_TO}\s*(\d{{1,2}}))?\b")
_STAGES_OF = re.compile(rf"(?:\bthe )?{_STAGES.pattern} (?:of|in|from)\b")
_STAGED = re.compile(rf"(?:\b(?:in|at|during|for|of|from|under) )?(?:\bthe )?{_STAGES.pattern}")
_LISTED = re.compile(rf"\b{_KIND}s? ?#?\d{{1,2}}\b(?:(?:\s*{_TO}\s*)+(?:{_KIND} )?\d{{1,2}}\b)*")
_UNFINISHED = re.compile(  # right before a stage
    r"\b(?:in|on|at|into|halfway(?: through)?|middle of|start(?:ed|ing)?|beg[ai]n(?:ning)?|doing|still|now"
    r"|currently|before|midway(?: through)?|up to|reached|stuck (?:in|on|at))(?: with)?(?: the)? $"
)
_MONTHS = re.compile(rf"\bmonths? (\d{{1,2}})(?:\s*{_TO}\s*(\d{{1,2}}))?\b")
_FIRST_MONTHS = re.compile(rf"(?<!my )(?<!your )(?<!our )\bfirst (\d{{1,2}}|{'|'.join(CARDINALS)}) months\b")
_LAST = re.compile(
    rf"\b(?:(?:last|final|closing) {_KIND}|(?:at|towards) the (?:very )?end"
    rf"(?! of (?:(?:the|its|that|this) )*(?:{_KIND}|it|that|this|one|first|second|third|fourth|fifth|last|next)\b)"
    r"|(?:comes?|puts?|stands?) last|last of all)\b"
)
# What a roadmap says as its last word stands behind its last stage.
_PARTING = re.compile(
    r"\b(?:do|does|did)\b[^?]*\b(?:recommend|advise|say|suggest|warn)\b[^?]*\b(?:at|towards) the (?:very )?end\b"
)
_ENDS_THERE = r"(?=\W*$|,? (?:in|on|of|by|if|according|when)\b)(?!.*\bor\b)"  # and is not one of two things
_OPENING = re.compile(
    rf"\b(?:opening|initial|very first) {_KIND}\b"
    r"|\b(?:what|where|which \w+) (?:do|does|should|shall|must|will|would|can|am i)(?: (?:i|we|you|one|it|they))?"
    r"(?: (?:have|need|got|to))*(?: (?:learn|do|study|tackle|cover|teach|take up|take|need|know|put|come)s? first"
    rf"| (?:start|begin)(?: with)?){_ENDS_THERE}"
    rf"|\bwhat(?:'s| is| comes| goes)? first{_ENDS_THERE}"
    rf"|\bwh?at(?:'?s| is| are)?(?: the)?(?: very)? first (?:things?|stuff)(?: (?:to|2|i) \w+)?{_ENDS_THERE}"
)
_FIRST = re.compile(rf"\bfirst (\d) {_KIND}s\b")
_BEFORE_FIRST = re.compile(rf"\b(?:before|prior to|ahead of) {_KIND} 1\b")
_NAMED = re.compile(rf"((?:[\w&+#/.'-]+ ){{1,4}}){_KIND}\b")


def with_prerequisites(text: str) -> str:
    """`text` with what comes before the first stage called by what it is: the prerequisites."""
    return _BEFORE_FIRST.sub(" prerequisites ", text)


def stages_in(text: str) -> Span | None:
    """The first and last stage that `text` names by number, or None."""
    return _span(_STAGES, text)


def months_in(text: str) -> Span | None:
    """The first and last month that `text` names by number, or as the first few; or None."""
    first = _FIRST_MONTHS.search(text)
    return _span(_MONTHS, text) or ((1, int(DIGITS.get(first.group(1), first.group(1)))) if first else None)


def finished_in(text: str) -> int | None:
    """The furthest stage that `text` says to be finished: that before one it is still in; None where it names none."""
    done: list[int] = []
    for found in _LISTED.finditer(text):
        last = max(int(number) for number in re.findall(r"\d+", found.group()))
        done.append(last - 1 if _UNFINISHED.search(text[: found.start()]) else last)
    done += [int(found.group(1)) for found in _FIRST.finditer(text)]
    return max(done, default=None)


def is_within(text: str) -> bool:
    """Whether `text` tells of a stage, or months, by number that somebody is still in."""
    found = (*_LISTED.finditer(text), *_MONTHS.finditer(text))
    return any(_UNFINISHED.search(text[: match.start()]) for match in found)


def without_stages(text: str) -> str:
    """`text` without the stages and months that it names by number."""
    return _MONTHS.sub(" ", _STAGES.sub(" ", text))


def restaged(text: str, stage: int) -> str:
    """`text` with the stage that it names by number made `stage`; put behind it where it names none."""
    changed, count = _STAGES.subn(lambda m: f"{re.sub('s?[ #0-9].*', '', m.group())} {stage}", text)
    return changed if count else f"{text.rstrip(' ?.!')} in phase {stage}?"


def unstaged(text: str) -> str:
    """`text` without the stages that it names by number, and without what leads up to them."""
    return " ".join(_STAGED.sub(" ", _STAGES_OF.sub(" ", text)).split())


def stages_by_place(library: Library, source: Document, text: str) -> Span | None:
    """The stages of a roadmap that `text` names by their place: the last or opening one, or the first three."""
    numbers = [s.stage for s in library.sections_of[source.id] if s.stage is not None]
    if numbers and _LAST.search(text) and not _PARTING.search(text):
        return max(numbers), max(numbers)
    if numbers and _OPENING.search(text):
        return min(numbers), min(numbers)
    first = _FIRST.search(text)
    return (min(numbers), int(first.group(1))) if numbers and first else None


def stage_by_name(library: Library, source: Document, text: str) -> Span | None:
    """The stage of a roadmap that `text` names by its heading, as in `the deep learning step` or `its MLOps phase`."""
    for match in _NAMED.finditer(text):
        said = [w for w in words(match.group(1)) if is_content(w)]
        for first in range(len(said)):
            stage = _headed(library, source, " ".join(said[first:]))
            if stage is not None:
                return stage, stage
    return None


def _headed(library: Library, source: Document, name: str) -> int | None:
    """The number of the first stage under a heading that holds `name`, or another name of the topic called so."""
    meant = [t for t, start, end in library.topics.found_in(name) if end - start == len(name)]
    names = [name, *(n for t in meant for n in (t.name, *t.aliases))]
    alternatives = library.lexicon.alternatives(*names)
    for section in library.sections_of[source.id]:
        heading = frozenset(stems(section.heading))
        if section.stage is not None and any(a <= heading for a in alternatives):
            return section.stage
    return None


def _span(pattern: re.Pattern[str], text: str) -> Span | None:
    found = pattern.search(text)
    if not found:
        return None
    first = int(found.group(1))
    return first, max(first, int(found.group(2) or first))
