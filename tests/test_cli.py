import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from commands import FakeIngest, fake_parts, run
from fakes import COURSE, ROADMAP, FakeAssistant
from kitchen import kitchen
from libraries import AwayDense
from typer.testing import Result

from ingest.errors import IngestBusyError, NoIndexError
from ingest.pages import file_of
from rag.assistant import Assistant
from rag.exports.plain import place
from rag.library import Library
from rag.records import Turn

HERE = Path(__file__).parent
START = "from ui.cli import main; main()"
WHAT_TO_LEARN = place("Sample Roadmap", ["Phase 1: Foundations (2 months)", "What to learn"])


def lines(result: Result) -> list[str]:
    return result.stdout.splitlines()


def python(code: str, *arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"WAYMARK_HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=HERE, env=environment, check=False
    )


# ask


def test_an_answer_is_followed_by_its_numbered_citations(tmp_path: Path) -> None:
    result = run(fake_parts(tmp_path), "ask", "what next?")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{FakeAssistant().ask('what next?').text}\n\n[1] ")
    at = lines(result).index(f"[1] {WHAT_TO_LEARN}")
    assert lines(result)[at + 1 : at + 4] == [
        "    vectors, matrices and eigenvalues come before any model.",
        "    Waymark's restatement of Sample Roadmap",
        "    https://roadmaps.example.org/sample",
    ]
    assert "    Waymark's summary of Deep Learning Course" in lines(result)


def test_what_looks_like_rich_markup_is_printed_as_it_is(tmp_path: Path) -> None:
    class Marked(FakeAssistant):
        def document(self, document_id: str) -> object:
            raise NoIndexError(document_id)

        def ask(self, question: str, history: object = (), k: int = 10) -> object:  # noqa: ARG002
            return self._answer(question, f"You asked: {question}", (), abstained=True)

    result = run(
        fake_parts(tmp_path, open_assistant=lambda _: Marked()), "ask", "[red]is[/] this [link=x]:smile: red?[/link]"
    )
    assert result.stdout == "You asked: [red]is[/] this [link=x]:smile: red?[/link]\n"


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    class Coloured(FakeAssistant):
        def ask(self, question: str, history: object = (), k: int = 10) -> object:  # noqa: ARG002
            return self._answer(question, "before\x1b[2Jafter\x07", (), abstained=True)

    assert run(fake_parts(tmp_path, open_assistant=lambda _: Coloured()), "ask", "x").stdout == "before[2Jafter\n"


def test_with_json_standard_output_holds_the_answer_and_nothing_else(tmp_path: Path) -> None:
    result = run(fake_parts(tmp_path), "ask", "--json", "what next?")
    answer = json.loads(result.stdout)
    assert answer["question"] == "what next?"
    assert answer["citations"][0]["quote"] in ROADMAP


def test_a_degraded_answer_says_so_on_standard_error(tmp_path: Path) -> None:
    class Degraded(FakeAssistant):
        def ask(self, question: str, history: object = (), k: int = 10) -> object:  # noqa: ARG002
            from dataclasses import replace

            return replace(self._answer(question, "text", (), abstained=True), degraded="The model\ndid not answer.")

    result = run(fake_parts(tmp_path, open_assistant=lambda _: Degraded()), "ask", "--json", "x")
    assert json.loads(result.stdout)["text"] == "text"
    assert result.stderr == "waymark: The model did not answer.\n"


def test_the_question_and_the_number_of_passages_reach_the_assistant(tmp_path: Path) -> None:
    seen: list[tuple[str, int]] = []

    class Counting(FakeAssistant):
        def ask(self, question: str, history: object = (), k: int = 10) -> object:
            seen.append((question, k))
            return super().ask(question, history)  # type: ignore[arg-type]

    run(fake_parts(tmp_path, open_assistant=lambda _: Counting()), "ask", "--k", "3", "-", given="from a pipe\n")
    assert seen == [("from a pipe", 3)]


def test_history_comes_from_a_file(tmp_path: Path) -> None:
    assistant = FakeAssistant()
    history = tmp_path / "history.json"
    history.write_text(
        '[{"role": "user", "content": "hi"}, {"role": "assistant", "content": "Hello.", "more": 1}]', encoding="utf-8"
    )
    assert (
        run(
            fake_parts(tmp_path, open_assistant=lambda _: assistant), "ask", "and then?", "--history", str(history)
        ).exit_code
        == 0
    )
    assert assistant.asked == [("and then?", (Turn("user", "hi"), Turn("assistant", "Hello.")))]


