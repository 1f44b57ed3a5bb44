"""Teaching the finder anew, by questions with what answers them: `python -m eval.finds`.

Takes some minutes on two cores and writes ingest/finds.npz, which is part of Waymark: who uses it need not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
from pydantic import ConfigDict, TypeAdapter

from eval.evidence import Outlines, inside
from eval.golden import QUESTIONS, GoldenQuestion, read_golden
from eval.pointing import pointing
from eval.premises import Premise, read_premises
from ingest.export import open_embedder
from ingest.settings import SHIPPED_EMBEDDER, Settings
from ingest.teach_finds import Sought, teach
from rag.answering import Answering
from rag.assistant import Assistant
from rag.fact import Fact
from rag.follower import Follower
from rag.library import Library
from rag.records import Turn

ASKED = Path(__file__).with_name("datasets") / "asked.jsonl"
# Kinds that no single statement answers.
_OTHERWISE = frozenset({"about", "adversarial", "next_step", "comparison", "count"})
_VIEWS = 3  # how often a question is shown for each time that a search wording is


@dataclass(frozen=True, slots=True)
class Answered:
    """Where the answer to a question stands: the exact text of a statement of a document."""

    document: str
    says: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the statements of which each answers it, and the turns before it."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    question: str
    answers: tuple[Answered, ...]
    history: tuple[Turn, ...] = ()


_LINE = TypeAdapter(Asked)
_ASKED, _GOLDEN = TypeAdapter(list[Asked]), TypeAdapter(list[GoldenQuestion])
_PREMISES = TypeAdapter(list[Premise])


def read_asked() -> Iterator[Asked]:
    """The questions with their answers; raises pydantic's ValidationError for a broken line."""
    for line in ASKED.read_bytes().splitlines():
        yield _LINE.validate_json(line)


def golden() -> list[GoldenQuestion]:
    """The golden questions that teach: those that statements answer, of the split `dev`."""
    asked = (q for q in read_golden(QUESTIONS) if q.answerable and q.evidence and q.split == "dev")
    return [q for q in asked if q.type not in _OTHERWISE]


def key_of(asked: Sequence[Asked], known: Sequence[GoldenQuestion], premises: Sequence[Premise]) -> str:
    """The same for two exactly if they teach the same."""
    anywhere = [replace(question, place="") for question in known]
    told = _ASKED.dump_json(list(asked)) + _GOLDEN.dump_json(anywhere) + _PREMISES.dump_json(list(premises))
    return sha256(told).hexdigest()


class Lessons:
    """What teaches over one library: its vectors, and the rows of what answers each question.

    The vectors are those of all statements, and then of all search wordings.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self.there = np.concatenate([library.contents.statements, library.contents.wordings])
        self._read = open_embedder(SHIPPED_EMBEDDER, Settings().models).states
        self._rows: list[list[int]] = [[number] for number in range(len(library.facts))]
        self.wordings = list(_wordings(library))
        for row, (_, numbers) in enumerate(self.wordings, start=len(library.facts)):
            for number in numbers:
                self._rows[number].append(row)

    def of_wordings(self) -> Iterator[Sought]:
        """A lesson of each search wording, without itself."""
        for row, (text, numbers) in enumerate(self.wordings, start=len(self.library.facts)):
            answers = self._answers(numbers) - {row}
            if answers:
                yield Sought(self._read(text).vectors, sorted(answers), itself=row)

    def of(self, question: str, said: str, facts: Sequence[Fact]) -> Sought:
        """The lesson of a question that `facts` answer, after what was `said` before it."""
        read = self._read(said, question) if said else self._read(question)
        return Sought(read.vectors, sorted(self._answers([f.number for f in facts])), start=read.start)

    def _answers(self, numbers: Sequence[int]) -> set[int]:
        return {row for number in numbers for row in self._rows[number]}


def _wordings(library: Library) -> Iterator[tuple[str, list[int]]]:
    """Each search wording with the numbers of the statements that it asks for, in the order of their vectors."""
    number = 0
    for section in library.contents.sections:
        own = list(range(number, number + len(section.statements)))
        yield from ((text, own) for text in section.asked)
        for at, statement in zip(own, section.statements, strict=True):
            yield from ((text, [at]) for text in statement.asked)
        number += len(section.statements)


def facts_saying(library: Library, answers: Sequence[Answered]) -> list[Fact]:
    """The statements that `answers` name."""
    found = []
    for answer in answers:
        at = library.documents[answer.document].text.find(answer.says)
        facts = library.facts_of[answer.document] if at >= 0 else ()
        found += [f for f in facts if f.statement.start < at + len(answer.says) and at < f.statement.end]
    return found


def facts_answering(question: GoldenQuestion, library: Library, outlines: Outlines) -> list[Fact]:
    """The statements of the evidence that hold a nugget; all of them where none does."""
    spans = [span for evidence in question.evidence for span in outlines.target(evidence).statements]
    there = [f for f in library.facts if any(inside(_span(f), span) for span in spans)]
    holding = [f for f in there if any(w in _said(f) for nugget in question.nuggets for w in nugget)]
    return holding or there


def _span(fact: Fact) -> tuple[str, int, int]:
    return fact.document.id, fact.statement.start, fact.statement.end


def _said(fact: Fact) -> str:
    return f"{fact.statement.subject} {fact.content}".lower()


def lessons_of(
    asked: Sequence[Asked], known: Sequence[GoldenQuestion], premises: Sequence[Premise], lessons: Lessons
) -> Iterator[Sought]:
    """All lessons: a question is read as it is when it is answered, with what the turns before it told."""
    yield from lessons.of_wordings()
    library = lessons.library
    answering, assistant = Answering(library), Assistant(lambda: library)
    outlines = Outlines(assistant.documents(), assistant.superseded())
    of_premises = [(p, facts_saying(library, [Answered(p.document, p.says)])) for p in premises]
    answered: list[tuple[str, tuple[Turn, ...], Sequence[Fact]]]
    answered = [(one.question, one.history, facts_saying(library, one.answers)) for one in asked]
    answered += [(q.question, q.history, facts_answering(q, library, outlines)) for q in known]
    for question, history, facts in answered:
        if facts:
            yield from [lessons.of(*answering.case_of(question, history).read_by_finder, facts)] * _VIEWS
    for premise, facts in of_premises:
        for question in premise.questions:
            yield lessons.of(*answering.case_of(question).read_by_finder, facts)
    named: list[tuple[str, Sequence[Fact]]]
    named = [(text, [library.facts[n] for n in numbers]) for text, numbers in lessons.wordings if numbers]
    named += [(question, facts) for question, history, facts in answered if not history and facts]
    for question, history, facts in pointing(named, library):
        yield lessons.of(*answering.case_of(question, history).read_by_finder, facts)


def main() -> None:
    """Teach the finder by the index in use, and save what it was taught."""
    asked, known, premises = list(read_asked()), golden(), list(read_premises())
    lessons = Lessons(Follower(Settings())())
    taught = list(lessons_of(asked, known, premises, lessons))
    print(f"{len(taught)} lessons")  # noqa: T201 - a command of its own
    teach(taught, lessons.there, key_of(asked, known, premises), print)


if __name__ == "__main__":
    main()
