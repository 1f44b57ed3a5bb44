from libraries import case_of

from rag.holdings import Holdings, Postings
from rag.library import Library

TEXTS = (frozenset({"salt", "broth"}), frozenset({"broth"}), frozenset[str]())


def test_a_text_holds_an_alternative_when_all_its_stems_stand_in_it() -> None:
    postings = Postings(TEXTS)
    assert postings.holding([frozenset({"broth"})]).tolist() == [True, True, False]
    assert postings.holding([frozenset({"broth", "salt"})]).tolist() == [True, False, False]
    assert postings.holding([frozenset({"salt", "egg"}), frozenset({"broth"})]).tolist() == [True, True, False]
    assert postings.holding([frozenset({"egg"})]).tolist() == [False, False, False]
    assert postings.holding([]).tolist() == [False, False, False]


def test_the_postings_of_no_texts_hold_nothing() -> None:
    assert Postings([]).holding([frozenset({"broth"})]).tolist() == []


def test_a_name_counts_most_then_another_name_or_the_heading_then_headings_further_out(soup: Library) -> None:
    holdings = Holdings(soup.facts)
    lid = next(f for f in soup.facts if "lid" in f.content)
    by_name, by_alias = ((frozenset({a}), frozenset({b})) for a, b in (("lid", "cover"), ("cover", "lid")))
    assert holdings.strength(by_name)[lid.number] == 1.0
    assert holdings.strength(by_alias)[lid.number] == 0.9
    assert holdings.strength([frozenset({"submarin"})]).sum() == 0


def test_what_the_index_tells_is_what_each_statement_holds(soup: Library) -> None:
    holdings = Holdings(soup.facts)
    for unit in case_of(soup, "How long do I simmer the broth with carrots under a lid?").question.units:
        told = [unit.is_in(fact.titled_stems | fact.placed_stems | fact.headed_stems) for fact in soup.facts]
        assert (holdings.strength(unit.alternatives) > 0).tolist() == told
        assert holdings.asked(unit.alternatives).tolist() == [unit.is_in(fact.asked_stems) for fact in soup.facts]
