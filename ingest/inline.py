"""The words of a line of Markdown, and where it leads."""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_MOST_CHARACTERS = 5000  # no line or sentence is longer; brackets by the thousand would take minutes

# Emoji go wherever they stand; bullets, dashes and arrows only from the start of a line, for inside one they mean
# something.
_SIGN = r"[\U0001f000-\U0001faff\u231a\u231b\u23e9-\u23fa\u25fb-\u25fe\u2600-\u27bf\u2b00-\u2bff]"
_EMOJI = rf"(?:[0-9#*]\ufe0f?\u20e3|{_SIGN}(?:[\ufe0e\ufe0f]|\u200d{_SIGN})*)"
_ANYWHERE = re.compile(rf"(?:{_EMOJI})+\s*")
_AT_START = re.compile(rf"(?:{_EMOJI})+\s*|[\u00b7\u2013\u2014\u2022\u2023\u2043\u2190-\u21ff\u2500-\u25ff]+\s+")
_SPACED_MARK = re.compile(r"\s+([,.;:!?])(?=\s|$)")  # "**NumPy** , and" has its space only for the sake of the bold


def plain(markdown: str) -> str:
    """The words of a line or sentence of Markdown: no emphasis, code ticks, links' addresses, images or decoration."""
    text = "".join(_text(token) for token in _tokens(markdown))
    return _SPACED_MARK.sub(r"\1", " ".join(_ANYWHERE.sub("", text).split()))


def links(markdown: str) -> tuple[tuple[str, str], ...]:
    """The words and the address of each link, in order."""
    found: list[tuple[str, str]] = []
    address, inside = "", ""
    for child in _tokens(markdown):
        if child.type == "link_open":
            address, inside = str(child.attrs.get("href", "")), ""
        elif child.type == "link_close":
            found.append((" ".join(inside.split()), address))
        else:
            inside += _text(child)
    return tuple(found)


def decoration(line: str) -> int:
    """How many characters of bullet or emoji stand before the words of `line`."""
    found = _AT_START.match(line)
    return found.end() if found else 0


def _tokens(markdown: str) -> list[Token]:
    """What a line is made of; one that no person wrote is text as it stands."""
    if len(markdown) > _MOST_CHARACTERS:
        return [Token("text", "", 0, content=markdown)]
    return [child for token in _MARKDOWN.parseInline(markdown) for child in token.children or ()]


def _text(token: Token) -> str:
    if token.type in {"text", "code_inline"}:
        return token.content
    return " " if token.type in {"softbreak", "hardbreak"} else ""
