"""V: a Chroma server that is down, frozen, out of order or a stranger's: at a start, in a search, in an ingest."""

import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

import chromadb
import httpx
from chroma import Chroma, chroma_in
from posing import FAULTS, posing
from soup import write_edition

from battery.builders import environment
from battery.corruption import probed
from battery.foreign import write_stub
from battery.homes import new_home
from battery.row import Bench, Row, Trial, Try
from ingest.build import build
from ingest.dense import nearest
from ingest.embed import Vectors
from ingest.errors import DenseLegAwayError
from ingest.generation import current, in_use, load_contents
from ingest.request import Request
from ingest.served import Served, name_of
from ingest.settings import Settings
from rag.assistant import Assistant
from rag.bootstrap import open_assistant
from rag.follower import Follower
from rag.library import Library, open_library

_BOUND, _BACK = 3.0, 5.0  # seconds: for any answer, and until all is as it was before
_FROZEN = 6.0  # seconds
_QUESTION = "How long does the stock step of the Soup Roadmap take?"
_STAGES = ("read", "embed", "write")
_HOSTILE = {
    "type": "known",
    "name": "sentence_transformer",
    "config": {"model_name": "stranger/model", "device": "cpu", "normalize_embeddings": False, "kwargs": {}},
}


def draw(chance: Random, number: int) -> list[Trial]:
    """Six kinds, one of each; then every way to answer wrongly, and kills and lost ingests at random moments."""
    others = [{"kind": "wrong answers", "fault": fault} for fault in FAULTS]
    first: list[Trial] = [
        {"kind": "frozen"},
        {"kind": "killed", "at": chance.random()},
        chance.choice(others),
        {"kind": "away at a start"},
        {"kind": "lost in an ingest", "stage": chance.choice(_STAGES), "at": chance.random()},
        {"kind": "a stranger's collection"},
    ]
    more: list[Trial] = [*others, *({"kind": "killed", "at": chance.random()} for _ in range(30))]
    while len(first) + len(more) < number:
        more.append({"kind": "lost in an ingest", "stage": chance.choice(_STAGES), "at": chance.random()})
    chance.shuffle(more)
    return [*first, *more][:number]


