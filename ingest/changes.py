"""What an ingest changed, in numbers of documents and chunks."""

from collections.abc import Hashable, Mapping

from ingest.edition import Edition
from ingest.generation import Contents

Counts = dict[str, int]


def document_changes(before: Contents | None, after: Edition) -> Counts:
    """How many documents were added, changed, left as they are and removed."""
    old = {d.id: d for d in before.documents} if before else {}
    new = {d.id: d for d in after.documents}
    changed = sum(id_ in old and old[id_] != document for id_, document in new.items())
    return {"added": len(new.keys() - old.keys()), "changed": changed, **_rest(old, new)}


def chunk_changes(before: Contents | None, after: Edition) -> Counts:
    """How many chunks were added, left as they are and removed; a chunk's id changes with its text."""
    old = {c.id: c.id for c in before.chunks} if before else {}
    new = {c.id: c.id for c in after.chunks}
    return {"added": len(new.keys() - old.keys()), **_rest(old, new)}


def _rest(old: Mapping[str, Hashable], new: Mapping[str, Hashable]) -> Counts:
    unchanged = sum(old.get(id_) == value for id_, value in new.items())
    return {"unchanged": unchanged, "removed": len(old.keys() - new.keys())}
