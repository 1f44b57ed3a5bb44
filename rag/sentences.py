"""Where a sentence ends, for texts that are there as a whole and for those that are still being written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ITEM = re.compile(r"\s*- +")
_LINE = re.compile(r".+")
_END = re.compile(r"[.!?][\"'”’)]*(?: ?\[[^\[\]\n]{1,200}\])*(?=\s|$)")  # noqa: RUF001 - typographic quotes may close a sentence
# What a full stop does not end: a number before a heading, an initial, an abbreviation.
_NO_END = re.compile(r"(?:(?:^|[:;,(] ?)\d{1,2}|\b[A-Z]|\b(?:e\.g|i\.e|vs|cf|al|etc|Dr|Mr|Ms|St|No))\.$")
_CONTINUES = re.compile(r"\s+[a-z]")  # after `etc.`, only a small letter says that the sentence goes on


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence is `text[start:end]`, without white space around it; `is_item` where the sign of a list stood."""

    start: int
    end: int
    is_item: bool


def places(text: str) -> Iterator[Place]:
    """Where each sentence of `text` stands, in order; a line ends one, and its markers belong to it."""
    for line in _LINE.finditer(text):
        sign = _ITEM.match(line.group())
        at, until, is_item = line.start() + (sign.end() if sign else 0), line.end(), bool(sign)
        while at < until:
            rest = text[at:until]
            end = end_of_sentence(rest) or len(rest)
            said = rest[:end]
            if re.search(r"\w", said):
                lead = len(said) - len(said.lstrip())
                yield Place(at + lead, at + len(said.rstrip()), is_item)
            at, is_item = at + end, False


def end_of_sentence(text: str) -> int | None:
    """The index behind the first sentence of `text`, what stands in brackets behind its full stop included, or None."""
    return next((m.end() for m in _END.finditer(text) if _ends(text, m)), None)


def _ends(text: str, mark: re.Match[str]) -> bool:
    """Whether a sentence ends at `mark`."""
    before = text[: mark.start() + 1]
    if before.endswith("etc."):
        return not _CONTINUES.match(text, mark.end())
    return not _NO_END.search(before)