@pytest.mark.parametrize(
    ("history", "says"),
    [
        pytest.param("{", "history.json is not JSON", id="broken"),
        pytest.param("{}", "history.json is not a list of {role, content}.", id="no_list"),
        pytest.param(
            '[{"role": "user", "content": "x"}, 7]',
            "history.json, entry 2 is not an object with role and content.",
            id="number",
        ),
        pytest.param(
            '[{"role": "system", "content": "x"}]',
            "history.json, entry 1: its role must be user or assistant.",
            id="role",
        ),
        pytest.param(
            '[{"role": [], "content": "x"}]',
            "history.json, entry 1: its role must be user or assistant.",
            id="role_list",
        ),
        pytest.param(
            '[{"role": "user", "content": 7}]', "history.json, entry 1: its content must be text.", id="content"
        ),
        pytest.param("[" * 100_000, "history.json is not JSON (nested too deeply).", id="deep"),
    ],
)
def test_a_history_that_cannot_be_taken_names_file_and_entry(tmp_path: Path, history: str, says: str) -> None:
    path = tmp_path / "history.json"
    path.write_text(history, encoding="utf-8")
    result = run(fake_parts(tmp_path), "ask", "x", "--history", str(path))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"waymark: {tmp_path}")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_history_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = run(fake_parts(tmp_path), "ask", "x", "--history", str(tmp_path / "none.json"))
    assert (result.exit_code, result.stderr) == (
        1,
        f"waymark: {tmp_path / 'none.json'} cannot be read: No such file or directory. Check the path.\n",
    )


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["ask"], id="no_question"),
        pytest.param(["ask", "x", "--batch", "y"], id="question_and_batch"),
        pytest.param(["ask", "--batch", "y", "--history", "z"], id="batch_and_history"),
        pytest.param(["ask", "x", "--k", "0"], id="no_passages"),
        pytest.param(["chat", "--port", "70000"], id="no_such_port"),
        pytest.param(["unheard-of"], id="no_such_command"),
    ],
)
def test_wrong_usage_ends_with_2(tmp_path: Path, arguments: list[str]) -> None:
    result = run(fake_parts(tmp_path), *arguments)
    assert (result.exit_code, result.stdout) == (2, "")


# failures


def test_a_failure_is_one_sentence_on_standard_error(tmp_path: Path) -> None:
    def no_index(_settings: object) -> FakeAssistant:
        raise NoIndexError("There is no index yet.\nRun `waymark ingest` to build it.")

    result = run(fake_parts(tmp_path, open_assistant=no_index), "ask", "--json", "x")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "waymark: There is no index yet. Run `waymark ingest` to build it.\n"


def test_a_full_disk_is_one_sentence_on_standard_error(tmp_path: Path) -> None:
    result = run(
        fake_parts(tmp_path, ingest=FakeIngest(error=OSError(28, "No space left on device", "/disk/file"))), "ingest"
    )
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == "waymark: /disk/file: No space left on device."


def test_an_interrupted_command_ends_with_130(tmp_path: Path) -> None:
    result = run(fake_parts(tmp_path, ingest=FakeIngest(error=KeyboardInterrupt())), "ingest")
    assert (result.exit_code, result.stdout) == (130, "")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no broken pipes of this kind")
