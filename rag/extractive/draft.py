"""A draft answer: text in which every claim carries the facts it rests on."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from ingest.records import Section
from rag.fact import Fact
from rag.library import Library

# Private-use characters stand for markers until the citations are checked and numbered; cleaned documents hold none.
_OPEN, _CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document that a claim rests on."""

    document_id: str
    heading_path: tuple[str, ...]
    start: int
    end: int


@dataclass(slots=True)
class Draft:
    """The text of an answer with marks in it, and the spans that the marks stand for.

    `behind` are facts that are not quoted but worth reading with the answer, best first; `plan` is what a next step
    consists of, as data whose texts carry the same marks. `corrects` tells that what the question takes for granted of
    a source was looked into, so that what is said is not what merely comes near.
    """

    library: Library
    text: str = ""
    abstained: bool = False
    spans: list[Span] = field(default_factory=list)
    behind: list[Fact] = field(default_factory=list)
    plan: dict[str, Any] | None = None
    corrects: bool = False

    def cite(self, *facts: Fact) -> str:
        """The marks for `facts`; neighbours in one passage share one."""
        ordered = sorted(set(facts), key=lambda f: f.number)
        runs = groupby(enumerate(ordered), key=_run_of)
        return "".join(self._mark(span) for _, run in runs for span in self._spans_of([fact for _, fact in run]))

    def cite_heading(self, section: Section) -> str:
        """The mark for a section's heading, where durations and stage numbers often stand alone."""
        return self._mark(Span(section.document_id, section.heading_path, section.start, section.heading_end))

    def say(self, *sentences: str) -> "Draft":
        """Add sentences to the text, empty ones left out; after a list they begin a paragraph."""
        glue = "\n\n" if self.text.rsplit("\n", 1)[-1].startswith("- ") else " "
        self.text = glue.join(filter(None, [self.text, " ".join(filter(None, sentences))]))
        return self

    def lines(self, items: Iterable[str]) -> "Draft":
        """Add list items to the text, one a line."""
        self.text = "\n".join([*filter(None, [self.text]), *(f"- {item}" for item in items)])
        return self

    def join(self, other: "Draft", most: int) -> "Draft":
        """Add those sentences of another draft that rest on something new, up to `most` words in all."""
        for sentence in _SENTENCE.split(other.text):
            spans = [other.spans[int(number)] for number in MARK.findall(sentence)]
            is_new = spans and not any(self._holds(span) for span in spans)
            if is_new and len(MARK.sub("", f"{self.text} {sentence}").split()) <= most:
                self.say(MARK.sub(lambda mark: self._mark(other.spans[int(mark.group(1))]), sentence))
        return self

    @property
    def facts(self) -> Iterator[Fact]:
        """The statements that it quotes, in the order of its marks."""
        for span in self.spans:
            for fact in self.library.facts_of[span.document_id]:
                if span.start <= fact.statement.start and fact.statement.end <= span.end:
                    yield fact

    def _holds(self, span: Span) -> bool:
        """Whether a span lies within one of the draft's own."""
        return any(
            s.document_id == span.document_id and s.start <= span.start and span.end <= s.end for s in self.spans
        )

    def _spans_of(self, run: list[Fact]) -> list[Span]:
        """One span over neighbours, or one for each where a passage ends between them."""
        first, last = run[0], run[-1]
        whole = Span(first.document.id, first.section.heading_path, first.statement.start, last.statement.end)
        if len(run) == 1 or self.library.chunk_with(whole.document_id, whole.start, whole.end):
            return [whole]
        return [span for fact in run for span in self._spans_of([fact])]

    def _mark(self, span: Span) -> str:
        if span not in self.spans:
            self.spans.append(span)
        return f"{_OPEN}{self.spans.index(span)}{_CLOSE}"


def _run_of(place: tuple[int, Fact]) -> tuple[str, int, int]:
    """What the facts of one run share: document, section, and how far their numbers run ahead of their places."""
    index, fact = place
    return fact.document.id, fact.section.order, fact.number - index
