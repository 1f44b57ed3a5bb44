"""Bounds: how what a question names of a roadmap's way bounds the stretch that it asks about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.cues import bound
from rag.extractive.mention import Mention
from rag.extractive.mentions import mentions
from rag.extractive.timetable import Part
from rag.library import Library

_FILLERS = "the|a|an|its|my|their|all|whole|own|both|of|that|this|part|doing|learning|studying|choosing|picking"
_ARTICLES = rf"(?:\s|\b(?:{_FILLERS}))*$"
_PARTS = r"(?: (?:phase|step|stage|section|part)s?)?"
_GLUE = re.compile(rf"^{_PARTS}\W*(?:and|or|nor|plus|&|as well as|together with|then)?(?:\s|\b(?:the|its|with|also))*$")
_BARE_TO = re.compile(rf"(?<!up )\bto{_ARTICLES}")  # binds only behind another part, as in `from x to y`
_SENTENCE_END = re.compile(r"[.?!;:]")
_BOUNDS = tuple(
    (kind, re.compile(rf"(?:\b{words}){_ARTICLES}"))
    for kind, words in (
        ("skipped", bound.SKIPPED),
        ("before", bound.UNTIL_BEFORE),
        ("until", bound.UNTIL),
        ("from", bound.FROM),
        ("done", bound.DONE),
    )
)
_DONE_BEHIND = re.compile(rf"^{_PARTS},? {bound.DONE_BEHIND}\b")


@dataclass(frozen=True, slots=True)
class Bound:
    """A mention and how it bounds what is asked: from it, until it, before it, skipped, done, or else meant itself."""

    mention: Mention
    kind: str


def bounds(library: Library, parts: Sequence[Part], text: str) -> list[Bound]:
    """The mentions in `text` with how each bounds the stretch; those of one list all do as its first does."""
    found: list[Bound] = []
    for mention in mentions(library, parts, text):
        if found and _GLUE.match(text[found[-1].mention.end : mention.start]):
            found.append(Bound(mention, found[-1].kind))
        else:
            found.append(Bound(mention, _kind(found, mention, text)))
    return _with_what_is_behind(found, text)


def _kind(found: Sequence[Bound], mention: Mention, text: str) -> str:
    """How the words before a mention in its sentence bound it; `found` are the bounds before it."""
    sentence = re.split(_SENTENCE_END, text[: mention.start])[-1]
    kind = next((k for k, words in _BOUNDS if words.search(sentence)), "meant")
    is_first = not found or found[-1].mention.end <= mention.start - len(sentence)
    if kind == "until" and is_first and _BARE_TO.search(sentence):
        return "meant"
    return "done" if mention.has_passed or mention.name.startswith("half") else kind


def _with_what_is_behind(found: Sequence[Bound], text: str) -> list[Bound]:
    """The bounds with those made done that words behind them say to be, such as `core ML I know`."""
    kinds = [b.kind for b in found]
    for i in reversed(range(len(found))):
        end = found[i + 1].mention.start if i + 1 < len(found) else len(text)
        behind = text[found[i].mention.end : end]
        in_list = i + 1 < len(found) and _GLUE.match(behind) and kinds[i + 1] == "done"
        if kinds[i] == "meant" and (in_list or _DONE_BEHIND.match(behind)):
            kinds[i] = "done"
    return [Bound(b.mention, kind) for b, kind in zip(found, kinds, strict=True)]
