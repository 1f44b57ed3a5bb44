"""What the page shows of an answer, worked out without Streamlit: JSON data in, records out, no markup anywhere."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from ingest.errors import WaymarkError
from ui.client.protocol import Data

_AROUND = 100  # characters of the document shown on each side of a quote
_SNIPPET = 280  # characters shown of a passage that was not cited
_JOINER = "\u2060"  # invisible, forbids a line break, and ends what Markdown takes for an address or an emoji name

_BASIS = {
    "restated": "Waymark's restatement of {title}{by}",
    "editorial": "Waymark's summary of {title}",
    "fetched": "Waymark's summary of {title}, from its page",
    "original": "The original text of {title}{by}",
    "yours": "Your document",
}
_OWN_WORDS = frozenset({"extractive", "none"})  # what `model` is where the program worded an answer
_UNKEPT = "This answer could not be kept: it is gone once you leave the page."
_STOPPED = "Stopped. This is as far as the answer came; it is not kept."
_KIND = {"roadmap": "Roadmap", "resource": "Learning resource", "user": "Your document"}
_KINDS: dict[str, tuple[str, str]] = {
    "roadmap": ("roadmap", "roadmaps"),
    "resource": ("resource summary", "resource summaries"),
    "user": ("document of yours", "documents of yours"),
}
_STEP = " \u203a "  # the small angle between a heading and the next one in

# A marker, a Markdown link, a bare address: whatever else is in an answer is text.
_SPECIAL = re.compile(
    r"\[(?P<marker>\d{1,3})\]"
    r"|\[(?P<label>[^\[\]]+)\]\((?P<url>https?://[^\s()]+)\)"
    r"|(?P<bare>https?://[^\s<>()\[\]]*[^\s<>()\[\].,;:!?])"
)
_ITEM = re.compile(r"\s*[-*•] +(.*)")
_HEADING_LINE = re.compile(r"^#{1,6} .*(?:\n+|\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a line: text, or the `marker` that opens a card, or text that is a `link` to a cited source."""

    text: str
    marker: int | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a list; `lines` are its lines or items."""

    is_list: bool
    lines: tuple[tuple[Segment, ...], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document's text, by its offsets."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Card:
    """What opens behind a marker: the quote in its surroundings, where it stands and what kind of text it is."""

    marker: int
    title: str
    kind: str
    path: str
    basis: str
    before: str
    quote: str
    after: str
    place: Place
    link: str | None
    link_text: str


@dataclass(frozen=True, slots=True)
class Uncited:
    """A passage that was retrieved but not quoted, with its rank in each leg of the search."""

    title: str
    path: str
    text: str
    ranks: str
    place: Place


@dataclass(frozen=True, slots=True)
class View:
    """A whole message, ready to be shown; a question or a problem has no cards.

    `warning` stands above the text and `note` below it; `copied` is what the clipboard gets, if it is of use there.
    """

    blocks: tuple[Block, ...]
    cards: tuple[Card, ...] = ()
    uncited: tuple[Uncited, ...] = ()
    warning: str | None = None
    note: str | None = None
    copied: str | None = None
    is_problem: bool = False
    is_coming: bool = False


def view(answer: Data, documents: Mapping[str, Data]) -> View:
    """The answer as the page shows it; `documents` holds the cited ones, as far as they are still there."""
    return View(
        blocks=blocks(answer["text"], answer["citations"]),
        cards=tuple(card(c, documents.get(c["document_id"])) for c in answer["citations"]),
        uncited=uncited(answer, documents),
        warning=answer["degraded"],
        note=" ".join(filter(None, (note_on(answer), _UNKEPT if answer.get("kept") is False else None))) or None,
        copied=copied(answer),
    )


def view_so_far(answer: Data, documents: Mapping[str, Data], *, is_coming: bool) -> View:
    """What has been told of an answer: it is still coming, or was stopped and will not become whole."""
    told = View(
        blocks=blocks(answer["text"], answer["citations"]),
        cards=tuple(card(c, documents.get(c["document_id"])) for c in answer["citations"]),
        warning=answer["degraded"],
    )
    return replace(told, is_coming=True) if is_coming else replace(told, note=_STOPPED)


def copied(answer: Data) -> str:
    """The answer for the clipboard: its text, and the quote behind each marker."""
    quotes = [
        f"[{c['marker']}] {_STEP.join((c['title'], *c['heading_path']))}: {' '.join(c['quote'].split())}"
        for c in answer["citations"]
    ]
    return "\n".join([answer["text"], *([""] if quotes else []), *quotes])


def note_on(answer: Data) -> str | None:
    """Who worded an answer; nothing where no language model did."""
    if answer["model"] in _OWN_WORDS:
        return None
    return f"Worded by {answer['model']}. Every quote was checked by Waymark."


def plain(text: str, *, is_problem: bool = False) -> View:
    """A text without citations, as it was written: a question, or what went wrong."""
    lines = tuple((Segment(line),) for line in text.splitlines())
    return View(blocks=(Block(is_list=False, lines=lines),), is_problem=is_problem)


def blocks(text: str, citations: Sequence[Data]) -> tuple[Block, ...]:
    """The paragraphs and lists of an answer's text."""
    markers = {c["marker"] for c in citations}
    links = {link for c in citations if (link := safe_link(c["url"]))}
    found: list[tuple[bool, list[str]]] = []
    for line in text.splitlines():
        item = _ITEM.fullmatch(line)
        content, is_list = (item[1], True) if item else (line.strip(), False)
        if not content:
            found.append((False, []))  # a blank line ends what stands above it; empty paragraphs are dropped below
        elif found and found[-1][1] and is_list == found[-1][0]:
            found[-1][1].append(content)
        else:
            found.append((is_list, [content]))
    kept = [(is_list, lines) for is_list, lines in found if lines]
    return tuple(Block(is_list, tuple(segments(line, markers, links) for line in lines)) for is_list, lines in kept)


