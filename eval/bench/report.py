"""What a benchmark comes to: a table for people, JSON for programs, and a plot of the ratios."""

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from math import log2
from statistics import median
from typing import Any

from eval.bench.figures import RIVAL, Figure
from eval.bench.measure import Bench
from eval.cells import Cells

_PACKAGES = ("chromadb", "langchain-core", "langchain-chroma", "sentence-transformers", "onnxruntime", "torch", "bm25s")
_NOTHING = "-"
# The plot: rows of this height, and a scale on which each halving takes as much room.
_ROW, _LEFT, _WIDTH, _SCALES = 26, 330, 860, (0.03125, 0.0625, 0.125, 0.25, 0.5, 1.0, 2.0, 4.0)


def bench_json(bench: Bench) -> Mapping[str, Any]:
    """The whole of a benchmark, with the machine and the versions that it was run on."""
    system = f"{platform.system()} {platform.machine()}"
    return {
        "run_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{system}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "versions": {package: version(package) for package in _PACKAGES},
        "passages": bench.passages,
        "queries": bench.queries,
        "rounds": bench.rounds,
        "figures": [_figure_json(f) for f in bench.figures],
        "growth": [{"passages": g.passages, "figures": [_figure_json(f) for f in g.figures]} for g in bench.growth],
    }


def _figure_json(figure: Figure) -> Mapping[str, Any]:
    return {**asdict(figure), "ratio": figure.ratio, "ratios": figure.ratios}


def bench_tables(bench: Bench) -> Mapping[str, Cells]:
    """The tables by their titles: that of the index as it is, and one for each number of composed passages."""
    first = f"{bench.passages} passages, {bench.queries} queries"
    return {first: _cells(bench.figures)} | {f"{g.passages} composed passages": _cells(g.figures) for g in bench.growth}


def _cells(figures: Sequence[Figure]) -> Cells:
    """Each figure: Waymark's median, the other's, and how many times as much it is, with the least and the most."""
    rows = [[f.name, _told(f.own, f.unit), _beside(f), _ratio(f)] for f in figures]
    return [["", "Waymark", RIVAL, "ratio (rounds)"], *rows]


def bench_markdown(bench: Bench) -> str:
    """The tables in Markdown."""
    return "\n".join(f"{title}:\n\n{_markdown(cells)}" for title, cells in bench_tables(bench).items())


def _markdown(cells: Cells) -> str:
    head, *rows = cells
    lines = [head, ["---", "---:", "---:", "---:"], *rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in lines)


def bench_svg(bench: Bench) -> str:
    """The ratios as bars from 1, on a scale where half and double lie equally far."""
    shown = [f for f in bench.figures if f.ratio]
    height = _ROW * (len(shown) + 2)
    grid = "".join(
        f'<line x1="{_x(s):.0f}" x2="{_x(s):.0f}" y1="20" y2="{height}" stroke="#ccc"/>'
        f'<text x="{_x(s):.0f}" y="14" text-anchor="middle">{s:g}x</text>'
        for s in _SCALES
    )
    bars = "".join(_bar(f, _ROW * (row + 1)) for row, f in enumerate(shown))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif" '
        f'font-size="12" role="img"><title>Waymark by LangChain</title>'
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>{grid}{bars}</svg>\n'
    )


def _bar(figure: Figure, top: int) -> str:
    ratio = min(max(figure.ratio or 1.0, _SCALES[0]), _SCALES[-1])
    low, high = sorted((_x(ratio), _x(1.0)))
    beside = "" if figure.beside == RIVAL else f" by {figure.beside}"
    return (
        f'<text x="{_LEFT - 10}" y="{top + 15}" text-anchor="end">{figure.name}{beside}</text>'
        f'<rect x="{low:.0f}" y="{top + 3}" width="{high - low:.0f}" height="{_ROW - 10}" fill="#0f766e"/>'
        f'<text x="{high + 6:.0f}" y="{top + 15}">{figure.ratio:.2f}x</text>'
    )


def _x(scale: float) -> float:
    """Where a ratio stands on the plot."""
    low, high = log2(_SCALES[0]), log2(_SCALES[-1])
    return _LEFT + (_WIDTH - _LEFT - 60) * (log2(scale) - low) / (high - low)


def _beside(figure: Figure) -> str:
    if not figure.other:
        return _NOTHING
    told = _told(figure.other, figure.unit)
    return told if figure.beside == RIVAL else f"{told} ({figure.beside})"


def _ratio(figure: Figure) -> str:
    if figure.ratio is None:
        return _NOTHING
    spread = f" ({min(figure.ratios):.2f}-{max(figure.ratios):.2f})" if len(figure.ratios) > 1 else ""
    return f"{figure.ratio:.2f}x{spread}"


def _told(values: tuple[float, ...], unit: str) -> str:
    value = median(values)
    return f"{value:.3g} {unit}".strip() if value < 100 else f"{value:.0f} {unit}".strip()
