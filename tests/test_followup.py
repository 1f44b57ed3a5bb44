import pytest

from rag.followup import resolve
from rag.library import Library
from rag.question import Question
from rag.reading import Reader
from rag.records import Turn


@pytest.fixture(scope="session")
def reader(shelf: Library) -> Reader:
    return Reader(shelf)


def after(reader: Reader, *earlier: str, then: str, stands_at: int | None = None) -> Question:
    history = [turn for text in earlier for turn in (Turn("user", text), Turn("assistant", "As it says [1]."))]
    return resolve(reader, then, history, lambda _question: stands_at)


def sources(question: Question) -> list[str]:
    return [d.id for d in question.sources]


def test_the_first_question_stands_for_itself(reader: Reader) -> None:
    assert after(reader, then="And its tools?") == reader.read("And its tools?")


def test_a_complete_question_takes_nothing_over(reader: Reader) -> None:
    asked = "Which projects does Shakil's roadmap set for computer vision?"
    assert after(reader, "What does the ten-step plan say of ethics?", then=asked) == reader.read(asked)


def test_the_roadmap_and_stage_are_carried_over(reader: Reader) -> None:
    question = after(reader, "What does phase 2 of the five-phase roadmap teach?", then="And which tools?")
    assert sources(question) == ["2024-2025"]
    assert question.stage == (2, 2)
    assert question.role == "tools"


def test_the_subject_is_carried_over_to_another_roadmap(reader: Reader) -> None:
    question = after(reader, "What does Shakil's roadmap say of reinforcement learning?", then="And the ten-step plan?")
    assert sources(question) == ["ten-steps"]
    assert [t.id for t in question.topics] == ["reinforcement-learning"]


def test_a_new_subject_takes_the_place_of_the_old_one(reader: Reader) -> None:
    question = after(reader, "Which books on statistics?", then="What about calculus?")
    assert [t.id for t in question.topics] == ["calculus"]
    assert question.form == "book"


def test_the_stage_after_the_one_before(reader: Reader) -> None:
    question = after(reader, "What is in phase 2 of the five-phase roadmap?", then="And the phase after that?")
    assert question.stage == (3, 3)


def test_the_stage_after_the_one_that_the_answer_stood_at(reader: Reader) -> None:
    asked = "Where does the five-phase roadmap teach PyTorch?"
    assert after(reader, asked, then="And the next phase?", stands_at=2).stage == (3, 3)
    assert after(reader, asked, then="And the next phase?").stage is None


def test_after_a_next_step_the_stage_named_was_already_the_following_one(reader: Reader) -> None:
    asked = "I finished phase 1 of the five-phase roadmap, what next?"
    assert after(reader, asked, then="And after that?").stage == (3, 3)


def test_a_question_several_turns_back_still_matters(reader: Reader) -> None:
    question = after(reader, "Which phase 2 has the five-phase roadmap?", "And its tools?", then="And its projects?")
    assert sources(question) == ["2024-2025"]
    assert question.stage == (2, 2)


def test_a_long_question_of_its_own_does_not_lean(reader: Reader) -> None:
    asked = "Would one who sells flowers in a small town need statistics, calculus and linear algebra for that?"
    assert after(reader, "What is in phase 2 of the five-phase roadmap?", then=asked) == reader.read(asked)


def test_an_assistant_without_a_user_is_no_history(reader: Reader) -> None:
    hello = [Turn("assistant", "Hello!")]
    assert resolve(reader, "And its tools?", hello, lambda _question: None) == reader.read("And its tools?")