@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["doctor"]], ids=" ".join)
def test_a_broken_output_pipe_ends_quietly(tmp_path: Path, arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    environment = os.environ | {"WAYMARK_HOME": str(tmp_path)}
    command = [sys.executable, "-c", START, *arguments]
    ended = subprocess.run(
        command, stdout=writing, stderr=subprocess.PIPE, env=environment, cwd=HERE.parent, check=False
    )
    os.close(writing)
    assert ended.stderr == b""


@pytest.mark.skipif(os.name != "posix", reason="nothing is closed from outside on Windows")
@pytest.mark.parametrize("closed", ["closerange(1, 2)", "closerange(2, 3)", "closerange(0, 3)"])
def test_a_command_whose_streams_are_closed_ends_as_it_would(tmp_path: Path, closed: str) -> None:
    code = f"import os, sys; os.{closed}; os.execv(sys.executable, [sys.executable, '-c', {START!r}, '--version'])"
    assert python(code, home=tmp_path).returncode == 0


# search, sources, show


def test_search_lists_passages_best_first(tmp_path: Path) -> None:
    result = run(fake_parts(tmp_path), "search", "vectors", "--k", "2")
    assert lines(result)[0] == f"1. {WHAT_TO_LEARN}"
    assert lines(result)[3] == f"2. {place('Deep Learning Course', ['What it is'])}"
    assert "vectors, matrices" in lines(result)[2]
    found = json.loads(run(fake_parts(tmp_path), "search", "vectors", "--json").stdout)
    assert [passage["document_id"] for passage in found] == ["sample", "course", "notes", "sample"]


def test_a_search_without_results_says_so(tmp_path: Path) -> None:
    class Empty(FakeAssistant):
        def search(self, query: str, k: int = 10) -> tuple[()]:  # noqa: ARG002
            return ()

    parts = fake_parts(tmp_path, open_assistant=lambda _: Empty())
    assert run(parts, "search", "x").stdout == "Nothing was found.\n"
    assert json.loads(run(parts, "search", "x", "--json").stdout) == []


def test_a_search_without_the_dense_leg_says_so(tmp_path: Path, soup: Library) -> None:
    soup.dense = AwayDense()
    result = run(fake_parts(tmp_path, open_assistant=lambda _settings: Assistant(lambda: soup)), "search", "stock")
    assert "stock" in result.stdout.lower()
    assert result.stderr == "waymark: The Chroma server is away, so passages were searched by their words alone.\n"


def test_sources_are_a_line_of_columns_each_where_nobody_watches(tmp_path: Path) -> None:
    result = run(fake_parts(tmp_path), "sources")
    assert lines(result)[0] == "sample\troadmap\trestated\tSample Roadmap\thttps://roadmaps.example.org/sample\t"
    assert len(lines(result)) == 3


def test_sources_as_json_have_no_text_and_name_what_took_their_place(tmp_path: Path) -> None:
    class Superseded(FakeAssistant):
        def superseded(self) -> dict[str, str]:
            return {"sample": "notes"}

    found = json.loads(run(fake_parts(tmp_path, open_assistant=lambda _: Superseded()), "sources", "--json").stdout)
    assert [(d["id"], d["superseded_by"]) for d in found] == [("sample", "notes"), ("course", None), ("notes", None)]
    assert "text" not in found[0]


def test_on_a_terminal_sources_are_a_table_that_keeps_brackets(tmp_path: Path) -> None:
    result = run(fake_parts(tmp_path), "sources", FORCE_COLOR="1", COLUMNS="200")
    assert "superseded by" in result.stdout
    assert "Notes ![t](http://127.0.0.1:9/t.png)" in result.stdout


def test_show_prints_exactly_the_stored_text(tmp_path: Path) -> None:
    assert run(fake_parts(tmp_path), "show", "course").stdout_bytes == COURSE.encode()
    document = json.loads(run(fake_parts(tmp_path), "show", "course", "--json").stdout)
    assert (document["id"], document["text"]) == ("course", COURSE)


def test_show_names_the_nearest_document(tmp_path: Path) -> None:
    result = run(fake_parts(tmp_path), "show", "sampel")
    assert (result.exit_code, result.stderr) == (
        1,
        "waymark: There is no document 'sampel'. The nearest is 'sample'.\n",
    )


# ingest


def test_ingest_passes_its_options_on_and_reports(tmp_path: Path) -> None:
    ingest = FakeIngest()
    result = run(
        fake_parts(tmp_path, ingest=ingest), "ingest", "a.md", "b", "--forget", "c", "--forget", "d", "--rebuild"
    )
    assert result.exit_code == 0
    assert ingest.asked == [
        {
            "home": tmp_path,
            "paths": [Path("a.md"), Path("b")],
            "forget": [Path("c"), Path("d")],
            "dry_run": False,
            "rebuild": True,
        }
    ]
    assert lines(result) == [
        "Index 20250102-fake is in use: 1.2 s.",
        "Documents: 2 added, 1 changed, 3 unchanged, 0 removed.",
        "Chunks: 7 added, 9 unchanged, 4 removed; 6 embedded.",
        "Repairs: null_bytes 2.",
        "The original sample-original takes the place of the restatement sample.",
    ]
    assert result.stderr.splitlines() == ["Reading: 1 of 2 documents", "Writing the index"]


def test_a_dry_run_says_that_nothing_was_written(tmp_path: Path) -> None:
    assert lines(run(fake_parts(tmp_path), "ingest", "--dry-run"))[0] == "Dry run, nothing was written: 1.2 s."


def test_ingest_fetches_the_pages_that_are_named_and_goes_on_without_those_that_cannot_be_had(tmp_path: Path) -> None:
    ingest = FakeIngest()
    named = ("https://a.example/guide", "notes.md", "https://a.example/gone")
    result = run(fake_parts(tmp_path, ingest=ingest), "ingest", *named, "--forget", "https://a.example/old", "--json")
    assert result.exit_code == 1
    assert [f["source"] for f in json.loads(result.stdout)["failures"]] == ["https://a.example/gone"]
    assert ingest.asked[0]["paths"] == [tmp_path / "pages" / "fetched.md", Path("notes.md")]
    assert ingest.asked[0]["forget"] == [file_of(tmp_path, "https://a.example/old")]


def test_the_file_of_a_page_goes_once_it_is_forgotten(tmp_path: Path) -> None:
    file = file_of(tmp_path, "https://a.example/old")
    file.parent.mkdir()
    file.touch()
    run(fake_parts(tmp_path), "ingest", "--dry-run", "--forget", "https://a.example/old")
    assert file.exists()
    run(fake_parts(tmp_path), "ingest", "--forget", "https://a.example/old")
    assert not file.exists()


def test_a_dry_run_fetches_nothing(tmp_path: Path) -> None:
    ingest = FakeIngest()
    result = run(fake_parts(tmp_path, ingest=ingest), "ingest", "--dry-run", "https://a.example/guide")
    assert ingest.asked[0]["paths"] == []
    assert "https://a.example/guide would be fetched" in result.stderr


def test_a_given_path_that_failed_ends_with_1_and_the_report_is_printed_all_the_same(tmp_path: Path) -> None:
    ingest = FakeIngest(unreadable=(tmp_path / "folder" / "empty.md",))
    result = run(fake_parts(tmp_path, ingest=ingest), "ingest", str(tmp_path / "folder"))
    assert result.exit_code == 1
    assert lines(result)[-1] == f"Not read: {tmp_path / 'folder' / 'empty.md'}: it is empty."
    result = run(fake_parts(tmp_path, ingest=ingest), "ingest", "--json", str(tmp_path / "folder"))
    assert result.exit_code == 1
    assert json.loads(result.stdout)["failures"][0]["source"] == str(tmp_path / "folder" / "empty.md")


def test_a_path_added_earlier_that_failed_is_reported_and_does_not_count(tmp_path: Path) -> None:
    ingest = FakeIngest(unreadable=(tmp_path / "folder-two" / "empty.md",))
    result = run(fake_parts(tmp_path, ingest=ingest), "ingest", str(tmp_path / "folder"))
    assert result.exit_code == 0
    assert "Not read" in lines(result)[-1]


def test_a_busy_ingest_is_one_sentence_and_no_json(tmp_path: Path) -> None:
    result = run(
        fake_parts(tmp_path, ingest=FakeIngest(error=IngestBusyError("Another ingest is running."))), "ingest", "--json"
    )
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[-1] == "waymark: Another ingest is running."


# how light it is


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    code = """
import sys
from commands import fake_parts, run
from pathlib import Path
assert run(fake_parts(Path(sys.argv[1])), "--help").exit_code == 0
heavy = {"chromadb", "streamlit", "onnxruntime", "numpy", "torch", "openai"}
print(*sorted({m.partition(".")[0] for m in sys.modules} & heavy))
"""
    assert python(code, str(tmp_path), home=tmp_path).stdout.strip() == ""


def test_the_command_itself_asks_without_anything_heavy(tmp_path: Path) -> None:
    code = """
import sys
from commands import fake_parts, run
from pathlib import Path
assert run(fake_parts(Path(sys.argv[1])), "ask", "x").exit_code == 0
heavy = {"torch", "transformers", "sentence_transformers", "streamlit", "openai", "chromadb", "langchain_core"}
print(*sorted({m.partition(".")[0] for m in sys.modules} & heavy))
"""
    ended = python(code, str(tmp_path), home=tmp_path)
    assert (ended.stdout.strip(), ended.stderr) == ("", "")


def test_the_version_is_that_of_the_package(tmp_path: Path) -> None:
    assert lines(run(fake_parts(tmp_path), "--version")) == ["waymark 0.1.0"]


# What to learn next.


def test_next_prints_the_step_with_its_citations(tmp_path: Path) -> None:
    result = run(fake_parts(tmp_path), "next", "I know Python")
    assert result.exit_code == 0
    assert result.stdout.startswith("Learn linear algebra next")
    assert "[1] Sample Roadmap" in result.stdout


def test_next_takes_what_is_known_lacking_and_wanted_by_name(tmp_path: Path) -> None:
    result = run(
        fake_parts(tmp_path),
        *("next", "--know", "python", "--know", "sql", "--lack", "maths", "--goal", "nlp", "--hours", "5", "--json"),
    )
    told = json.loads(result.stdout)
    given = {"text": "", "known": ["python", "sql"], "lacking": ["maths"], "goal": "nlp", "hours_per_week": 5}
    assert told["profile"] == given
    assert told["next"]["topic"] == "linear-algebra"
    assert told["citations"][0]["marker"] == 1


def test_next_reads_a_learner_from_standard_input(tmp_path: Path) -> None:
    result = run(fake_parts(tmp_path), "next", "-", "--json", given="I know Python\n")
    assert json.loads(result.stdout)["profile"]["text"] == "I know Python"


def test_a_profile_is_begun_kept_and_read_again(tmp_path: Path) -> None:
    file = tmp_path / "me" / "profile.json"
    begun = run(fake_parts(tmp_path), "next", "I know Python", "--profile", str(file), "--save")
    assert begun.exit_code == 0
    assert json.loads(file.read_text())["text"] == "I know Python"
    file.write_text('{"waymark_profile": 1, "language": "german"}')
    result = run(fake_parts(tmp_path), "next", "--profile", str(file), "--json")
    assert json.loads(result.stdout)["profile"]["language"] == "german"
    assert file.read_text() == '{"waymark_profile": 1, "language": "german"}'  # without --save it stays


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "me.json is not JSON"),
        ("[]", "me.json is not a profile: it is no JSON object. It is left as it is."),
        ("{}", "me.json: The profile cannot be read: waymark_profile must be 1."),
        (None, "me.json is not there. Check the path, or add --save to begin a profile."),
    ],
)
def test_a_file_that_is_no_profile_is_named_and_left(tmp_path: Path, content: str | None, says: str) -> None:
    file = tmp_path / "me.json"
    if content is not None:
        file.write_text(content)
    result = run(fake_parts(tmp_path), "next", "--profile", str(file), *(["--save"] if content else []))
    assert (result.exit_code, result.stdout) == (1, "")
    assert says in result.stderr.replace("\n", " ")
    assert content is None or file.read_text() == content


