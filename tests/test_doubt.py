"""What goes beyond the sources is declined, though something comes near it."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from fakes import FakeDoubter, FakeFinder
from kitchen import SOUP, case, fact, kitchen, library_with, roadmap

from ingest.doubter import NONE, Doubt
from rag.extractive.compose import compose
from rag.extractive.doubt import doubted, in_place
from rag.extractive.draft import Draft
from rag.learner import NOBODY
from rag.library import Halves, Library

ASKED = "Which herbs go into the stock?"


def doubting(library: Library, doubter: FakeDoubter) -> Library:
    halves = Halves(doubter=doubter)  # type: ignore[arg-type] # it answers as a Doubter does
    return Library(library.contents, library.dense, library.keyword, library.embedder, halves)


def test_what_the_doubter_is_sure_of_is_declined_and_all_else_answered() -> None:
    for doubt, declined in ((0.99, True), (0.5, False)):
        _, draft = compose(case(ASKED, doubting(kitchen(), FakeDoubter(doubt))), NOBODY)
        assert draft.abstained == declined


def test_what_a_question_supposes_against_the_sources_is_denied() -> None:
    _, draft = compose(case(ASKED, doubting(kitchen(), FakeDoubter(0.0, otherwise=0.9))), NOBODY)
    assert draft.abstained
    assert draft.text.startswith("That is not so. ")


def test_who_asks_whether_it_is_so_supposes_nothing() -> None:
    asked = case("Do herbs go into the stock?", doubting(kitchen(), FakeDoubter(0.0, otherwise=0.9)))
    _, draft = compose(asked, NOBODY)
    assert not draft.abstained
    assert "bay, thyme and parsley" in draft.text.lower()


def test_who_asks_politely_why_it_is_so_supposes_it_all_the_same() -> None:
    asked = case("Can you tell me why herbs go into the stock?", doubting(kitchen(), FakeDoubter(0.0, otherwise=0.9)))
    assert compose(asked, NOBODY)[1].abstained


def test_what_is_asked_of_a_topic_alone_is_not_doubted() -> None:
    intent, draft = compose(case("What is stock?", doubting(kitchen(), FakeDoubter(0.99))), NOBODY)
    assert (intent, draft.abstained) == ("what_is", False)


def test_without_a_doubter_nothing_is_doubted() -> None:
    asked = case(ASKED)
    assert doubted(asked, Draft(asked.library)) == NONE


def test_the_doubter_is_asked_of_what_comes_nearest_in_its_place() -> None:
    doubter = FakeDoubter(0.5)
    asked = case(ASKED, doubting(kitchen(), doubter))
    assert doubted(asked, Draft(asked.library)) == Doubt(0.5, 0.0)
    ((question, found, scores),) = doubter.asked
    best = asked.scored[0]
    assert (question, found) == (ASKED, in_place(best.fact))
    assert scores == pytest.approx([best.score, best.cover, best.similarity, best.asked, best.listed])


def test_what_is_doubtful_for_an_aside_alone_is_not_doubted() -> None:
    class Puzzled(FakeDoubter):
        """Doubts what says anything of Lisbon."""

        def doubt(self, question: str, vector: object, found: str, scores: Iterable[float]) -> Doubt:
            return super().doubt(question, vector, found, scores) if "Lisbon" in question else NONE

    library = doubting(kitchen(), Puzzled(0.9))
    assert doubted(case(f"{ASKED} I live in Lisbon.", library), Draft(library)) == NONE
    assert doubted(case(f"I live in Lisbon. {ASKED}", library), Draft(library)) == Doubt(0.9, 0.0)


def test_of_what_a_draft_quotes_the_doubter_reads_what_the_finder_has_nearest() -> None:
    doubter, library = FakeDoubter(0.5), kitchen()
    finder = FakeFinder(library.embedder.embed, "bay, thyme and parsley")
    halves = Halves(doubter=doubter, finder=finder)  # type: ignore[arg-type] # they answer as the real ones do
    asked = case(ASKED, Library(library.contents, library.dense, library.keyword, library.embedder, halves))
    draft = Draft(asked.library)
    draft.cite(*(f for f in asked.library.facts_of["soup"] if f.content.startswith(("roasted", "bay", "build"))))
    doubted(asked, draft)
    assert "bay, thyme and parsley" in doubter.asked[0][1]


def test_an_answer_that_quotes_nothing_near_is_doubted_only_where_what_comes_nearest_is_too() -> None:
    class Reassured(FakeDoubter):
        """Doubts what is read at first, and not what is read then."""

        def doubt(self, question: str, vector: object, found: str, scores: object) -> Doubt:
            told = super().doubt(question, vector, found, scores)  # type: ignore[arg-type]
            return told if len(self.asked) == 1 else Doubt(0.1, 0.0)

    library = kitchen()
    finder = FakeFinder(library.embedder.embed, "dice, julienne")
    halves = Halves(doubter=Reassured(0.9), finder=finder)  # type: ignore[arg-type] # they answer as the real ones do
    asked = case(ASKED, Library(library.contents, library.dense, library.keyword, library.embedder, halves))
    draft = Draft(asked.library)
    draft.cite(*(f for f in asked.library.facts_of["soup"] if f.content.startswith("create a salad")))
    assert doubted(asked, draft) == Doubt(0.1, 0.0)


def test_what_one_of_the_users_own_documents_comes_nearest_to_is_not_doubted() -> None:
    own = library_with(replace(roadmap("soup", SOUP), kind="user"))
    asked = case(ASKED, doubting(own, FakeDoubter(0.99)))
    assert doubted(asked, Draft(asked.library)) == NONE


def test_a_follow_up_is_not_doubted() -> None:
    asked = case(ASKED, doubting(kitchen(), FakeDoubter(0.99)))
    leaning = replace(asked, question=replace(asked.question, leans=True))
    assert doubted(leaning, Draft(asked.library)) == NONE


def test_what_a_follow_up_asks_of_one_thing_is_doubted_by_the_name_of_it() -> None:
    doubter = FakeDoubter(0.99)
    asked = case("How many chairs does it have?", doubting(kitchen(), doubter))
    things = (kitchen().documents["ladle-school"],)
    pointing = replace(asked.question, resources=things, sources=things, pointed=True, leans=True)
    draft = Draft(asked.library)
    draft.cite(fact("It lasts six evenings"))
    assert doubted(replace(asked, said="Ladle School is a course.", question=pointing), draft) == Doubt(0.99, 0.0)
    assert doubter.asked[0][0] == "how many chairs does Ladle School have?"


def test_who_wrote_a_source_is_not_doubted() -> None:
    _, draft = compose(case("Who wrote the Soup Roadmap?", doubting(kitchen(), FakeDoubter(0.99))), NOBODY)
    assert (draft.corrects, draft.abstained) == (True, False)


def test_a_next_step_is_not_doubted() -> None:
    intent, draft = compose(case("I know knives. What next?", doubting(kitchen(), FakeDoubter(0.99))), NOBODY)
    assert (intent, draft.abstained) == ("next_step", False)


def test_a_fact_is_told_with_where_it_stands() -> None:
    told = fact("roasted bones")
    assert in_place(told) == f"{told.document.title}, {' '.join(told.section.heading_path[-2:])}: {told.content}"
