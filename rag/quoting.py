"""Quotes for what stands beside one another: each place is cited once, under one number."""

from dataclasses import dataclass, field

from ingest.records import Section
from rag.citations import citation_of
from rag.extractive.draft import Span
from rag.fact import Fact
from rag.library import Library
from rag.records import Citation


@dataclass(slots=True)
class Quotes:
    """Numbers citations from 1, each place once."""

    library: Library
    citations: dict[Span, Citation] = field(default_factory=dict)

    def of(self, proof: Fact | Section) -> Citation | None:
        """The citation for a statement or a heading, None unless its quote stands in the text."""
        span = _span(proof)
        if span not in self.citations:
            citation = citation_of(self.library, span, len(self.citations) + 1)
            if citation is None:
                return None
            self.citations[span] = citation
        return self.citations[span]


def _span(proof: Fact | Section) -> Span:
    if isinstance(proof, Section):
        return Span(proof.document_id, proof.heading_path, proof.start, proof.heading_end)
    return Span(proof.document.id, proof.section.heading_path, proof.statement.start, proof.statement.end)
