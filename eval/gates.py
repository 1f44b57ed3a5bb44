"""Gates: what each measure has to reach, and why just that."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from rapidfuzz import process

from eval.errors import GateError
from eval.golden import Split
from eval.scoring import Measure, metric_names

Scope = Literal["all", "dev", "test"]  # all: whatever was asked

_KEYS = {"metric", "minimum", "maximum", "split", "why"}


@dataclass(frozen=True, slots=True)
class Gate:
    """A bound on one metric over the questions of one split, and why it is just that number."""

    metric: str
    why: str
    minimum: float | None = None
    maximum: float | None = None
    split: Scope = "all"


@dataclass(frozen=True, slots=True)
class GateRow:
    """A gate beside what was measured; one with nothing to measure does not hold."""

    gate: Gate
    measure: Measure

    @property
    def holds(self) -> bool:
        """Whether the measured value is within the gate's bound."""
        value, least, most = self.measure.value, self.gate.minimum, self.gate.maximum
        return value is not None and (least is None or value >= least) and (most is None or value <= most)


def read_gates(path: Path) -> tuple[Gate, ...]:
    """The gates in `path`, in order; raises GateError naming the file, the row and what is wrong with it."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise GateError(f"{path} cannot be read: {error.strerror}. Check the path.") from None
    except ValueError as error:  # of TOML, or of UTF-8
        raise GateError(f"{path} is not TOML: {error}.") from None
    rows = data.pop("gate", None)
    if data or not isinstance(rows, list) or not rows:
        stray = f"; it holds {', '.join(data)}" if data else ""
        raise GateError(f"{path} must hold [[gate]] rows and nothing else{stray}.")
    return tuple(_gate(row, f"{path}, gate {n}") for n, row in enumerate(rows, start=1))


def check_splits(gates: Sequence[Gate], asked: Sequence[Split]) -> None:
    """Raise GateError where a gate is about a split of which nothing is asked."""
    for gate in gates:
        if gate.split != "all" and gate.split not in asked:
            raise GateError(
                f"The gate on {gate.metric} is about the {gate.split} split, and none of it is asked. "
                f"Use --split {gate.split} or all, or a dataset that has one."
            )


def held_to(gates: Sequence[Gate], measured: Mapping[str, Sequence[Measure]]) -> tuple[GateRow, ...]:
    """Each gate beside its measure; `measured` has the measures of all that was asked, and of each split."""
    found = {(scope, m.name): m for scope, values in measured.items() for m in values}
    return tuple(GateRow(gate, found[gate.split, gate.metric]) for gate in gates)


def _gate(row: Any, where: str) -> Gate:
    if not isinstance(row, dict):
        raise GateError(f"{where} is not a table. Write it below a line [[gate]].")
    if stray := sorted(set(row) - _KEYS):
        raise GateError(f"{where}: the key '{stray[0]}' is not known. The keys are {', '.join(sorted(_KEYS))}.")
    metric, why, split = row.get("metric"), row.get("why"), row.get("split", "all")
    if not isinstance(metric, str):
        raise GateError(f"{where}: it has no metric.")
    _check_metric(metric, where)
    if not isinstance(why, str) or not why.strip():
        raise GateError(f'{where} ({metric}): it does not say why that number. Add why = "...".')
    if split not in get_args(Scope):
        raise GateError(f"{where} ({metric}): the split is {split!r}; it must be {', '.join(get_args(Scope))}.")
    bounds = {name: row[name] for name in ("minimum", "maximum") if name in row}
    if len(bounds) != 1:
        raise GateError(f"{where} ({metric}): it needs either a minimum or a maximum.")
    ((name, bound),) = bounds.items()
    if isinstance(bound, bool) or not isinstance(bound, int | float) or bound != bound:  # noqa: PLR0124 - not a number
        raise GateError(f"{where} ({metric}): its {name} is {bound!r}, which is not a number.")
    return Gate(metric, why.strip(), split=split, **{name: float(bound)})


def _check_metric(metric: str, where: str) -> None:
    names = metric_names()
    if metric not in names:
        near = ", ".join(str(found[0]) for found in process.extract(metric, list(names), limit=3))
        raise GateError(f"{where}: the metric '{metric}' is not known. The nearest are {near}.")
    if names[metric] == "ms":
        raise GateError(f"{where}: {metric} differs from run to run and from machine to machine, so it is no gate.")
