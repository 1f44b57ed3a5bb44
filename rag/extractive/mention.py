"""Mentions: which parts of a roadmap's timetable a question names, by number, month, place, topic or heading."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ingest.records import Topic
from rag.extractive.place import USING
from rag.extractive.timetable import Part, sections_in
from rag.library import Library
from rag.months import overlap
from rag.numbers import CARDINALS, DIGITS, ORDINALS
from rag.verbs import is_action
from rag.words import is_content, stem, stems, words

_N = rf"(\d{{1,2}}|{'|'.join((*CARDINALS, *ORDINALS))})(?!\w)"
_TO = r"\s*(?:to|-|–|through|thru|until|till|up to)\s*"  # noqa: RUF001 - people type the dash
_STAGE = r"(?:phase|step|stage|section)"
_STAGES = re.compile(rf"\b{_STAGE}s? ?(?:#|no\.? ?|number )?{_N}(?:{_TO}{_N})?")
_MORE = re.compile(rf"(?:,? (?:and|or|&)|,) {_N}(?! ?(?:months?|weeks?|years?|hours?))")
_MONTHS = re.compile(rf"\bmonths? {_N}(?:{_TO}(?:month )?{_N})?")
_NTH_MONTH = re.compile(rf"\b({'|'.join(ORDINALS)}) month\b")
_ELAPSED = re.compile(rf"\b(?:after|first|done|finished|spent) {_N} months\b|\b{_N} months (?:in\b|into|done|behind|have|gone)")
_FIRST = re.compile(rf"\b(?:first|opening|initial) (?:{_N} )?{_STAGE}s?\b")
_LAST = re.compile(rf"\b(?:last|final|closing) (?:{_N} )?{_STAGE}s?\b")
_SHARE = re.compile(
    r"\b(first|second|third|fourth|last|other|final) (half|quarter|third)\b|\bq([1-4])\b|\b(halfway|half way|half of)\b"
)
_BEFORE_FIRST = re.compile(
    r"\bprereq\w*|\bpreliminar\w*|\bgroundwork\b|\bpreparat(?:ion|ions|ory)\b|\bprep (?:work|phase|time)\b|\bpreconditions?\b"
    rf"|\bbefore {_STAGE} (?:1|one)\b"
)
_SHORTEST = 4  # letters of a word that can stand for a heading
_ANY_HEADING = frozenset(map(stem, ("topics", "skills", "basics", "concepts", "core", "real", "advanced", "best")))
_SHARES = {"half": 2, "quarter": 4, "third": 3}


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a question that names parts of a timetable, `low` to `high` by index.

    `name` is what it calls them; `is_inside` tells that it names something that is taught in the part, not the part;
    `month` is the last month that it names, `topic` the topic, where it does.
    """

    start: int
    end: int
    low: int
    high: int
    name: str
    is_inside: bool = False
    month: int | None = None
    topic: Topic | None = None


def mentions(library: Library, parts: Sequence[Part], text: str) -> list[Mention]:
    """The mentions in `text`, in order; of two that share words, the one found by the surer sign."""
    found: list[Mention] = []
    for finder in (_by_number, _by_month, _by_place, _before_first):
        found += [m for m in finder(parts, text) if not _is_taken(m, found)]
    for mention in (*_by_topic(library, parts, text), *_by_heading(library, parts, text)):
        if not _is_taken(mention, found):
            found.append(mention)
    return sorted(found, key=lambda m: m.start)


def part_of(library: Library, parts: Sequence[Part], topic: Topic) -> tuple[int, bool] | None:
    """The index of the part that a topic belongs to, and whether it is only something inside; None for none."""
    tests: tuple[Callable[[Part], bool], ...] = (
        lambda p: topic.id in p.section.topics,
        lambda p: any(topic.id in s.topics and s.role not in USING for s in sections_in(library, p)),
        lambda p: any(topic.id in t.topics for s in sections_in(library, p) if s.role not in USING for t in s.statements),
        lambda p: any(topic.id in t.topics for s in sections_in(library, p) for t in s.statements),
    )
    for place, test in enumerate(tests):
        index = next((i for i, p in enumerate(parts) if test(p)), None)
        if index is not None:
            return index, place > 0
    return None


def _is_taken(mention: Mention, found: Sequence[Mention]) -> bool:
    return any(mention.start < m.end and m.start < mention.end for m in found)


