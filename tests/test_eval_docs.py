"""docs/eval.md explains what there is, and what it shows can be used as it stands."""

import json
import re
from pathlib import Path

import pytest
from test_readme import blocks_in, text_of

from eval.form import FAULTS
from eval.gatefile import read_gates
from eval.golden import TYPES, GoldenQuestion, read_golden
from eval.measures import metric_units
from eval.record import FORMAT
from eval.retrieval import LANGCHAIN, WAYMARK
from eval.rivals import PREFIX, retrieval_names
from eval.systems import SYSTEMS

PAGE = "docs/eval.md"
EXPLAINED = {name.strip("`") for name in re.findall(r"`[^`\n]+`", text_of(PAGE))}


def test_every_measure_is_explained() -> None:
    measures = {re.sub(r"^correctness\..*", "correctness.TYPE", name) for name in metric_units()}
    measures = {re.sub(r"^form\..*", "form.FAULT", name) for name in measures}
    assert [name for name in sorted(measures) if name not in EXPLAINED] == []
    assert [fault for fault in FAULTS if fault not in EXPLAINED] == []


def test_every_measure_of_retrieval_and_every_system_is_explained() -> None:
    budgets = [name for name in retrieval_names() if name.endswith("_tokens")]
    told = re.sub(r",", "", text_of(PAGE))
    assert [name for name in budgets if re.sub(r"\D", "", name) not in told] == []
    rest = [name.removeprefix(PREFIX) for name in retrieval_names() if name not in budgets]
    assert [name for name in (*rest, WAYMARK, *SYSTEMS, LANGCHAIN) if name not in EXPLAINED] == []


def test_every_key_and_type_of_a_golden_question_is_explained() -> None:
    keys = set(GoldenQuestion.__dataclass_fields__) - {"place", "draft"}
    assert [name for name in sorted(keys) if f"| `{name}` |" not in text_of(PAGE)] == []
    assert [name for name in ("draft", *TYPES) if name not in {*EXPLAINED, "draft"}] == []


def test_the_golden_question_that_is_shown_can_be_read(tmp_path: Path) -> None:
    (shown,) = blocks_in(PAGE, "json")
    file = tmp_path / "mine.jsonl"
    file.write_text(json.dumps(json.loads(shown)), encoding="utf-8")
    assert read_golden(file)[0].id == "opening-1"


def test_the_gates_that_are_shown_can_be_read(tmp_path: Path) -> None:
    (shown,) = blocks_in(PAGE, "toml")
    measured = {"value": 0.8, "low": 0.7, "high": 0.9, "count": 10, "unit": "share", "fewer_is_better": False}
    record = {"format": FORMAT, "dataset": "mine", "asked": [], "measures": {"test": {"correctness": measured}}}
    (tmp_path / "baseline.json").write_text(json.dumps(record), encoding="utf-8")
    (tmp_path / "gates.toml").write_text(shown, encoding="utf-8")
    assert [gate.minimum for gate in read_gates(tmp_path / "gates.toml").rows] == [1.0, 0.7]


@pytest.mark.parametrize(
    "name", ["WAYMARK_CORPUS", "WAYMARK_HOME", "WAYMARK_MODEL", "OPENAI_BASE_URL", "OPENAI_API_KEY"]
)
def test_each_setting_that_it_takes_is_named(name: str) -> None:
    assert name in text_of(PAGE)
