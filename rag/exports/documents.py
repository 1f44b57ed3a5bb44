"""Documents as JSON."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import PurePath
from typing import Any

from ingest.records import Document


def document_json(document: Document) -> dict[str, Any]:
    """All of the document as plain JSON data, its text included."""
    return asdict(document)


def source_json(document: Document, superseded: Mapping[str, str]) -> dict[str, Any]:
    """The document without its text; the name of its file, if a user added it, and the id of the one it gave way to."""
    facts = document_json(document)
    del facts["text"]
    file = PurePath(document.source).name if document.basis in {"yours", "original"} else None
    return {**facts, "file": file, "superseded_by": superseded.get(document.id)}
