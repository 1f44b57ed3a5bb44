"""A real Chroma server in place of the embedded store: the same answers, and what happens while it is away."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import httpx
import pytest
from chroma import Chroma, chroma_in, free_port
from posing import FAULTS, posing
from pydantic import SecretStr
from soup import write_corpus, write_edition

from eval.golden import QUESTIONS, read_golden
from ingest.build import build
from ingest.chroma_server import ChromaServer
from ingest.errors import DenseLegAwayError, NoIndexError, SharedFolderError
from ingest.generation import current, in_use, load_contents
from ingest.pipeline import ingest
from ingest.request import Request
from ingest.served import Served, ServedIndex
from ingest.settings import Settings
from rag.assistant import Assistant
from rag.bootstrap import open_assistant
from rag.records import Answer, Passage

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("chroma"), pytest.mark.timeout(900)]

BOUND = 3.0  # seconds in which an answer comes, whatever the server does
BACK = 5.0  # seconds after which all is as before, once the server is
QUESTION = "How long does the stock step of the Soup Roadmap take?"
WORDS_ALONE = "so passages were searched by their words alone."
HOSTILE = {"type": "known", "name": "sentence_transformer", "config": {"model_name": "stranger/model"}}


@pytest.fixture(scope="module")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chroma]:
    with chroma_in(tmp_path_factory.mktemp("chroma")) as server:
        yield server


@pytest.fixture(scope="module")
def corpus_of_soup(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The soup corpus and a home, not yet ingested."""
    folder = tmp_path_factory.mktemp("soup")
    (folder / "home").mkdir()
    (folder / "home" / "models").symlink_to(models, target_is_directory=True)
    return Settings(home=folder / "home", corpus=write_corpus(folder / "corpus"))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Chroma]:
    """A server that a test may do with as it likes."""
    with chroma_in(tmp_path / "chroma") as server:
        yield server


@pytest.fixture
def served(settings: Settings, server: Chroma, tmp_path: Path) -> Settings:
    """The soup corpus, not yet ingested, with a server and a shared folder."""
    return settings.model_copy(update={"chroma_url": server.url, "shared": str(tmp_path / "shared")})


def another(settings: Settings, folder: Path) -> Settings:
    """Another machine's settings: a home of its own without an index."""
    folder.mkdir()
    (folder / "models").symlink_to(settings.models, target_is_directory=True)
    return settings.model_copy(update={"home": folder})


def quietly(settings: Settings) -> str:
    """Ingest in this process, and tell the name of the generation."""
    return build(Request(settings), lambda _event: None).generation


def timed(assistant: Assistant) -> tuple[Answer, float]:
    began = time.monotonic()
    return assistant.ask(QUESTION), time.monotonic() - began


def until_whole(assistant: Assistant, within: float = BACK) -> float:
    """Ask until the answer is a full one again; how many seconds that took."""
    began = time.monotonic()
    while assistant.ask(QUESTION).degraded:
        assert time.monotonic() - began < within
        time.sleep(0.02)
    return time.monotonic() - began


def assert_by_words(answer: Answer) -> None:
    assert (answer.degraded or "").endswith(WORDS_ALONE)
    assert answer.citations
    assert all("dense" not in passage.ranks for passage in answer.passages)


def assert_left_alone(assistant: Assistant) -> None:
    """Two answers by words: one that the server is waited for, within bounds, and one that it is not."""
    first, later = timed(assistant), timed(assistant)
    assert_by_words(first[0])
    assert_by_words(later[0])
    assert first[1] < BOUND
    assert later[1] < 1


def collections(settings: Settings) -> list[str]:
    server = ChromaServer(settings, 5)
    try:
        with server.asked() as api:
            return sorted(c.name for c in api.list_collections(**server.place))
    finally:
        server.close()


# The same answers


