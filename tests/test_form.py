from dataclasses import replace

import pytest
from fakes import FakeAssistant

from eval.form import LOOK_UPS, faults
from eval.golden import QuestionType
from rag.records import Answer


def answer(text: str) -> Answer:
    """An answer with that text, citing the fake's three documents."""
    return replace(FakeAssistant().ask("x"), text=text)


def found(text: str, type_: QuestionType = "comparison") -> tuple[str, ...]:
    return faults(answer(text), type_)


@pytest.mark.parametrize(
    "text",
    [
        "Learn linear algebra next, starting with vectors [1].\n- With: a course [2].\n- Then: statistics [3].",
        "It names C++, R-CNN, scikit-learn and a_b; 2 * 3 is no emphasis.".replace(" * ", " x "),
        "Take Khan - Linear Algebra, from Sample Roadmap [1].",
        "spaCy and scikit-learn [1]. fast.ai also has a forum [2].",
        "These are named:\n- Phase 1: Foundations (2 months) [1].",
        'It is called "the soup path." Nothing more is said (so far).',
        "Version 3.11 costs 5 % more → no.",
    ],
)
def test_plain_sentences_and_lists_have_no_fault(text: str) -> None:
    assert found(text) == ()


def test_the_first_sentence_answers_within_25_words() -> None:
    assert found(f"{'word ' * 24}Word.".capitalize()) == ()
    assert found(f"{'word ' * 25}Word.".capitalize()) == ("late_answer",)
    assert "late_answer" in found("")


@pytest.mark.parametrize(
    "opening",
    [
        "Sure, it is vectors.",
        "Great question.",
        "Based on the passages, vectors.",
        "As an AI, I would.",
        "Here are some: vectors.",
    ],
)
def test_it_is_not_opened_by_a_preamble(opening: str) -> None:
    assert found(opening) == ("preamble",)


@pytest.mark.parametrize(
    "text",
    [
        "# Heading\nVectors.",
        "* Vectors.",
        "• Vectors.",
        "> Vectors.",
        "1. Vectors.\n2. Matrices.",
        "```\nVectors.\n```",
        "Use `numpy` first.",
        "It is **vectors**.",
        "It is *vectors*.",
        "It is __vectors__.",
        "See [the course](https://a.example/x).",
        "![x](http://a.example/x.png) it is.".capitalize(),
        "It is <b>vectors</b>.",
        "| A | B |",
        "Vectors come first. - Matrices come second.",
    ],
)
def test_signs_of_markdown_and_html_are_found(text: str) -> None:
    assert "markdown" in found(text)


@pytest.mark.parametrize("text", ["Vectors 🚀 first.", "Done ✅.", "Number 1️⃣ is it."])
def test_emoji_are_found(text: str) -> None:
    assert "emoji" in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "vectors come first [1].",
        "Vectors come first [1]",
        "Vectors come first. and then matrices.",
        "What to learn [1].",
        "Phase 1: Foundations (2 months) [1].",
        "Sample Roadmap [1].",
    ],
)
def test_fragments_and_bare_headings_are_found(text: str) -> None:
    assert found(text) == ("fragment",)


def test_a_sentence_twice_is_found_whatever_its_markers() -> None:
    assert found("Vectors come first [1]. Vectors come first [2].") == ("repetition",)


@pytest.mark.parametrize(("type_", "most"), [("fact", 60), ("resource", 60), ("comparison", 150), ("plan", 150)])
def test_a_look_up_has_at_most_60_words_and_any_answer_150(type_: QuestionType, most: int) -> None:
    assert (type_ in LOOK_UPS) == (most == 60)
    text = " ".join(f"It is the thing {n}." for n in range(most // 5))
    assert found(text, type_) == ()
    assert found(f"{text} No.", type_) == ("too_long",)
