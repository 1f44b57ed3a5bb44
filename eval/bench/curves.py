"""A plot of how both systems fare as passages grow in number: a panel for each figure that was taken at all sizes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log10
from statistics import median

from eval.bench.figures import RIVAL, Figure
from eval.bench.measure import Bench

_WIDTH, _PANEL, _LEFT, _TOP, _LINE = 860, 170, 70, 34, 16
_OWN, _OTHER = "#0f766e", "#b45309"

_Curve = Sequence[tuple[int, float]]  # passages, and the figure over so many


@dataclass(frozen=True, slots=True)
class _Panel:
    """One figure's curves; both scales are such that ten times as much takes as much room everywhere."""

    name: str
    unit: str
    own: _Curve
    other: _Curve

    def span(self) -> tuple[float, float]:
        """The least and the greatest of what is shown."""
        values = [value for _, value in (*self.own, *self.other)]
        return min(values), max(values)


def growth_svg(bench: Bench) -> str | None:
    """The curves over all sizes, the index as it is among them; None where nothing was composed beside it."""
    panels = _panels({grown.passages: grown.figures for grown in bench.growth} | {bench.passages: bench.figures})
    if not panels:
        return None
    height = _TOP + _PANEL * len(panels)
    drawn = "".join(_drawn(panel, _TOP + _PANEL * row) for row, panel in enumerate(panels))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif" '
        f'font-size="12" role="img"><title>Waymark and LangChain as the passages grow in number</title>'
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>'
        f'<text x="{_LEFT}" y="{_LINE}" fill="{_OWN}">Waymark</text>'
        f'<text x="{_LEFT + 90}" y="{_LINE}" fill="{_OTHER}">{RIVAL}</text>{drawn}</svg>\n'
    )


def _panels(by_size: Mapping[int, Sequence[Figure]]) -> list[_Panel]:
    """The figures with one of both systems at every size, where there are several."""
    if len(by_size) < 2:
        return []
    at = {size: {f.name: f for f in figures if _is_shown(f)} for size, figures in sorted(by_size.items())}
    first, *others = at.values()
    return [
        _Panel(
            name, first[name].unit,
            [(size, median(figures[name].own)) for size, figures in at.items()],
            [(size, median(figures[name].other)) for size, figures in at.items()],
        )
        for name in first if all(name in figures for figures in others)
    ]  # fmt: skip


def _is_shown(figure: Figure) -> bool:
    """Whether it has a place on the scales, and both systems have one."""
    return figure.beside == RIVAL and bool(figure.other) and min(*figure.own, *figure.other) > 0


def _drawn(panel: _Panel, top: int) -> str:
    sizes, (low, high) = [size for size, _ in panel.own], panel.span()
    curves = ((panel.own, _OWN), (panel.other, _OTHER))
    bottom = top + _PANEL - 3 * _LINE
    names = "".join(
        f'<text x="{_across(size, sizes):.0f}" y="{bottom + _LINE}" text-anchor="middle">{size:,}</text>'
        for size in sizes
    )
    lines = "".join(_line(curve, colour, sizes, (low, high), (bottom, top + _LINE)) for curve, colour in curves)
    return f'<text x="{_LEFT}" y="{top}" font-weight="bold">{panel.name}, {panel.unit}</text>{names}{lines}'


def _line(
    curve: _Curve, colour: str, sizes: Sequence[int], span: tuple[float, float], room: tuple[float, float]
) -> str:
    points = [(_across(size, sizes), _between(value, span, room)) for size, value in curve]
    path = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
    told = "".join(
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="{colour}"/>'
        f'<text x="{x:.0f}" y="{y - 6:.0f}" text-anchor="middle" fill="{colour}">{value:.3g}</text>'
        for (x, y), (_, value) in zip(points, curve, strict=True)
    )
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>{told}'


def _across(size: int, sizes: Sequence[int]) -> float:
    return _between(size, (sizes[0], sizes[-1]), (_LEFT, _WIDTH - _LEFT))


def _between(value: float, span: tuple[float, float], room: tuple[float, float]) -> float:
    """Where `value` of a `span` lies in `room`, both from and to; in the middle where the span has no width."""
    low, high = map(log10, span)
    share = (log10(value) - low) / (high - low) if high > low else 0.5
    return room[0] + share * (room[1] - room[0])
