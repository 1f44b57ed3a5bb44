from kitchen import case, shown

from rag.extractive import count


def test_all_that_name_a_thing_are_counted_and_cited() -> None:
    assert shown(count.compose(case("How many roadmaps mention knife work?"))) == (
        "All three mention knife work: Soup Roadmap [1], Bread Roadmap [2] and Grill Roadmap [3]."
    )


def test_those_without_it_are_named_too() -> None:
    assert shown(count.compose(case("How many roadmaps mention stock?"))) == (
        "Two of the three mention stock: Soup Roadmap [1] and Grill Roadmap [2]. "
        "The other one, Bread Roadmap, does not, in any section."
    )


def test_the_only_one_is_quoted() -> None:
    text = shown(count.compose(case("How many of the roadmaps mention kneading?")))
    assert text.startswith("One of the three mentions kneading: Bread Roadmap [1]. It names ")
    assert text.endswith("The other two, Soup Roadmap and Grill Roadmap, do not, in any section.")


def test_an_absence_is_stated_without_a_citation() -> None:
    draft = count.compose(case("How many of the roadmaps mention sushi?"))
    assert draft is not None
    assert draft.abstained
    assert shown(draft) == "None of the three roadmaps mentions sushi; I went through every section of each."
    assert draft.spans == []


def test_nothing_is_counted_where_nothing_was_named() -> None:
    assert count.compose(case("How many of the roadmaps are there?")) is None