def segments(line: str, markers: Collection[int], links: Collection[str]) -> tuple[Segment, ...]:
    """The pieces of a line; a marker without a citation and a link to anything but a cited source stay text."""
    pieces: list[Segment] = []
    done = 0
    for match in _SPECIAL.finditer(line):
        piece = _special(match, markers, links)
        if piece is None:
            continue
        if match.start() > done:
            pieces.append(Segment(line[done : match.start()]))
        pieces.append(piece)
        done = match.end()
    if done < len(line):
        pieces.append(Segment(line[done:]))
    return tuple(pieces)


def _special(match: re.Match[str], markers: Collection[int], links: Collection[str]) -> Segment | None:
    if match["marker"]:
        number = int(match["marker"])
        return Segment(match[0], marker=number) if number in markers else None
    link = safe_link(match["url"] or match["bare"])
    if link is None or link not in links:
        return None
    return Segment(f"{match['label']} ({host_of(link)})" if match["label"] else link, link=link)


def card(citation: Data, document: Data | None) -> Card:
    """What opens behind the citation's marker; without its document, the quote stands alone."""
    before, after = surroundings(document["text"], citation) if document else ("", "")
    link = safe_link(citation["url"])
    return Card(
        marker=citation["marker"],
        title=citation["title"],
        kind=_KIND[citation["kind"]],
        path=_STEP.join(citation["heading_path"]),
        basis=basis_in_words(document) if document else _KIND[citation["kind"]],
        before=before,
        quote=citation["quote"],
        after=after,
        place=Place(citation["document_id"], citation["start"], citation["end"]),
        link=link,
        link_text=_link_text(document, host_of(link)) if link else "",
    )


def basis_in_words(document: Data) -> str:
    """Whose words the document's are."""
    by = f" by {document['author']}" if document["author"] else ""
    return _BASIS[document["basis"]].format(title=document["title"], by=by)


def surroundings(text: str, citation: Data) -> tuple[str, str]:
    """What stands just before and after the quote in its section, made readable; nothing if the quote is not there."""
    start, end = citation["start"], citation["end"]
    if text[start:end] != citation["quote"]:
        return "", ""
    # Whole lines are made readable first and cut afterwards, so that no half of a link is left over.
    first = max(text.rfind("\n", 0, max(0, start - _AROUND)) + 1, start - 10 * _AROUND, 0)
    last = text.find("\n", end + _AROUND)
    last = min(last if last >= 0 else len(text), end + 10 * _AROUND)
    before, after = _HEADING_LINE.split(text[first:start])[-1], _HEADING_LINE.split(text[end:last])[0]
    return _tail(readable(before).lstrip()), _head(readable(after), _AROUND).rstrip()


def readable(text: str) -> str:
    """Markdown as it reads on paper: no heading signs, link targets or blank lines, and a dot for each list item."""
    text = re.sub(r"^#{1,6} +", "", text, flags=re.MULTILINE)
    text = re.sub(r"^[ \t]*[-*+] +", "• ", text, flags=re.MULTILINE)
    text = re.sub(r"!?\[([^\[\]]*)\]\([^()\s]*\)", r"\1", text)
    return re.sub(r"\n\s*\n", "\n", text.replace("**", ""))


