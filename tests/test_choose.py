from dataclasses import replace

from kitchen import case, fact, library_with, roadmap

from rag.evidence import Scored
from rag.extractive.choose import adds, best_of_others, choose


def scored(**scores: float) -> list[Scored]:
    """The facts whose contents begin with the given words, with these scores."""
    found = [
        Scored(fact(words.replace("_", " ")), score, 0.5, 0.5, 0.0, 0.0, frozenset()) for words, score in scores.items()
    ]
    return sorted(found, key=lambda s: -s.score)


def contents(chosen: list) -> list[str]:
    return [f.content.split(" ")[0] for f in chosen]


def test_nothing_is_chosen_from_nothing() -> None:
    assert choose([], case("What is stock?")) == []


def test_equals_of_the_best_in_its_list_are_chosen_in_reading_order() -> None:
    weighed = scored(bay=1.0, roasted=0.87, dice=0.99)  # from 0.86 on an item counts as equal, in the same list only
    assert contents(choose(weighed, case("What goes in?"))) == ["roasted", "bay,"]


def test_what_falls_behind_the_best_is_left_out() -> None:
    assert contents(choose(scored(bay=1.0, roasted=0.85), case("What goes in?"))) == ["bay,"]


def test_a_fact_elsewhere_is_chosen_when_it_holds_what_is_still_asked_for() -> None:
    asked = case("How do bones and salad go together?")
    salad = next(i for i, u in enumerate(asked.question.units) if u.text == "salad")
    bones, other = scored(roasted=1.0, create=0.7)
    assert contents(choose([bones, other], asked)) == ["roasted"]
    assert contents(choose([bones, replace(other, units=frozenset({salad}))], asked)) == ["roasted", "create"]


def test_a_figure_asked_for_is_added() -> None:
    weighed = scored(trimming=1.0, prepare=0.2)
    assert contents(choose(weighed, case("How many minutes is it?"))) == ["trimming,", "prepare"]
    assert contents(choose(weighed, case("What is it?"))) == ["trimming,"]


def test_each_other_document_is_heard_once_by_its_best_fact() -> None:
    weighed = scored(bay=1.0, trimming=0.9, prepare=0.8, ten=0.7, dice=0.95)
    others = best_of_others(weighed, fact("bay"), share=0.75, fits=lambda _s: True)
    assert contents(others) == ["trimming,"]
    assert contents(best_of_others(weighed, fact("bay"), share=0.5, fits=lambda _s: True)) == ["trimming,", "ten"]
    assert best_of_others(weighed, fact("bay"), share=0.5, fits=lambda _s: False) == []


def test_a_fact_adds_something_when_it_says_more_than_the_question() -> None:
    assert adds(case("What are roots?"), fact("roasted bones"))
    larder = library_with(roadmap("r", "# R Roadmap\n\n## Step 1\n\n- Larder: flour\n"))
    assert not adds(case("What is flour?", larder), fact("flour", larder))


def test_the_best_comes_first_wherever_what_completes_it_stands() -> None:
    asked = case("How do bones and salad go together?")
    bones = next(i for i, u in enumerate(asked.question.units) if u.text == "bones")
    salad, other = scored(create=1.0, roasted=0.7)
    assert contents(choose([salad, replace(other, units=frozenset({bones}))], asked)) == ["create", "roasted"]
