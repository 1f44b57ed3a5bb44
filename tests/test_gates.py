from pathlib import Path

import pytest

from eval.errors import GateError
from eval.gates import Gate, check_splits, held_to, read_gates
from eval.golden import QUESTIONS
from eval.scoring import Measure

ROW = 'metric = "correctness"\nminimum = 0.75\nwhy = "three in four"\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "gates.toml"
    path.write_text(text, encoding="utf-8")
    return path


def measure(value: float | None, name: str = "correctness", *against: str) -> Measure:
    return Measure(name, "share", value, 4, against)


# reading


def test_a_row_is_a_bound_on_a_metric_with_its_reason(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        f'[[gate]]\n{ROW}\n[[gate]]\nmetric = "correctness.plan"\nmaximum = 1\nsplit = "test"\nwhy = " all "\n',
    )
    assert read_gates(path) == (
        Gate("correctness", "three in four", minimum=0.75),
        Gate("correctness.plan", "all", maximum=1.0, split="test"),
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("[[gate]\n", "gates.toml is not TOML: ", id="no_toml"),
        pytest.param("", "gates.toml must hold [[gate]] rows and nothing else.", id="no_rows"),
        pytest.param(f"[gate]\n{ROW}", "gates.toml must hold [[gate]] rows and nothing else.", id="one_bracket"),
        pytest.param(f"x = 1\n[[gate]]\n{ROW}", "nothing else; it holds x.", id="stray_key"),
        pytest.param("gate = [1]\n", "gates.toml, gate 1 is not a table.", id="no_table"),
        pytest.param(f"[[gate]]\n{ROW}floor = 1\n", "gate 1: the key 'floor' is not known.", id="unknown_key"),
        pytest.param("[[gate]]\nminimum = 1\n", "gate 1: it has no metric.", id="no_metric"),
        pytest.param(
            f"[[gate]]\n{ROW}[[gate]]\n" + ROW.replace("correctness", "corectness"),
            "gate 2: the metric 'corectness' is not known. The nearest are correctness",
            id="unknown_metric",
        ),
        pytest.param(
            "[[gate]]\n" + ROW.replace("correctness", "latency_p95"), "latency_p95 differs from run to run", id="time"
        ),
        pytest.param('[[gate]]\nmetric = "correctness"\nminimum = 1\n', "it does not say why that number", id="no_why"),
        pytest.param(
            "[[gate]]\n" + ROW.replace("three in four", " "), "it does not say why that number", id="empty_why"
        ),
        pytest.param(
            f'[[gate]]\n{ROW}split = "train"\n', "the split is 'train'; it must be all, dev, test.", id="split"
        ),
        pytest.param(f"[[gate]]\n{ROW}split = []\n", "the split is []; it must be all, dev, test.", id="split_list"),
        pytest.param(f"[[gate]]\n{ROW}maximum = 1\n", "it needs either a minimum or a maximum.", id="both_bounds"),
        pytest.param('[[gate]]\nmetric = "correctness"\nwhy = "x"\n', "either a minimum or a maximum.", id="no_bound"),
        pytest.param(
            "[[gate]]\n" + ROW.replace("0.75", '"0.75"'), "minimum is '0.75', which is not a number.", id="text"
        ),
        pytest.param("[[gate]]\n" + ROW.replace("0.75", "true"), "minimum is True, which is not a number.", id="truth"),
        pytest.param("[[gate]]\n" + ROW.replace("0.75", "nan"), "minimum is nan, which is not a number.", id="nan"),
    ],
)
def test_a_malformed_row_is_named_with_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(GateError) as raised:
        read_gates(path)
    assert str(raised.value).startswith(str(path))
    assert says in str(raised.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(GateError, match=r"none\.toml cannot be read: No such file"):
        read_gates(tmp_path / "none.toml")


def test_a_gate_on_a_split_that_is_not_asked_is_refused() -> None:
    gates = [Gate("correctness", "x", minimum=0.5), Gate("quotes_exact", "x", minimum=1, split="test")]
    check_splits(gates, ["dev", "test"])
    with pytest.raises(GateError, match="gate on quotes_exact is about the test split, and none of it is asked"):
        check_splits(gates, ["dev"])


# holding


@pytest.mark.parametrize(
    ("gate", "value", "holds"),
    [
        (Gate("correctness", "x", minimum=0.75), 0.75, True),
        (Gate("correctness", "x", minimum=0.75), 0.74, False),
        (Gate("correctness", "x", maximum=0.12), 0.12, True),
        (Gate("correctness", "x", maximum=0.12), 0.13, False),
        (Gate("correctness", "x", maximum=0.12), None, False),
        (Gate("correctness", "x", minimum=0.0), None, False),
    ],
)
def test_a_gate_holds_up_to_its_bound_and_never_where_nothing_was_measured(
    gate: Gate, value: float | None, holds: bool
) -> None:
    (row,) = held_to([gate], {"all": [measure(value)]})
    assert row.holds is holds


def test_a_gate_is_held_to_the_measure_of_its_split_and_knows_what_that_suffered_from() -> None:
    measured = {"all": [measure(0.9)], "test": [measure(0.5, "correctness", "q1", "q2")]}
    row = held_to([Gate("correctness", "x", minimum=0.75, split="test")], measured)[0]
    assert (row.holds, row.measure.value, row.measure.against) == (False, 0.5, ("q1", "q2"))


def test_the_shipped_gates_can_be_read() -> None:
    gates = read_gates(QUESTIONS.parent.parent / "gates.toml")
    assert Gate("quotes_exact", gates[0].why, minimum=1.0) in gates
