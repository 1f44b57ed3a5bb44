"""B1: whatever Schemathesis thinks of sending to each operation that the OpenAPI document describes."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random

import schemathesis
from fastapi.exceptions import RequestValidationError
from hypothesis import HealthCheck, Phase, given
from hypothesis import seed as with_seed
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from serving import kitchen_app, listening

from battery.row import Bench, Row, Trial, Try
from rag.service.keys import Keys
from rag.service.settings import ServiceSettings

_CASES = 25  # in a trial
_QUIET = hypothesis_settings(
    max_examples=_CASES,
    deadline=None,
    database=None,
    phases=(Phase.generate,),  # without looking for a simpler one: the trial can be made again
    suppress_health_check=list(HealthCheck),
)


def draw(chance: Random, number: int) -> list[Trial]:
    """Each operation in turn, 0 standing for each once; what is sent follows from the seed of the trial."""
    described = kitchen_app(Path("unused")).openapi()["paths"]
    operations = [(method.upper(), path) for path, methods in described.items() for method in methods]
    chance.shuffle(operations)
    chosen = [operations[n % len(operations)] for n in range(number or len(operations))]
    return [{"method": method, "path": path, "seed": chance.randrange(10**6)} for method, path in chosen]


@contextmanager
def subject(bench: Bench, *, weak: bool) -> Iterator[Try]:
    keys = Keys(bench.folder / "keys.json")
    key = keys.make("fuzz")
    app = kitchen_app(bench.folder, keys=keys, settings=ServiceSettings(rate=1_000_000))
    schema = schemathesis.openapi.from_dict(app.openapi())
    if weak:  # one that leaves it to its framework what is said of an invalid request
        del app.exception_handlers[RequestValidationError]
    with listening(app) as url:

        def attempt(trial: Trial) -> str | None:
            operation = schema[trial["path"]][trial["method"]]
            valid_or_not = st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode))

            @with_seed(trial["seed"])
            @_QUIET
            @given(case=valid_or_not)
            def send(case: schemathesis.Case) -> None:
                response = case.call(base_url=url, headers={"Authorization": f"Bearer {key}"})
                if response.status_code != 413:  # which Schemathesis does not count as a refusal
                    case.validate_response(response)

            try:
                send()
            except BaseExceptionGroup as found:  # Schemathesis' own is no Exception
                return " ".join(f"{found}: {'; '.join(map(str, found.exceptions))}".split())[:600]
            return None

        yield attempt


ROW = Row(
    "B1",
    f"each operation of the service is sent {_CASES} requests a trial that Schemathesis makes up, all its checks on",
    {"change": 0, "nightly": 240},
    draw,
    partial(subject, weak=False),
    partial(subject, weak=True),
    "refuses as the framework does",
)
