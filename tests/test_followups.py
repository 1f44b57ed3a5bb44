"""What is offered after an answer is answered."""

from itertools import cycle
from typing import Any

import pytest
from fakes import FakeAssistant

from rag.assistant import Assistant
from rag.exports.topics import topics_json
from rag.records import answer_json
from ui.followups import EXAMPLES, QUESTIONS, follow_ups

TOPICS = [{"id": "linear-algebra", "name": "linear algebra"}, {"id": "ml", "name": "machine learning"}]
ANSWER = answer_json(FakeAssistant().ask("What next?"))


def answer(question: str = "What?", text: str = "", intent: str = "fact", **more: Any) -> dict[str, Any]:
    return {**ANSWER, "question": question, "text": text, "intent": intent, "plan": None, **more}


def test_a_next_step_leads_on_to_its_own_topic() -> None:
    offered = follow_ups(answer(text="machine learning", plan={"next": {"topic": "linear-algebra"}}), TOPICS)
    assert offered[0] == "What should I build to practise linear algebra?"
    assert len(offered) == 3


def test_what_was_asked_for_is_not_offered_again() -> None:
    offered = follow_ups(answer("Which course for Machine Learning?", intent="resource"), TOPICS)
    assert offered == [QUESTIONS[kind].format("machine learning") for kind in ("projects", "comparison", "what_is")]
    left = follow_ups(answer("On ML: machine learning", intent="resource"), TOPICS, offered[:2])
    assert left == offered[2:]


def test_without_a_topic_in_the_question_the_first_in_the_text_counts() -> None:
    offered = follow_ups(answer(text="Take linear algebra before machine learning."), TOPICS)
    assert "linear algebra" in offered[0]


def test_a_name_within_a_word_is_none() -> None:
    assert follow_ups(answer("What of nonlinear algebras?"), TOPICS) == []


def test_a_refusal_offers_what_is_covered() -> None:
    assert follow_ups(answer("The weather?", abstained=True), TOPICS) == list(EXAMPLES[:3])
    assert "linear algebra" in follow_ups(answer(text="They do name linear algebra.", abstained=True), TOPICS)[0]


@pytest.mark.slow
def test_every_example_and_a_question_on_every_topic_is_answered(assistant: Assistant) -> None:
    names = [topic["name"] for topic in topics_json(assistant.topics())["topics"]]
    forms = cycle(QUESTIONS.values())  # each topic with one of them, since all would take a minute
    answers = [assistant.ask(q) for q in [*EXAMPLES, *(next(forms).format(name) for name in names)]]
    assert [a.question for a in answers if a.abstained or not a.citations] == []
