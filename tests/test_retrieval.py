"""Waymark's passages and those of every baseline are read within the same budgets over the same questions."""

from dataclasses import replace
from typing import Any

import pytest

from eval.asking import Outcome
from eval.evidence import Target, read_within, share_found, words
from eval.golden import Evidence, GoldenQuestion
from eval.ranking import METRICS
from eval.retrieval import measure_retrieval
from ingest.records import Chunk
from rag import hybrid
from rag.library import Library
from rag.records import Answer, Passage

pytest.importorskip("pytrec_eval", reason="it has no ready-made build for Linux on ARM")

STOCK = Evidence("soup", ("Step 1: Stock (2 weeks)",))
DICE = Evidence("soup", ("Step 2: Vegetables (1 month)",))


def question(id_: str, text: str, *evidence: Evidence) -> GoldenQuestion:
    return GoldenQuestion(id_, "dev", "fact", text, answerable=True, evidence=evidence, nuggets=(("x",),))


def answered(library: Library, asked: GoldenQuestion, k: int = 3) -> Outcome:
    """The question with an answer whose passages the search found."""
    passages = hybrid.search(library, asked.question, library.embedder.embed([asked.question])[0], k)
    answer = Answer(
        id="a", question=asked.question, text="x", citations=(), abstained=False, intent="fact", passages=passages,
        plan=None, degraded=None, model="fake", timings_ms={},
    )  # fmt: skip
    return Outcome(asked, answer, "", 1.0)


def passage(text: str, title: str = "Two words", heading: str = "Three more words", document: str = "d") -> Passage:
    return Passage(Chunk("c", document, (heading,), 0, 0, len(text), text), title, 0.0, 0.0)


def pieces(text: str) -> int:
    """A word piece for every two letters of each word."""
    return sum((len(word) + 1) // 2 for word in text.split())


@pytest.mark.parametrize(
    ("budget", "length", "seen"),
    [
        pytest.param(9, words, "one two six ten", id="all"),
        pytest.param(7, words, "one two", id="words_after_five_of_headings"),
        pytest.param(5, words, "", id="headings_alone"),
        pytest.param(3, words, "", id="not_even_the_headings"),
        # Two words: 2 + 3, Three more words: 3 + 2 + 3, then 2 for each word.
        pytest.param(18, pieces, "one two", id="pieces"),
        pytest.param(17, pieces, "one two", id="a_cut_word_is_not_read"),
    ],
)
def test_a_budget_holds_the_headings_and_whole_words(budget: int, length: Any, seen: str) -> None:
    spans = list(read_within([passage("one two six ten")], budget, length))
    assert spans == ([("d", 0, len(seen))] if seen else [])


def test_nothing_is_read_after_a_passage_that_was_cut() -> None:
    long, short = passage("alpha beta gamma delta"), passage("a", "b", "c", "other")
    assert [span[0] for span in read_within([long, short], 8)] == ["d"]
    assert [span[0] for span in read_within([long, short], 12)] == ["d", "other"]


def test_only_needed_evidence_counts_in_what_was_found() -> None:
    found, needless = Target((), (("d", 0, 3),)), Target((), (("elsewhere", 0, 3),), needed=False)
    missed = replace(needless, needed=True)
    assert share_found([found, needless], [passage("one two")]) == 1.0
    assert share_found([found, missed], [passage("one two")]) == 0.5


def test_every_system_is_measured_on_every_question_with_evidence(soup: Library) -> None:
    asked = [
        question("stock", "how long do bones and roots simmer", STOCK),
        question("dice", "dice carrots, leeks and celery", DICE, replace(STOCK, grade=1)),
        question("none", "what of zebras"),
    ]
    report = measure_retrieval([answered(soup, q) for q in asked], soup)
    assert [system.name for system in report.systems] == ["waymark", "hybrid", "dense", "bm25", "rrf", "langchain"]
    assert report.queries == ("stock", "dice")
    assert report.metrics == (
        "evidence_recall_750_words",
        *(f"evidence_recall_{tokens}_tokens" for tokens in (500, 1000, 2000)),
        *METRICS,
    )
    # The whole corpus fits any of the budgets.
    assert {system.means["evidence_recall_750_words"] for system in report.systems} == {1.0}
    assert report.system("bm25").values["Success@1"] == {"stock": 1.0, "dice": 1.0}
    assert report.qrels["dice"] == {
        "soup#Step 2: Vegetables (1 month)": 2,
        "soup#Step 1: Stock (2 weeks)": 1,
    }


def test_a_question_that_failed_found_nothing(soup: Library) -> None:
    stock = question("stock", "how long do bones and roots simmer", STOCK)
    failed = Outcome(replace(stock, id="failed"), None, "ZeroDivisionError", 1.0)
    report = measure_retrieval([answered(soup, stock), failed], soup)
    assert report.system("waymark").values["evidence_recall_750_words"] == {"stock": 1.0, "failed": 0.0}
    assert report.system("waymark").means["evidence_recall_750_words"] == 0.5
    assert report.system("hybrid").means["evidence_recall_750_words"] == 1.0


def test_two_measurements_are_the_same_and_tell_how_far_they_are(soup: Library) -> None:
    events: list[Any] = []
    outcomes = [answered(soup, question("dice", "dice carrots", DICE))]
    assert measure_retrieval(outcomes, soup, events.append) == measure_retrieval(outcomes, soup)
    assert {"stage": "searching", "done": 1, "total": 1} in events
    assert events[-1]["stage"] == "embed"
