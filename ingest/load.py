"""Reading one file into a document."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from ingest.clean import clean
from ingest.convert import CONVERTERS, to_markdown
from ingest.errors import FrontMatterError, SourceError
from ingest.frontmatter import split
from ingest.records import Basis, Document, Kind, ResourceFacts

MOST_BYTES = 10_000_000  # a file above this is not something a person reads; it would only slow every answer
_RESOURCE_KEYS = ("form", "level", "teaches", "needs", "named_by", "status")


def find_files(root: Path) -> list[Path]:
    """The readable files at `root` (a file, or a folder searched through), hidden ones left out, in order.

    Raises SourceError when `root` does not exist or holds nothing that can be read.
    """
    if root.is_file():
        return [root]
    if not root.is_dir():
        raise SourceError(f"{root} does not exist. Check the path.")
    files = sorted(
        p for p in root.rglob("*") if p.is_file() and p.suffix.lower() in CONVERTERS and not any(x.startswith(".") for x in p.relative_to(root).parts)
    )
    if not files:
        raise SourceError(f"{root} holds no document. Waymark reads {', '.join(CONVERTERS)} files.")
    return files


def load(path: Path, *, shipped: bool) -> tuple[Document, dict[str, int]]:
    """The document in the file at `path`, and the repairs its text needed, by name.

    `shipped` documents come with complete front matter; others may have any or none. Raises SourceError naming the file.
    """
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise SourceError(f"it has {size:,} bytes; at most {MOST_BYTES:,} are read. Split it, or take the part that matters")
        front, body = split(to_markdown(path, path.read_bytes()))
        cleaned = clean(body)
        if not cleaned.text.strip():
            raise SourceError("nothing is left of it after cleaning")
        build = _shipped if shipped else _added
        return build(path, front, cleaned.text), cleaned.repairs
    except SourceError as error:
        raise type(error)(f"{path}: {error}") from None
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}. Check its permissions") from None


def _shipped(path: Path, front: Mapping[str, Any], text: str) -> Document:
    missing = [key for key in ("id", "title", "kind", "basis") if not front.get(key)]
    if front.get("kind") == "resource":
        missing += [key for key in _RESOURCE_KEYS if front.get(key) is None]
    if missing:
        raise FrontMatterError(f"its front matter lacks {', '.join(missing)}. Add what is missing")
    return _document(path, front, text, id_=str(front["id"]), kind=cast("Kind", front["kind"]), basis=cast("Basis", front["basis"]))


def _added(path: Path, front: Mapping[str, Any], text: str) -> Document:
    """A user's document: what its front matter says of kind or basis is not believed."""
    slug = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "document"
    return _document(path, front, text, id_=slug, kind="user", basis="yours")


def _document(path: Path, front: Mapping[str, Any], text: str, *, id_: str, kind: Kind, basis: Basis) -> Document:
    title = str(front.get("title") or _first_heading(text) or path.stem)
    return Document(
        id=id_,
        kind=kind,
        title=title,
        short=str(front.get("short") or title),
        author=_known(front.get("author")),
        url=_known(front.get("url")),
        published=_known(front.get("published") or front.get("date")),
        basis=basis,
        work=id_,
        aliases=_strings(front.get("aliases")),
        resource=_resource(front) if kind == "resource" else None,
        source=str(path.resolve()),
        text=text,
    )


def distinct_id(document_id: str, source: str) -> str:
    """Another id for a document whose own is taken: the same one for the same file each time."""
    return f"{document_id}-{hashlib.sha256(source.encode()).hexdigest()[:6]}"


def _resource(front: Mapping[str, Any]) -> ResourceFacts:
    return ResourceFacts(
        form=str(front["form"]),
        level=str(front["level"]),
        cost=_known(front.get("cost")),
        teaches=_strings(front["teaches"]),
        needs=_strings(front["needs"]),
        named_by=_strings(front["named_by"]),
        status=str(front["status"]),
        status_note=_known(front.get("status_note")),
        other_urls=_strings(front.get("other_urls")),
    )


def _known(value: object) -> str | None:
    return str(value) if value and str(value) != "unknown" else None


def _strings(value: object) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, (list, tuple)) else ()


def _first_heading(text: str) -> str | None:
    from ingest.outline import plain  # noqa: PLC0415 - only a document without a title needs it

    found = re.search(r"^#{1,6}\s+(.+)$", text, re.MULTILINE)
    return plain(found.group(1)) if found else None