@pytest.fixture(scope="module")
def same_corpus(shipped: Settings, chroma: Chroma, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The shipped corpus with its vectors on the server; they are taken over from the embedded index."""
    home = tmp_path_factory.mktemp("served")
    (home / "models").symlink_to(shipped.models, target_is_directory=True)
    folder = current(shipped.home)
    shutil.copytree(folder, home / "generations" / folder.name)
    (home / "current").write_text(folder.name)
    settings = shipped.model_copy(update={"home": home, "chroma_url": chroma.url})
    assert ingest(settings).embedded == 0
    assert not (current(home) / "chroma").exists()
    return settings


def told(answer: Answer) -> dict[str, Any]:
    """What an answer says, shows and rests on."""
    citations, degraded = answer.citations, answer.degraded
    return {"text": answer.text, "citations": citations, "passages": listed(answer.passages), "degraded": degraded}


def listed(passages: Sequence[Passage]) -> list[tuple[str, float]]:
    """Passages and their scores; not their ranks, for two builds of a graph may miss another one of the hundred."""
    return [(p.chunk.id, round(p.score, 5)) for p in passages]


def test_every_golden_question_has_the_same_answer(
    shipped: Settings, same_corpus: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every third whole, every other one its passages: all of them whole take over two minutes."""
    embedded, served = open_assistant(shipped), open_assistant(same_corpus)
    questions = read_golden(QUESTIONS)
    differing = []
    for number, asked in enumerate(questions):
        if number % 3 == 0:
            one, other = (told(a.ask(asked.question, asked.history)) for a in (embedded, served))
        else:
            one, other = ({"passages": listed(a.search(asked.question))} for a in (embedded, served))
        if one != other:
            differing.append((asked.question, [name for name in one if one[name] != other[name]]))
    with capsys.disabled():
        print(f"\n{len(questions)} golden questions, {len(differing)} answered otherwise")  # noqa: T201 - a measurement
    assert differing == []


# The server away


@dataclass
class Load:
    """Askers who do not pause, and what each of them got: when, in how many seconds, and whether in full."""

    assistant: Assistant
    got: list[tuple[float, float, bool]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def ask_on(self) -> None:
        while not self.stop.is_set():
            began = time.monotonic()
            try:
                answer = self.assistant.ask(QUESTION)
            except Exception as error:  # noqa: BLE001 - every failure counts
                self.wrong.append(f"{type(error).__name__}: {error}")
                continue
            self.got.append((began, time.monotonic() - began, answer.degraded is None))

    def __enter__(self) -> Self:
        self.threads = [threading.Thread(target=self.ask_on, daemon=True) for _ in range(4)]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join(30)


def test_killed_and_restarted_under_load(served: Settings, server: Chroma, capsys: pytest.CaptureFixture[str]) -> None:
    quietly(served)
    with Load(open_assistant(served)) as load:
        time.sleep(1)
        server.kill()
        killed = time.monotonic()
        time.sleep(3)
        server.start()
        returned = time.monotonic()
        time.sleep(BACK + 1)
    slowest = max(seconds for _, seconds, _ in load.got)
    degraded = [began for began, _, is_full in load.got if not is_full]
    back = max(degraded) - returned
    with capsys.disabled():
        print(f"\n{len(load.got)} answers, the slowest in {slowest:.2f} s; full again {max(back, 0):.2f} s after")  # noqa: T201 - a measurement
    assert load.wrong == []
    assert slowest < BOUND
    assert min(degraded) >= killed - slowest
    assert all(not is_full for began, _, is_full in load.got if killed + 0.5 < began < returned - 1.5)
    assert back < BACK


def test_frozen_it_is_waited_for_once(served: Settings, server: Chroma) -> None:
    quietly(served)
    assistant = open_assistant(served)
    assert timed(assistant)[0].degraded is None
    server.freeze()
    assert_left_alone(assistant)
    server.thaw()
    until_whole(assistant)


@pytest.fixture(scope="module")
def long_lived(corpus_of_soup: Settings, chroma: Chroma) -> tuple[Chroma, Assistant]:
    """A server and who answers from it, through one fault after another."""
    settings = corpus_of_soup.model_copy(update={"chroma_url": chroma.url})
    quietly(settings)
    return chroma, open_assistant(settings)


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_answers_in_its_place_words_are_searched(long_lived: tuple[Chroma, Assistant], fault: str) -> None:
    server, assistant = long_lived
    assert assistant.ask(QUESTION).degraded is None
    server.kill()
    with posing(server.port, fault):
        assert_left_alone(assistant)
    server.start()
    until_whole(assistant)


def test_at_a_start_without_it_answers_come_from_what_is_here(served: Settings, server: Chroma, tmp_path: Path) -> None:
    quietly(served)
    server.kill()
    alone = served.model_copy(update={"shared": None})
    for settings in (alone, another(served, tmp_path / "another")):
        began = time.monotonic()
        assistant = open_assistant(settings)
        assert_by_words(assistant.ask(QUESTION))
        assert time.monotonic() - began < BACK
        assert (assistant.notice() or "").endswith(WORDS_ALONE)
    nothing = another(alone, tmp_path / "nothing")
    with pytest.raises(NoIndexError):
        open_assistant(nothing)
    server.start()
    until_whole(assistant)
    assert assistant.notice() is None


def test_a_server_that_has_lost_everything_is_told_of_and_filled_again(
    served: Settings, server: Chroma, tmp_path: Path
) -> None:
    first = quietly(served)
    assistant = open_assistant(served)
    server.kill()
    shutil.rmtree(tmp_path / "chroma")
    server.start()
    until = time.monotonic() + BACK
    while "does not hold this index" not in (assistant.ask(QUESTION).degraded or ""):
        assert time.monotonic() < until
    second = quietly(served)
    assert second != first
    until_whole(assistant)


# Following


def test_two_replicas_follow_a_publication(
    served: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    quietly(served)
    replicas = [open_assistant(another(served, tmp_path / name)) for name in ("one", "two")]
    assert {str(replica.about()["generation"]) for replica in replicas} == {in_use(served.home)}
    took = []
    for edition in range(3):
        write_edition(served.corpus, edition)
        name = quietly(served)
        published = time.monotonic()
        for replica in replicas:
            while replica.about()["generation"] != name:
                assert time.monotonic() - published < BACK
                time.sleep(0.01)
            found = replica.search("simmer bones", 1)[0]
            assert f"Edition {edition}" in found.chunk.text
            assert "dense" in found.ranks
            took.append(time.monotonic() - published)
    with capsys.disabled():
        print(f"\nreplicas followed within {max(took):.2f} s")  # noqa: T201 - a measurement


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """`waymark serve` in a process and on a port of its own, as long as the block runs; its address."""
    port = free_port()
    variables = {
        "WAYMARK_HOME": str(settings.home),
        "WAYMARK_CORPUS": str(settings.corpus),
        "WAYMARK_CHROMA_URL": settings.chroma_url or "",
        "WAYMARK_SHARED": settings.shared or "",
    }
    process = subprocess.Popen(
        [sys.executable, "-c", "from ui.cli import main; main()", "serve", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=QUESTIONS.parent.parent.parent,
        env={**os.environ, **variables},
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def until_ready(url: str, wanted: Callable[[Mapping[str, Any]], bool], within: float) -> float:
    """Ask a service whether it is ready until it says what is wanted; how many seconds that took."""
    began = time.monotonic()
    while True:
        with suppress(httpx.HTTPError):
            if wanted(httpx.get(f"{url}/readyz", timeout=BOUND).json()):
                return time.monotonic() - began
        assert time.monotonic() - began < within
        time.sleep(0.05)


def test_two_services_on_ports_of_their_own_follow_and_go_on_without_the_server(
    served: Settings, server: Chroma, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = quietly(served)
    with (
        serving(another(served, tmp_path / "one")) as one,
        serving(another(served, tmp_path / "two")) as two,
    ):
        for url in (one, two):
            until_ready(url, lambda told: told["generation"] == first, within=60)
        write_edition(served.corpus, 1)
        second = quietly(served)
        followed = max(until_ready(url, lambda told: told["generation"] == second, within=BACK) for url in (one, two))
        server.kill()
        for url in (one, two):
            answer = httpx.post(f"{url}/v1/ask", json={"question": QUESTION}, timeout=BOUND).json()
            assert answer["degraded"].endswith(WORDS_ALONE)
            until_ready(url, lambda told: told["status"] == "ready" and WORDS_ALONE in (told["notice"] or ""), BACK)
        server.start()
        back = max(until_ready(url, lambda told: told["notice"] is None, within=BACK) for url in (one, two))
    with capsys.disabled():
        print(f"\nservices followed within {followed:.2f} s, and were whole {back:.2f} s after the return")  # noqa: T201 - a measurement


def test_without_the_shared_folder_the_library_in_use_goes_on(served: Settings, tmp_path: Path) -> None:
    name = quietly(served)
    replica = open_assistant(another(served, tmp_path / "one"))
    (tmp_path / "shared").rename(tmp_path / "unmounted")
    (tmp_path / "shared").write_text("in the way")
    time.sleep(1.5)
    assert (replica.about()["generation"], replica.ask(QUESTION).degraded) == (name, None)
    with pytest.raises(SharedFolderError):
        open_assistant(another(served, tmp_path / "two"))
    with pytest.raises(SharedFolderError):
        quietly(served)
    (tmp_path / "shared").unlink()
    (tmp_path / "unmounted").rename(tmp_path / "shared")
    write_edition(served.corpus, 1)
    name = quietly(served)
    until = time.monotonic() + BACK
    while replica.about()["generation"] != name:
        assert time.monotonic() < until
        time.sleep(0.02)


# Ingest


@pytest.mark.parametrize(("stage", "begun"), [("read", True), ("embed", True), ("write", False), ("write", True)])
def test_an_ingest_that_loses_the_server_leaves_all_as_it_was(
    served: Settings, server: Chroma, stage: str, begun: bool
) -> None:
    first = quietly(served)
    write_edition(served.corpus, 1)

    def killing(event: Any) -> None:
        if event["stage"] == stage and begun == bool(event.get("done")):
            server.kill()

    with pytest.raises(DenseLegAwayError, match=f"The Chroma server at {server.url} cannot be reached"):
        build(Request(served), killing)
    assert in_use(served.home) == first
    assert [path.name for path in (served.home / "generations").iterdir()] == [first]
    server.start()
    second = quietly(served)
    assert collections(served) == [f"waymark-{first}", f"waymark-{second}"]
    assert_complete(served)


def assert_complete(settings: Settings) -> None:
    """Each passage is there once, and is found by its vector."""
    folder = current(settings.home)
    contents = load_contents(folder)
    leg = Served(settings).open(folder, contents)
    found = [leg.search(vector, 1)[0][0] for vector in contents.vectors]
    leg.close()
    assert found == [chunk.id for chunk in contents.chunks]


def test_an_ingest_of_the_same_does_nothing_and_one_without_the_server_takes_all_back(served: Settings) -> None:
    first = ingest(served)
    assert ingest(served).generation == first.generation
    assert len(collections(served)) == 1
    embedded = served.model_copy(update={"chroma_url": None, "shared": None})
    back = ingest(embedded)
    assert (back.generation != first.generation, back.embedded) == (True, 0)
    assert open_assistant(embedded).ask(QUESTION).degraded is None


def test_an_ingest_without_the_server_says_so_at_once(served: Settings, server: Chroma) -> None:
    server.kill()
    with pytest.raises(DenseLegAwayError, match="See that it runs, or correct or unset WAYMARK_CHROMA_URL"):
        ingest(served)


@pytest.mark.parametrize("field", ["chroma_database", "chroma_tenant"])
def test_a_database_that_is_not_there_is_named(served: Settings, field: str) -> None:
    settings = served.model_copy(update={field: "nowhere"})
    with pytest.raises(DenseLegAwayError, match=r"has no database \w+ of a tenant \w+\. Make it, or correct"):
        quietly(settings)


@pytest.mark.parametrize("fault", ["a wrong key", "a packed answer"])
def test_who_is_not_let_in_hears_of_the_token_and_nothing_is_unpacked(
    served: Settings, server: Chroma, fault: str
) -> None:
    server.kill()
    how = {
        "a wrong key": "does not accept WAYMARK_CHROMA_TOKEN. Correct it",
        "a packed answer": "answers with an error",
    }
    with posing(server.port, fault), pytest.raises(DenseLegAwayError, match=how[fault]):
        quietly(served)


# Strangers' collections


def change(settings: Settings, name: str, **configuration: Any) -> None:
    """Make the collection of that generation anew, as a stranger would."""
    at = f"{settings.chroma_url}/api/v2/tenants/default_tenant/databases/default_database/collections"
    noted = {"whole": True, "builder": "a stranger"}
    with httpx.Client() as client:
        client.delete(f"{at}/waymark-{name}").raise_for_status()
        made = {"name": f"waymark-{name}", "metadata": noted, "configuration": configuration}
        client.post(at, json=made).raise_for_status()


@pytest.mark.parametrize(
    ("configuration", "why"),
    [
        ({"embedding_function": HOSTILE}, "its configuration names an embedding function"),
        ({"hnsw": {"space": "l2"}}, "it measures distances in another way"),
        ({"hnsw": {"space": "ip"}}, "its vectors have the dimension None in place of 384"),
    ],
)
def test_a_collection_that_is_not_the_one_built_is_refused(
    served: Settings, configuration: dict[str, Any], why: str
) -> None:
    name = quietly(served)
    change(served, name, **configuration)
    folder = current(served.home)
    contents = load_contents(folder)
    leg = Served(served).open(folder, contents)
    assert isinstance(leg, ServedIndex)
    with pytest.raises(DenseLegAwayError, match=why):
        leg.search(contents.vectors[0], 1)
    leg.close()
    assert why in (open_assistant(served).ask(QUESTION).degraded or "")
    assert quietly(served) != name  # an ingest makes a new one, and leaves the stranger's alone
    assert open_assistant(served).ask(QUESTION).degraded is None


def test_a_part_of_the_passages_is_not_searched(served: Settings) -> None:
    name = quietly(served)
    server = ChromaServer(served, 5)
    with server.asked() as api:
        collection = api.get_collection(f"waymark-{name}", **server.place)
        first = api._get(collection.id, limit=1, include=[], **server.place)["ids"]
        api._delete(collection.id, ids=first, **server.place)
    server.close()
    assert "it has 7 of 8 passages" in (open_assistant(served).ask(QUESTION).degraded or "")


def test_only_what_this_index_left_behind_is_taken_away(served: Settings) -> None:
    """Others' collections stay, also what another machine may be building; not what was begun days ago or here."""
    old, new = "20250102T030405000000", datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    noted = noted_with(served)
    begun, done = {**noted, "whole": False}, {**noted, "whole": True}
    elsewhere, other = {"builder": "another machine"}, {"index": "another index"}
    stay: dict[str, dict[str, Any] | None] = {
        "passages": None,
        "waymark-notes": None,
        f"waymark-{old}-strangers": None,
        f"waymark-{old}-of-another-index": {**done, **other},
        f"waymark-{old}-begun-of-another-index": {**begun, **other},
        f"waymark-{new}-begun-elsewhere": {**begun, **elsewhere},
    }
    go = {
        f"waymark-{old}-replaced": done,
        f"waymark-{old}-begun-elsewhere": {**begun, **elsewhere},
        f"waymark-{new}-begun-here": begun,
    }
    server = ChromaServer(served, 5)
    with server.asked() as api:
        for name, metadata in {**stay, **go, "waymark-20250203T030405000000-previous": done}.items():
            api.create_collection(name, metadata=metadata, **server.place)
    server.close()
    name = quietly(served)
    assert collections(served) == sorted([*stay, "waymark-20250203T030405000000-previous", f"waymark-{name}"])


def noted_with(settings: Settings) -> dict[str, Any]:
    """What is noted with the collections that are made of those settings."""
    name = quietly(settings)
    server = ChromaServer(settings, 5)
    with server.asked() as api:
        noted = api.get_collection(f"waymark-{name}", **server.place).metadata or {}
        api.delete_collection(f"waymark-{name}", **server.place)
    server.close()
    return dict(noted)


def test_logs_hold_neither_the_token_nor_the_question(
    served: Settings, server: Chroma, caplog: pytest.LogCaptureFixture
) -> None:
    quietly(served)
    tokened = served.model_copy(update={"chroma_token": SecretStr("a-token-nobody-logs")})
    assistant = open_assistant(tokened)
    assistant.ask(QUESTION)
    server.kill()
    assistant.ask(QUESTION)
    said = json.dumps([[str(record.__dict__)] for record in caplog.records])
    assert "the Chroma server is away" in said
    assert "a-token-nobody-logs" not in said
    assert QUESTION not in said
