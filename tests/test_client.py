"""The two clients do the same: in this process, and over a real service on this machine."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeAssistant
from kitchen import kitchen
from serving import HOW_LONG, Endless, Troubled, kitchen_app, listening, stop

from ingest.errors import DamagedIndexError, SettingsError, WaymarkError
from ingest.settings import Settings
from rag.assistant import Assistant
from rag.errors import UnknownConversationError, UnknownDocumentError, UnknownTopicError
from rag.store import Store
from ui.client.here import Here
from ui.client.opening import open_client
from ui.client.protocol import Client
from ui.client.there import ServiceError, There
from ui.settings import PageSettings, read_page_settings

LEANING = "And what do I build in it?"
LEARNER = {"know": ["stock"], "about": "I have 4 hours a week.", "hours": 3.0}


@pytest.fixture(params=["here", "there"])
def client(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Client]:
    if request.param == "here":
        yield here(tmp_path)
    else:
        with listening(kitchen_app(tmp_path)) as url, closing(There(url)) as there:
            yield there


def here(home: Path, assistant: Any = None) -> Here:
    return Here(assistant or Assistant(kitchen), Store(home / "conversations.sqlite3"))


def done(client: Client, question: str = HOW_LONG, **options: Any) -> dict[str, Any]:
    """The last event's data."""
    name, data = list(client.stream(question, **options))[-1]
    assert name == "done"
    return data


def test_an_answer_is_told_in_events_and_ends_with_the_whole(client: Client) -> None:
    events = list(client.stream(HOW_LONG))
    assert [name for name, _ in events][:1] == ["passages"]
    whole = events[-1][1]
    assert "".join(data["text"] for name, data in events if name == "delta") == whole["text"]
    assert [data for name, data in events if name == "citation"] == whole["citations"] != []
    assert events[0][1]["passages"][0]["ranks"]
    assert whole["kept"] is None


def test_a_quote_stands_in_its_document_where_the_citation_says(client: Client) -> None:
    for cited in done(client)["citations"]:
        assert client.document(cited["document_id"])["text"][cited["start"] : cited["end"]] == cited["quote"]


def test_a_conversation_keeps_what_was_asked_and_goes_on_from_it(client: Client) -> None:
    id_ = client.start()["id"]
    first, second = (done(client, question, conversation_id=id_) for question in (HOW_LONG, LEANING))
    assert (first["kept"], second["kept"]) == (True, True)
    assert "broth" in second["text"]
    found = client.conversation(id_)
    assert [turn["answer"]["text"] for turn in found["turns"]] == [first["text"], second["text"]]
    assert (found["title"], found["length"], found["waiting"]) == (HOW_LONG, 2, None)
    assert all("text" not in passage and passage["ranks"] for passage in found["turns"][0]["answer"]["passages"])


def test_a_turn_can_be_asked_anew(client: Client) -> None:
    id_ = client.start()["id"]
    for question in (HOW_LONG, LEANING):
        done(client, question, conversation_id=id_)
    done(client, "What is stock?", conversation_id=id_, turn=1)
    assert [turn["answer"]["question"] for turn in client.conversation(id_)["turns"]] == ["What is stock?"]


@pytest.mark.parametrize("where", ["here", "there"])
def test_a_stream_that_is_closed_keeps_no_answer_and_the_question_waits(tmp_path: Path, where: str) -> None:
    endless = Endless()
    with listening(kitchen_app(tmp_path, endless)) as url, closing(There(url)) as there:
        client = there if where == "there" else here(tmp_path, endless)
        id_ = client.start()["id"]
        events = client.stream(HOW_LONG, conversation_id=id_)
        assert next(events)[0] == "passages"
        events.close()  # type: ignore[attr-defined] # it is a generator
        found = client.conversation(id_)
    assert (found["length"], found["waiting"], found["title"]) == (0, HOW_LONG, HOW_LONG)


def test_conversations_are_listed_found_renamed_and_taken_away(client: Client) -> None:
    one, two = client.start()["id"], client.start()["id"]
    done(client, HOW_LONG, conversation_id=one)
    assert client.rename(two, "Knives")["title"] == "Knives"
    assert [c["title"] for c in client.conversations()] == ["Knives", HOW_LONG]
    assert [c["id"] for c in client.conversations("knives")] == [two]
    client.forget(two)
    assert [c["id"] for c in client.conversations()] == [one]
    for reach in (client.conversation, client.forget, lambda id_: done(client, conversation_id=id_)):
        with pytest.raises(UnknownConversationError):
            reach(two)


