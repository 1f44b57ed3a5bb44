"""The small nouns that the whole house passes around."""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["roadmap", "resource", "user"]
Basis = Literal["restated", "editorial", "fetched", "original", "yours"]
Role = Literal["learn", "tools", "resources", "projects", "test", "why", "time", "career", "about", "other"]


@dataclass(frozen=True, slots=True)
class ResourceFacts:
    """What a resource summary's front matter states besides its text."""

    form: str
    level: str
    cost: str | None
    teaches: tuple[str, ...]
    needs: tuple[str, ...]
    named_by: tuple[str, ...]
    status: str
    status_note: str | None
    other_urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One source as it is stored: `text` is the cleaned text that every offset refers to.

    `work` names what the document is a text of: an original and its restatement share it, and are counted once.
    `stamp` tells whether its file is still what it was read from.
    """

    id: str
    kind: Kind
    title: str
    short: str
    author: str | None
    url: str | None
    published: str | None
    basis: Basis
    work: str
    aliases: tuple[str, ...]
    resource: ResourceFacts | None
    source: str
    text: str = field(repr=False)
    stamp: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage of a document, at most about 200 word pieces: `text == document.text[start:end]`.

    The span begins at its section's heading line when it is the section's first chunk (`position` counts chunks
    within the document from 0); `heading_path` is outermost first, without the document's title.
    """

    id: str
    document_id: str
    heading_path: tuple[str, ...]
    position: int
    start: int
    end: int
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Statement:
    """The smallest thing that can be quoted: a list item, a table row or a sentence, `document.text[start:end]`.

    `subject` is what the statement says it is about (the words before its first colon, or its list's label);
    `content` is what it says of it, without Markdown; `topics` are the ids of the topics that it names; `asked` are
    questions that it answers, as learners would put them.
    """

    start: int
    end: int
    subject: str
    content: str
    links: tuple[tuple[str, str], ...] = ()
    is_item: bool = True
    topics: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()

    @property
    def bare(self) -> str:
        """What it says, without the full stop of a list item."""
        return self.content.rstrip(". ") if self.is_item else self.content


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with the statements that stand directly under it.

    `start` is the offset of the heading line and `heading_end` its end; `end` is where the next heading begins.
    `stage` is the number a source gives its step or phase, inherited from the nearest heading that has one;
    `order` counts the document's sections from 0; `topics` are those that its heading names;
    `asked` are questions that it answers as a whole.
    """

    document_id: str
    heading_path: tuple[str, ...]
    order: int
    start: int
    heading_end: int
    end: int
    role: Role
    stage: int | None
    duration: str | None
    statements: tuple[Statement, ...]
    topics: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """The innermost heading, or an empty string above the first one."""
        return self.heading_path[-1] if self.heading_path else ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A topic, by its id, that must be learnt before another, and Waymark's own word on why."""

    topic: str
    why: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A thing that can be learnt: `aliases` are its other names, `parts` smaller things that belong to it.

    `gloss` describes it in a learner's plain words; its vector finds the topic for a question that does not name it.
    `requires` are its direct prerequisites.
    """

    id: str
    name: str
    area: str
    aliases: tuple[str, ...]
    parts: tuple[str, ...] = ()
    gloss: str = ""
    requires: tuple[Requirement, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a learner wants to get to: the ids of its `topics`, what matters most first; `gloss` says it plainly.

    `subject` is the id of the topic that whoever has reached the goal works in, where it is one; where the topics are
    not to be `practised` but judged, what else they rest on is not needed.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    gloss: str
    topics: tuple[str, ...]
    subject: str | None = None
    practised: bool = True


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What one ingest did; counts of documents, of chunks and of repairs by name."""

    generation: str
    documents: dict[str, int]
    chunks: dict[str, int]
    embedded: int
    repairs: dict[str, int]
    superseded: dict[str, str]
    failures: tuple[Failure, ...]
    seconds: float
    dry_run: bool = False
