"""What responses hold of documents."""

from typing import Annotated

from pydantic import BaseModel, Field

from ingest.records import Kind


class ResourceShape(BaseModel):
    """What is stated of a resource besides its text."""

    form: str
    level: str
    cost: str | None
    teaches: list[str]
    needs: list[str]
    named_by: list[str]
    status: str
    status_note: str | None


class SourceShape(BaseModel):
    """A document without its text."""

    id: str
    kind: Kind
    title: str
    short: str
    author: str | None
    url: str | None
    published: str | None
    basis: str
    file: Annotated[str | None, Field(description="What the file of a user's document is called.")]
    resource: ResourceShape | None
    superseded_by: str | None


class DocumentsShape(BaseModel):
    """All documents."""

    documents: list[SourceShape]


class DocumentShape(BaseModel):
    """A document with the text that offsets refer to."""

    id: str
    kind: Kind
    title: str
    short: str
    author: str | None
    url: str | None
    published: str | None
    basis: str
    resource: ResourceShape | None
    text: str
