from typing import get_args

import pytest
from libraries import FakeEmbedder

from ingest.exemplars import Exemplar, read_exemplars
from ingest.settings import SHIPPED_CORPUS
from rag.assistant import Assistant
from rag.intents import Asked, Intents
from rag.records import Intent

EXEMPLARS = (
    Exemplar("count.which", "Whose cookbook has soup in it?"),
    Exemplar("count.which", "Whose cookbook has bread in it?"),
    Exemplar("plan.total", "Is a winter enough for the roadmap?"),
    Exemplar("plan.total", "Is a summer enough for all of it?"),
    Exemplar("greeting.thanks", "Merci, that was all."),
    Exemplar("greeting.thanks", "Merci beaucoup, that was it."),
)


def asked(text: str, exemplars: tuple[Exemplar, ...] = EXEMPLARS) -> Asked:
    embedder = FakeEmbedder()
    intents = Intents(exemplars, embedder.embed([e.text for e in exemplars]))
    return intents.asked(text, embedder.embed([text])[0], sources=0)


@pytest.mark.parametrize(
    ("text", "intent", "aspect"),
    [
        ("whose cookbook has salad in it?", "count", "which"),
        ("is an autumn enough for the roadmap?", "plan", "total"),
        ("merci, that was it.", "greeting", "thanks"),
    ],
)
def test_a_question_asks_for_what_those_like_it_ask_for(text: str, intent: Intent, aspect: str) -> None:
    assert asked(text) == Asked(intent, aspect)


def test_unlike_all_of_them_it_is_told_by_its_cues() -> None:
    assert asked("which course teaches deep learning?") == Asked("resource")


def test_without_exemplars_the_cues_alone_tell() -> None:
    assert asked("whose cookbook has salad in it?", ()) == Asked("fact")


def test_what_is_asked_is_told_alike_each_time() -> None:
    embedder = FakeEmbedder()
    vectors = embedder.embed([e.text for e in EXEMPLARS])
    one, other = Intents(EXEMPLARS, vectors), Intents(EXEMPLARS, vectors)
    texts = [e.text.lower() for e in EXEMPLARS]
    told = [
        (i.asked(text, vector, sources=0)) for i in (one, other) for text, vector in zip(texts, vectors, strict=True)
    ]
    assert told[: len(texts)] == told[len(texts) :]


def test_the_shipped_exemplars_ask_for_intents_that_there_are() -> None:
    assert {e.asks.partition(".")[0] for e in read_exemplars(SHIPPED_CORPUS)} <= set(get_args(Intent))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("Forty years a baker, good with numbers, never saw code. My very first move?", "next_step"),
        ("Merci, that was all", "greeting"),
        ("On which texts do your answers rest?", "about"),
        ("The number of guides with Terraform in them?", "count"),
    ],
)
def test_questions_without_any_cue_are_understood(assistant: Assistant, question: str, intent: Intent) -> None:
    assert assistant.ask(question).intent == intent
