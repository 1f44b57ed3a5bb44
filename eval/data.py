"""A report as plain data, for programs and for later runs: its record, the whole of it, and a verdict alone."""

from typing import Any

from pydantic import TypeAdapter

from eval.gates import GateRow
from eval.judge import judged_json
from eval.measures import Measure
from eval.record import Asked, Record, Recorded
from eval.report import Report
from eval.rivals import Rival
from eval.scoring import Verdict

_RECORD = TypeAdapter(Record)


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
