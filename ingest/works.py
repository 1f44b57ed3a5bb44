"""Which document is the original of which restatement: roadmaps are counted by work, not by file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.records import Document, Section

# Headings that an original shares with its restatement, as parts of the one's and of the other's. A restatement has
# headings of its own where the source has bold words: the five real pairs have at least 0.97 and 0.60, strangers at
# most 0.14 of either.
_OF_ITS_OWN = 0.6
_OF_THE_RESTATEMENT = 0.4
_FEWEST = 4  # fewer could be chance


def match_originals(
    documents: Sequence[Document], outlines: Mapping[str, Sequence[Section]]
) -> tuple[tuple[Document, ...], dict[str, str]]:
    """The documents that are in force, and which document each superseded restatement gave way to.

    A user's document that shares its headings with a restatement is its original: it becomes a roadmap with the
    restatement's work, names and aliases, and the restatement is no longer searched.
    """
    restated = [d for d in documents if d.kind == "roadmap" and d.basis == "restated"]
    originals: dict[str, Document] = {}
    superseded: dict[str, str] = {}
    for document in (d for d in documents if d.basis == "yours"):
        for restatement in (r for r in restated if r.id not in superseded):
            if _is_original(outlines[document.id], outlines[restatement.id]):
                superseded[restatement.id] = document.id
                originals[document.id] = _as_original(document, restatement)
                break
    return tuple(originals.get(d.id, d) for d in documents if d.id not in superseded), superseded


def _is_original(candidate: Sequence[Section], restatement: Sequence[Section]) -> bool:
    own, restated = _headings(candidate), _headings(restatement)
    shared = len(own & restated)
    return shared >= max(_FEWEST, _OF_ITS_OWN * len(own), _OF_THE_RESTATEMENT * len(restated))


def _headings(sections: Sequence[Section]) -> set[str]:
    """The document's headings as bare words."""
    return {re.sub(r"[^a-z0-9]+", " ", s.heading.lower()).strip() for s in sections if s.heading}


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
