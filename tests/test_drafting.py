import json
from pathlib import Path
from typing import Any

import pytest
from commands import fake_parts, run
from endpoint import SECRET, Endpoint, serving
from fakes import FakeAssistant
from texts import document
from typer.testing import Result

from eval.drafting import Headings, golden_line, spread, topics_of
from eval.evidence import Outlines
from eval.golden import check_evidence, read_golden
from ingest.records import Document

ASSISTANT = FakeAssistant()
TOPICS = topics_of(ASSISTANT.documents())
NO_MODEL = {"OPENAI_API_KEY": "", "OPENAI_BASE_URL": "", "WAYMARK_MODEL": ""}


class SilentAssistant(FakeAssistant):
    """Has one document, which says nothing."""

    def documents(self) -> tuple[Document, ...]:
        """It."""
        return (document("# T\n"),)


def drafted(folder: Path, *arguments: str, **environment: str) -> Result:
    return run(fake_parts(folder), "eval", "make-questions", *arguments, **(NO_MODEL | environment))


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def question_on(text: str) -> tuple[str, str, tuple[tuple[str, ...], ...]]:
    """Type, wording and nuggets of the question on the only section of `text`."""
    topics = topics_of([document(text)])
    found = Headings(topics).draft(topics[0])
    assert found is not None
    return found.type, found.question, found.nuggets


# from headings


def test_a_question_is_drafted_from_every_section_that_says_something() -> None:
    headings = [topic.section.heading for topic in TOPICS if topic.document.id != "notes"]
    phase, *_ = (h for h in headings if h.startswith("Phase"))
    assert headings == ["What to learn", "Projects", phase, "What it is", "Before you start"]
    assert [t.id for t in TOPICS if t.document.id == "notes"] == ["draft-notes-0"]


def test_what_is_asked_follows_from_what_the_section_is_for() -> None:
    assert question_on("# T\n\n## Projects\n\n- Build a Kitchen scale.\n") == (
        "build",
        'What does T have me build under "Projects"?',
        (("kitchen",),),
    )


def test_a_heading_that_asks_is_the_question() -> None:
    type_, question, _ = question_on("# T\n\n## Why does bread rise?\n\nYeast makes gas.\n")
    assert (type_, question) == ("what_is", "According to T: Why does bread rise?")


def test_a_labelled_statement_is_asked_about_by_its_label() -> None:
    _, question, nuggets = question_on("# T\n\n## Baking\n\n- Step 1, leaven: flour, water and Saccharomyces.\n")
    assert question == 'What does T say about leaven under "Baking"?'
    assert nuggets == (("saccharomyces",), ("flour",), ("water",))


def test_a_nugget_is_no_word_that_the_question_gives_away() -> None:
    _, _, nuggets = question_on("# T\n\n## Bread\n\nBread needs patience.\n")
    assert nuggets == (("patience",),)


def test_a_section_that_only_repeats_its_heading_gives_no_question() -> None:
    topics = topics_of([document("# T\n\n## Bread\n\n- Bread.\n- T.\n")])
    assert Headings(topics).draft(topics[0]) is None


@pytest.mark.parametrize(("count", "ids"), [(1, [0]), (2, [0, 2]), (5, [0, 1, 2, 3, 4]), (9, [0, 1, 2, 3, 4])])
def test_fewer_questions_than_sections_are_spread_evenly(count: int, ids: list[int]) -> None:
    assert list(spread(TOPICS[:5], count)) == [TOPICS[id_] for id_ in ids]


# the command


def test_each_draft_is_a_golden_question_marked_as_a_draft_that_rests_on_the_corpus(tmp_path: Path) -> None:
    out = tmp_path / "new" / "drafts.jsonl"
    result = drafted(tmp_path, "--out", str(out))
    questions = read_golden(out)
    assert result.exit_code == 0
    assert (len(questions), all(q.draft for q in questions), {q.split for q in questions}) == (6, True, {"dev"})
    assert [golden_line(q) for q in questions] == out.read_text(encoding="utf-8").splitlines()
    check_evidence(questions, Outlines(ASSISTANT.documents(), {}).sections())
    assert f"6 drafts written to {out}, from headings, as no language model is set." in result.stderr
    assert 'take out its "draft"' in result.stderr


def test_without_a_file_the_drafts_alone_go_to_standard_output_and_are_always_the_same(tmp_path: Path) -> None:
    first, second = drafted(tmp_path, "--count", "2"), drafted(tmp_path, "--count", "2")
    assert [json.loads(line)["draft"] for line in first.stdout.splitlines()] == [True, True]
    assert first.stdout == second.stdout


