from kitchen import case, shown

from rag.extractive import projects


def test_each_roadmap_that_sets_one_on_the_matter_is_told() -> None:
    assert shown(projects.compose(case("What should I build with knife work?"))) == (
        "Soup Roadmap has you create a salad of nine vegetables [1]. "
        "Grill Roadmap has you prepare a chicken in two minutes [2]."
    )


def test_a_named_roadmaps_list_is_told_whole() -> None:
    assert shown(projects.compose(case("Which projects does phase 1 of the Soup Roadmap set?"))) == (
        "Build a clear broth for four guests and build a vegetable stock [1]."
    )


def test_a_roadmap_without_projects_sets_none() -> None:
    assert projects.compose(case("What should I build, says the Bread Roadmap?")) is None


def test_a_test_is_asked_for_by_its_name() -> None:
    text = shown(projects.compose(case("How do I test myself in knife work?")))
    assert text == "Grill Roadmap has you prepare a chicken in two minutes [1]."


def test_what_to_learn_for_it_is_added_where_that_is_asked() -> None:
    text = shown(projects.compose(case("What should I build with knife work, and what do I have to learn for it?")))
    assert text == (
        "Soup Roadmap has you create a salad of nine vegetables [1]. For it, learn dice, julienne and chiffonade [2]."
    )


def test_a_wish_to_build_something_is_known_in_any_question() -> None:
    assert projects.wished(case("I want to make a vegetable stock. Which book do I need?"))
    assert projects.wished(case("Which book on vegetable stock do I need?")) is None
