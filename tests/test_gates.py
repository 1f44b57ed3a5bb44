from pathlib import Path

import pytest

from eval.errors import GateError, RecordError
from eval.gatefile import read_gates
from eval.gates import Gate, Gates, check_splits, held_to
from eval.golden import QUESTIONS
from eval.measures import Measure
from eval.record import Asked, Record, Recorded, write_baseline

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
    assert read_gates(path).rows == (
        Gate("correctness", "three in four", minimum=0.75),
        Gate("correctness.plan", "all", maximum=1.0, split="test"),
    )


def test_retrieval_can_be_gated_as_answers_can(tmp_path: Path) -> None:
    path = written(tmp_path, '[[gate]]\nmetric = "retrieval.nDCG@10"\nminimum = 0.6\nwhy = "x"\n')
    assert read_gates(path).rows == (Gate("retrieval.nDCG@10", "x", minimum=0.6),)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("[[gate]\n", "gates.toml is not TOML: ", id="no_toml"),
        pytest.param("", "gates.toml must hold [[gate]] rows, after a line baseline", id="no_rows"),
        pytest.param(f"[gate]\n{ROW}", "gates.toml must hold [[gate]] rows, after a line baseline", id="one_bracket"),
        pytest.param(f"x = 1\n[[gate]]\n{ROW}", "if there is one; it holds x.", id="stray_key"),
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
        pytest.param(f"[[gate]]\n{ROW}maximum = 1\n", "it needs a minimum, a maximum or no_worse", id="both_bounds"),
        pytest.param('[[gate]]\nmetric = "correctness"\nwhy = "x"\n', "it needs a minimum, a maximum", id="no_bound"),
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
    gates = Gates((Gate("correctness", "x", minimum=0.5), Gate("quotes_exact", "x", minimum=1, split="test")))
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
    (row,) = held_to(Gates((gate,)), {"all": [measure(value)]})
    assert row.holds is holds


def test_a_gate_is_held_to_the_measure_of_its_split_and_knows_what_that_suffered_from() -> None:
    measured = {"all": [measure(0.9)], "test": [measure(0.5, "correctness", "q1", "q2")]}
    row = held_to(Gates((Gate("correctness", "x", minimum=0.75, split="test"),)), measured)[0]
    assert (row.holds, row.measure.value, row.measure.against) == (False, 0.5, ("q1", "q2"))


def test_a_gate_on_retrieval_that_was_not_measured_is_refused() -> None:
    with pytest.raises(GateError, match=r"The gate on retrieval\.MRR has nothing to hold: retrieval was not measured"):
        held_to(Gates((Gate("retrieval.MRR", "x", minimum=0.5),)), {"all": [measure(0.9)]})


# against a baseline

HEAD = 'baseline = "base.json"\n'
NO_WORSE = '[[gate]]\nmetric = "{}"\nno_worse_than_baseline = {}\nwhy = "what was won stays won"\n'


def with_baseline(folder: Path, metric: str, said: str = "true", head: str = HEAD) -> Path:
    measures = {
        "correctness": Recorded(0.8, 0.76, 0.84, 100, "share", fewer_is_better=False),
        "false_abstention": Recorded(0.05, 0.03, 0.08, 100, "share", fewer_is_better=True),
        "failures": Recorded(0.0, None, None, 100, "number", fewer_is_better=True),
    }
    record = Record("golden.jsonl", {"all": measures}, [Asked("a", "fact", "dev", True, {"correctness": 1.0})])
    write_baseline(record, folder / "base.json")
    return written(folder, head + NO_WORSE.format(metric, said))


def test_no_worse_than_the_baseline_is_a_bound_at_the_far_end_of_its_interval(tmp_path: Path) -> None:
    gates = read_gates(with_baseline(tmp_path, "correctness"))
    assert gates.rows == (Gate("correctness", "what was won stays won", minimum=0.76, baseline=0.8),)
    assert gates.baseline is not None
    assert [(a.id, a.right) for a in gates.baseline.asked] == [("a", True)]
    assert held_to(gates, {"all": [measure(0.77)]})[0].holds
    assert not held_to(gates, {"all": [measure(0.75)]})[0].holds


def test_where_fewer_is_better_the_bound_is_from_above(tmp_path: Path) -> None:
    (gate,) = read_gates(with_baseline(tmp_path, "false_abstention")).rows
    assert (gate.minimum, gate.maximum, gate.baseline) == (None, 0.08, 0.05)


@pytest.mark.parametrize(
    ("metric", "said", "head", "says"),
    [
        ("correctness", "true", "", "gate 1 (correctness): there is no baseline to be held to. Add baseline"),
        ("correctness", "false", HEAD, "gate 1 (correctness): no_worse_than_baseline is False. Write true"),
        (
            "correctness.plan",
            "true",
            HEAD,
            "gate 1 (correctness.plan): the baseline has no interval for it over the all",
        ),
        ("failures", "true", HEAD, "gate 1 (failures): the baseline has no interval for it over the all split"),
    ],
)
def test_a_baseline_that_does_not_tell_is_named_with_its_row(
    tmp_path: Path, metric: str, said: str, head: str, says: str
) -> None:
    with pytest.raises(GateError) as raised:
        read_gates(with_baseline(tmp_path, metric, said, head))
    assert says in str(raised.value)


def test_a_baseline_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = with_baseline(tmp_path, "correctness", head='baseline = "gone.json"\n')
    with pytest.raises(RecordError, match=r"gone\.json, the baseline, cannot be read: No such file"):
        read_gates(path)


def test_the_shipped_gates_can_be_read() -> None:
    gates = read_gates(QUESTIONS.parent.parent / "gates.toml")
    assert Gate("quotes_exact", gates.rows[0].why, minimum=1.0) in gates.rows
