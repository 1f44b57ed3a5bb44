from dataclasses import replace

from rag.evidence import Scored
from rag.extractive.reach import speaking
from rag.fact import Fact
from rag.library import Library


def scored(fact: Fact, sign: float) -> Scored:
    """A statement that its words, what is asked of it and what is asked of its section bring as near as `sign`."""
    return Scored(fact, score=0.0, cover=0.0, similarity=sign, asked=sign, listed=sign, units=frozenset())


def statements(shelf: Library, number: int) -> tuple[Fact, Fact]:
    """Statements of two sections of the roadmap with this number."""
    facts = shelf.facts_of[shelf.roadmaps[number].id]
    first = facts[0].section
    return facts[0], next(f for f in facts if f.section is not first)


def test_a_roadmap_whose_nearest_section_falls_far_behind_is_silent(shelf: Library) -> None:
    (one, _), (other, _) = statements(shelf, 0), statements(shelf, 1)
    loud, quiet = speaking([[scored(one, 0.8)], [scored(other, 0.45)]], apart=False)
    assert (len(loud), quiet) == (1, [])


def test_a_named_roadmap_is_measured_by_itself(shelf: Library) -> None:
    (one, _), (other, _) = statements(shelf, 0), statements(shelf, 1)
    assert all(speaking([[scored(one, 0.8)], [scored(other, 0.45)]], apart=True))


def test_what_is_near_to_nothing_speaks_of_nothing(shelf: Library) -> None:
    one, _ = statements(shelf, 0)
    assert speaking([[scored(one, 0.3)]], apart=False) == [[]]


def test_sections_far_behind_the_nearest_are_left_out(shelf: Library) -> None:
    near, far = statements(shelf, 0)
    assert [s.fact for s in speaking([[scored(near, 0.8), scored(far, 0.5)]], apart=False)[0]] == [near]


def test_signs_that_agree_reach_further_than_one_alone(shelf: Library) -> None:
    one, other = statements(shelf, 0)
    agreed, alone = scored(one, 0.6), replace(scored(other, 0.0), asked=0.6)  # 0.6 and (0.6 + 0.2) / 2 = 0.4
    assert [s.fact for s in speaking([[agreed, alone]], apart=False)[0]] == [one]
