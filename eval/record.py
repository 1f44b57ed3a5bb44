"""The record of a run: every measure with its interval, and what each question brought to it; read from JSON.

A report, a baseline and what `waymark eval --json` prints all hold one, so any two of them can be compared.
"""

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from eval.errors import RecordError
from eval.golden import QuestionType, Split
from eval.measures import Unit

FORMAT = "waymark eval 1"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A measure's value over `count` questions, and the bounds of its 95 % interval; None where there is none."""

    value: float | None
    low: float | None
    high: float | None
    count: int
    unit: Unit
    fewer_is_better: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked: whether it was answered rightly, and what it brought to each measure that it is in."""

    id: str
    type: QuestionType
    split: Split
    right: bool
    scores: dict[str, float]


@dataclass(frozen=True, slots=True)
class Record:
    """A run over the questions of `dataset`: measures by split and name (`all` is whatever was asked)."""

    dataset: str
    measures: dict[str, dict[str, Recorded]]
    asked: list[Asked]
    format: str = field(default=FORMAT)


_RECORD = TypeAdapter(Record)


def read_record(path: Path, what: str = "report") -> Record:
    """The record in `path`; raises RecordError naming the file and what is wrong with it as a `what`."""
    try:
        record = _RECORD.validate_json(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except OSError as error:
        raise RecordError(f"{path}, the {what}, cannot be read: {error.strerror}. Check the path.") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        reason = f"{where}: {first['msg']}" if where else first["msg"]
        raise RecordError(f"{path}, the {what}, is not one that waymark eval wrote: {reason.rstrip('.')}.") from None
    if record.format != FORMAT:
        raise RecordError(f"{path}, the {what}, has the format {record.format!r}, this Waymark reads {FORMAT!r}.")
    return record


def write_baseline(record: Record, path: Path) -> None:
    """Write `record` to `path`, a line for each measure and each question, so that a change of it can be reviewed.

    What each question brought to each measure is left out: a baseline needs to tell which were right.
    """
    asked = [asdict(replace(a, scores={})) for a in record.asked]
    measures = {scope: {name: asdict(m) for name, m in its.items()} for scope, its in record.measures.items()}
    parts = {
        "format": json.dumps(record.format),
        "dataset": json.dumps(record.dataset),
        "measures": _opened(measures, levels=2),
        "asked": _opened(asked, levels=1),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    body = ",\n".join(f'"{name}": {text}' for name, text in parts.items())
    path.write_text(f"{{\n{body}\n}}\n", encoding="utf-8", newline="\n")


def _opened(value: Any, levels: int) -> str:
    """The value as JSON, its outermost `levels` with an item a line."""
    if not levels or not value:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        rows = [f"{json.dumps(name)}: {_opened(its, levels - 1)}" for name, its in value.items()]
        return "{\n" + ",\n".join(rows) + "\n}"
    return "[\n" + ",\n".join(_opened(its, levels - 1) for its in value) + "\n]"