def test_a_profile_is_saved_only_to_a_file_that_is_named(tmp_path: Path) -> None:
    result = run(fake_parts(tmp_path), "next", "I know Python", "--save")
    assert result.exit_code == 2
    assert "--profile FILE" in result.stderr


def test_topics_are_listed_by_area_with_what_they_require(tmp_path: Path) -> None:
    assert run(fake_parts(tmp_path), "topics").stdout.split("\n") == [
        "Mathematics",
        "    linear-algebra: linear algebra",
        "Models",
        "    ml: machine learning (after linear-algebra)",
        "Goals",
        "    ml-engineer: ML engineer",
        "",
    ]


def test_a_topic_is_shown_with_who_teaches_it_in_which_stage_of_how_many(tmp_path: Path) -> None:
    parts = fake_parts(tmp_path, open_assistant=lambda _settings: Assistant(kitchen))
    phase = place("Soup Roadmap", ["Phase 1: Stock (2-3 months)"])
    assert lines(run(parts, "topics", "broth"))[:5] == [
        "In 2 of 3 roadmaps: Not in Bread Roadmap.",
        "    Soup Roadmap: Phase 1 of 2, a stage of its own",
        f"    - Phase 1: Stock (2-3 months) ({phase})",
        f"    - Stock, bones: roasted bones and roots. ({phase} \u203a What to Learn)",
        "    Grill Roadmap: Phase 2 of 2, a stage of its own",
    ]
    told = json.loads(run(parts, "topics", "stock", "--json").stdout)
    assert [r["stage"] for r in told["roadmaps"]] == [1, None, 2]
    assert told["resources"][0]["citation"]["quote"] == "Ladle School is a course on clear broth."


def test_a_topic_that_is_none_and_one_beside_all_edges_are_refused(tmp_path: Path) -> None:
    parts = fake_parts(tmp_path, open_assistant=lambda _settings: Assistant(kitchen))
    assert "No topic is called 'astronomy'" in run(parts, "topics", "astronomy").stderr
    assert run(parts, "topics", "stock", "--edges").exit_code == 2


def test_topics_as_json_give_the_reason_of_each_requirement(tmp_path: Path) -> None:
    told = json.loads(run(fake_parts(tmp_path), "topics", "--json").stdout)
    assert told["topics"][1]["requires"] == [{"topic": "linear-algebra", "why": "It adds up."}]
    assert told["goals"] == [{"id": "ml-engineer", "name": "ML engineer", "topics": ["ml"]}]
