"""The questions that take something for granted are kept with the statement that bears it out or denies it."""

from eval.golden import QUESTIONS, read_golden
from eval.premises import read_premises
from ingest.settings import SHIPPED_CORPUS


def test_every_statement_stands_once_in_its_document() -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in SHIPPED_CORPUS.glob("r*/*.md")}
    lost = [p.says for p in read_premises() if texts[p.document].count(p.says) != 1]
    assert lost == []


def test_no_question_is_kept_for_both_and_none_is_one_of_the_test_split() -> None:
    false = {question.lower() for premise in read_premises() for question in premise.false}
    true = {question.lower() for premise in read_premises() for question in premise.true}
    assert not false & true
    assert not (false | true) & {q.question.lower() for q in read_golden(QUESTIONS) if q.split == "test"}


def test_about_half_of_them_suppose_what_is_not_so() -> None:
    kept = list(read_premises())
    false = sum(len(p.false) for p in kept)
    assert 0.45 < false / sum(len(p.questions) for p in kept) < 0.55