def _tail(text: str) -> str:
    """The end of a text, from the beginning of a word."""
    return text if len(text) <= _AROUND else "… " + re.sub(r"^\S*\s+(?=\S)", "", text[-_AROUND - 1 :])


def _head(text: str, length: int) -> str:
    """The beginning of a text, to the end of a word."""
    return text if len(text) <= length else re.sub(r"(?<=\S)\s+\S*$", "", text[: length + 1]) + " …"


def uncited(answer: Data, documents: Mapping[str, Data]) -> tuple[Uncited, ...]:
    """The retrieved passages that hold no quote; none beside a refusal, where they would look like sources.

    Kept passages have no text of their own: it is looked up in `documents`.
    """
    if answer["abstained"] and not answer["citations"]:
        return ()
    left = [p for p in answer["passages"] if not any(_holds(p, c) for c in answer["citations"])]
    return tuple(_uncited(p, documents.get(p["document_id"])) for p in left)


def _holds(passage: Data, citation: Data) -> bool:
    if passage["document_id"] != citation["document_id"]:
        return False
    return bool(passage["start"] <= citation["start"] and citation["end"] <= passage["end"])


def _uncited(passage: Data, document: Data | None) -> Uncited:
    ranks, there = passage["ranks"], document["text"][passage["start"] : passage["end"]] if document else ""
    return Uncited(
        title=passage["title"],
        path=_STEP.join(passage["heading_path"]),
        text=_head(readable(_HEADING_LINE.sub("", passage.get("text") or there)).strip(), _SNIPPET),
        ranks=f"Rank: {ranks.get('dense', 'none')} by meaning, {ranks.get('keyword', 'none')} by words",
        place=Place(passage["document_id"], passage["start"], passage["end"]),
    )


def safe_link(url: str | None) -> str | None:
    """The address if it may become a link: http or https, a host in plain sight, nothing that hides where it leads."""
    if not url or not url.isprintable() or any(c in url for c in ' \\"<>'):
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna")
    except (UnicodeError, ValueError):
        return None
    return url if parts.scheme in {"http", "https"} and host and parts.username is None else None


def host_of(link: str) -> str:
    """The host of a safe link, as letters that cannot be mistaken for others."""
    return (urlsplit(link).hostname or "").encode("idna").decode("ascii")


def _link_text(document: Data | None, host: str) -> str:
    return f"Read the original at {host}" if document and document["basis"] == "restated" else f"Open {host}"


def escape_markdown(text: str) -> str:
    """Text that Streamlit's Markdown shows as it is: no image, link, HTML, emoji, heading, list or code comes of it.

    Backslashes do not stop bare addresses and `:names:`, which are looked for after parsing; an invisible joiner does.
    """
    escaped = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)
    escaped = re.sub(r"(?i)(www|@|:(?=\S))", rf"\1{_JOINER}", escaped)
    return "  \n".join(line.strip() for line in escaped.splitlines())


def problem(error: Exception) -> str:
    """One sentence for people: what a WaymarkError says, and no detail of anything else."""
    if isinstance(error, WaymarkError):
        return str(error)
    return "Something went wrong inside Waymark, through no fault of yours. Try again; the terminal names the error."


def sources(documents: Sequence[Data]) -> str:
    """How many sources there are, of which kinds; an original and its restatement are one."""
    counts = Counter(document["kind"] for document in documents if not document["superseded_by"])
    kinds = [f"{counts[kind]} {names[counts[kind] != 1]}" for kind, names in _KINDS.items() if counts[kind]]
    return f"{counts.total()} source{'s' * (counts.total() != 1)}: {', '.join(kinds)}" if kinds else "No sources yet"


def index_in_words(about: Mapping[str, object]) -> str:
    """What the index in use holds and when it was built; a figure that is not there is left out."""
    figures = [f"{about[name]} {name}" for name in ("documents", "passages") if name in about]
    try:
        moment = datetime.fromisoformat(str(about.get("built_at"))).astimezone()
    except ValueError:
        return ", ".join(figures)
    return ", ".join((*figures, f"built on {moment.day} {moment:%B %Y at %H:%M}"))


def documents_of(answer: Data, find: Callable[[str], Data]) -> dict[str, Data]:
    """The documents that cards and passages need; one that a newer index no longer holds is left out."""
    found: dict[str, Data] = {}
    without_text = [passage for passage in answer["passages"] if "text" not in passage]
    for id_ in {place["document_id"] for place in (*answer["citations"], *without_text)}:
        with suppress(WaymarkError):  # its quotes then stand alone
            found[id_] = find(id_)
    return found
