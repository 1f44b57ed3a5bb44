"""Reading one file into a document."""

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast, get_args

from ingest.clean import clean
from ingest.convert import to_markdown
from ingest.errors import FrontMatterError, SourceError
from ingest.files import readable_name, real
from ingest.frontmatter import split
from ingest.inline import plain
from ingest.records import Basis, Document, Kind, ResourceFacts
from ingest.stamp import stamp_of

MOST_BYTES = 10_000_000  # a file above this is not something a person reads; it would only slow every answer
MOST_CHARACTERS = 2_000_000  # a book of a thousand pages
_REQUIRED = ("id", "title", "kind", "basis")
_REQUIRED_OF_RESOURCES = ("form", "level", "teaches", "needs", "named_by", "status")
_LISTS = ("aliases", "teaches", "needs", "named_by", "other_urls")


def load(path: Path, *, shipped: bool) -> tuple[Document, dict[str, int]]:
    """The document in the file at `path`, and the repairs its text needed, by name.

    `shipped` documents come with complete front matter; others may have any or none. Raises SourceError naming the
    file.
    """
    try:
        data = _bytes_of(path)
        front, text, repairs = _contents(path, data)
        document = replace(_document(path, front, text), stamp=stamp_of(data))
        return (_shipped(document, front) if shipped else document), repairs
    except SourceError as error:
        raise type(error)(f"{readable_name(path)}: {error}") from None
    except OSError as error:
        raise SourceError(f"{readable_name(path)} cannot be read: {error.strerror}. Check its permissions.") from None


def is_as_read(path: Path, document: Document, *, shipped: bool) -> bool:
    """Whether the file at `path` still holds what the document was read from, and would be read as the same."""
    if shipped == (document.kind == "user") or not (shipped or document.id == id_of(path)):
        return False
    try:
        return stamp_of(_bytes_of(path)) == document.stamp
    except (SourceError, OSError):
        return False


def id_of(path: Path) -> str:
    """The id of a user's document in the file at `path`, where no other has it."""
    return re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "document"


def source_of(path: Path) -> str:
    """What a document made from the file at `path` has as its source."""
    return readable_name(real(path))


def distinct(document_id: str, source: str) -> str:
    """Another id for a document whose own is taken: the same one for the same file each time."""
    return f"{document_id}-{hashlib.sha256(source.encode()).hexdigest()[:6]}"


def _contents(path: Path, data: bytes) -> tuple[Mapping[str, Any], str, dict[str, int]]:
    """The front matter, the cleaned text below it and the repairs that were needed."""
    front, body = split(to_markdown(path, data))
    if len(body) > MOST_CHARACTERS:
        raise SourceError(f"It has {len(body):,} characters; at most {MOST_CHARACTERS:,} are read. Split it.")
    cleaned = clean(body)
    if not cleaned.text.strip():
        raise SourceError("Nothing is left of it after cleaning. Leave it out.")
    return front, cleaned.text, cleaned.repairs


def _bytes_of(path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)  # some files have no end, whatever size they give themselves
        size = max(len(data), os.fstat(file.fileno()).st_size)
    if size > MOST_BYTES:
        raise SourceError(f"It has {size:,} bytes; at most {MOST_BYTES:,} are read. Split it.")
    return data


def _document(path: Path, front: Mapping[str, Any], text: str) -> Document:
    """A user's document: what its front matter says of id, kind or basis is not believed."""
    id_ = id_of(path)
    title = _known(front.get("title")) or _title_in(text) or readable_name(Path(path.stem))
    return Document(
        id=id_,
        kind="user",
        title=title,
        short=_known(front.get("short")) or title,
        author=_known(front.get("author")),
        url=_known(front.get("url")),
        published=_known(front.get("published") or front.get("date")),
        basis="yours",
        work=id_,
        aliases=_texts(front.get("aliases")),
        resource=None,
        source=source_of(path),
        text=text,
    )


def _shipped(document: Document, front: Mapping[str, Any]) -> Document:
    """A document of the corpus, which says itself what it is."""
    kind, basis = front.get("kind"), front.get("basis")
    required = _REQUIRED + (_REQUIRED_OF_RESOURCES if kind == "resource" else ())
    if missing := [key for key in required if front.get(key) is None]:
        raise FrontMatterError(
            f"Its front matter lacks {', '.join(missing)}. "
            "Add what is missing, or keep the file elsewhere and name it to `waymark ingest`, which asks for none."
        )
    for key, value, allowed in (("kind", kind, get_args(Kind)), ("basis", basis, get_args(Basis))):
        if value not in allowed:
            raise FrontMatterError(f"Its {key} is {value}. Make it one of {', '.join(allowed)}.")
    if wrong := [key for key in _LISTS if not isinstance(front.get(key) or [], list)]:
        raise FrontMatterError(f"Its {wrong[0]} is not a list. Write it as [one, two].")
    id_ = _text(front["id"])
    resource = _resource(front) if kind == "resource" else None
    return replace(document, id=id_, work=id_, kind=cast("Kind", kind), basis=cast("Basis", basis), resource=resource)


def _resource(front: Mapping[str, Any]) -> ResourceFacts:
    return ResourceFacts(
        form=_text(front["form"]),
        level=_text(front["level"]),
        cost=_known(front.get("cost")),
        teaches=_texts(front["teaches"]),
        needs=_texts(front["needs"]),
        named_by=_texts(front["named_by"]),
        status=_text(front["status"]),
        status_note=_known(front.get("status_note")),
        other_urls=_texts(front.get("other_urls")),
    )


def _text(value: object) -> str:
    """A value on one line, without the half characters that an escape in YAML can write."""
    return " ".join(str(value).encode("utf-8", "replace").decode("utf-8").split())


def _known(value: object) -> str | None:
    return _text(value) if value and _text(value) != "unknown" else None


def _texts(value: object) -> tuple[str, ...]:
    return tuple(_text(v) for v in value) if isinstance(value, list) else ()


def _title_in(text: str) -> str | None:
    """The heading that a text begins with, or else its only one of the first level."""
    first = re.match(r"\s*#{1,6}[ \t]+([^\n]+)", text)
    outermost = [first[1]] if first else re.findall(r"^#[ \t]+([^\n]+)$", text, re.MULTILINE)
    return plain(outermost[0]) or None if len(outermost) == 1 else None
