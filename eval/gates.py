"""Gates: what each measure has to reach, and why just that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from eval.errors import GateError
from eval.golden import Split
from eval.measures import Measure
from eval.record import Record

Scope = Literal["all", "dev", "test"]  # all: whatever was asked


@dataclass(frozen=True, slots=True)
class Gate:
    """A bound on one metric over the questions of one split, and why it is just that number.

    One that says `no_worse_than_baseline` has the value of the baseline, and as its bound the far end of its interval.
    """

    metric: str
    why: str
    minimum: float | None = None
    maximum: float | None = None
    split: Scope = "all"
    baseline: float | None = None


@dataclass(frozen=True, slots=True)
class Gates:
    """The gates of a file, and the baseline that it names."""

    rows: tuple[Gate, ...] = ()
    baseline: Record | None = None


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


def check_splits(gates: Gates, asked: Sequence[Split]) -> None:
    """Raise GateError where a gate is about a split of which nothing is asked."""
    for gate in gates.rows:
        if gate.split != "all" and gate.split not in asked:
            raise GateError(
                f"The gate on {gate.metric} is about the {gate.split} split, and none of it is asked. "
                f"Use --split {gate.split} or all, or a dataset that has one."
            )


def held_to(gates: Gates, measured: Mapping[str, Sequence[Measure]]) -> tuple[GateRow, ...]:
    """Each gate beside its measure; `measured` has the measures of all that was asked, and of each split.

    Raises GateError for a gate on retrieval where that was not measured.
    """
    found = {(scope, m.name): m for scope, values in measured.items() for m in values}
    for gate in gates.rows:
        if (gate.split, gate.metric) not in found:
            raise GateError(f"The gate on {gate.metric} has nothing to hold: retrieval was not measured.")
    return tuple(GateRow(gate, found[gate.split, gate.metric]) for gate in gates.rows)
