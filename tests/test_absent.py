from kitchen import case, shown

from rag.extractive import absent


def test_what_is_far_from_the_library_gets_the_way_back_and_no_citation() -> None:
    draft = absent.compose(case("Which mobile phone contract is cheapest?"))
    assert draft.abstained
    assert draft.spans == []
    assert shown(draft).startswith("I can't help with that. I answer from three AI engineer roadmaps and summaries ")


def test_a_name_that_a_source_lacks_is_said_to_be_missing_as_it_was_written() -> None:
    assert shown(absent.compose(case("Does the Soup Roadmap name Zanzibar?"))).startswith(
        "Soup Roadmap does not mention Zanzibar."
    )


def test_the_nearest_is_told_in_the_sources_own_letters() -> None:
    text = shown(absent.compose(case("At what temperature does the Soup Roadmap dice?")))
    assert text == "Soup Roadmap does not say. What it does say: dice, julienne and chiffonade [1]."


def test_without_a_source_the_nearest_names_who_says_it() -> None:
    text = shown(absent.compose(case("At what temperature is stock ready?")))
    assert text.startswith("The roadmaps and resource summaries do not say. The nearest they come: ")
