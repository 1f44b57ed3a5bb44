import pytest

from eval.facts import facts, held_in, is_figure, lacking, stands


def test_facts_are_what_is_left_without_small_words_and_the_answers_own() -> None:
    assert facts("The roadmap names Docker, and it teaches Kubernetes next.") == ("docker", "kubernetes")


def test_a_fact_stands_where_its_stem_does() -> None:
    held = held_in("Contribute to open-source projects.")
    assert lacking("contributions to open source", held) == ()
    assert lacking("contributions to Linux", held) == ("linux",)


def test_a_hyphenated_word_stands_where_its_parts_do() -> None:
    assert stands("text-to-image", held_in("from text to an image"))
    assert not stands("text-to-speech", held_in("from text to an image"))


def test_figures_are_the_same_in_digits_and_in_words() -> None:
    assert stands("three", held_in("for 3 hours"))
    assert stands("3", held_in("three hours"))
    assert stands("7-9", held_in("months 7-9"))
    assert not stands("8", held_in("months 7-9"))
    assert [is_figure(word) for word in ("12", "fifteen", "july", "docker")] == [True, True, True, False]


def test_a_count_over_roadmaps_is_the_answers_own() -> None:
    assert facts("Three of the five name Docker") == ("docker",)
    assert facts("All five roadmaps name Docker, the other two do not") == ("docker",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # A sum stands ahead of its parts, a month ahead of what it was counted from.
        ("8-11 months: 3-4 for algebra and 5-7 for statistics", ("months", "3-4", "algebra", "5-7", "statistics")),
        ("In July: deep learning is in months 7-9", ("deep", "months", "7-9")),
        # A count stands ahead of as many things as it counts, and not of fewer.
        ("Three: Docker, Flask and Django", ("docker", "flask", "django")),
        ("Nine: Docker, Flask and Django", ("nine", "docker", "flask", "django")),
        # Nothing but a year follows, so this figure has to be held.
        ("3 months, by the plan of 2024-2025", ("3", "months", "plan", "2024-2025")),
    ],
)
def test_a_figure_that_opens_a_sentence_may_be_worked_out_from_the_rest(text: str, told: tuple[str, ...]) -> None:
    assert facts(text) == told


def test_words_stand_where_their_initials_do() -> None:
    assert lacking("retrieval-augmented generation", held_in("RAG over documents")) == ()
    assert lacking("principal component analysis", held_in("Unsupervised learning: PCA and clustering")) == ()
    assert lacking("principal component analysis", held_in("clustering")) == ("principal", "component", "analysis")
