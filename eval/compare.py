"""Two runs side by side: what moved, by how much, whether beyond chance, and which questions turned."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from eval.cells import Cells
from eval.errors import RecordError
from eval.figures import SURE, with_unit
from eval.measures import Unit
from eval.record import Record
from eval.resampling import paired_p_value


@dataclass(frozen=True, slots=True)
class Change:
    """A measure in both runs; `p_value` is how often chance alone moves it as far, None without paired scores."""

    metric: str
    scope: str
    unit: Unit
    before: float
    after: float
    is_better: bool
    p_value: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What moved from one run to another, the most certain first, and the questions that turned or are in but one."""

    changes: tuple[Change, ...]
    turned_right: tuple[str, ...]
    turned_wrong: tuple[str, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]


def compare(before: Record, after: Record) -> Comparison:
    """What moved from `before` to `after`; raises RecordError where they have no question in common."""
    was, now = {a.id: a for a in before.asked}, {a.id: a for a in after.asked}
    both = [id_ for id_ in now if id_ in was]
    if not both:
        raise RecordError("The two reports have no question in common, so nothing can be compared.")
    changes = [
        change
        for scope, measures in after.measures.items()
        for metric in measures
        if (change := _change(before, after, scope, metric)) is not None
    ]
    return Comparison(
        changes=tuple(sorted(changes, key=lambda c: (c.p_value is None, c.p_value, c.scope))),
        turned_right=tuple(id_ for id_ in both if now[id_].right and not was[id_].right),
        turned_wrong=tuple(id_ for id_ in both if was[id_].right and not now[id_].right),
        only_before=tuple(id_ for id_ in was if id_ not in now),
        only_after=tuple(id_ for id_ in now if id_ not in was),
    )


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain JSON data."""
    return asdict(comparison)


def comparison_cells(comparison: Comparison) -> Cells:
    """The comparison as a table; a star marks what moved beyond chance."""
    return [["measure", "split", "before", "after", "change", "p", ""], *map(_row, comparison.changes)]


def _change(before: Record, after: Record, scope: str, metric: str) -> Change | None:
    """How a metric moved within a split; None where it did not, or one run lacks it."""
    new, old = after.measures[scope][metric], before.measures.get(scope, {}).get(metric)
    if old is None or old.value is None or new.value is None or old.value == new.value:
        return None
    pairs = _pairs(before, after, scope, metric)
    return Change(
        metric=metric,
        scope=scope,
        unit=new.unit,
        before=old.value,
        after=new.value,
        is_better=(new.value > old.value) is not new.fewer_is_better,
        p_value=paired_p_value(*zip(*pairs, strict=True)) if pairs else None,
    )


def _pairs(before: Record, after: Record, scope: str, metric: str) -> Sequence[tuple[float, float]]:
    """What each question brought to a metric in both runs."""
    was = {a.id: a.scores for a in before.asked}
    return [
        (was[a.id][metric], a.scores[metric])
        for a in after.asked
        if scope in {"all", a.split} and metric in a.scores and metric in was.get(a.id, {})
    ]


def _row(change: Change) -> list[str]:
    moved = with_unit(change.after - change.before, change.unit)
    sign = "+" if change.after > change.before else ""
    p_value = "-" if change.p_value is None else f"{change.p_value:.4f}"
    sure = "*" if change.p_value is not None and change.p_value < SURE else ""
    told = f"{'better' if change.is_better else 'worse'}{sure}"
    values = [with_unit(value, change.unit) for value in (change.before, change.after)]
    return [change.metric, change.scope, *values, f"{sign}{moved}", p_value, told]
