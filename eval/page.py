"""A report as one HTML file that needs nothing else: no network, no library, every text of a document escaped."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.cells import gate_cells, headline, judged_lines, measure_cells, turned_lines
from eval.charts import answer_bars, heat, retrieval_bars, times
from eval.curve import abstention_curve, likeness
from eval.evidence import BUDGET
from eval.figures import shown, shown_with_interval

if TYPE_CHECKING:
    from eval.report import Report
    from eval.scoring import Verdict
    from rag.records import Passage

_TEMPLATES = Path(__file__).parent / "templates"
_TILES = (
    "correctness", "abstention_f1", "false_abstention", f"evidence_recall_{BUDGET}",
    "citation_precision", "quotes_exact", "form", "words_median",
)  # fmt: skip


def page(report: "Report") -> str:
    """The report as HTML."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # only this needs it

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,  # documents, questions and answers are other people's texts
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2").render(_view(report))


def _view(report: "Report") -> dict[str, Any]:
    """What the template shows; each passage's text is there once, by the id of its chunk."""
    scope = "test" if "test" in report.measured else next(iter(reversed(report.measured)))
    passages = {p.chunk.id: _passage(p) for v in report.verdicts if v.answer for p in v.answer.passages}
    by_name = {m.name: m for m in report.measured[scope]}
    return {
        "title": f"Waymark eval: {headline(report)}",
        "holds": not report.failing,
        "asked": report.asked,
        "scope": scope,
        "tiles": [(name, shown_with_interval(by_name[name])) for name in _TILES if by_name[name].count],
        "gates": [(row, whys.gate.why) for row, whys in zip(gate_cells(report)[1:], report.rows, strict=True)],
        "told": [*turned_lines(report), *judged_lines(report)],
        "measures": measure_cells(report),
        "answer_bars": answer_bars(report),
        "retrieval_bars": retrieval_bars(report, scope),
        "heat": heat(report.verdicts),
        "curve": abstention_curve(report.verdicts),
        "own": {name: m.value for m in report.measured["all"] if (name := m.name).startswith(("abst", "false"))},
        "times": times(report.verdicts),
        "latency": [shown(m) for m in report.measured["all"] if m.unit == "ms"],
        "types": sorted({v.question.type for v in report.verdicts}),
        "splits": sorted({v.question.split for v in report.verdicts}),
        "verdicts": [_question(v) for v in report.verdicts],
        "passages": passages,
    }


def _question(verdict: "Verdict") -> dict[str, Any]:
    answer = verdict.answer
    return {
        "asked": verdict.question,
        "right": verdict.right,
        "reasons": verdict.reasons,
        "text": answer.text if answer else "",
        "abstained": answer is not None and answer.abstained,
        "citations": answer.citations if answer else (),
        "passages": [p.chunk.id for p in answer.passages] if answer else [],
        "likeness": likeness(verdict),
        "evidence": verdict.evidence,
        "support": verdict.support,
        "faults": verdict.faults if answer else (),
        "words": verdict.words,
        "ms": verdict.ms,
    }


def _passage(passage: "Passage") -> list[str]:
    return [" › ".join((passage.title, *passage.chunk.heading_path)), passage.chunk.text]  # noqa: RUF001 - the sign between headings
