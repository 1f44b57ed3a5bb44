"""The routes of the service: what they answer, in which form, and that no form differs from another."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import icalendar
import pytest
from kitchen import kitchen
from serving import HOW_LONG, Troubled, calling, events_of, kitchen_app
from starlette.testclient import TestClient

from ingest.errors import DamagedIndexError
from rag.assistant import Assistant
from rag.exports.topics import progress_json, teaching_json
from rag.records import Answer, answer_json
from rag.service.shapes.answers import AnswerShape

_VARIES = {"id", "timings_ms", "kept"}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with calling(kitchen_app(tmp_path)) as client:
        yield client


def same(one: dict[str, object], other: dict[str, object]) -> bool:
    """Whether two answers differ in nothing but their ids and times."""
    return {k: v for k, v in one.items() if k not in _VARIES} == {k: v for k, v in other.items() if k not in _VARIES}


def plain(question: str) -> dict[str, object]:
    """The answer as an assistant gives it, as JSON."""
    given: dict[str, object] = json.loads(json.dumps(answer_json(Assistant(kitchen).ask(question))))
    return given


def test_an_answer_is_that_of_the_assistant(client: TestClient) -> None:
    given = client.post("/v1/ask", json={"question": HOW_LONG}).json()
    assert same(given, plain(HOW_LONG))
    assert given["citations"]
    assert given["kept"] is None


def test_the_shape_of_an_answer_has_every_field_of_one() -> None:
    assert list(AnswerShape.model_fields) == list(Answer.__dataclass_fields__)


def test_a_streamed_answer_tells_passages_then_citations_before_their_markers_and_ends_with_the_same(
    client: TestClient,
) -> None:
    response = client.post("/v1/ask", json={"question": HOW_LONG, "stream": True})
    assert response.headers["content-type"].startswith("text/event-stream")
    told = [(name, json.loads(data)) for name, data in events_of(response.text)]
    assert [name for name, _ in told] == ["passages", "delta", "citation", "delta", "done"]
    done = told[-1][1]
    assert same(done, plain(HOW_LONG))
    assert "".join(data["text"] for name, data in told if name == "delta") == done["text"]
    assert [data for name, data in told if name == "citation"] == done["citations"]
    assert told[0][1]["passages"] == done["passages"]


def test_a_streamed_next_step_tells_its_plan(client: TestClient) -> None:
    response = client.post("/v1/ask", json={"question": "What should I learn next?", "stream": True})
    told = dict(events_of(response.text))
    assert json.loads(told["plan"]) == json.loads(told["done"])["plan"]


def test_the_history_goes_into_the_answer(client: TestClient) -> None:
    before = [{"role": "user", "content": HOW_LONG}, {"role": "assistant", "content": "2-3 months [1]."}]
    alone = client.post("/v1/ask", json={"question": "And what do I build in it?"}).json()
    after = client.post("/v1/ask", json={"question": "And what do I build in it?", "history": before}).json()
    assert after["text"] != alone["text"]
    assert "broth" in after["text"]


def test_search_lists_passages_best_first(client: TestClient) -> None:
    told = client.post("/v1/search", json={"query": "bay, thyme and parsley", "k": 2}).json()
    found = told["passages"]
    assert (len(found), told["degraded"]) == (2, None)
    assert found[0]["score"] >= found[1]["score"]
    assert found[0]["document_id"] == "soup"


def test_next_gives_the_step_and_what_was_understood(client: TestClient) -> None:
    step = client.post("/v1/next", json={"know": ["stock"]}).json()
    told = Assistant(kitchen).next_step(known=["stock"])
    assert told.plan is not None
    assert (step["next"], step["profile"]) == (told.plan["next"], told.plan["profile"])
    assert step["text"] == told.text
    assert len(step["citations"]) == len(told.citations) > 0


def test_a_profile_is_what_was_understood_and_goes_into_the_next_step(client: TestClient) -> None:
    first = client.post("/v1/next", json={"know": ["stock"], "hours": 5}).json()
    profile = first["profile"]
    again = client.post("/v1/next", json={"profile": profile})
    assert again.status_code == 200, again.text
    assert again.json()["profile"] == profile
    assert again.json()["next"] == first["next"]


def test_a_topic_cannot_be_known_and_lacking(client: TestClient) -> None:
    response = client.post("/v1/next", json={"know": ["stock"], "lack": ["stock"]})
    assert (response.status_code, response.json()["error"]["code"]) == (409, "contradiction")


@pytest.mark.parametrize(
    ("accept", "media", "beginning"),
    [
        ("*/*", "application/json", "{"),
        ("application/json, text/markdown;q=0.5", "application/json", "{"),
        ("text/markdown", "text/markdown", "# Learning plan"),
        ("text/csv", "text/csv", "step,topic"),
        ("text/calendar", "text/calendar", "BEGIN:VCALENDAR"),
    ],
)
def test_a_plan_comes_in_the_form_that_is_accepted(client: TestClient, accept: str, media: str, beginning: str) -> None:
    response = client.post("/v1/plan", json={"start": "2026-01-05", "hours": 10}, headers={"Accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith(media)
    assert response.text.startswith(beginning)


def test_a_plan_as_a_calendar_begins_on_its_first_day(client: TestClient) -> None:
    response = client.post("/v1/plan", json={"start": "2026-01-05"}, headers={"Accept": "text/calendar"})
    events = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    assert min(event.decoded("DTSTART") for event in events) == date(2026, 1, 5)


def test_a_plan_is_not_to_be_had_as_a_picture(client: TestClient) -> None:
    response = client.post("/v1/plan", json={}, headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert "text/calendar" in response.json()["error"]["message"]


def test_compare_sets_the_roadmaps_side_by_side(client: TestClient) -> None:
    compared = client.get("/v1/compare", params={"topic": ["stock", "knife work"]}).json()
    assert [row["topic"] for row in compared["topics"]] == ["stock", "knife-work"]
    assert {place["roadmap"] for place in compared["topics"][0]["places"]} == {"soup", "bread", "grill"}
    assert compared["disagreements"]


def test_topics_lists_topics_and_goals(client: TestClient) -> None:
    assert "stock" in [topic["id"] for topic in client.get("/v1/topics").json()["topics"]]


def test_documents_lists_them_without_their_texts_or_files(client: TestClient) -> None:
    listed = client.get("/v1/documents").json()["documents"]
    assert [d["id"] for d in listed] == ["bread", "grill", "soup", "ladle-school"]
    assert {"text", "source"}.isdisjoint(listed[0])


def test_the_offsets_of_citations_refer_to_the_text_of_a_document(client: TestClient) -> None:
    (citation,) = client.post("/v1/ask", json={"question": HOW_LONG}).json()["citations"]
    address = f"/v1/documents/{citation['document_id']}"
    text = client.get(address).json()["text"]
    assert text[citation["start"] : citation["end"]] == citation["quote"]
    assert client.get(address, headers={"Accept": "text/plain"}).text == text


def test_an_unknown_document_is_not_found_and_not_repeated(client: TestClient) -> None:
    response = client.get("/v1/documents/no-such-thing")
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "unknown_document"
    assert "no-such-thing" not in response.text


def test_an_unknown_topic_is_not_found_and_not_repeated(client: TestClient) -> None:
    response = client.post("/v1/next", json={"know": ["needlework"]})
    assert (response.status_code, response.json()["error"]["code"]) == (404, "unknown_topic")
    assert "needlework" not in response.text


def test_feedback_is_kept(client: TestClient) -> None:
    response = client.post("/v1/feedback", json={"answer_id": "a1", "rating": "up", "comment": "Thanks."})
    assert response.status_code == 201
    assert response.json()["id"]


def test_a_conversation_keeps_its_answers_and_understands_what_leans_on_them(client: TestClient) -> None:
    id_ = client.post("/v1/conversations").json()["id"]
    first = client.post("/v1/ask", json={"question": HOW_LONG, "conversation_id": id_}).json()
    streamed = client.post(
        "/v1/ask", json={"question": "And what do I build in it?", "conversation_id": id_, "stream": True}
    )
    second = json.loads(dict(events_of(streamed.text))["done"])
    assert first["kept"]
    assert second["kept"]
    assert "broth" in second["text"]
    turns = client.get(f"/v1/conversations/{id_}").json()["turns"]
    for turn, given in zip(turns, (first, second), strict=True):
        assert (turn["answer"]["text"], turn["answer"]["citations"]) == (given["text"], given["citations"])


def test_a_conversation_as_a_page_has_each_answer_and_its_quotes(client: TestClient) -> None:
    id_ = client.post("/v1/conversations").json()["id"]
    given = client.post("/v1/ask", json={"question": HOW_LONG, "conversation_id": id_}).json()
    page = client.get(f"/v1/conversations/{id_}", headers={"Accept": "text/markdown"}).text
    assert f"## {HOW_LONG}" in page
    assert given["text"] in page
    assert all(citation["quote"] in page for citation in given["citations"])


def test_a_forgotten_conversation_is_gone(client: TestClient) -> None:
    id_ = client.post("/v1/conversations").json()["id"]
    assert [c["id"] for c in client.get("/v1/conversations").json()["conversations"]] == [id_]
    assert client.delete(f"/v1/conversations/{id_}").status_code == 204
    assert client.get("/v1/conversations").json() == {"conversations": []}
    assert client.get(f"/v1/conversations/{id_}").status_code == 404
    assert client.post("/v1/ask", json={"question": HOW_LONG, "conversation_id": id_}).status_code == 404


def test_an_answer_that_cannot_be_kept_is_given_and_says_so(client: TestClient, tmp_path: Path) -> None:
    id_ = client.post("/v1/conversations").json()["id"]
    file = tmp_path / "conversations.sqlite3"

    def breaks() -> None:
        file.write_bytes(b"no database" * 999)

    with calling(kitchen_app(tmp_path, Troubled(breaks))) as troubled:
        response = troubled.post("/v1/ask", json={"question": HOW_LONG, "conversation_id": id_})
    assert response.status_code == 200
    assert response.json()["kept"] is False
    assert same(response.json(), plain(HOW_LONG))


def test_a_stream_that_fails_before_it_begins_has_a_status_of_its_own(tmp_path: Path) -> None:
    def fails() -> None:
        raise DamagedIndexError("/secret/place is altered")

    with calling(kitchen_app(tmp_path, Troubled(fails))) as client:
        response = client.post("/v1/ask", json={"question": HOW_LONG, "stream": True})
    assert response.status_code == 503
    assert response.json()["error"]["code"] == "index_unusable"
    assert "/secret" not in response.text


@pytest.mark.parametrize(("error", "code"), [(DamagedIndexError("/x"), "index_unusable"), (KeyError("/x"), "internal")])
def test_a_stream_that_fails_on_the_way_ends_with_an_error_and_is_not_done(
    tmp_path: Path, error: Exception, code: str
) -> None:
    def fails() -> None:
        raise error

    with calling(kitchen_app(tmp_path, Troubled(fails, told=2))) as client:
        id_ = client.post("/v1/conversations").json()["id"]
        response = client.post("/v1/ask", json={"question": HOW_LONG, "stream": True, "conversation_id": id_})
        kept = client.get(f"/v1/conversations/{id_}").json()["turns"]
    told = events_of(response.text)
    assert [name for name, _ in told] == ["passages", "delta", "error"]
    assert json.loads(told[-1][1])["error"]["code"] == code
    assert kept == []


def test_the_page_of_operations_names_each_and_loads_nothing(client: TestClient) -> None:
    response = client.get("/docs")
    assert all(path in response.text for path in client.get("/openapi.json").json()["paths"])
    assert "<script" not in response.text
    assert "src=" not in response.text
    assert response.headers["content-security-policy"].startswith("default-src 'none'")


def test_every_operation_that_takes_a_body_shows_an_example_that_works(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()
    for path, operations in schema["paths"].items():
        body = operations.get("post", {}).get("requestBody")
        if body:
            name = body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
            (example,) = schema["components"]["schemas"][name]["examples"]
            assert client.post(path, json=example).status_code in {200, 201, 404}, path


def test_a_topic_tells_who_teaches_it(client: TestClient) -> None:
    told = client.get("/v1/topics/stock").json()
    assert told == json.loads(json.dumps(teaching_json(Assistant(kitchen).teaching("stock"))))
    assert client.get("/v1/topics/astronomy").json()["error"]["code"] == "unknown_topic"


def test_a_profile_is_understood_from_a_text_and_makes_a_map(client: TestClient) -> None:
    profile = client.post("/v1/profile", json={"about": "I know stock.", "hours": 5}).json()
    assert profile == Assistant(kitchen).profile("I know stock.", hours=5)
    told = client.post("/v1/map", json={"profile": profile}).json()
    assert told == json.loads(json.dumps(progress_json(Assistant(kitchen).progress(profile=profile))))
    assert {t["id"]: t["standing"] for t in told["topics"]}["stock"] == "known"


def test_documents_tell_what_is_stated_of_resources_and_no_paths(client: TestClient) -> None:
    documents = {d["id"]: d for d in client.get("/v1/documents").json()["documents"]}
    assert documents["ladle-school"]["resource"]["level"] == "beginner"
    assert documents["soup"]["resource"] is None
    assert "source" not in documents["soup"]
