from dataclasses import replace

from fakes import FakeFinder
from kitchen import BREAD, SOUP, case, fact, kitchen, library_with, roadmap

from rag.citations import with_evidence
from rag.hybrid import search
from rag.library import Halves, Library
from rag.passages import gathered, retrieved, searched, with_behind
from rag.records import Passage

QUESTION = case("How do I make a stock?")
FOUND = search(kitchen(), QUESTION.question.about, QUESTION.vector, 20)


def ids(passages: tuple[Passage, ...]) -> list[str]:
    return [passage.chunk.id for passage in passages]


def test_passages_are_each_given_once_and_best_first() -> None:
    passages = gathered(QUESTION, FOUND, 20)
    assert len(set(ids(passages))) == len(passages)
    scores = [passage.score for passage in passages]
    assert scores == sorted(scores, reverse=True)
    assert 0 < scores[-1] < scores[0] <= 1


def test_a_passage_whose_statement_answers_best_is_given_though_search_missed_it() -> None:
    best = kitchen().chunk_of(QUESTION.scored[0].fact)
    assert best is not None
    others = [passage for passage in FOUND if passage.chunk.id != best.id]
    passages = gathered(QUESTION, others, 20)
    assert best.id in ids(passages)
    assert next(p for p in passages if p.chunk.id == best.id).ranks == {}


def test_a_passage_that_the_finder_alone_comes_near_is_given_too() -> None:
    library, told = kitchen(), fact("create a salad")
    halves = Halves(finder=FakeFinder(library.embedder.embed, told.content))  # type: ignore[arg-type] # finds as one does
    asked = case(
        "How do I make a stock?", Library(library.contents, library.dense, library.keyword, library.embedder, halves)
    )
    passage = library.chunk_of(told)
    assert passage is not None
    assert passage.id not in ids(gathered(QUESTION, FOUND, 3))
    assert passage.id in ids(gathered(asked, FOUND, 3))


def test_where_one_of_the_users_own_weighs_most_the_finder_raises_no_other() -> None:
    own = library_with(replace(roadmap("soup", SOUP), kind="user"), roadmap("bread", BREAD))
    halves = Halves(finder=FakeFinder(own.embedder.embed, "ten minutes by hand."))  # type: ignore[arg-type] # as above
    asked = case("How do I make a stock?", Library(own.contents, own.dense, own.keyword, own.embedder, halves))
    passages = gathered(asked, search(own, asked.question.about, asked.vector, 20), 3)
    assert [passage.chunk.document_id for passage in passages] == ["soup"] * 3


def test_no_more_passages_are_given_than_asked_for() -> None:
    assert len(gathered(QUESTION, FOUND, 3)) == 3


def test_what_stands_behind_an_answer_comes_before_what_was_found() -> None:
    glaze, cuts = fact("a glaze"), fact("dice")
    passages = with_behind(QUESTION, [glaze, cuts, glaze], FOUND)
    expected = [chunk.id for f in (glaze, cuts) if (chunk := kitchen().chunk_of(f))]
    assert ids(passages)[:2] == expected
    assert sorted(ids(passages)) == sorted({*expected, *ids(FOUND)})


def test_without_citations_and_background_the_passages_are_those_found() -> None:
    assert with_evidence(kitchen(), (), with_behind(QUESTION, (), FOUND), QUESTION.vector, 20) == FOUND


def test_documents_that_are_named_come_first_and_then_their_kin() -> None:
    asked = case("Which course does the Soup Roadmap name for knife work?")
    passages = retrieved(asked, searched(asked), 20)
    documents = [passage.chunk.document_id for passage in passages]
    kin = documents.index("ladle-school")
    assert documents[:5] == ["soup"] * 5
    assert not {"bread", "grill"} & set(documents[:kin])
    scores = [passage.score for passage in passages]
    assert scores == sorted(set(scores), reverse=True)


def test_what_names_a_resource_is_kin_to_it() -> None:
    asked = case("What does Ladle School teach?")
    documents = [passage.chunk.document_id for passage in retrieved(asked, searched(asked), 20)]
    assert documents[0] == "ladle-school"
