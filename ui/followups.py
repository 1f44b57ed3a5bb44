"""What may be asked after an answer: questions on its topic that the sources answer."""

import re
from collections.abc import Iterable, Mapping, Sequence

from ui.client.protocol import Data

EXAMPLES = (
    "I know Python and linear algebra. What should I learn next?",
    "How long does it take to become an AI engineer?",
    "Do the roadmaps agree on maths first?",
    "Which course should I take for deep learning?",
    "What is RAG, and why should I learn it?",
    "What should I build to practise machine learning?",
)
# By what each asks for; the shipped corpus answers them on every topic.
QUESTIONS = {
    "projects": "What should I build to practise {}?",
    "comparison": "Do the roadmaps agree on {}?",
    "resource": "Which course should I take for {}?",
    "what_is": "What is {}, and why should I learn it?",
}
_MOST = 3


def follow_ups(answer: Data, topics: Sequence[Data], asked: Sequence[str] = ()) -> list[str]:
    """At most three questions that lead on from `answer`, none of which was `asked` already."""
    name = _subject(answer, {topic["id"]: topic["name"] for topic in topics})
    if name is None:
        return [example for example in EXAMPLES if example not in asked][:_MOST] if answer["abstained"] else []
    open_ = [q.format(name) for intent, q in QUESTIONS.items() if intent != answer["intent"] or answer["abstained"]]
    return [question for question in open_ if question not in asked][:_MOST]


def _subject(answer: Data, names: Mapping[str, str]) -> str | None:
    """The topic of an answer: its next step, or the longest name in the question, or the first in the text."""
    following = (answer["plan"] or {}).get("next")
    if following:
        return names.get(following["topic"])
    asked = _found(answer["question"], names.values())
    if asked:
        return max(asked, key=len)
    told = _found(answer["text"], names.values())
    return min(told, key=lambda name: (told[name], -len(name)), default=None)


def _found(text: str, names: Iterable[str]) -> dict[str, int]:
    """Where each of the names first stands in the text as a word of its own."""
    places = {name: re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) for name in names}
    return {name: place.start() for name, place in places.items() if place}
