"""Citations in OpenAI's form: for each sentence of an answer, the addresses that its markers stand for."""

import re
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote

from rag.records import Answer, Citation
from rag.sentences import places

_MARKER = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Annotation:
    """`text[start:end]`, half-open and in Unicode characters, is the sentence that rests on `citation`."""

    start: int
    end: int
    url: str
    citation: Citation

    def nested(self) -> dict[str, Any]:
        """As chat completions have it, with the whole citation in a field of our own."""
        cited = {"start_index": self.start, "end_index": self.end, "url": self.url, "title": self.citation.title}
        return {"type": "url_citation", "url_citation": cited, "waymark": asdict(self.citation)}

    def flat(self) -> dict[str, Any]:
        """As responses have it, with the whole citation in a field of our own."""
        nested = self.nested()
        return {"type": "url_citation", **nested["url_citation"], "waymark": nested["waymark"]}


def annotations(answer: Answer, base: str, begin: int = 0) -> list[Annotation]:
    """One for each marker of each sentence, in order, of an answer whose text begins at `begin`.

    `base` is the address of this service, without a slash.
    """
    known = {citation.marker: citation for citation in answer.citations}
    found = []
    for place in places(answer.text):
        markers = dict.fromkeys(int(number) for number in _MARKER.findall(answer.text[place.start : place.end]))
        cited = (known[marker] for marker in markers if marker in known)
        found += [Annotation(begin + place.start, begin + place.end, address_of(c, base), c) for c in cited]
    return found


def address_of(citation: Citation, base: str) -> str:
    """The source's own address, or that of its text at this service with the characters of the quote (RFC 5147)."""
    if citation.url and citation.url.startswith(("http://", "https://")):
        return citation.url
    return f"{base}/v1/documents/{quote(citation.document_id, safe='')}#char={citation.start},{citation.end}"