def test_one_document_can_be_asked_for_alone(tmp_path: Path) -> None:
    result = drafted(tmp_path, "--document", "course")
    assert {json.loads(line)["evidence"][0]["document"] for line in result.stdout.splitlines()} == {"course"}


def test_a_document_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = drafted(tmp_path, "--document", "corse")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "There is no document 'corse'" in result.stderr


def test_an_index_that_says_nothing_is_no_source_of_questions(tmp_path: Path) -> None:
    parts = fake_parts(tmp_path, open_assistant=lambda _: SilentAssistant())
    result = run(parts, "eval", "make-questions", **NO_MODEL)
    assert result.exit_code == 1
    assert "The index says nothing that a question could be drafted from." in result.stderr


def test_a_file_that_is_there_is_replaced_only_when_that_is_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "golden.jsonl"
    out.write_text("mine", encoding="utf-8")
    refused = drafted(tmp_path, "--out", str(out))
    assert (refused.exit_code, out.read_text(encoding="utf-8")) == (1, "mine")
    assert f"{out} is there already. Name another file with --out, or add --overwrite." in refused.stderr
    assert drafted(tmp_path, "--out", str(out), "--overwrite").exit_code == 0
    assert len(read_golden(out)) == 6


# with a language model

REPLY = {
    "type": "paraphrase",
    "question": "What should I have met before the lessons?",
    "nuggets": [["Python", "that language"], ["calculus"], ["a thing that the section does not say"]],
    "must_not": ["statistics", "a little calculus"],
}


def replying(reply: Any) -> Endpoint:
    return Endpoint(reply=lambda _: reply if isinstance(reply, str) else json.dumps(reply))


def test_a_model_drafts_and_only_what_its_section_holds_is_kept(tmp_path: Path) -> None:
    out = tmp_path / "drafts.jsonl"
    with serving(replying(REPLY)) as endpoint:
        result = drafted(tmp_path, "--document", "course", "--out", str(out), **endpoint.environment)
    (first, second) = lines_of(out)
    assert (second["type"], second["question"], second["draft"]) == (REPLY["type"], REPLY["question"], True)
    assert second["nuggets"] == [["Python", "that language"], ["calculus"]]
    assert second["must_not"] == ["statistics"]
    assert second["evidence"] == [{"document": "course", "heading_path": ["Before you start"]}]
    assert "What does Deep Learning Course" in first["question"]  # there, no nugget of the model's stands
    assert "1 by tiny and 1 from headings, where its reply could not be used" in result.stderr
    assert endpoint.prompts[1].startswith("Deep Learning Course > Before you start\n\n## Before you start\n")


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param("No.", id="prose"),
        pytest.param(REPLY | {"type": "riddle"}, id="unknown_type"),
        pytest.param(REPLY | {"question": ""}, id="no_question"),
        pytest.param(REPLY | {"nuggets": []}, id="no_nugget"),
        pytest.param(REPLY | {"question": "Is it Python and calculus?"}, id="a_question_that_gives_its_answer"),
    ],
)
def test_where_a_models_reply_cannot_be_used_the_headings_are(tmp_path: Path, reply: Any) -> None:
    with serving(replying(reply)) as endpoint:
        result = drafted(tmp_path, "--document", "course", **endpoint.environment)
    assert result.stdout == drafted(tmp_path, "--document", "course").stdout
    assert "0 by tiny and 2 from headings" in result.stderr


def test_a_model_that_fails_is_named_without_its_key_and_the_drafts_are_written(tmp_path: Path) -> None:
    with serving(Endpoint(status=401)) as endpoint:
        result = drafted(tmp_path, **endpoint.environment)
    assert (result.exit_code, len(result.stdout.splitlines()), len(endpoint.prompts)) == (0, 6, 3)
    assert (
        "waymark: The language model tiny at 127.0.0.1 answered with the status 401: the key is not accepted."
        in result.stderr
    )
    assert SECRET not in result.output


def test_a_key_alone_sends_nothing_anywhere(tmp_path: Path) -> None:
    with serving(replying(REPLY)) as endpoint:
        result = drafted(tmp_path, OPENAI_API_KEY=SECRET, OPENAI_BASE_URL=endpoint.url)
    assert (result.exit_code, endpoint.prompts) == (0, [])
    assert "as no language model is set" in result.stderr