def test_a_conversation_is_exported_with_its_citations(client: Client) -> None:
    id_ = client.start()["id"]
    answer = done(client, conversation_id=id_)
    page, data = client.export(id_, "markdown"), json.loads(client.export(id_, "json"))
    assert f"# {HOW_LONG}" in page
    assert all(cited["quote"] in page for cited in answer["citations"])
    assert data["turns"][0]["answer"]["citations"] == answer["citations"]


def test_feedback_is_taken(client: Client, tmp_path: Path) -> None:
    client.feedback("a1", "down", "Too short.")
    with Store(tmp_path / "conversations.sqlite3").transaction() as rows:
        assert rows.execute("SELECT rating, comment FROM feedback").fetchall() == [("down", "Too short.")]


def test_a_plan_comes_as_data_and_as_files(client: Client) -> None:
    plan = client.plan({**LEARNER, "start": "2026-01-05"})
    assert (plan["start"], plan["hours_a_week"]) == ("2026-01-05", 3)
    assert plan["steps"][0]["from"] == "2026-01-05"
    assert client.plan_as("markdown", LEARNER).startswith("# Learning plan")
    assert client.plan_as("csv", LEARNER).startswith("step,topic")
    assert client.plan_as("calendar", LEARNER).startswith("BEGIN:VCALENDAR")


def test_a_name_that_is_no_topic_is_one_sentence(client: Client) -> None:
    with pytest.raises(WaymarkError, match=r"topic"):
        client.compare(["zeppelins"])


def test_what_cannot_be_told_of_a_learner_is_one_sentence(client: Client) -> None:
    with pytest.raises(WaymarkError, match=r"hours"):
        client.plan({"hours": -3})


def test_a_document_that_is_not_there_is_told(client: Client) -> None:
    with pytest.raises(UnknownDocumentError):
        client.document("no-such-document")


def test_a_question_that_is_too_long_is_refused_before_any_event(client: Client) -> None:
    with pytest.raises(WaymarkError, match=r"4,?000"):
        next(client.stream("why " * 2000))


def test_both_give_the_same(tmp_path: Path) -> None:
    with listening(kitchen_app(tmp_path)) as url, closing(There(url)) as far:
        near = here(tmp_path)
        id_ = near.start()["id"]
        done(near, conversation_id=id_)
        calls = (
            lambda c: [untimed(event) for event in c.stream(HOW_LONG)],
            lambda c: c.search("stock", 3),
            lambda c: untimed(("", c.next_step(LEARNER))),
            lambda c: c.plan({**LEARNER, "start": "2026-01-05", "roadmap": "soup"}),
            lambda c: c.compare(["stock"]),
            lambda c: c.topics(),
            lambda c: c.documents(),
            lambda c: c.document("soup"),
            lambda c: c.about(),
            lambda c: c.conversations("stock"),
            lambda c: c.conversation(id_),
            lambda c: c.export(id_, "markdown"),
            lambda c: c.export(id_, "json"),
        )
        for number, call in enumerate(calls):
            assert call(near) == call(far), number  # type: ignore[no-untyped-call]


