"""One verdict for each question: what was asked of the answer, and what it gave."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.asking import Outcome
from eval.evidence import Outlines, any_cited, share_found
from eval.form import FAULTS, faults
from eval.golden import GoldenQuestion
from eval.sentences import sentences, unmarked, word_count
from eval.support import Support, support
from ingest.errors import WaymarkError

if TYPE_CHECKING:
    from ingest.records import Document
    from rag.assistant import Assistant
    from rag.records import Answer, Citation


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one answer was worth. `evidence` is the share of it found, None where the question rests on none.

    `faults` are those of its form, `support` what its citations hold.
    """

    question: GoldenQuestion
    answer: "Answer | None"
    error: str
    missing: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...]
    quotes_exact: bool
    quotes_in_passages: bool
    evidence_cited: bool
    evidence: float | None
    support: Support
    faults: tuple[str, ...]
    sentences: int
    words: int
    ms: float

    @property
    def abstained(self) -> bool:
        """Whether the answer abstained; a failure did the wrong thing, whichever that was."""
        return self.question.answerable if self.answer is None else self.answer.abstained

    @property
    def right(self) -> bool:
        """Every nugget is there, nothing forbidden is, and it abstained exactly when it should."""
        kept = self.abstained != self.question.answerable
        return kept and self.answer is not None and not self.missing and not self.forbidden

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is wrong, a sentence each."""
        found: list[str] = []
        if self.answer is None:
            found.append(f"It failed: {self.error}.")
        elif self.abstained and self.question.answerable:
            found.append("It abstained from what can be answered.")
        elif not self.abstained and not self.question.answerable:
            found.append("It answered what cannot be answered.")
        found += [f"It lacks {' or '.join(nugget)}." for nugget in self.missing]
        return (*found, *(f"It says {words}." for words in self.forbidden))


class Scorer:
    """Judges outcomes against the documents that the assistant answers from."""

    def __init__(self, assistant: "Assistant", outlines: Outlines) -> None:
        self._assistant = assistant
        self._outlines = outlines

    def verdict(self, outcome: Outcome) -> Verdict:
        """The verdict on one outcome; a failure has every fault, and no citation of it holds anything."""
        question, answer = outcome.question, outcome.answer
        targets = [self._outlines.target(e) for e in question.evidence]
        text = answer.text if answer else ""
        lowered = unmarked(text).lower()
        return Verdict(
            question=question,
            answer=answer,
            error=outcome.error,
            missing=tuple(n for n in question.nuggets if not any(words.lower() in lowered for words in n)),
            forbidden=tuple(words for words in question.must_not if words.lower() in lowered),
            quotes_exact=answer is not None and all(self._is_exact(c) for c in answer.citations),
            quotes_in_passages=answer is not None and all(_in_one_passage(c, answer) for c in answer.citations),
            evidence_cited=answer is not None and (not targets or any_cited(targets, answer.citations)),
            evidence=share_found(targets, answer.passages if answer else ()) if targets else None,
            support=support(answer, self._document) if answer else Support(0.0, 0.0),
            faults=faults(answer, question.type) if answer else FAULTS,
            sentences=len(sentences(text)),
            words=word_count(text),
            ms=outcome.ms,
        )

    def _document(self, document_id: str) -> "Document | None":
        try:
            return self._assistant.document(document_id)
        except WaymarkError:
            return None

    def _is_exact(self, citation: "Citation") -> bool:
        document = self._document(citation.document_id)
        return bool(document and citation.quote and document.text[citation.start : citation.end] == citation.quote)


def _in_one_passage(citation: "Citation", answer: "Answer") -> bool:
    return any(
        p.chunk.document_id == citation.document_id
        and p.chunk.start <= citation.start
        and citation.end <= p.chunk.end
        and citation.quote in p.chunk.text
        for p in answer.passages
    )
