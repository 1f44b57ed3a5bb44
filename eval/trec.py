"""Judgements and runs in the format of TREC, which trec_eval and most tools read."""

import re
from pathlib import Path

from eval.ranking import Qrels, Run
from eval.standings import RetrievalReport


def write_trec(folder: Path, report: RetrievalReport) -> None:
    """Write `qrels.txt`, and `NAME.run` for each system, into `folder`; ids get `_` where they have white space."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "qrels.txt", qrels_lines(report.qrels))
    for system in report.systems:
        _write(folder / f"{system.name}.run", run_lines(system.run, system.name))


def qrels_lines(qrels: Qrels) -> list[str]:
    """The judgements: query, 0, document, grade."""
    return [
        f"{_id(query)} 0 {_id(document)} {grade}"
        for query, grades in qrels.items()
        for document, grade in grades.items()
    ]


def run_lines(run: Run, tag: str) -> list[str]:
    """The run: query, Q0, document, rank from 1, score, tag; scores fall strictly, since tools order by score."""
    return [
        f"{_id(query)} Q0 {_id(document)} {rank} {len(ranked) - rank + 1} {_id(tag)}"
        for query, ranked in run.items()
        for rank, document in enumerate(ranked, start=1)
    ]


def _id(text: str) -> str:
    return re.sub(r"\s+", "_", text)


def _write(path: Path, lines: list[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
