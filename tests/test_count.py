from kitchen import case, shown

from rag.extractive import count


def test_all_that_name_a_thing_are_counted_and_cited() -> None:
    assert shown(count.compose(case("How many roadmaps mention knife work?"))) == (
        "All three mention knife work: Soup Roadmap [1], Bread Roadmap [2] and Grill Roadmap [3]."
    )


def test_those_without_it_are_named_too() -> None:
    assert shown(count.compose(case("How many roadmaps mention stock?"))) == (
        "Two of the three mention stock: Soup Roadmap [1] and Grill Roadmap [2]. "
        "Soup Roadmap has you build a clear broth for four guests [1]. "
        "Grill Roadmap names a glaze from reduced stock [2]. "
        "The other one, Bread Roadmap, does not, in any section."
    )


def test_the_only_one_is_quoted() -> None:
    text = shown(count.compose(case("How many of the roadmaps mention kneading?")))
    assert text.startswith("One of the three mentions kneading: Bread Roadmap [1]. It names ")
    assert text.endswith("The other two, Soup Roadmap and Grill Roadmap, do not, in any section.")


def test_none_is_an_answer_to_how_many() -> None:
    draft = count.compose(case("How many of the roadmaps mention sushi?"))
    assert draft is not None
    assert not draft.abstained
    assert shown(draft) == "No roadmap mentions sushi; I went through every section of all three."
    assert draft.spans == []


def test_what_a_word_makes_of_a_topic_is_named_whole() -> None:
    draft = count.compose(case("Which roadmaps mention quantum stock?"))
    assert shown(draft) == "No roadmap mentions quantum stock; I went through every section of all three."


def test_none_is_no_answer_to_which() -> None:
    draft = count.compose(case("Which of the roadmaps mention sushi?"))
    assert draft is not None
    assert draft.abstained


def test_words_around_the_thing_are_not_looked_for() -> None:
    for question in (
        "In how many of the three will I come across kneading?",
        "I saw kneading twice. How many name it?",
    ):
        assert shown(count.compose(case(question))).startswith("One of the three mentions kneading: Bread Roadmap [1].")


def test_a_topic_must_be_named_outright() -> None:
    assert shown(count.compose(case("How many roadmaps mention broth?"))).startswith("Two of the three mention stock:")


def test_the_items_of_one_named_roadmap_are_counted_and_not_the_roadmaps() -> None:
    assert shown(count.compose(case("How many herbs does the Soup Roadmap name?"))).startswith("Three, by its list:")


def test_others_besides_a_named_roadmap_are_counted_with_it() -> None:
    text = shown(count.compose(case("Does anyone besides the Soup Roadmap name knife work, and how many in all?")))
    assert text.startswith("All three mention knife work:")


def test_nothing_is_counted_where_nothing_was_named() -> None:
    assert count.compose(case("How many of the roadmaps are there?")) is None


def test_any_of_several_things_is_enough_where_the_question_says_or() -> None:
    text = shown(count.compose(case("How many roadmaps mention stock or kneading?")))
    assert text.startswith("All three mention stock or kneading")


def test_a_measure_that_no_source_gives_is_no_count_of_roadmaps() -> None:
    assert count.compose(case("How many GB does clear broth need?")) is None
