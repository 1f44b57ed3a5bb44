"""Which document is the original of which restatement: roadmaps are counted by work, not by file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.records import Document, Section

_SHARE = 0.6  # headings in common, of the shorter of the two outlines; the five real pairs have over 0.85, strangers under 0.2
_FEWEST = 4  # headings in common: fewer could be chance


def match_originals(
    documents: Sequence[Document], outlines: Mapping[str, Sequence[Section]]
) -> tuple[tuple[Document, ...], dict[str, str]]:
    """The documents that are in force, and which document each superseded restatement gave way to.

    A user's document that has most of a restatement's headings is its original: it becomes a roadmap with the
    restatement's work, names and aliases, and the restatement is no longer searched.
    """
    restated = [d for d in documents if d.kind == "roadmap" and d.basis == "restated"]
    superseded: dict[str, str] = {}
    originals: dict[str, Document] = {}
    for document in documents:
        if document.basis != "yours":
            continue
        headings = _headings(outlines[document.id])
        for restatement in restated:
            shared = _headings(outlines[restatement.id])
            if restatement.id not in superseded and len(headings & shared) >= max(_FEWEST, _SHARE * min(len(headings), len(shared))):
                superseded[restatement.id] = document.id
                originals[document.id] = _as_original(document, restatement)
                break
    return tuple(originals.get(d.id, d) for d in documents if d.id not in superseded), superseded


def _as_original(document: Document, restatement: Document) -> Document:
    return replace(
        document,
        kind="roadmap",
        basis="original",
        work=restatement.work,
        title=restatement.title,
        short=restatement.short,
        aliases=restatement.aliases,
        author=document.author or restatement.author,
        url=document.url or restatement.url,
        published=document.published or restatement.published,
    )


def _headings(sections: Sequence[Section]) -> set[str]:
    """The document's headings as bare words; numbers and headings that any roadmap may have count as they are."""
    return {re.sub(r"[^a-z0-9]+", " ", s.heading.lower()).strip() for s in sections if s.heading}
