"""A document's outline: its sections in order, each with the statements that stand directly under it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.records import Document, Role, Section, Statement

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")

# The first pattern that a heading matches gives its role; a heading that matches none inherits its parent's.
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern, re.IGNORECASE))
    for role, pattern in (
        ("test", r"test your|check your|self.?check|success metrics"),
        ("projects", r"\bprojects?\b(?! management)|project ideas"),
        ("resources", r"\bresources?\b|\bcourses?\b|\bbooks\b|reading list|where to find|other roadmaps"),
        ("tools", r"\btools?\b|\bframeworks?\b|\blibraries\b|\bplatforms\b"),
        ("why", r"^why\b"),
        ("time", r"\btimeline\b|\bschedule\b|how long"),
        ("career", r"\bjobs?\b|\binterview|r[ée]sum[ée]|\bcareer|\bportfolio\b|\bnetworking\b|\bcompanies\b|internship"),
        ("about", r"about the author|introduction|conclusion|final (note|advice|step)|\bFAQs?\b|pro tip"),
        ("learn", r"what to learn|topics?\b|concepts?\b|basics|fundamentals|foundation|skills?\b"),
    )
)
_STAGE = re.compile(r"^(?:(?:phase|step|stage|part|section|level|week|month)\s+(\d{1,2})\b|(\d{1,2})\.\s)", re.IGNORECASE)
_UNIT = r"(?:hours?|days?|weeks?|months?|years?)"
_DURATION = re.compile(
    rf"\b{_UNIT}\s+\d+\s*(?:-|–|to)\s*\d+\b|\b\d+\s*(?:-|–|to)\s*\d+\s*[- ]?{_UNIT}\b(?:\s+if\s+\w+)?|\b\d+\s*[- ]?{_UNIT}\b",
    re.IGNORECASE,
)
_DECORATION = re.compile(
    "[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u23ff\u2500-\u27bf\u2b00-\u2bff\ufe0e\ufe0f\u200d\u20e3]+\\s*"
)
# A sentence ends at . ! or ? before white space and a capital, digit, bracket or quote; the look-behinds keep abbreviations whole.
_SENTENCE_END = re.compile(r"(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!\bvs)(?<!\bDr)(?<!\b[A-Z])[.!?][\"')\]*_]*(?=\s+[\"'(\[*_]*[A-Z0-9])")
_BOLD_LEAD = re.compile(r"\*\*[^*]+[?:]\*\*\s+")
_SUBJECT_WORDS = 14  # a longer run before a colon is a sentence of its own, not a subject


def plain(markdown: str) -> str:
    """The words of one line or sentence of Markdown: no emphasis, code ticks, links' addresses, images or decoration."""
    return _words(_MARKDOWN.parseInline(markdown))


def duration_in(text: str) -> str | None:
    """The first stretch of time that `text` states, as it stands there, or None."""
    found = _DURATION.search(text)
    return found.group() if found else None


def outline(document: Document) -> tuple[Section, ...]:
    """The sections of `document` in order; text above the first heading is a section with an empty path.

    The title's own heading (the only one of the first level) is left out of every heading path.
    """
    tokens = _MARKDOWN.parse(document.text)
    lines = _line_offsets(document.text)
    headings = [_heading(tokens, i, lines, document.text) for i, t in enumerate(tokens) if t.type == "heading_open"]
    titles = [h for h in headings if h.level == 1]
    stage_level = _stage_level(headings)
    ends = [after.start for _, after in pairwise(headings)] + [len(document.text)]
    statements = list(_statements(tokens, lines, document.text))

    def under(start: int, end: int) -> tuple[Statement, ...]:
        return tuple(s for s in statements if start <= s.start < end)

    sections: list[Section] = []
    first = headings[0].start if headings else len(document.text)
    if document.text[:first].strip():
        sections.append(Section(document.id, (), 0, 0, 0, first, "about", None, None, under(0, first)))
    trail: list[tuple[_Heading, Section]] = []
    for heading, end in zip(headings, ends, strict=True):
        while trail and trail[-1][0].level >= heading.level:
            trail.pop()
        parent = trail[-1][1] if trail else None
        is_title = len(titles) == 1 and heading is titles[0]
        path = () if is_title else ((parent.heading_path if parent else ()) + (heading.text,))
        section = Section(
            document_id=document.id,
            heading_path=path,
            order=len(sections),
            start=heading.start,
            heading_end=heading.end,
            end=end,
            role=_role(heading.text) or ("learn" if heading.level == stage_level else parent.role if parent else "other"),
            stage=_stage(heading) if heading.level == stage_level else (parent.stage if parent else None),
            duration=None if is_title else duration_in(heading.text) or (parent.duration if parent else None),
            statements=under(heading.end, end),
        )
        sections.append(section)
        trail.append((heading, section))
    return tuple(sections)


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    text: str
    start: int
    end: int


