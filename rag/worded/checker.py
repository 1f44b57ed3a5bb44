"""Checking what a model writes, sentence by sentence: numbers for ids, quotes for citations, a flag for the rest."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from rag.citations import citation_of
from rag.extractive.draft import Span
from rag.library import Library
from rag.records import Citation
from rag.worded.claim import Claim
from rag.worded.plain import SLOT, Plain, plain
from rag.worded.quotes import Quote, Quotes
from rag.worded.scanner import Sentence
from rag.worded.shown import Line, Shown
from rag.worded.support import Ground, is_held, needs_no_source

FLAG = "(not supported by the sources)"
_SLOTS = re.compile(rf"\s*((?:{SLOT.pattern}\s*)+)")
_LATE = re.compile(rf"([.!?]+[\"')]*)\s*((?:{SLOT.pattern}\s*)+)$")  # markers behind the full stop
_CLOSING = re.compile(r"([.!?:]?)$")
_SAME = 0.5  # share of a sentence's words in one given fact, from which on it says the same
_TOUCHES = 0.3  # cosine from which on a quote has to do with a sentence none of whose words it holds


@dataclass(frozen=True, slots=True)
class Told:
    """A checked piece of the answer, with the citations that it is the first to use."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(slots=True)
class Checker:
    """Checks the sentences of one answer in their order; `asked` is all that the learner said.

    `citations` are numbered in order of first appearance. `supported` and `unsupported` count sentences on what sources
    say, `dropped` markers that led nowhere.
    """

    library: Library
    shown: Shown
    asked: str
    citations: dict[Span, Citation] = field(default_factory=dict)
    supported: int = 0
    unsupported: int = 0
    dropped: int = 0
    _quotes: Quotes = field(init=False)
    _begun: bool = False

    def __post_init__(self) -> None:
        spans = [span_of(c) for line in self.shown.lines for c in line.citations]
        self._quotes = Quotes(self.library, list(dict.fromkeys(spans)))

    def check(self, sentence: Sentence) -> Told | None:
        """The sentence as it may be shown; None where nothing is left of it."""
        written = plain(sentence.text, self.shown.urls)
        self.dropped += written.dropped
        if not re.search(r"\w", written.bare):
            return None
        before = len(self.citations)
        text = self._checked(written)
        lead = sentence.lead if self._begun else "- " * sentence.is_item
        self._begun = True
        return Told(lead + text, tuple(self.citations.values())[before:])

    def marker(self, span: Span) -> int | None:
        """The number of a span's citation, a new one where it has none yet; None for a span that cannot be quoted."""
        citation = self.citations.get(span) or citation_of(self.library, span, len(self.citations) + 1)
        if citation:
            self.citations[span] = citation
        return citation.marker if citation else None

    def _checked(self, written: Plain) -> str:
        claim = Claim(written.bare, self.library.embedder)
        if not SLOT.search(written.text):
            if needs_no_source(self.library, claim, self.shown.lines, self.asked):
                return written.bare
            return self._flagged(claim)
        lines = [line for line in self.shown.lines if not line.ids or line.ids & set(written.ids)]
        same = {span for id_ in written.ids for span in _quoted_for(claim, id_, frozenset(written.ids), lines)}
        picked = self._picked(written, claim, same)
        quotes = [quote for quotes in picked for quote in quotes]
        if not is_held(self.library, claim, self._ground(claim, quotes, lines), self.asked):
            return self._flagged(claim)
        self.supported += 1
        touching = [q for q in quotes if q.span in same or _touches(claim, q)]
        return self._marked(written, {q.span for q in touching or quotes}, picked)

    def _picked(self, written: Plain, claim: Claim, same: Collection[Span]) -> list[list[Quote]]:
        """The quotes for each marker, by the words before it where these say anything."""
        end, clause, found = 0, claim, []
        for slot in SLOT.finditer(written.text):
            if before := written.text[end : slot.start()].strip(" ,;"):
                part = Claim(before, self.library.embedder)
                clause = part if part.stems else claim
            passage = self.shown.passages[written.ids[int(slot[1])]]
            found.append(self._quotes.best(clause, passage.chunk, same))
            end = slot.end()
        return found

    def _ground(self, claim: Claim, quotes: Sequence[Quote], lines: Sequence[Line]) -> Ground:
        texts = [line.text for line in lines]
        for quote in quotes:
            document = self.library.documents[quote.span.document_id]
            texts += [quote.text, *quote.span.heading_path, document.title, document.author or "", *document.aliases]
        return Ground(texts, max(float(claim.vector @ q.vector) for q in quotes))

    def _marked(self, written: Plain, kept: Collection[Span], picked: Sequence[Sequence[Quote]]) -> str:
        """The text with numbers for the slots, those of quotes that are `kept`."""

        def numbers(group: re.Match[str]) -> str:
            spans = [quote.span for slot in SLOT.findall(group[1]) for quote in picked[int(slot)]]
            markers = dict.fromkeys(m for span in spans if span in kept and (m := self.marker(span)))
            return (" " if markers else "") + "".join(f"[{m}]" for m in markers)

        text = _LATE.sub(lambda m: f" {m[2]}{m[1]}", written.text)
        return _spaced(_SLOTS.sub(numbers, text))

    def _flagged(self, claim: Claim) -> str:
        self.unsupported += 1
        return _CLOSING.sub(rf" {FLAG}\1", claim.text, count=1)


def _touches(claim: Claim, quote: Quote) -> bool:
    return bool(claim.stems & quote.stems) or float(claim.vector @ quote.vector) >= _TOUCHES


def _quoted_for(claim: Claim, id_: str, ids: frozenset[str], lines: Sequence[Line]) -> list[Span]:
    """The spans of the given fact that says the same as `claim` with the likest passages, `id_` among them; or none."""
    near = [line for line in lines if id_ in line.ids and _share(claim, line) >= _SAME]
    same = max(near, key=lambda n: len(n.ids & ids) / len(n.ids | ids) + _share(claim, n), default=None)
    return [span_of(c) for c in same.citations] if same else []


def _share(claim: Claim, line: Line) -> float:
    return len(claim.stems & line.stems) / len(claim.stems) if claim.stems else 0.0


def span_of(citation: Citation) -> Span:
    """The stretch of its document that a citation quotes."""
    return Span(citation.document_id, citation.heading_path, citation.start, citation.end)


def _spaced(text: str) -> str:
    """Markers on the word before them, and one space behind them before a word, or what would make a link of them."""
    return re.sub(r"(\[\d+\])(?=[^\W_]|\()", r"\1 ", re.sub(r"\s+", " ", text)).strip()
