"""What learners would ask, beside what the documents say: search wordings for sections and statements.

A learner's words often share none with the text that answers them, so the corpus keeps, for each section and
statement, questions that it answers. They are searched and never shown (document expansion: Nogueira et al.,
"Document Expansion by Query Prediction", 2019, arXiv:1904.08375).
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter

from ingest.records import Document, Section, Statement
from ingest.yaml_file import read_yaml

_ALIKE = 0.3  # of the words of two statements in common: an original's is then taken for what its restatement restates

Asked = tuple[Annotated[str, Field(min_length=1)], ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement by its exact words, with the questions that it answers."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    says: str
    asked: Asked = ()


@dataclass(frozen=True, slots=True)
class _Headed:
    """A section by its headings, with the questions that it answers as a whole."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    heading: tuple[str, ...]
    asked: Asked = ()
    statements: tuple[_Said, ...] = ()


_FILE = TypeAdapter(tuple[_Headed, ...] | None)


class Wordings:
    """The search wordings of a corpus, by document and section."""

    def __init__(self, by_document: Mapping[str, tuple[_Headed, ...]]) -> None:
        self._sections = {
            (document, _bare(headed.heading)): headed for document, its in by_document.items() for headed in its
        }

    def worded(self, document: Document, section: Section) -> Section:
        """`section` with what is asked of it and of each of its statements.

        An original gets what is kept for its restatement, each statement that of the nearest in words.
        """
        exact = document.basis != "original"
        path = _bare(section.heading_path)
        headed = self._sections.get((document.work, path)) if exact else self._restated(document.work, path)
        if headed is None:
            return section
        statements = (
            replace(s, asked=_asked_of(document.text[s.start : s.end], s, headed, exact)) for s in section.statements
        )
        return replace(section, asked=headed.asked, statements=tuple(statements))

    def _restated(self, work: str, path: tuple[str, ...]) -> _Headed | None:
        """What is kept for the section of an original: an original may have a heading above all others.

        A restatement has headings where the source has bold words, so what stands below the section belongs to it.
        """
        for inner in (path[at:] for at in range(len(path))):
            below = [h for (id_, its), h in self._sections.items() if id_ == work and its[: len(inner)] == inner]
            if below:
                own = self._sections.get((work, inner))
                return _Headed(inner, own.asked if own else (), tuple(said for h in below for said in h.statements))
        return self._sections.get((work, path))

    def unmatched(self, document: Document, sections: tuple[Section, ...]) -> list[str]:
        """The kept headings and statements that a shipped `document` does not have, for whoever edits the corpus."""
        there = {_bare(s.heading_path): {document.text[x.start : x.end] for x in s.statements} for s in sections}
        kept = [(path, headed) for (id_, path), headed in self._sections.items() if id_ == document.work]
        lost = [" > ".join(headed.heading) for path, headed in kept if path not in there]
        return lost + [s.says for path, headed in kept for s in headed.statements if s.says not in there.get(path, ())]


def read_wordings(corpus: Path) -> Wordings:
    """The wordings in `corpus`/asked/*.yaml, one file a document; raises CorpusError for a broken one."""
    return Wordings({path.stem: _read(path) for path in sorted((corpus / "asked").glob("*.yaml"))})


def _read(path: Path) -> tuple[_Headed, ...]:
    return read_yaml(path, _FILE, "is not a list of headings with what is asked of them") or ()


def _asked_of(text: str, statement: Statement, headed: _Headed, exact: bool) -> tuple[str, ...]:
    if exact:
        return next((said.asked for said in headed.statements if said.says == text), ())
    own = Counter(_words(f"{statement.subject} {statement.content}"))
    best = max(headed.statements, key=lambda said: _alike(own, Counter(_words(said.says))), default=None)
    return best.asked if best and _alike(own, Counter(_words(best.says))) >= _ALIKE else ()


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """The share of the shorter text's words that the longer one has too."""
    return (one & other).total() / (min(one.total(), other.total()) or 1)


def _bare(heading_path: tuple[str, ...]) -> tuple[str, ...]:
    """The headings as bare words: an original may have signs and spaces that its restatement lacks."""
    return tuple(" ".join(_words(heading)) for heading in heading_path)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
