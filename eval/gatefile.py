"""The file of gates: TOML, a row for each gate."""

import tomllib
from pathlib import Path
from typing import Any, get_args

from rapidfuzz import process

from eval.errors import GateError
from eval.gates import Gate, Gates, Scope
from eval.measures import metric_units
from eval.record import Record, read_record
from eval.rivals import retrieval_names

_BASELINE = "no_worse_than_baseline"
_BOUNDS = ("minimum", "maximum", _BASELINE)
_KEYS = {"metric", "split", "why", *_BOUNDS}


def read_gates(path: Path) -> Gates:
    """The gates in `path`, in order; raises GateError naming the file, the row and what is wrong with it.

    The baseline that the file names is looked for beside it; RecordError where that is no record.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise GateError(f"{path} cannot be read: {error.strerror}. Check the path.") from None
    except ValueError as error:  # of TOML, or of UTF-8
        raise GateError(f"{path} is not TOML: {error}.") from None
    rows, named = data.pop("gate", None), data.pop("baseline", None)
    if data or not isinstance(rows, list) or not rows or not isinstance(named, str | None):
        stray = f"; it holds {', '.join(data)}" if data else ""
        raise GateError(f"{path} must hold [[gate]] rows, after a line baseline = FILE if there is one{stray}.")
    baseline = read_record(path.parent / named, "baseline") if named else None
    return Gates(tuple(_gate(row, f"{path}, gate {n}", baseline) for n, row in enumerate(rows, start=1)), baseline)


def _gate(row: Any, where: str, baseline: Record | None) -> Gate:
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
    bounds = {name: row[name] for name in _BOUNDS if name in row}
    if len(bounds) != 1:
        raise GateError(f"{where} ({metric}): it needs a minimum, a maximum or {_BASELINE} = true, one of them.")
    ((name, bound),) = bounds.items()
    if name == _BASELINE:
        return _against(baseline, metric, split, why.strip(), where, wanted=bound)
    if isinstance(bound, bool) or not isinstance(bound, int | float) or bound != bound:  # noqa: PLR0124 - not a number
        raise GateError(f"{where} ({metric}): its {name} is {bound!r}, which is not a number.")
    return Gate(metric, why.strip(), split=split, **{name: float(bound)})


def _against(baseline: Record | None, metric: str, split: Scope, why: str, where: str, *, wanted: Any) -> Gate:  # noqa: PLR0913 - a row's parts
    """The gate that allows a metric what the baseline's interval does."""
    if wanted is not True:
        raise GateError(f"{where} ({metric}): {_BASELINE} is {wanted!r}. Write true, or leave it out.")
    if baseline is None:
        raise GateError(
            f'{where} ({metric}): there is no baseline to be held to. Add baseline = "FILE" at the head of the file; '
            "`waymark eval --write-baseline FILE` writes one."
        )
    recorded = baseline.measures.get(split, {}).get(metric)
    if recorded is None or recorded.value is None or recorded.low is None or recorded.high is None:
        raise GateError(
            f"{where} ({metric}): the baseline has no interval for it over the {split} split. "
            "Write it anew with `waymark eval --write-baseline FILE`."
        )
    if recorded.fewer_is_better:
        return Gate(metric, why, maximum=recorded.high, split=split, baseline=recorded.value)
    return Gate(metric, why, minimum=recorded.low, split=split, baseline=recorded.value)


def _check_metric(metric: str, where: str) -> None:
    units = metric_units()
    names = [*units, *retrieval_names()]
    if metric not in names:
        near = ", ".join(str(found[0]) for found in process.extract(metric, names, limit=3))
        raise GateError(f"{where}: the metric '{metric}' is not known. The nearest are {near}.")
    if units.get(metric) == "ms":
        raise GateError(f"{where}: {metric} differs from run to run and from machine to machine, so it is no gate.")