def _by_number(parts: Sequence[Part], text: str) -> Iterator[Mention]:
    for match in _STAGES.finditer(text):
        ends = [int(DIGITS.get(n, n)) for n in match.groups() if n]
        yield from _numbered(parts, (ends[0], ends[-1]), match.span(), match.group())
        at = match.end()
        while more := _MORE.match(text, at):
            number = int(DIGITS.get(more.group(1), more.group(1)))
            yield from _numbered(parts, (number, number), more.span(1), more.group(1))
            at = more.end()


def _numbered(parts: Sequence[Part], ends: tuple[int, int], span: tuple[int, int], name: str) -> Iterator[Mention]:
    inside = [i for i, p in enumerate(parts) if p.number is not None and ends[0] <= p.number <= ends[1]]
    if inside:
        yield Mention(*span, inside[0], inside[-1], name)


def _by_month(parts: Sequence[Part], text: str) -> Iterator[Mention]:
    for match in _MONTHS.finditer(text):
        ends = [int(DIGITS.get(n, n)) for n in match.groups() if n]
        yield from _in_months(parts, (ends[0], ends[-1]), match, ends[-1])
    for match in _NTH_MONTH.finditer(text):
        number = int(DIGITS[match.group(1)])
        yield from _in_months(parts, (number, number), match, number)
    for match in _ELAPSED.finditer(text):
        number = next(int(DIGITS.get(n, n)) for n in match.groups() if n)
        yield from _in_months(parts, (1, number), match, number)


def _in_months(parts: Sequence[Part], span: tuple[int, int], match: re.Match[str], month: int) -> Iterator[Mention]:
    inside = [i for i, p in enumerate(parts) if overlap(p.months, span)]
    if inside:
        yield Mention(*match.span(), inside[0], inside[-1], match.group(), month=month)


def _by_place(parts: Sequence[Part], text: str) -> Iterator[Mention]:
    stages = [i for i, p in enumerate(parts) if p.number is not None]
    for match in _FIRST.finditer(text):
        count = int(DIGITS.get(match.group(1) or "one", match.group(1) or "1"))
        yield Mention(*match.span(), stages[0], stages[min(count, len(stages)) - 1], match.group())
    for match in _LAST.finditer(text):
        count = int(DIGITS.get(match.group(1) or "one", match.group(1) or "1"))
        yield Mention(*match.span(), stages[-min(count, len(stages))], stages[-1], match.group())
    for match in _SHARE.finditer(text):
        which, of = _share(match)
        size = len(stages) / of
        if size == int(size):
            yield Mention(*match.span(), stages[int(size * which)], stages[int(size * (which + 1)) - 1], match.group())


def _share(match: re.Match[str]) -> tuple[int, int]:
    """Which share of the whole is meant, from 0, and how many shares there are."""
    if match.group(4):
        return 0, 2
    if match.group(3):
        return int(match.group(3)) - 1, 4
    of = _SHARES[match.group(2)]
    return min(int(DIGITS.get(match.group(1), of)) - 1, of - 1), of


def _before_first(parts: Sequence[Part], text: str) -> Iterator[Mention]:
    before = [i for i, p in enumerate(parts) if p.number is None]
    for match in _BEFORE_FIRST.finditer(text) if before else ():
        yield Mention(*match.span(), before[0], before[-1], match.group())


def _by_topic(library: Library, parts: Sequence[Part], text: str) -> Iterator[Mention]:
    for topic, start, end in library.topics.found_in(text):
        found = part_of(library, parts, topic)
        if found:
            yield Mention(start, end, found[0], found[0], topic.name, found[1], topic=topic)


def _by_heading(library: Library, parts: Sequence[Part], text: str) -> Iterator[Mention]:
    """Words that stand in the headings of one part alone: its own, else those below it."""
    own = [frozenset(_telling(p.title)) for p in parts]
    below = [
        frozenset(w for s in sections_in(library, p) if s.role not in USING for w in _telling(s.heading)) for p in parts
    ]
    for word in dict.fromkeys(w for w in words(text) if len(w) >= _SHORTEST and is_content(w) and not is_action(w)):
        for is_inside, headings in ((False, own), (True, below)):
            holding = [i for i, stated in enumerate(headings) if stem(word) in stated]
            match = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
            if len(holding) == 1 and match:
                yield Mention(*match.span(), holding[0], holding[0], word, is_inside)
                break


def _telling(heading: str) -> list[str]:
    """The stems of a heading's words, its opening verb left out."""
    first, *others = re.sub(r"^\d+\.\s+", "", heading).split(" ")
    told = " ".join(others if is_action(first) else (first, *others))
    return [s for s in stems(told) if s not in _ANY_HEADING]
