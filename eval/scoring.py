"""One verdict for each question, and the measures over them; a failure counts against every measure it can.

Everything but the latency is deterministic: the same index and questions give the same numbers.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import fmean, median
from typing import TYPE_CHECKING, Literal

from eval.asking import Outcome
from eval.evidence import BUDGET, Outlines, any_cited, share_found
from eval.golden import TYPES, GoldenQuestion
from ingest.errors import WaymarkError

if TYPE_CHECKING:
    from rag.assistant import Assistant
    from rag.records import Answer, Citation

Unit = Literal["share", "number", "ms"]

_MARKER = re.compile(r"\[\d+\]")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one answer was worth. `evidence` is the share of it found, None where the question rests on none."""

    question: GoldenQuestion
    answer: "Answer | None"
    error: str
    missing: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...]
    quotes_exact: bool
    quotes_in_passages: bool
    evidence_cited: bool
    evidence: float | None
    sentences: int
    words: int
    ms: float

    @property
    def abstained(self) -> bool:
        """Whether the answer abstained; a failure did the wrong thing, whichever that was."""
        return self.question.answerable if self.answer is None else self.answer.abstained

    @property
    def right(self) -> bool:
        """Every nugget is there, nothing forbidden is, and it abstained exactly when it should."""
        kept = self.abstained != self.question.answerable
        return kept and self.answer is not None and not self.missing and not self.forbidden


@dataclass(frozen=True, slots=True)
class Measure:
    """A value over `count` questions, None where there were none; `against` are the ids that it suffered from."""

    name: str
    unit: Unit
    value: float | None
    count: int
    against: tuple[str, ...] = ()


class Scorer:
    """Judges outcomes against the documents that the assistant answers from."""

    def __init__(self, assistant: "Assistant", outlines: Outlines) -> None:
        self._assistant = assistant
        self._outlines = outlines

    def verdict(self, outcome: Outcome) -> Verdict:
        """The verdict on one outcome."""
        question, answer = outcome.question, outcome.answer
        targets = [self._outlines.target(e) for e in question.evidence]
        text = _unmarked(answer.text) if answer else ""
        lowered = text.lower()
        evidence = share_found(targets, answer.passages if answer else ()) if targets else None
        return Verdict(
            question=question,
            answer=answer,
            error=outcome.error,
            missing=tuple(n for n in question.nuggets if not any(words.lower() in lowered for words in n)),
            forbidden=tuple(words for words in question.must_not if words.lower() in lowered),
            quotes_exact=answer is not None and all(self._is_exact(c) for c in answer.citations),
            quotes_in_passages=answer is not None and all(_in_one_passage(c, answer) for c in answer.citations),
            evidence_cited=answer is not None and (not targets or any_cited(targets, answer.citations)),
            evidence=evidence,
            sentences=sum(bool(re.search(r"\w", s)) for s in _SENTENCE_END.split(text)),
            words=sum(bool(re.search(r"\w", word)) for word in text.split()),
            ms=outcome.ms,
        )

    def _is_exact(self, citation: "Citation") -> bool:
        try:
            text = self._assistant.document(citation.document_id).text
        except WaymarkError:
            return False
        return bool(citation.quote) and text[citation.start : citation.end] == citation.quote


def metric_names() -> dict[str, Unit]:
    """Every measure's name and unit, in the order of the report."""
    return {m.name: m.unit for m in measures(())}


def measures(verdicts: Sequence[Verdict]) -> tuple[Measure, ...]:
    """All measures over `verdicts`, in the order of the report; those of a type that was not asked have no value."""
    answerable = [v for v in verdicts if v.question.answerable]
    return (
        _share("correctness", verdicts, lambda v: v.right),
        _share("correctness_cited", verdicts, lambda v: v.right and v.evidence_cited),
        *_abstention(verdicts),
        _share("false_abstention", answerable, lambda v: v.abstained, good=False),
        _share("quotes_exact", verdicts, lambda v: v.quotes_exact),
        _share("quotes_in_passages", verdicts, lambda v: v.quotes_in_passages),
        _recall(verdicts),
        _number("failures", "number", [float(v.answer is None) for v in verdicts], sum),
        _number("words_median", "number", [v.words for v in verdicts], median),
        _number("sentences_median", "number", [v.sentences for v in verdicts], median),
        _number("latency_median", "ms", [v.ms for v in verdicts], median),
        _number("latency_p95", "ms", [v.ms for v in verdicts], _p95),
        *(
            _share(f"correctness.{type_}", [v for v in verdicts if v.question.type == type_], lambda v: v.right)
            for type_ in TYPES
        ),
    )


def _share(name: str, verdicts: Sequence[Verdict], holds: Callable[[Verdict], bool], *, good: bool = True) -> Measure:
    """The share of `verdicts` that `holds`; those on the side that is not good are what it suffered from."""
    true = [holds(v) for v in verdicts]
    against = tuple(v.question.id for v, it_does in zip(verdicts, true, strict=True) if it_does is not good)
    return Measure(name, "share", fmean(true) if true else None, len(verdicts), against)


def _abstention(verdicts: Sequence[Verdict]) -> tuple[Measure, ...]:
    """Precision and recall of abstaining where that was right, and their harmonic mean, 2 tp / (2 tp + fp + fn)."""
    fitting = sum(v.abstained and not v.question.answerable for v in verdicts)
    needless = tuple(v.question.id for v in verdicts if v.abstained and v.question.answerable)
    absent = tuple(v.question.id for v in verdicts if not v.abstained and not v.question.answerable)
    both = tuple(v.question.id for v in verdicts if v.question.id in {*needless, *absent})
    due, made = fitting + len(absent), fitting + len(needless)
    return (
        Measure("abstention_precision", "share", fitting / made if made else 0.0 if due else None, made, needless),
        Measure("abstention_recall", "share", fitting / due if due else None, due, absent),
        Measure("abstention_f1", "share", 2 * fitting / (made + due) if due else None, len(verdicts), both),
    )


def _recall(verdicts: Sequence[Verdict]) -> Measure:
    found = {v.question.id: v.evidence for v in verdicts if v.evidence is not None}
    against = tuple(id_ for id_, share in found.items() if share < 1)
    return Measure(f"evidence_recall_{BUDGET}", "share", fmean(found.values()) if found else None, len(found), against)


def _number(name: str, unit: Unit, values: Sequence[float], summary: Callable[[Sequence[float]], float]) -> Measure:
    return Measure(name, unit, float(summary(values)) if values else None, len(values))


def _p95(values: Sequence[float]) -> float:
    """The smallest value that at least 95 in 100 do not exceed."""
    return sorted(values)[ceil(0.95 * len(values)) - 1]


def _unmarked(text: str) -> str:
    """The text without its citation markers, whose numbers are no part of what it says."""
    return _MARKER.sub("", text)


def _in_one_passage(citation: "Citation", answer: "Answer") -> bool:
    return any(
        p.chunk.document_id == citation.document_id
        and p.chunk.start <= citation.start
        and citation.end <= p.chunk.end
        and citation.quote in p.chunk.text
        for p in answer.passages
    )
