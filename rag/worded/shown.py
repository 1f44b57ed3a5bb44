"""What a model is shown for one answer: passages under ids that nobody can guess, and what the program worked out."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.journey import Checked
from rag.library import Library
from rag.prompts import Source
from rag.records import Citation, Passage
from rag.sentences import end_of_sentence
from rag.worded.claim import stems_in

_MARKER = re.compile(r"( ?)\[(\d+)\]")
_MOST = 20  # passages shown: about three thousand tokens

Token = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of what the program worked out, with the citations it rests on and their passages' ids."""

    text: str
    stems: frozenset[str]
    citations: tuple[Citation, ...]
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """Passages by the id that the model knows them by, and the program's own answer with these ids for its markers."""

    passages: dict[str, Passage]
    urls: dict[str, str | None]
    sources: tuple[Source, ...]
    facts: str
    lines: tuple[Line, ...]


def shown(library: Library, checked: Checked, token: Token) -> Shown:
    """What to show of a checked answer; `token` gives a word that it never gave before."""
    quoted = [p for p in checked.passages if any(p.holds(c) for c in checked.citations)]
    others = [p for p in checked.passages if p not in quoted]
    passages = {f"p{token()}": passage for passage in [*quoted, *others][: max(_MOST, len(quoted))]}
    id_of = {c.marker: _id_of(c, passages) for c in checked.citations}
    return Shown(
        passages=passages,
        urls={id_: library.documents[p.chunk.document_id].url for id_, p in passages.items()},
        sources=tuple(Source(id_, _place(p), p.chunk.text) for id_, p in passages.items()),
        facts=_with_ids(checked.text, id_of),
        lines=tuple(_line(sentence, checked.citations, id_of) for sentence in _sentences(checked.text)),
    )


def _id_of(citation: Citation, passages: dict[str, Passage]) -> str | None:
    return next((id_ for id_, passage in passages.items() if passage.holds(citation)), None)


def _place(passage: Passage) -> str:
    return " > ".join((passage.title, *passage.chunk.heading_path))


def _with_ids(text: str, id_of: dict[int, str | None]) -> str:
    """The text with passages' ids for markers, each once where several markers in a row lead to one passage."""

    def ids(group: re.Match[str]) -> str:
        named = dict.fromkeys(id_ for marker in re.findall(r"\d+", group[0]) if (id_ := id_of.get(int(marker))))
        return "".join(f"{' ' if n == 0 else ''}[{id_}]" for n, id_ in enumerate(named))

    return re.sub(rf"(?:{_MARKER.pattern})+", ids, text)


def _sentences(text: str) -> Sequence[str]:
    found = []
    for line in text.splitlines():
        rest = line.removeprefix("- ").strip()
        while rest:
            end = end_of_sentence(rest) or len(rest)
            found.append(rest[:end])
            rest = rest[end:].strip()
    return found


def _line(sentence: str, citations: Sequence[Citation], id_of: dict[int, str | None]) -> Line:
    markers = {int(number) for _, number in _MARKER.findall(sentence)}
    bare = _MARKER.sub("", sentence)
    cited = tuple(c for c in citations if c.marker in markers)
    return Line(bare, stems_in(bare), cited, frozenset(id_ for c in cited if (id_ := id_of[c.marker])))
