import pytest
from kitchen import case, shown

from rag.extractive.compose import compose
from rag.learner import Learner


@pytest.mark.parametrize(
    ("message", "intent", "beginning"),
    [
        ("Hello", "greeting", "Hello! I'm Waymark. I answer from three "),
        ("Thanks a lot!", "greeting", "You're welcome!"),
        ("What can you do?", "about", "I'm Waymark: "),
        ("???", "empty", "What would you like to learn next?"),
    ],
)
def test_small_talk_gets_a_friendly_line(message: str, intent: str, beginning: str) -> None:
    found, draft = compose(case(message), Learner())
    assert found == intent
    assert shown(draft).startswith(beginning)
    assert draft.abstained == (intent == "empty")


def test_waymark_describes_what_its_index_holds() -> None:
    text = shown(compose(case("Which roadmaps do you know?"), Learner())[1])
    assert "I know three roadmaps: Soup Roadmap by Ann Potter, Bread Roadmap and Grill Roadmap by Bo Ember." in text
    assert "Beside them I hold one summary of the resources they name." in text
