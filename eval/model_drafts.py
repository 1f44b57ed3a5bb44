"""Drafts of golden questions by a language model; what it cannot be held to is drafted from the headings instead."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter

from eval.consulting import Consultant
from eval.drafting import Headings, Topic, drafted
from eval.golden import GoldenQuestion, QuestionType, Words
from eval.prompts import DRAFT

_LONGEST = 8000  # characters of a section: about 2000 tokens


@dataclass(frozen=True, slots=True)
class _Reply:
    """What the model is asked for."""

    __pydantic_config__ = ConfigDict(extra="ignore")

    type: QuestionType
    question: Words
    nuggets: Annotated[tuple[Annotated[tuple[Words, ...], Field(min_length=1)], ...], Field(min_length=1, max_length=4)]
    must_not: tuple[Words, ...] = ()


_REPLY = TypeAdapter(_Reply)


class ModelDrafts:
    """Drafts as `Headings` does, through a language model where its reply can be used."""

    def __init__(self, consultant: Consultant, otherwise: Headings) -> None:
        self._consultant = consultant
        self._otherwise = otherwise
        self.by_model = 0

    def draft(self, topic: Topic) -> GoldenQuestion | None:
        """The question, marked as a draft; each nugget kept stands in the section, and not in the question."""
        reply = self._consultant.consult(DRAFT, f"{topic.place}\n\n{topic.text[:_LONGEST]}", _REPLY)
        text = topic.text.lower()
        asked = reply.question.lower() if reply else ""
        nuggets = tuple(n for n in reply.nuggets if _stands(n, text) and not _stands(n, asked)) if reply else ()
        if not reply or not nuggets:
            return self._otherwise.draft(topic)
        self.by_model += 1
        must_not = tuple(words for words in reply.must_not if words.lower() not in text)
        return drafted(topic, reply.type, reply.question, nuggets, must_not)


def _stands(nugget: tuple[str, ...], text: str) -> bool:
    """Whether a wording of `nugget` stands in `text`, which is in lower case."""
    return any(words.lower() in text for words in nugget)