def _heading(tokens: list[Token], index: int, lines: list[int], text: str) -> _Heading:
    first, last = tokens[index].map or (0, 1)
    start, end = lines[first], lines[last]
    end = start + len(text[start:end].rstrip())
    return _Heading(int(tokens[index].tag[1]), _words([tokens[index + 1]]).rstrip(":"), start, end)


def _role(heading: str) -> Role | None:
    return next((role for role, pattern in _ROLES if pattern.search(heading)), None)


def _stage(heading: _Heading) -> int | None:
    found = _STAGE.match(heading.text)
    return int(found.group(1) or found.group(2)) if found else None


def _stage_level(headings: list[_Heading]) -> int | None:
    """The shallowest level at which at least two headings carry a number: that is where a roadmap counts its stages."""
    numbered = [h.level for h in headings if _stage(h) is not None]
    return min((level for level in numbered if numbered.count(level) > 1), default=None)


def _statements(tokens: list[Token], lines: list[int], text: str) -> Iterator[Statement]:
    """Every list item, table row and sentence below the headings, in order of its offset.

    A paragraph of nothing but bold words, or one that ends in a colon, labels the list after it.
    """
    labels: list[str] = [""]  # one for each open list, the outermost first
    inside_heading = False
    depth_of_item: list[bool] = []
    for index, token in enumerate(tokens):
        if token.type in {"heading_open", "heading_close"}:
            inside_heading = token.type == "heading_open"
            labels = [""]
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            labels.append(labels[-1])
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            labels.pop()
            if len(labels) == 1:
                labels = [""]
        elif token.type == "list_item_open":
            depth_of_item.append(True)
        elif token.type == "list_item_close":
            depth_of_item.pop()
        elif token.type == "tr_open" and token.map:
            yield from _row(tokens, index, lines, text)
        elif token.type in {"fence", "code_block"} and token.map:
            yield _plain_block(token, lines, text)
        elif token.type == "inline" and token.map and not inside_heading and tokens[index - 1].type == "paragraph_open":
            start, end = _span(token, lines, text)
            if depth_of_item:
                outer = labels[-2] if len(labels) > 1 else ""
                statement = _item(text, start, end, outer)
                labels[-1] = statement.content if not statement.subject or statement.subject == outer else statement.subject
                if text[start:end].rstrip("* ").endswith(":"):
                    labels[-1] = plain(text[start:end]).rstrip(": ")
                yield statement
            elif _is_label(text[start:end]):
                labels = [plain(text[start:end]).rstrip(": ")]
            else:
                yield from _paragraph(text, start, end)
                labels = [""]


def _span(token: Token, lines: list[int], text: str) -> tuple[int, int]:
    """Where an inline token's text stands: the token has lost each line's indent and markers, so they are found again."""
    first, last = token.map or (0, 1)
    content = token.content.splitlines() or [""]
    start = text.index(content[0], lines[first]) if content[0] else lines[first]
    at = start
    for line in content:
        found = text.find(line, at, lines[last])
        at = (found if found >= 0 else at) + len(line)
    return start, at


def _item(text: str, start: int, end: int, label: str) -> Statement:
    start += _decoration(text[start:end])
    raw = text[start:end]
    subject, content = _split_subject(raw)
    return Statement(start, end, subject or label, content, _links(raw))


