from dataclasses import replace

import numpy as np
import pytest
from kitchen import BREAD, SOUP, library_with, roadmap
from libraries import case_of

from rag.case import Case
from rag.evidence import Weighing, in_scope
from rag.fact import Fact
from rag.found import Found
from rag.library import Library
from rag.near import Near
from rag.question import Question, Unit

STOCK = Unit("stock", (frozenset({"stock"}),), 6.0)
POT = Unit("pot", (frozenset({"pot"}), frozenset({"pan"})), 2.0)


def asked(*units: Unit, **other: object) -> Question:
    return Question("x", "x", "x", "fact", units=units, **other)  # type: ignore[arg-type]


def far_from_all(library: Library) -> Near:
    """A question that comes near to nothing."""
    nowhere = np.zeros(len(library.facts))
    return Near(nowhere, nowhere, nowhere)


def test_cover_is_the_share_of_the_weight_that_stands_in_a_statement(soup: Library) -> None:
    far = far_from_all(soup)
    lid = next(f for f in soup.facts if "lid" in f.content)
    dice = next(f for f in soup.facts if "dice" in f.content)
    scored = {s.fact: s for s in Weighing(soup, asked(STOCK, POT), far).of([dice, lid])}
    assert scored[lid].cover == pytest.approx(1.0)
    assert scored[lid].units == {0, 1}
    assert scored[dice].cover == 0
    # 0.33 for all that is asked, 0.04 for a roadmap's statement.
    assert scored[lid].score == pytest.approx(0.33 + 0.04)


def test_a_unit_counts_less_under_another_name_and_in_a_heading(soup: Library) -> None:
    far = far_from_all(soup)
    lid = next(f for f in soup.facts if "lid" in f.content)
    pan = Unit("pan", (frozenset({"pan"}), frozenset({"pot"})), 1.0)
    heading = Unit("weeks", (frozenset({"2", "week"}),), 1.0)
    assert Weighing(soup, asked(pan), far).of([lid])[0].cover == pytest.approx(0.9)
    assert Weighing(soup, asked(heading), far).of([lid])[0].cover == pytest.approx(0.9)


def test_one_vague_word_decides_little(soup: Library) -> None:
    far = far_from_all(soup)
    lid = next(f for f in soup.facts if "lid" in f.content)
    light = Unit("stock", STOCK.alternatives, 1.5)
    full, vague = Weighing(soup, asked(STOCK), far).of([lid])[0], Weighing(soup, asked(light), far).of([lid])[0]
    assert full.cover == vague.cover == 1
    assert full.score - vague.score == pytest.approx(0.33 * (1 - 1.5 / 6.0))


def test_equal_statements_come_in_reading_order(soup: Library) -> None:
    far = far_from_all(soup)
    facts = list(soup.facts_of["ladle-school"])
    assert [s.fact.number for s in Weighing(soup, asked(), far).of(facts[::-1])] == [f.number for f in facts]
    assert not Weighing(soup, asked(), far).of([])


def test_facts_are_the_same_however_far_they_are_read_and_in_whatever_order(soup: Library) -> None:
    weighing = Weighing(soup, asked(STOCK, POT), soup.near("a lid on the pot"))
    whole = [(s.fact.number, s.score) for s in weighing.of(soup.facts)]
    ranked = weighing.of(soup.facts)
    assert [(s.fact.number, s.score) for s in ranked[:2]] == whole[:2]
    assert ranked[-1].fact.number == whole[-1][0]
    first = [(s.fact.number, len(list(ranked))) for s in ranked]  # read whole while it is being read
    assert first == [(number, len(whole)) for number, _ in whole]
    with pytest.raises(IndexError):
        ranked[len(whole)]


def test_a_statement_loses_for_being_further_from_the_answer_than_the_best_of_those_weighed(soup: Library) -> None:
    far = far_from_all(soup)
    first, second, third = soup.facts_of["soup"][:3]
    near = np.zeros(len(soup.facts), dtype=np.float32)
    near[[first.number, second.number, third.number]] = 0.9, 0.5, 0.4
    found = Found(near, near)

    def gained(*facts: Fact) -> list[float]:
        plain = {s.fact: s.score for s in Weighing(soup, asked(), far).of(facts)}
        weighed = {s.fact: s.score for s in Weighing(soup, asked(), far, found).of(facts)}
        return [weighed[f] - plain[f] for f in facts]

    assert gained(first, second) == pytest.approx([0.0, 0.9 * (0.5 - 0.9)])
    assert gained(second, third) == pytest.approx([0.0, 0.9 * (0.4 - 0.5)])


def test_the_users_own_statements_lose_nothing_for_what_the_finder_does_not_know() -> None:
    library = library_with(roadmap("soup", SOUP), replace(roadmap("mine", BREAD), kind="user"))
    far = far_from_all(library)
    mine = library.facts_of["mine"][0]
    near = np.ones(len(library.facts), dtype=np.float32)
    near[mine.number] = 0.0
    (plain,), (weighed,) = (Weighing(library, asked(), far, f).of([mine]) for f in (None, Found(near, near)))
    assert plain.score == weighed.score


def test_a_statement_that_says_it_is_weighed_best(soup: Library) -> None:
    case = case_of(soup, "How do I cut carrots and celery?")
    assert "carrots" in case.scored[0].fact.content


def test_the_scope_is_what_the_question_names(soup: Library) -> None:
    everything = {f.document.id for f in in_scope(soup, case_of(soup, "what of broth?").question)}
    roadmaps = {f.document.id for f in in_scope(soup, case_of(soup, "what do the roadmaps say of broth?").question)}
    step = {f.section.stage for f in in_scope(soup, case_of(soup, "what is in step 2 of the soup path?").question)}
    assert everything == {"soup", "ladle-school"}
    assert roadmaps == {"soup"}
    assert step == {2}


def test_a_case_knows_what_its_question_names_and_how_it_was_written(soup: Library) -> None:
    case = case_of(soup, "Does the soup path mention Minestrone and Zorblax?")
    minestrone, zorblax = (next(u for u in case.question.units if u.text == t) for t in ("minestrone", "zorblax"))
    assert case.names(minestrone)
    assert not case.names(zorblax)
    assert case.as_written("zorblax") == "Zorblax"
    assert [d.id for d in case.roadmaps] == ["soup"]


def test_a_topic_is_understood_only_where_one_gloss_is_clearly_nearest(soup: Library) -> None:
    near = case_of(soup, "the clear liquid that bones and roots give")
    assert near.topic_by_meaning() == soup.topics.by_id["stock"]
    assert near.topic_by_meaning("zebras") is None


def test_a_corpus_without_topics_understands_none(soup: Library) -> None:
    soup.contents.glosses.resize((0, soup.contents.glosses.shape[1]), refcheck=False)
    case = case_of(soup, "the clear liquid")
    assert Case(soup, case.question).topic_by_meaning() is None
