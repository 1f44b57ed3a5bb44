import pytest

from rag import cues
from rag.records import Intent


@pytest.mark.parametrize(
    ("text", "sources", "intent"),
    [
        ("what should i learn next?", 0, "next_step"),
        ("i know python. where do i go from here?", 0, "next_step"),
        ("plan a route from statistics to nlp", 0, "next_step"),
        ("i finished phase 2, what now?", 1, "next_step"),
        ("what comes next after phase 2?", 1, "fact"),
        ("how many roadmaps mention docker?", 0, "count"),
        ("does any of them teach kubernetes?", 0, "count"),
        ("how many of the roadmaps say how long it takes?", 0, "count"),
        ("how do the roadmaps differ on mathematics?", 0, "comparison"),
        ("which comes first, python or statistics?", 0, "comparison"),
        ("what about tools?", 2, "comparison"),
        ("how long does it take to become an ai engineer?", 0, "plan"),
        ("when do i get to mlops?", 1, "plan"),
        ("which course teaches deep learning?", 0, "resource"),
        ("where can i study for free?", 0, "resource"),
        ("what should i build to practise?", 1, "projects"),
        ("what is retrieval-augmented generation?", 0, "what_is"),
        ("why learn linear algebra?", 0, "what_is"),
        ("which databases are listed?", 1, "fact"),
    ],
)
def test_intents_are_read_from_the_words(text: str, sources: int, intent: Intent) -> None:
    assert cues.intent_of(text, sources=sources) == intent


@pytest.mark.parametrize("text", ["hello!", "hi there", "good morning waymark", "how are you today?"])
def test_greetings(text: str) -> None:
    assert cues.GREETING.match(text)


@pytest.mark.parametrize("text", ["hi, what is rag?", "hello world in python", "yolo"])
def test_a_greeting_is_nothing_but_one(text: str) -> None:
    assert not cues.GREETING.match(text)


@pytest.mark.parametrize("text", ["thanks", "ok great, thank you so much", "that helped, thanks!", "bye"])
def test_thanks(text: str) -> None:
    assert cues.THANKS.match(text)


@pytest.mark.parametrize("text", ["thanks, what is rag?", "thanks. should i learn docker"])
def test_thanks_before_a_question_are_no_thanks_alone(text: str) -> None:
    assert not cues.THANKS.match(text)


@pytest.mark.parametrize("text", ["who are you?", "what can i ask you", "are you a human?", "what are your sources?"])
def test_questions_about_waymark(text: str) -> None:
    assert cues.ABOUT.search(text)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("how do i test myself on phase 1?", "test"),
        ("which projects should i build?", "projects"),
        ("which books teach statistics?", "resources"),
        ("where do i find data?", "resources"),
        ("anything free?", "resources"),
        ("which tools does phase 4 use?", "tools"),
        ("what is the point of calculus?", "why"),
        ("what comes after nlp?", None),
    ],
)
def test_the_part_of_a_roadmap_asked_for(text: str, role: str | None) -> None:
    assert cues.role_asked(text) == role


def test_the_form_of_resource_asked_for() -> None:
    assert cues.form_asked("a book or a course?") == "book"
    assert cues.form_asked("which youtube channel?") == "video"
    assert cues.form_asked("which phase?") is None


def test_cues_are_taken_out_of_the_subject() -> None:
    assert cues.without_cues("books on statistics", "resources", "book").split() == ["on", "statistics"]
    assert cues.without_cues("side projects on statistics", "projects", "book").split() == ["on", "statistics"]
    assert cues.without_cues("tools for statistics", "tools", None) == "tools for statistics"


def test_a_claim_is_told_by_its_word() -> None:
    found = cues.CLAIM.search("why does it say that kaggle is a waste of time?")
    assert found is not None
    assert found.group(1) == "waste of time"
