"""What learners would ask, beside what the documents say: search wordings for sections and statements.

A learner's words often share none with the text that answers them, so the corpus keeps, for each section and
statement, questions that it answers. They are searched and never shown (document expansion: Nogueira et al.,
"Document Expansion by Query Prediction", 2019, arXiv:1904.08375).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter

from ingest.counterpart import Headings, bare, counterpart
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
        self._kept = {id_: {bare(headed.heading): headed for headed in its} for id_, its in by_document.items()}

    def worded(self, document: Document, sections: Sequence[Section]) -> tuple[Section, ...]:
        """The `sections` of `document` with what is asked of them and of each of their statements.

        An original gets what is kept for its restatement, each statement that of the nearest in words.
        """
        exact = document.basis != "original"
        paths = [bare(section.heading_path) for section in sections]
        kept: dict[Headings, list[_Headed]] = defaultdict(list)
        for path, headed in self._kept.get(document.work, {}).items():
            kept[path if exact else counterpart(path, paths)].append(headed)
        return tuple(
            _worded(document, section, kept[path], exact) if path in kept else section
            for section, path in zip(sections, paths, strict=True)
        )

    def unmatched(self, document: Document, sections: tuple[Section, ...]) -> list[str]:
        """The kept headings and statements that a shipped `document` does not have, for whoever edits the corpus."""
        there = {bare(s.heading_path): {document.text[x.start : x.end] for x in s.statements} for s in sections}
        kept = self._kept.get(document.work, {}).items()
        lost = [" > ".join(headed.heading) for path, headed in kept if path not in there]
        return lost + [s.says for path, headed in kept for s in headed.statements if s.says not in there.get(path, ())]


def read_wordings(corpus: Path) -> Wordings:
    """The wordings in `corpus`/asked/*.yaml, one file a document; raises CorpusError for a broken one."""
    return Wordings({path.stem: _read(path) for path in sorted((corpus / "asked").glob("*.yaml"))})


def _read(path: Path) -> tuple[_Headed, ...]:
    return read_yaml(path, _FILE, "is not a list of headings with what is asked of them") or ()


def _worded(document: Document, section: Section, kept: Sequence[_Headed], exact: bool) -> Section:
    asked = dict.fromkeys(text for headed in kept for text in headed.asked)
    said = [statement for headed in kept for statement in headed.statements]
    statements = (
        replace(s, asked=_asked_of(document.text[s.start : s.end], s, said, exact)) for s in section.statements
    )
    return replace(section, asked=tuple(asked), statements=tuple(statements))


def _asked_of(text: str, statement: Statement, kept: Sequence[_Said], exact: bool) -> tuple[str, ...]:
    if exact:
        return next((said.asked for said in kept if said.says == text), ())
    own = Counter(_words(f"{statement.subject} {statement.content}"))
    best = max(kept, key=lambda said: _alike(own, Counter(_words(said.says))), default=None)
    return best.asked if best and _alike(own, Counter(_words(best.says))) >= _ALIKE else ()


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """The share of the shorter text's words that the longer one has too."""
    return (one & other).total() / (min(one.total(), other.total()) or 1)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
