"""The shipped doubter was taught by the questions that are kept."""

from collections import Counter

from eval.doubts import key_of, questions, read_covered
from eval.golden import QUESTIONS, read_golden
from ingest.doubts import doubts


def test_the_doubter_was_taught_by_the_questions_that_are_kept() -> None:
    assert doubts().lessons == key_of(questions()), "The questions have changed: run `python -m eval.doubts`."


def test_no_question_is_labelled_twice_and_none_of_the_test_split_teaches() -> None:
    kept = list(read_covered())
    assert max(Counter(q.question.lower() for q in kept).values()) == 1
    teaching = {q.question.lower() for q in questions()}
    golden = {q.question.lower() for q in read_golden(QUESTIONS) if q.split == "test" and not q.history}
    assert not teaching & (golden | {q.question.lower() for q in kept if q.split == "test"})


def test_about_half_of_the_labelled_questions_go_beyond_the_sources() -> None:
    kept = list(read_covered())
    assert 0.45 < sum(q.covered for q in kept) / len(kept) < 0.55