def _split_subject(raw: str) -> tuple[str, str]:
    """What stands before the first colon (or in a bold lead) and what stands after it; no subject when there is neither."""
    bold = re.match(r"\*\*(?P<lead>[^*]+)\*\*(?P<rest>.*)", raw, re.DOTALL)
    if bold and "](" not in bold["lead"] and bold["rest"].strip(" .:*"):
        return plain(bold["lead"]).strip(" :"), plain(bold["rest"].lstrip(" :—–-"))  # noqa: RUF001 - a dash is what sources use
    words = plain(raw)
    head, colon, rest = words.partition(": ")
    if colon and rest.strip() and len(head.split()) <= _SUBJECT_WORDS:
        return head.strip(), rest.strip()
    return "", words


def _paragraph(text: str, start: int, end: int) -> Iterator[Statement]:
    raw = text[start:end]
    marked = [line for line in raw.splitlines() if _decoration(line)]
    if len(marked) > 1 and len(marked) == len(raw.splitlines()):  # a list drawn with symbols instead of Markdown
        at = start
        for line in raw.splitlines(keepends=True):
            yield _item(text, at, at + len(line.rstrip()), "")
            at += len(line)
        return
    lead = _BOLD_LEAD.match(raw)
    subject, at = (plain(lead.group()).rstrip(": "), lead.end()) if lead else ("", 0)
    begin = 0  # a bold lead belongs to the quote of the sentence after it
    for stop in [*(m.end() for m in _SENTENCE_END.finditer(raw, at)), len(raw)]:
        if words := plain(raw[at:stop].strip()):
            begin += len(raw[begin:stop]) - len(raw[begin:stop].lstrip())
            yield Statement(start + begin, start + len(raw[:stop].rstrip()), subject, words, _links(raw[begin:stop]), is_item=False)
        at = begin = stop


def _row(tokens: list[Token], index: int, lines: list[int], text: str) -> Iterator[Statement]:
    first, last = tokens[index].map or (0, 1)
    cells = [t for t in tokens[index : index + 400] if t.type in {"inline", "tr_close"}]
    words = []
    for cell in cells:
        if cell.type == "tr_close":
            break
        words.append(_words([cell]))
    if tokens[index - 1].type != "thead_open" and any(words):
        start, end = lines[first], lines[last]
        yield Statement(start, start + len(text[start:end].rstrip()), words[0], ", ".join(w for w in words[1:] if w) or words[0])


def _plain_block(token: Token, lines: list[int], text: str) -> Statement:
    first, last = token.map or (0, 1)
    start, end = lines[first], lines[last]
    return Statement(start, start + len(text[start:end].rstrip()), "", token.content.strip(), is_item=False)


def _is_label(raw: str) -> bool:
    stripped = _DECORATION.sub("", raw).strip()
    return "\n" not in stripped and (bool(re.fullmatch(r"\*\*[^*]+\*\*:?", stripped)) or (stripped.endswith(":") and len(stripped.split()) <= _SUBJECT_WORDS))


def _decoration(raw: str) -> int:
    found = _DECORATION.match(raw)
    return found.end() if found else 0


def _links(raw: str) -> tuple[tuple[str, str], ...]:
    links: list[tuple[str, str]] = []
    for token in _MARKDOWN.parseInline(raw):
        children = token.children or []
        for i, child in enumerate(children):
            if child.type == "link_open":
                words = "".join(c.content for c in children[i : i + 6] if c.type in {"text", "code_inline"} and c.content)
                links.append((words, str(child.attrs.get("href", ""))))
    return tuple(links)


def _words(tokens: list[Token]) -> str:
    """The text of inline tokens, images left out, white space made single."""
    parts: list[str] = []
    for token in tokens:
        for child in token.children or []:
            if child.type in {"text", "code_inline"}:
                parts.append(child.content)
            elif child.type in {"softbreak", "hardbreak"}:
                parts.append(" ")
    return " ".join(_DECORATION.sub("", "".join(parts)).split())


def _line_offsets(text: str) -> list[int]:
    """The offset at which each line starts, and one more for the end."""
    offsets = [0]
    for line in text.splitlines(keepends=True):
        offsets.append(offsets[-1] + len(line))
    return [*offsets, len(text)]
