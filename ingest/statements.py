"""The statements of a document: every list item, table row and sentence, each with the place where it stands."""

import re
from collections.abc import Iterable, Iterator

from ingest.blocks import CODE, LISTS, Block, Page, words_of
from ingest.inline import decoration, links, plain
from ingest.records import Statement

# `**Git:** ...`, `**Git**: ...` and `**Git** - ...` name a subject; `**Git** is ...` only speaks with emphasis.
_BOLD_SUBJECT = re.compile(
    r"\*\*(?P<lead>[^*]+?)(?P<inside>[:?]?)\s*\*\*(?P<outside>\s*:|\s+[\u2013\u2014-](?=\s))?\s*(?P<rest>.+)", re.DOTALL
)
_NUMBER = re.compile(r"\d+[.)]\s+")
_MOST_SUBJECT_WORDS = 14  # a longer run before a colon is a sentence of its own, not a subject
# A sentence ends at . ! or ? before white space and a capital, digit, bracket or quote; the look-behinds keep
# abbreviations whole.
_SENTENCE_END = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!\bvs)(?<!\bDr)(?<!\b[A-Z])[.!?][\"')\]*_\u201d\u2019]*(?=\s+[\"'(\[*_\u201c\u2018]*[A-Z0-9])"
)
_HERE = re.compile(r"here(?:['\u2019]s| is| are)\b.*:", re.IGNORECASE)  # announces and says nothing
_LABELLED_LINE = re.compile(r"[^:.\n]{1,60}: \S")


def statements_in(page: Page, blocks: Iterable[Block], subject: str = "") -> Iterator[Statement]:
    """Every statement of `blocks` in order; `subject` is of those that name none themselves."""
    for block in blocks:
        if block.type in LISTS:
            for item in block.children:
                yield from _item_and_below(page, item, subject)
        elif block.type == "paragraph":
            yield from _paragraph(page, block, subject)
        elif block.type == "table":
            yield from _rows(page, block)
        elif block.type in CODE:
            yield Statement(*page.span(block), subject, block.content.strip(), is_item=False)
        elif block.type == "blockquote":
            yield from statements_in(page, block.children, subject)


def split_subject(markdown: str) -> tuple[str, str]:
    """What stands before the first colon or in a bold lead, and what stands after it; no subject without either."""
    bold = _BOLD_SUBJECT.match(markdown)
    if bold and (bold["inside"] or bold["outside"]) and "](" not in bold["lead"] and bold["rest"].strip(" .:*"):
        question = "?" if bold["inside"] == "?" else ""
        return _NUMBER.sub("", plain(bold["lead"]), count=1) + question, plain(bold["rest"])
    words = plain(markdown)
    head, _, rest = words.partition(": ")
    if rest.strip() and _is_subject(head):
        return head.strip(), rest.strip()
    return "", words


def _is_subject(head: str) -> bool:
    one_piece = head.count("(") == head.count(")") and not _SENTENCE_END.search(f"{head} A")
    return one_piece and len(head.split()) <= _MOST_SUBJECT_WORDS


def _item_and_below(page: Page, item: Block, subject: str) -> Iterator[Statement]:
    """A list item, then what is nested in it, of which it is the subject."""
    first, below = item.children[:1], item.children[1:]
    if not first or first[0].type not in {"paragraph", "heading"}:
        yield from statements_in(page, item.children, subject)
        return
    markdown = words_of(first[0])
    is_label = plain(markdown).endswith(":") and any(block.type in LISTS for block in below)
    if is_label:
        label = plain(markdown).rstrip(": ")
    else:
        said = _statement(page, *page.words_span(first[0]), subject)
        label = said.subject if said.subject != subject else said.content
        yield said
    yield from statements_in(page, below, label if len(label.split()) <= _MOST_SUBJECT_WORDS else subject)


def _statement(page: Page, start: int, end: int, subject: str) -> Statement:
    """One line that says one thing, such as a list item."""
    start += decoration(page.text[start:end])
    markdown = page.text[start:end]
    own, content = split_subject(markdown)
    return Statement(start, end, own or subject, content, links(markdown))


def _paragraph(page: Page, block: Block, subject: str) -> Iterator[Statement]:
    """The sentences of a paragraph; the lines, where it is a list drawn with symbols or labels instead of Markdown."""
    start, end = page.words_span(block)
    lines = [match.span() for match in re.finditer(r"[^\n]+", page.text[start:end])]
    marked = [i for i, (a, b) in enumerate(lines) if decoration(page.text[start + a : start + b].lstrip())]
    if len(marked) > 1:
        yield from _sentences(page, start, start + lines[marked[0]][0], subject)
        begins = [lines[i][0] for i in marked]
        for begin, stop in zip(begins, [*begins[1:], end - start], strict=True):
            yield _trimmed(page, start + begin, start + stop, subject)
    elif len(lines) > 1 and all(_LABELLED_LINE.match(plain(page.text[start + a : start + b])) for a, b in lines):
        for a, b in lines:
            yield _trimmed(page, start + a, start + b, subject)
    else:
        yield from _sentences(page, start, end, subject)


def _trimmed(page: Page, start: int, end: int, subject: str) -> Statement:
    piece = page.text[start:end]
    return _statement(page, start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()), subject)


def _sentences(page: Page, start: int, end: int, subject: str) -> Iterator[Statement]:
    """The sentences of text[start:end]; a bold lead is their subject and part of the first one's quote."""
    raw = page.text[start:end]
    lead, _ = split_subject(raw) if raw.startswith("**") else ("", "")
    begin = 0
    at = raw.index("**", 2) + 2 if lead else 0  # no sentence ends inside the lead
    for stop in [*(m.end() for m in _SENTENCE_END.finditer(raw, at)), len(raw)]:
        sentence = raw[begin:stop].strip()
        words = split_subject(sentence)[1] if lead and begin == 0 else plain(sentence)
        if words and not _HERE.fullmatch(words):
            first = start + begin + len(raw[begin:stop]) - len(raw[begin:stop].lstrip())
            yield Statement(first, first + len(sentence), lead or subject, words, links(sentence), is_item=False)
        begin = stop


def _rows(page: Page, table: Block) -> Iterator[Statement]:
    """The rows of a table but for its head; the first cell is the subject of the others."""
    for row in (r for part in table.children if part.type == "tbody" for r in part.children):
        cells = [cell for cell in (plain(words_of(c)) for c in row.children) if cell]
        if cells:
            start, end = page.span(row)
            quote = page.text[start:end]
            yield Statement(start, end, cells[0], ", ".join(cells[1:]) or cells[0], links(quote))
