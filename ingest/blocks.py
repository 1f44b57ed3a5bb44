"""A document as blocks of Markdown, each with the place where it stands in the text."""

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

Block = SyntaxTreeNode
LISTS = frozenset({"bullet_list", "ordered_list"})
CODE = frozenset({"fence", "code_block"})

# Lists in lists take two levels each. What stands inside a line is parsed where it is needed.
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "maxNesting": 100}).enable("table").disable("inline")


@dataclass(frozen=True, slots=True)
class Page:
    """A document's text and the offset at which each of its lines begins, one more for its end."""

    text: str
    lines: Sequence[int]

    @classmethod
    def of(cls, text: str) -> "Page":
        """The page that holds `text`."""
        offsets = [0]
        for line in text.split("\n"):
            offsets.append(offsets[-1] + len(line) + 1)
        return cls(text, [*offsets[:-1], len(text), len(text)])

    def blocks(self) -> list[Block]:
        """The outermost blocks in order."""
        return SyntaxTreeNode(_MARKDOWN.parse(self.text)).children

    def span(self, block: Block) -> tuple[int, int]:
        """Where the lines of `block` stand, without the white space around them."""
        first, last = block.map or (0, 0)
        return self._trimmed(self.lines[first], self.lines[last])

    def words_span(self, block: Block) -> tuple[int, int]:
        """Where the words of a paragraph or heading stand, without the markers and the indent before them.

        The parser has taken those off each line, so each line's words are looked up again.
        """
        first = (block.map or (0, 0))[0]
        start = end = -1
        for number, line in enumerate(words_of(block).split("\n"), start=first):
            begin, stop = self.lines[number], self.lines[number + 1]
            at = self.text.find(line.strip(), begin, stop)
            at, end = (at, at + len(line.strip())) if at >= 0 else self._trimmed(begin, stop)
            start = at if start < 0 else start
        return start, end

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        piece = self.text[start:end]
        return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def words_of(block: Block) -> str:
    """The Markdown inside a paragraph, heading or table cell; empty for other blocks."""
    inline = next((child for child in block.children if child.type == "inline"), None)
    return inline.content if inline else ""