def untimed(event: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    """The event without what is never the same."""
    return {name: value for name, value in event[1].items() if name not in {"id", "timings_ms"}}


def test_a_stream_that_is_closed_here_is_kept_only_as_far_as_it_was_heard(tmp_path: Path) -> None:
    client = here(tmp_path)
    id_ = client.start()["id"]
    for name, _ in client.stream(HOW_LONG, conversation_id=id_):
        if name == "delta":
            break
    assert client.conversation(id_)["length"] == 0


def test_closing_the_iterator_ends_the_answer_in_this_process(tmp_path: Path) -> None:
    endless = Endless()
    events = here(tmp_path, endless).stream(HOW_LONG)
    next(events)
    events.close()  # type: ignore[attr-defined] # it is a generator
    assert endless.closed == 1


def test_an_error_on_the_way_is_raised_to_whoever_listens(tmp_path: Path) -> None:
    def fails() -> None:
        raise DamagedIndexError("A file is altered.")

    with pytest.raises(DamagedIndexError):
        list(here(tmp_path, Troubled(fails, told=2)).stream(HOW_LONG))
    with (
        listening(kitchen_app(tmp_path, Troubled(fails, told=2))) as url,
        closing(There(url)) as there,
        pytest.raises(ServiceError, match="The index cannot be used"),
    ):
        list(there.stream(HOW_LONG))


def test_a_service_that_is_not_there_is_one_sentence_with_its_address(tmp_path: Path) -> None:
    with listening(kitchen_app(tmp_path)) as url:
        there = There(url)
    for reach in (there.about, lambda: list(there.stream(HOW_LONG))):
        with pytest.raises(ServiceError, match=f"The service at {url} does not answer. Start it with"):
            reach()


def test_a_service_that_stops_in_the_middle_is_told(tmp_path: Path) -> None:
    with listening(kitchen_app(tmp_path, Endless()), grace=1) as url, closing(There(url)) as there:
        events = there.stream(HOW_LONG)
        next(events)
        stop(url)
        with pytest.raises(ServiceError, match=r"shutting down|in the middle"):
            list(events)


def test_a_key_that_is_missing_or_wrong_is_told_in_the_services_words(tmp_path: Path) -> None:
    from rag.service.keys import Keys

    keys = Keys(tmp_path / "keys.json")
    key = keys.make("ann")
    with listening(kitchen_app(tmp_path, keys=keys)) as url:
        with closing(There(url, key)) as there:
            assert there.about()["documents"] == 4
        for wrong in (None, "nonsense"):
            with closing(There(url, wrong)) as there, pytest.raises(ServiceError, match="key"):
                there.about()


def test_another_web_server_is_no_service() -> None:
    from fastapi import FastAPI

    with (
        listening(FastAPI()) as url,
        closing(There(url)) as there,
        pytest.raises(ServiceError, match="is no service of this Waymark"),
    ):
        there.about()


def test_the_address_chooses_the_client(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYMARK_API_URL", "http://127.0.0.1:8000/v1/")
    monkeypatch.setenv("WAYMARK_API_KEY", "secret")
    settings = read_page_settings()
    client = open_client(settings)
    assert isinstance(client, There)
    assert client.url == "http://127.0.0.1:8000"
    assert "secret" not in repr(settings)


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://x", "http://"])
def test_an_address_that_is_none_is_named_with_its_variable(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("WAYMARK_API_URL", url)
    with pytest.raises(SettingsError, match="WAYMARK_API_URL is not usable"):
        read_page_settings()


def test_the_stand_in_assistant_serves_a_client_too(tmp_path: Path) -> None:
    client = here(tmp_path, FakeAssistant())
    assert done(client, "What next?")["citations"]
    assert client.about()["model"] is None
    with pytest.raises(UnknownTopicError):
        client.compare(["anything"])


@pytest.mark.slow
def test_without_an_address_waymark_answers_in_this_process(monkeypatch: pytest.MonkeyPatch, shipped: Settings) -> None:
    monkeypatch.setenv("WAYMARK_HOME", str(shipped.home))
    assert isinstance(open_client(PageSettings()), Here)


def test_a_profile_is_understood_and_makes_a_map(client: Client) -> None:
    profile = client.profile({"about": "I know stock and have 4 hours a week."})
    assert (profile["known"], profile["hours_per_week"]) == (["stock"], 4.0)
    told = client.map({"profile": profile})
    assert {topic["id"]: topic["standing"] for topic in told["topics"]}["kneading"] == "next"
    assert {"id": "programming", "name": "Basics", "needed": 1, "known": 1} in told["areas"]


def test_a_long_profile_is_taken(client: Client) -> None:
    known = ["stock", "knife-work", "kneading", "sushi"] * 40
    assert {topic["standing"] for topic in client.map({"know": known})["topics"]} == {"known"}


def test_a_topic_tells_who_teaches_it_and_an_unknown_one_is_refused(client: Client) -> None:
    teaching = client.topic("stock")
    quoted = teaching["roadmaps"][0]["lessons"][0]
    assert client.document(quoted["document_id"])["text"][quoted["start"] : quoted["end"]] == quoted["quote"]
    assert [resource["id"] for resource in teaching["resources"]] == ["ladle-school"]
    with pytest.raises(UnknownTopicError):
        client.topic("as tro?nomy")


def test_documents_come_with_what_is_stated_of_them(client: Client) -> None:
    documents = {document["id"]: document for document in client.documents()}
    assert documents["ladle-school"]["resource"]["form"] == "course"
    assert client.document("ladle-school")["resource"]["level"] == "beginner"
    assert documents["soup"]["file"] is None


def test_a_next_step_goes_on_from_a_profile_and_what_is_said_counts_over_it(client: Client) -> None:
    profile = client.profile({"know": ["stock"]})
    step = done(client, "What should I learn next?", profile=profile)["plan"]
    assert step["profile"]["known"] == ["stock"]
    assert done(client, "I do not know stock. What should I learn next?", profile=profile)["plan"]["profile"] == {
        **step["profile"],
        "known": [],
        "lacking": ["stock"],
    }
    assert done(client, HOW_LONG, profile=profile)["text"] == done(client, HOW_LONG)["text"]