class Plain:
    """The weak twin's dense leg: Chroma's client as it comes."""

    def __init__(self, settings: Settings, name: str) -> None:
        url = urlsplit(settings.chroma_url or "")
        self._client = chromadb.HttpClient(str(url.hostname), int(url.port or 0))
        self._collection = self._client.get_collection(name_of(name), embedding_function=None)

    def __len__(self) -> int:
        return self._collection.count()

    def search(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """Whatever comes, whenever it comes."""
        found = self._collection.query(query_embeddings=vector[None], n_results=k, include=["distances"])
        return nearest(found["ids"][0], (found["distances"] or [[]])[0], k)

    def close(self) -> None:
        """It goes with the process."""


def plainly(folder: Path, settings: Settings) -> Library:
    """A library that asks the server as Chroma's client does by default."""
    library = open_library(folder, settings)
    library.dense = Plain(settings, folder.name)
    return library


@dataclass(frozen=True, slots=True)
class Scene:
    """A server, who answers from it, and where a stranger's model would leave its trace."""

    server: Chroma
    settings: Settings
    assistant: Assistant
    folder: Path

    def answer(self) -> tuple[str | None, float]:
        """The `degraded` of an answer and its seconds; raises what asking does, TimeoutError for none in time."""
        told: list[str | Exception | None] = []

        def ask() -> None:
            try:
                told.append(self.assistant.ask(_QUESTION).degraded)
            except Exception as error:  # noqa: BLE001 - told below
                told.append(error)

        began = time.monotonic()
        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        asking.join(_BOUND)
        if not told:
            raise TimeoutError("no answer in three seconds")
        if isinstance(told[0], Exception):
            raise told[0]
        return told[0], time.monotonic() - began

    def wrong_while_away(self, seconds: float = 1.0) -> str | None:
        """What is wrong with answers while the server is away: each in time, and by words, and said so."""
        until = time.monotonic() + seconds
        while True:
            degraded, _ = self.answer()
            if not (degraded or "").endswith("so passages were searched by their words alone."):
                return f"while the server is away an answer says {degraded}"
            if time.monotonic() > until:
                return None

    def wrong_when_back(self) -> str | None:
        """Whether answers stay lesser ones once the server is back."""
        until = time.monotonic() + _BACK
        while degraded := self.answer()[0]:
            if time.monotonic() > until:
                return f"five seconds after its return: {degraded}"
            time.sleep(0.02)
        return None


def frozen(scene: Scene, _trial: Trial) -> str | None:
    scene.server.freeze()
    try:
        wrong = scene.wrong_while_away(_FROZEN)
    finally:
        scene.server.thaw()
    return wrong or scene.wrong_when_back()


def killed(scene: Scene, trial: Trial) -> str | None:
    """Killed at some moment while it is asked, and at once started again."""
    readers = [threading.Thread(target=lambda: [scene.answer() for _ in range(20)], daemon=True) for _ in range(2)]
    for reader in readers:
        reader.start()
    time.sleep(0.2 * trial["at"])
    scene.server.kill()
    wrong = scene.wrong_while_away()
    scene.server.start()
    return wrong or scene.wrong_when_back()


def wrong_answers(scene: Scene, trial: Trial) -> str | None:
    scene.server.kill()
    with posing(scene.server.port, trial["fault"]):
        wrong = scene.wrong_while_away()
    scene.server.start()
    return wrong or scene.wrong_when_back()


def away_at_a_start(scene: Scene, _trial: Trial) -> str | None:
    scene.server.kill()
    began = time.monotonic()
    later = Scene(scene.server, scene.settings, open_assistant(scene.settings), scene.folder)
    wrong = later.wrong_while_away()
    took = time.monotonic() - began
    scene.server.start()
    return wrong or (f"the start took {took:.1f} s" if took > _BACK else None) or later.wrong_when_back()


def lost_in_an_ingest(scene: Scene, trial: Trial) -> str | None:
    """Lost at some moment of an ingest: all stays as it was, and the next ingest is like one that nothing befell."""
    write_edition(scene.settings.corpus, time.monotonic_ns())
    before = in_use(scene.settings.home)

    def losing(event: Mapping[str, Any]) -> None:
        if event["stage"] == trial["stage"] and event["done"] >= int(trial["at"] * 2):
            scene.server.kill()

    try:
        build(Request(scene.settings), losing)
    except DenseLegAwayError:
        pass
    else:
        return "the ingest did not fail"
    finally:
        scene.server.start()
    if in_use(scene.settings.home) != before:
        return "the failed ingest changed what is in use"
    build(Request(scene.settings), lambda _event: None)
    return _lost(scene.settings) or scene.wrong_when_back()


def _lost(settings: Settings) -> str | None:
    """What of the generation in use the server has not, or twice."""
    folder = current(settings.home)
    contents = load_contents(folder)
    if not Served(settings).holds(folder, contents):
        return "the collection is not whole"
    leg = Served(settings).open(folder, contents)
    missed = [c.id for c, v in zip(contents.chunks, contents.vectors, strict=True) if leg.search(v, 1)[0][0] != c.id]
    leg.close()
    return f"the server does not find {missed}" if missed else None


def strangers_collection(scene: Scene, _trial: Trial) -> str | None:
    """In place of the collection one that names a model, and a process in which that would leave a trace."""
    at = f"{scene.server.url}/api/v2/tenants/default_tenant/databases/default_database/collections"
    name = name_of(current(scene.settings.home).name)
    made = {
        "name": name,
        "metadata": {"whole": True, "builder": "x"},
        "configuration": {"embedding_function": _HOSTILE},
    }
    with httpx.Client() as client:
        client.delete(f"{at}/{name}").raise_for_status()
        client.post(at, json=made).raise_for_status()
    stubs, canary = write_stub(scene.folder), scene.folder / "canary"
    paths = os.pathsep.join([str(stubs), environment()["PYTHONPATH"]])
    found = probed(
        scene.settings.home, PYTHONPATH=paths, CANARY=str(canary), WAYMARK_CHROMA_URL=scene.settings.chroma_url or ""
    )
    wrong = None if "names an embedding function" in found.get("error", "") else f"it is taken: {found}"
    build(Request(scene.settings), lambda _event: None)
    return (f"the stranger's model was loaded: {canary.read_text()}" if canary.exists() else wrong) or (
        scene.wrong_when_back()
    )


_KINDS: Mapping[str, Callable[[Scene, Trial], str | None]] = {
    "frozen": frozen,
    "killed": killed,
    "wrong answers": wrong_answers,
    "away at a start": away_at_a_start,
    "lost in an ingest": lost_in_an_ingest,
    "a stranger's collection": strangers_collection,
}


@contextmanager
def subject(bench: Bench, *, weak: bool) -> Iterator[Try]:
    settings = new_home(bench, editions=0)
    with chroma_in(bench.folder / "chroma") as server:
        settings = settings.model_copy(update={"chroma_url": server.url})
        build(Request(settings), lambda _event: None)
        assistant = Assistant(Follower(settings, plainly)) if weak else open_assistant(settings)
        scene = Scene(server, settings, assistant, bench.folder)
        scene.answer()
        yield lambda trial: _KINDS[trial["kind"]](scene, trial)


ROW = Row(
    "V",
    "the Chroma server is killed, frozen, answers wrongly or not at all, is lost in an ingest, or holds a stranger's "
    "collection that names a model to be loaded",
    {"change": 6, "nightly": 60},
    draw,
    partial(subject, weak=False),
    partial(subject, weak=True),
    "asks as Chroma's client does by default",
    alone=True,
)
