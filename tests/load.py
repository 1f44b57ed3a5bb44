"""Load on a running service: many clients who ask again as soon as they are answered, and one who asks for its health.

`python tests/load.py URL [CLIENTS] [SECONDS]` prints what was measured, in milliseconds.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle

import httpx

_LOOK = "look"  # the first argument of a process that only looks at the health
QUESTIONS = (
    "What should I learn next?", "I know Python and linear algebra. What should I learn next?",
    "Which roadmaps name Kubernetes?", "How long does Phase 2 of the twelve-month plan take?",
    "What should I build to practise deep learning?", "Is there a free course on statistics?",
    "Do the roadmaps disagree on when to learn mathematics?", "What is a vector database?",
    "How many roadmaps mention Docker?", "What does the ten-step roadmap say about MLOps?",
    "I want to become an NLP engineer. Where do I start?", "Which book on machine learning is recommended?",
    "What comes after machine learning?", "What is the weather in Paris?", "Who are you?",
    "How many months does it take to become an AI engineer?", "What projects are there for computer vision?",
    "Do I need a degree?", "What should I know before deep learning?", "Which tools are named for deployment?",
)  # fmt: skip


@dataclass(slots=True)
class Measured:
    """How the service did: statuses, and seconds of the answers, the refusals and the looks at its health.

    The status is 0 where the connection broke.
    """

    statuses: Counter[int] = field(default_factory=Counter)
    answers: list[float] = field(default_factory=list)
    refusals: list[float] = field(default_factory=list)
    health: list[float] = field(default_factory=list)
    differing: int = 0


def share(seconds: Sequence[float], part: float) -> float:
    """The time within which `part` of all came."""
    return sorted(seconds)[min(len(seconds) - 1, int(part * len(seconds)))] if seconds else 0.0


def look(url: str, seconds: float) -> list[float]:
    """The seconds that each look at the service's health takes, one after the other."""
    until, found = time.monotonic() + seconds, []
    with httpx.Client(base_url=url, timeout=60) as client:
        while time.monotonic() < until:
            started = time.perf_counter()
            assert client.get("/healthz").status_code == 200
            found.append(time.perf_counter() - started)
            time.sleep(0.02)
    return found


async def loaded(url: str, clients: int, seconds: float, questions: Sequence[str] = QUESTIONS) -> Measured:
    """What is measured while `clients` ask for `seconds`, after one alone has asked each question once."""
    measured = Measured()
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=url, timeout=60, limits=limits) as client:
        right = {text: _told((await client.post("/v1/ask", json={"question": text})).json()) for text in questions}
        until = time.monotonic() + seconds

        async def ask(first: int) -> None:
            for text in cycle([*questions[first:], *questions[:first]]):
                if time.monotonic() > until:
                    return
                started = time.perf_counter()
                try:
                    response = await client.post("/v1/ask", json={"question": text})
                except httpx.TransportError:
                    measured.statuses[0] += 1
                    continue
                took = time.perf_counter() - started
                measured.statuses[response.status_code] += 1
                if response.status_code == 200:
                    measured.answers.append(took)
                    measured.differing += _told(response.json()) != right[text]
                else:
                    measured.refusals.append(took)
                    await asyncio.sleep(0.5)

        own = await asyncio.create_subprocess_exec(  # whose looks do not wait for what the clients do
            sys.executable, __file__, _LOOK, url, str(seconds), stdout=asyncio.subprocess.PIPE
        )
        await asyncio.gather(*(ask(number % len(questions)) for number in range(clients)))
        said, _ = await own.communicate()
        measured.health = json.loads(said)
    return measured


def _told(answer: dict[str, object]) -> tuple[object, object]:
    return answer["text"], answer["citations"]


if __name__ == "__main__":
    given = sys.argv[1:]
    if given[0] == _LOOK:
        print(json.dumps(look(given[1], float(given[2]))))  # noqa: T201 - for the process that started this one
        sys.exit()
    found = asyncio.run(loaded(given[0], int(given[1]) if given[1:] else 20, float(given[2]) if given[2:] else 120))
    told = {
        "statuses": dict(found.statuses),
        "differing": found.differing,
        "answers": {f"p{round(100 * p)}": round(1000 * share(found.answers, p)) for p in (0.5, 0.95, 0.99)},
        "refusals": {f"p{round(100 * p)}": round(1000 * share(found.refusals, p)) for p in (0.5, 0.95)},
        "health": {f"p{round(100 * p)}": round(1000 * share(found.health, p)) for p in (0.5, 0.95, 0.99)},
    }
    print(json.dumps(told, indent=2))  # noqa: T201 - which is what it is for
