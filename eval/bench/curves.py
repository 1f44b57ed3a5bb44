"""A plot of how both systems fare as passages grow in number: a panel for each figure taken at several sizes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log10
from statistics import median

from eval.bench.figures import RIVAL, Figure
from eval.bench.measure import Bench

_WIDTH, _PANEL, _LEFT, _TOP, _LINE = 860, 170, 70, 34, 16
_OWN, _OTHER = "#0f766e", "#b45309"

_WHOLE = 1000  # figures from which no digit behind the point is told

_Curve = Sequence[tuple[int, float]]  # passages, and the figure over so many


@dataclass(frozen=True, slots=True)
class _Panel:
    """One figure's curves, the rival's where it has one; both scales are logarithmic."""

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
    by_size = {grown.passages: grown.figures for grown in bench.growth} | {bench.passages: bench.figures}
    panels, sizes = _panels(by_size), sorted(by_size)
    if not panels:
        return None
    height = _TOP + _PANEL * len(panels)
    drawn = "".join(_drawn(panel, sizes, _TOP + _PANEL * row) for row, panel in enumerate(panels))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif" '
        f'font-size="12" role="img"><title>Waymark and LangChain as the passages grow in number</title>'
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>'
        f'<text x="{_LEFT}" y="{_LINE}" fill="{_OWN}">Waymark</text>'
        f'<text x="{_LEFT + 90}" y="{_LINE}" fill="{_OTHER}">{RIVAL}</text>{drawn}</svg>\n'
    )


def _panels(by_size: Mapping[int, Sequence[Figure]]) -> list[_Panel]:
    """What was taken at several sizes, of Waymark at least."""
    taken: dict[str, dict[int, Figure]] = defaultdict(dict)
    for size, figures in sorted(by_size.items()):
        for figure in filter(_is_shown, figures):
            taken[figure.name][size] = figure
    return [_panel(name, at) for name, at in taken.items() if len(at) > 1]


def _panel(name: str, at: Mapping[int, Figure]) -> _Panel:
    unit = next(iter(at.values())).unit
    own = [(size, median(figure.own)) for size, figure in at.items()]
    return _Panel(name, unit, own, [(size, median(figure.other)) for size, figure in at.items() if figure.other])


def _is_shown(figure: Figure) -> bool:
    """Whether it has a place on the scales, and is beside the rival's if beside any."""
    return figure.beside == RIVAL and bool(figure.unit) and min((*figure.own, *figure.other)) > 0


def _drawn(panel: _Panel, sizes: Sequence[int], top: int) -> str:
    low, high = panel.span()
    curves = [(curve, colour) for curve, colour in ((panel.own, _OWN), (panel.other, _OTHER)) if curve]
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
        f'<text x="{x:.0f}" y="{y - 6:.0f}" text-anchor="middle" fill="{colour}">{_told(value)}</text>'
        for (x, y), (_, value) in zip(points, curve, strict=True)
    )
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>{told}'


def _told(value: float) -> str:
    return f"{value:.3g}" if value < _WHOLE else f"{value:,.0f}"


def _across(size: int, sizes: Sequence[int]) -> float:
    return _between(size, (sizes[0], sizes[-1]), (_LEFT, _WIDTH - _LEFT))


def _between(value: float, span: tuple[float, float], room: tuple[float, float]) -> float:
    """Where `value` of a `span` lies in `room`, both from and to; in the middle where the span has no width."""
    low, high = map(log10, span)
    share = (log10(value) - low) / (high - low) if high > low else 0.5
    return room[0] + share * (room[1] - room[0])
