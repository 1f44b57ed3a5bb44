"""A search leg that is opened late is opened with its first search, once, and closed only if it was."""

from libraries import FakeDense, FakeKeyword

from ingest.embed import Vectors
from rag.late import LateDense, LateKeyword
from rag.library import Library


def dense_of(soup: Library) -> tuple[LateDense, list[FakeDense]]:
    opened: list[FakeDense] = []

    def opening() -> FakeDense:
        opened.append(FakeDense([c.id for c in soup.contents.chunks], soup.contents.vectors))
        return opened[-1]

    return LateDense(opening), opened


def first(soup: Library) -> Vectors:
    vector: Vectors = soup.contents.vectors[0]
    return vector


def test_a_dense_leg_is_opened_once_with_its_first_search(soup: Library) -> None:
    leg, opened = dense_of(soup)
    assert not opened
    assert leg.search(first(soup), 3) == leg.search(first(soup), 3) == opened[0].search(first(soup), 3)
    assert len(leg) == len(soup.contents.chunks)
    assert len(opened) == 1


def test_a_dense_leg_that_was_opened_is_closed(soup: Library) -> None:
    leg, opened = dense_of(soup)
    leg.search(first(soup), 1)
    leg.close()
    assert opened[0].closed


def test_closing_a_dense_leg_that_nobody_searched_opens_none(soup: Library) -> None:
    leg, opened = dense_of(soup)
    leg.close()
    assert not opened


def test_a_keyword_leg_is_opened_once_with_its_first_search(soup: Library) -> None:
    opened = []

    def opening() -> FakeKeyword:
        opened.append(FakeKeyword(soup.contents.chunks, [(2, 5.0), (1, 4.0)]))
        return opened[-1]

    leg = LateKeyword(opening)
    assert not opened
    assert leg.search("stock", 2) == [(2, 5.0), (1, 4.0)]
    assert leg.scores("stock")[1] == 4.0
    assert len(opened) == 1
