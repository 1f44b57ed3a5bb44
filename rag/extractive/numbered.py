"""Parts of a timetable that a question names by number, month, place or share, or as what comes before the first."""

import re
from collections.abc import Iterator, Sequence

from rag.extractive.mention import Mention
from rag.extractive.timetable import Part, span_of
from rag.months import Months, overlap
from rag.numbers import CARDINALS, DIGITS, ORDINALS

_N = rf"(\d{{1,2}}|{'|'.join((*CARDINALS, *ORDINALS))})(?!\w)"
_TO = r"\s*(?:to|-|–|through|thru|until|till|up to)\s*"  # noqa: RUF001 - people type the dash
_STAGE = r"(?:phase|step|stage|section)"
_STAGES = re.compile(rf"\b{_STAGE}s? ?(?:#|no\.? ?|number )?{_N}(?:{_TO}{_N})?")
_MORE = re.compile(rf"(?:,? (?:and|or|plus|n|&|\+)|,) {_N}(?! ?(?:months?|weeks?|years?|hours?))")
_LESS = re.compile(rf"\b({'|'.join(ORDINALS)})(?:,| and| or| plus) (?:the )?(?={_STAGE} \d)")
_MONTHS = re.compile(rf"\bmonths? {_N}(?:{_TO}(?:month )?{_N})?")
_NTH_MONTH = re.compile(rf"\b({'|'.join(ORDINALS)}) month\b")
_ELAPSED = re.compile(
    rf"\b(?:after|done|finished|spent) {_N} months?\b|\b{_N} months? (?:in\b|into|done|behind|have|gone)"
)
_EDGE = re.compile(rf"\b(first|opening|last|final) {_N} months\b")
_FIRST = re.compile(rf"\b(?:first|opening|initial) (?:{_N} )?{_STAGE}s?\b")
_LAST = re.compile(rf"\b(?:last|final|closing) (?:{_N} )?{_STAGE}s?\b")
_SHARE = re.compile(
    r"\b(first|second|third|fourth|last|other|final) (half|quarter|third)\b|\b(?:q|quarter )([1-4])\b"
    r"|\b(halfway|half way|half of)\b"
)
_BEFORE_FIRST = re.compile(
    r"\bprereq\w*|\bpreliminar\w*|\bgroundwork\b|\bpreparat(?:ion|ions|ory)\b|\bprep (?:work|phase|time)\b"
    rf"|\bpreconditions?\b|\bbefore {_STAGE} (?:1|one)\b"
)
_SHARES = {"half": 2, "quarter": 4, "third": 3}


def numbered(parts: Sequence[Part], text: str) -> Iterator[Mention]:
    """The mentions in `text` of parts by a number or a place, the surest signs first."""
    for finder in (_by_number, _by_month, _by_place, _before_first):
        yield from finder(parts, text)


def _by_number(parts: Sequence[Part], text: str) -> Iterator[Mention]:
    for match in _STAGES.finditer(text):
        ends = [int(DIGITS.get(n, n)) for n in match.groups() if n]
        yield from _numbered(parts, (ends[0], ends[-1]), match.span(), match.group())
        at = match.end()
        while more := _MORE.match(text, at):
            number = int(DIGITS.get(more.group(1), more.group(1)))
            yield from _numbered(parts, (number, number), more.span(1), more.group(1))
            at = more.end()
    for match in _LESS.finditer(text):
        number = int(DIGITS[match.group(1)])
        yield from _numbered(parts, (number, number), match.span(1), match.group(1))


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
    last = (span_of([p for p in parts if p.number is not None]) or (0, 0))[1]
    for match in _EDGE.finditer(text):
        number = int(DIGITS.get(match.group(2), match.group(2)))
        span = (1, number) if match.group(1) in {"first", "opening"} else (last - number + 1, last)
        yield from _in_months(parts, span, match, span[1])
    for match in _ELAPSED.finditer(text):
        number = next(int(DIGITS.get(n, n)) for n in match.groups() if n)
        yield from _in_months(parts, (number, number), match, number, has_passed=True)


def _in_months(
    parts: Sequence[Part], span: Months, match: re.Match[str], month: int, *, has_passed: bool = False
) -> Iterator[Mention]:
    inside = [i for i, p in enumerate(parts) if overlap(p.months, span)]
    if inside:
        yield Mention(*match.span(), inside[0], inside[-1], match.group(), month=month, has_passed=has_passed)


def _by_place(parts: Sequence[Part], text: str) -> Iterator[Mention]:
    stages = [i for i, p in enumerate(parts) if p.number is not None]
    for match in _FIRST.finditer(text):
        count = int(DIGITS.get(match.group(1) or "one", match.group(1) or "1"))
        yield Mention(*match.span(), stages[0], stages[min(count, len(stages)) - 1], match.group())
    for match in _LAST.finditer(text):
        count = int(DIGITS.get(match.group(1) or "one", match.group(1) or "1"))
        yield Mention(*match.span(), stages[-min(count, len(stages))], stages[-1], match.group())
    for match in _SHARE.finditer(text):
        inside = _shared(parts, stages, *_share(match))
        if inside:
            yield Mention(*match.span(), inside[0], inside[-1], match.group(), is_share=True)


def _shared(parts: Sequence[Part], stages: Sequence[int], which: int, of: int) -> Sequence[int]:
    """The stages in a share of the way: by their months where those are numbered, else by their number, if even."""
    span = span_of([parts[i] for i in stages])
    if span:
        months = (span[1] * which // of + 1, span[1] * (which + 1) // of)
        return [i for i in stages if overlap(parts[i].months, months)]
    size, rest = divmod(len(stages), of)
    return [] if rest else stages[size * which : size * (which + 1)]


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
