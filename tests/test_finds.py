"""The shipped finder was taught by the questions that are kept, each with what answers it."""

from collections import Counter

from eval.finds import golden, key_of, read_asked
from eval.golden import QUESTIONS, read_golden
from eval.premises import read_premises
from ingest.finds import finds
from ingest.settings import SHIPPED_CORPUS


def test_the_finder_was_taught_by_the_questions_that_are_kept() -> None:
    kept = key_of(list(read_asked()), golden(), list(read_premises()))
    assert finds().lessons == kept, "The questions have changed: run `python -m eval.finds`."


def test_no_question_is_kept_twice_and_none_of_the_test_split_teaches() -> None:
    kept = Counter((asked.question.lower(), asked.history) for asked in read_asked())
    assert max(kept.values()) == 1
    assert not kept.keys() & {
        (q.question.lower(), tuple(q.history)) for q in read_golden(QUESTIONS) if q.split == "test"
    }
    assert {q.split for q in golden()} == {"dev"}


def test_every_answer_stands_in_its_document() -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in SHIPPED_CORPUS.glob("r*/*.md")}
    lost = [a.says for asked in read_asked() for a in asked.answers if a.says not in texts[a.document]]
    assert lost == []
