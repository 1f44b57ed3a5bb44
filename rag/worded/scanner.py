"""Cutting a text into sentences and list items while it is being written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.sentences import end_of_sentence

_BULLET = re.compile(r"(?:[-*+•▪◦‣]|\d{1,2}[.)])[ \t]+")
_PERHAPS_BULLET = re.compile(r"(?:[-*+•▪◦‣]|\d{1,2}[.)]?)?[ \t]*$")
_QUOTED = re.compile(r">+[ \t]*")
_NO_SENTENCE = re.compile(r"#{1,6}[ \t]|```|~~~|[-=*_]{3,}[ \t]*$")  # a heading, a fence or a rule: asked for by nobody
_PERHAPS_NONE = re.compile(r"[#`~=_*-]{1,6}[ \t]*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or list item as it was written; `lead` is what stands between it and the one before."""

    lead: str
    text: str
    is_item: bool = False


class Scanner:
    """Takes a text piece by piece and gives its sentences as soon as they have ended.

    Signs of a list become "- ", items stand on lines of their own, blank lines part paragraphs, and headings are left
    out; whatever the pieces are, the sentences are the same.
    """

    def __init__(self) -> None:
        self._rest = ""
        self._at_line_start = True
        self._breaks = 0  # line ends since the last sentence
        self._in_list = False
        self._first = True

    def feed(self, piece: str) -> Iterator[Sentence]:
        """The sentences that have ended with `piece`."""
        self._rest += piece
        yield from self._sentences(is_all=False)

    def finish(self) -> Iterator[Sentence]:
        """The sentences that end with the text."""
        yield from self._sentences(is_all=True)

    def _sentences(self, *, is_all: bool) -> Iterator[Sentence]:
        while self._skip_space() and (end := self._end(is_all=is_all)):
            text, self._rest = self._rest[:end].strip(), self._rest[end:]
            is_item = False
            if self._at_line_start:
                if _NO_SENTENCE.match(text):
                    continue
                text, _ = _without(_QUOTED, text)
                text, is_item = _without(_BULLET, text)
            if text:
                yield Sentence(self._lead(is_item=is_item), text, is_item)
                self._at_line_start, self._breaks, self._first = False, 0, False

    def _skip_space(self) -> bool:
        """Step over space and line ends, and tell whether anything is left."""
        bare = self._rest.lstrip()
        breaks = self._rest[: len(self._rest) - len(bare)].count("\n")
        self._breaks += breaks
        self._at_line_start = self._at_line_start or breaks > 0
        self._rest = bare
        return bool(bare)

    def _end(self, *, is_all: bool) -> int | None:
        """Where the next sentence ends; None while that cannot be told yet."""
        line, newline, _ = self._rest.partition("\n")
        begin = 0
        if self._at_line_start:
            if not newline and not is_all and (_PERHAPS_BULLET.match(line) or _PERHAPS_NONE.match(line)):
                return None
            if _NO_SENTENCE.match(line):
                return len(line) if newline or is_all else None
            bullet = _BULLET.match(line)
            begin = bullet.end() if bullet else 0
        end = end_of_sentence(line[begin:])
        if end is not None and (newline or is_all or _is_past(line[begin + end :])):
            return begin + end
        return len(line) if newline or is_all else None

    def _lead(self, *, is_item: bool) -> str:
        """What parts a sentence from the one before; keeps track of whether a list is going on."""
        if self._first:
            lead = "- " if is_item else ""
        elif is_item:
            lead = "\n- "
        elif not self._at_line_start:
            lead = " "
        else:
            lead = "\n\n" if self._in_list or self._breaks > 1 else " "
        if self._at_line_start:
            self._in_list = is_item
        return lead


def _without(sign: re.Pattern[str], text: str) -> tuple[str, bool]:
    """The text without a sign at its beginning, and whether it had one."""
    found = sign.match(text)
    return (text[found.end() :], True) if found else (text, False)


def _is_past(rest: str) -> bool:
    """Whether what follows a full stop tells that the sentence has ended: a word, and no bracket behind the stop."""
    return bool(re.match(r"\s+[^\s\[]", rest))
