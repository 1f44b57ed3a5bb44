from kitchen import case, kitchen

from rag.extractive.matter import is_whole, matter
from rag.extractive.voices import told, voices


def test_each_roadmap_that_names_the_matter_has_a_voice() -> None:
    asked = case("What do the roadmaps say about stock?")
    assert [voice[0].fact.document.id for voice in voices(asked, asked.roadmaps)] == ["soup", "grill"]


def test_every_voice_is_heard_and_the_words_left_go_to_the_best() -> None:
    asked = case("What do the roadmaps say about stock?")
    spoken = voices(asked, kitchen().roadmaps)
    assert sum(len(facts) for facts in told(spoken, most_words=60)) > len(spoken)
    assert [len(facts) for facts in told(spoken, most_words=0)] == [1, 1]


def test_the_matter_is_what_is_asked_of_each_roadmap_alone() -> None:
    both = matter(case("Compare what all the roadmaps say about stock, please."))
    one = case("what it say about stock").library.embedder.embed(["what it say about stock,"])[0]
    assert float(both.vector @ one) > 0.9


def test_a_question_with_no_matter_is_about_the_roadmaps_as_a_whole() -> None:
    assert is_whole(case("How do the roadmaps differ?"))
    assert not is_whole(case("How do the roadmaps differ on stock?"))
