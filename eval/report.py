"""A run of the golden questions as a report: its verdicts, measures, gates and rivals, and the record of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, get_args

from pydantic import TypeAdapter

from eval.gates import GateRow, Gates, held_to
from eval.golden import Split
from eval.judge import Judged, judged_json
from eval.measures import Measure, measures
from eval.record import Asked, Record, Recorded
from eval.rivals import Rival, own_measures, rivals
from eval.scoring import Verdict

if TYPE_CHECKING:
    from eval.standings import RetrievalReport

_RECORD = TypeAdapter(Record)


@dataclass(frozen=True, slots=True)
class Report:
    """The verdicts in the order of the questions, the measures by split (`all` is whatever was asked), the gates.

    `turned_wrong` and `turned_right` are questions whose verdict is not that of the baseline; `rivals` are by split;
    `judged` is a language model's opinion where one was asked for, and gates nothing.
    """

    dataset: str
    verdicts: tuple[Verdict, ...]
    measured: dict[str, tuple[Measure, ...]]
    rows: tuple[GateRow, ...] = ()
    rivals: dict[str, tuple[Rival, ...]] = field(default_factory=dict)
    turned_wrong: tuple[str, ...] = ()
    turned_right: tuple[str, ...] = ()
    judged: Judged | None = None

    @property
    def asked(self) -> str:
        """How many questions of what, and how many of them nobody has reviewed."""
        drafts = sum(v.question.draft for v in self.verdicts)
        return f"{len(self.verdicts)} questions of {self.dataset}{f', {drafts} of them drafts' if drafts else ''}"

    @property
    def failing(self) -> tuple[GateRow, ...]:
        """The gates that do not hold."""
        return tuple(row for row in self.rows if not row.holds)

    @property
    def wrong(self) -> tuple[str, ...]:
        """The ids of the questions that were not answered rightly."""
        return tuple(v.question.id for v in self.verdicts if not v.right)

    @property
    def failures(self) -> dict[str, str]:
        """The error that stood in an answer's place, by the question's id."""
        return {v.question.id: v.error for v in self.verdicts if v.answer is None}


def make_report(
    dataset: str,
    verdicts: Sequence[Verdict],
    gates: Gates | None = None,
    retrieval: "RetrievalReport | None" = None,
    judged: Judged | None = None,
) -> Report:
    """The report on `verdicts` and `retrieval`, held to `gates`; raises GateError as `held_to` does."""
    gates = gates or Gates()
    by_split = {split: [v for v in verdicts if v.question.split == split] for split in get_args(Split)}
    scopes = {"all": list(verdicts), **{split: its for split, its in by_split.items() if its}}
    ids = {scope: {v.question.id for v in its} for scope, its in scopes.items()}
    measured = {
        scope: (*measures(its), *(own_measures(retrieval, ids[scope]) if retrieval else ()))
        for scope, its in scopes.items()
    }
    before = {a.id: a.right for a in gates.baseline.asked} if gates.baseline else {}
    turned = [v for v in verdicts if before.get(v.question.id, v.right) != v.right]
    return Report(
        dataset=dataset,
        verdicts=tuple(verdicts),
        measured=measured,
        rows=held_to(gates, measured),
        rivals={scope: rivals(retrieval, its) for scope, its in ids.items()} if retrieval else {},
        turned_wrong=tuple(v.question.id for v in turned if not v.right),
        turned_right=tuple(v.question.id for v in turned if v.right),
        judged=judged,
    )


def record_of(report: Report) -> Record:
    """What of the report other runs can be compared with; no times, so that equal runs give equal records."""
    scores: dict[str, dict[str, float]] = {v.question.id: {} for v in report.verdicts}
    for measure in report.measured["all"]:
        for id_, score in measure.scores.items():
            scores[id_][measure.name] = score
    return Record(
        dataset=report.dataset,
        measures={
            scope: {m.name: _recorded(m) for m in its if m.unit != "ms"} for scope, its in report.measured.items()
        },
        asked=[
            Asked(v.question.id, v.question.type, v.question.split, v.right, scores[v.question.id])
            for v in report.verdicts
        ],
    )


def report_json(report: Report) -> dict[str, Any]:
    """The report as plain JSON data: its record, and what came of gates, rivals and failures."""
    return {
        **_RECORD.dump_python(record_of(report), mode="json"),
        "questions": len(report.verdicts),
        "latency_ms": {m.name: m.value for m in report.measured["all"] if m.unit == "ms"},
        "wrong": list(report.wrong),
        "turned_wrong": list(report.turned_wrong),
        "turned_right": list(report.turned_right),
        "failures": report.failures,
        "gates": [_gate_json(row) for row in report.rows],
        "judged": judged_json(report.judged) if report.judged else None,
        "rivals": {scope: {r.name: _rival_json(r) for r in its} for scope, its in report.rivals.items()},
    }


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """One verdict as plain JSON data, without its time, so that an unchanged answer leaves an unchanged line."""
    answer, its = verdict.answer, verdict.support
    return {
        "id": verdict.question.id,
        "verdict": "right" if verdict.right else "wrong",
        "missing": [list(nugget) for nugget in verdict.missing],
        "forbidden": list(verdict.forbidden),
        "abstained": answer.abstained if answer else None,
        "evidence_found": verdict.evidence,
        "evidence_cited": verdict.evidence_cited,
        "citation_precision": its.precision,
        "citation_recall": its.recall,
        "unsupported": [{"sentence": sentence, "lacking": list(words)} for sentence, words in its.unsupported],
        "uncited": list(its.uncited),
        "faults": list(verdict.faults),
        "words": verdict.words,
        "text": answer.text if answer else "",
        "citations": [
            {
                "marker": c.marker,
                "document_id": c.document_id,
                "heading_path": list(c.heading_path),
                "start": c.start,
                "end": c.end,
                "quote": c.quote,
            }
            for c in (answer.citations if answer else ())
        ],
        "error": verdict.error,
    }


def _recorded(measure: Measure) -> Recorded:
    low, high = (measure.interval.low, measure.interval.high) if measure.interval else (None, None)
    return Recorded(measure.value, low, high, measure.count, measure.unit, measure.fewer_is_better)


def _gate_json(row: GateRow) -> dict[str, Any]:
    return {
        "metric": row.gate.metric,
        "split": row.gate.split,
        "minimum": row.gate.minimum,
        "maximum": row.gate.maximum,
        "baseline": row.gate.baseline,
        "why": row.gate.why,
        "value": row.measure.value,
        "holds": row.holds,
        "against": list(row.measure.against),
    }


def _rival_json(rival: Rival) -> dict[str, Any]:
    return {
        m.name: {
            "value": m.value,
            "low": m.interval.low if m.interval else None,
            "high": m.interval.high if m.interval else None,
            "p": rival.p_values[m.name],
        }
        for m in rival.measures
    }
