import re
from pathlib import Path

import pytest
from fakes import FakeAssistant

from eval.golden import QUESTIONS, TYPES, GoldenQuestion, read_golden
from eval.samples import COUNT, NOTES, answered, chosen, page
from rag.records import Turn

PAGE = Path(__file__).parent.parent / "docs" / "sample-answers.md"


def question(id_: str, text: str = "What next?", **changes: object) -> GoldenQuestion:
    given: dict[str, object] = {
        "split": "dev", "type": "fact", "answerable": True, "evidence": (), "nuggets": (("linear algebra",),),
    }  # fmt: skip
    return GoldenQuestion(id=id_, question=text, **(given | changes))  # type: ignore[arg-type]


def sample(asked: GoldenQuestion) -> str:
    """What the page shows of one question."""
    return page(answered([asked], FakeAssistant()), "## Notes").split("\n## Fact\n", 1)[1]  # type: ignore[arg-type]


# which questions


def test_each_type_is_shown_and_only_the_dev_split() -> None:
    samples = chosen(read_golden(QUESTIONS))
    assert len(samples) == COUNT
    assert {q.split for q in samples} == {"dev"}
    assert list(dict.fromkeys(q.type for q in samples)) == list(TYPES)


def test_the_choice_does_not_hang_on_the_order_of_the_questions() -> None:
    questions = read_golden(QUESTIONS)
    assert chosen(questions[::-1]) == chosen(questions)


def test_a_type_of_which_there_are_few_shows_them_all() -> None:
    questions = [question(f"f{n}") for n in range(9)] + [question("only", type="plan")]
    assert [q.type for q in chosen(questions, 20)] == ["fact", "fact", "plan"]


# what is shown of each


def test_an_answer_stands_with_its_citations_and_its_verdict() -> None:
    lines = sample(question("q1")).splitlines()
    assert "### What next?" in lines
    assert (
        "> Learn linear algebra next, starting with vectors and matrices \\[1]. You have the Python that it takes."
        in lines
    )
    assert (
        "- \\[1] Sample Roadmap › Phase 1: Foundations (2 months) › What to learn: "  # noqa: RUF001 - as the page has it
        "“vectors, matrices and eigenvalues come before any model.”"
    ) in lines
    assert lines[-1] == "`q1`, answered, right"


def test_what_an_answer_quotes_is_shown_and_never_fetched_or_run() -> None:
    shown = sample(question("q1"))
    assert not re.search(r"<(img|b|script)|(?<!\\)!?\[x\]\(", shown)


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        (question("q", nuggets=(("calculus", "analysis"),)), "answered, wrong: It lacks calculus or analysis."),
        (question("q", must_not=("vectors",)), "answered, wrong: It says vectors."),
        (question("q", answerable=False, nuggets=()), "answered, wrong: It answered what cannot be answered."),
        (question("q", "weather", nuggets=(("help",),)), "abstained, wrong: It abstained from what can be answered."),
        (question("q", "weather", answerable=False, nuggets=()), "abstained, right"),
    ],
)
def test_what_is_wrong_with_an_answer_is_said(asked: GoldenQuestion, verdict: str) -> None:
    assert sample(asked).splitlines()[-1] == f"`q`, {verdict}"


def test_a_follow_up_stands_after_its_earlier_turns() -> None:
    shown = sample(question("q", history=(Turn("user", "I know Python."), Turn("assistant", "Good."))))
    assert "*Earlier, user:* I know Python.\n\n*Earlier, assistant:* Good." in shown


def test_a_failure_is_shown_as_one() -> None:
    assert "It failed: ZeroDivisionError: crash" in sample(question("q", "crash"))


# the committed page


def test_the_committed_page_shows_the_questions_that_are_chosen_and_the_notes() -> None:
    shown = PAGE.read_text(encoding="utf-8")
    assert re.findall(r"^`([\w-]+)`, (?:answered|abstained)", shown, re.MULTILINE) == [
        q.id for q in chosen(read_golden(QUESTIONS))
    ]
    assert NOTES.read_text(encoding="utf-8").strip() in shown
