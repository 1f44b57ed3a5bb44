"""An answer cut into sentences, each with the markers that stand in it."""

import re
from dataclasses import dataclass

from rag.sentences import places

MARKER = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or list item as it was written, without the sign of a list; `is_item` where that sign stood."""

    text: str
    is_item: bool

    @property
    def markers(self) -> tuple[int, ...]:
        """The numbers of its markers, in order."""
        return tuple(int(number) for number in MARKER.findall(self.text))

    @property
    def plain(self) -> str:
        """The sentence without its markers."""
        return unmarked(self.text)


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of `text`, in order; a line ends one, and a marker behind a full stop belongs to what it ends."""
    return tuple(Sentence(text[place.start : place.end], place.is_item) for place in places(text))


def unmarked(text: str) -> str:
    """The text without its citation markers, whose numbers are no part of what it says."""
    return re.sub(r" ?\[\d+\]", "", text)


def word_count(text: str) -> int:
    """The words of `text` that hold a letter or a figure; markers do not count."""
    return sum(bool(re.search(r"\w", word)) for word in unmarked(text).split())
