"""Mentions: which parts of a roadmap's timetable a question names, by number, month, place, topic or heading."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from ingest.records import Topic
from ingest.verbs import is_action
from rag.extractive.mention import Mention
from rag.extractive.numbered import numbered
from rag.extractive.place import USING
from rag.extractive.timetable import Part, sections_in
from rag.library import Library
from rag.words import is_content, stem, stems, words

_SHORTEST = 3  # letters of a word that can stand for a heading
_ANY_HEADING = frozenset(map(stem, ("topics", "skills", "basics", "concepts", "core", "real", "advanced", "best")))
_APART = USING | {"tools"}


def mentions(library: Library, parts: Sequence[Part], text: str) -> list[Mention]:
    """The mentions in `text`, in order; of two that share words, the one found by the surer sign."""
    found: list[Mention] = []
    for mention in (*numbered(parts, text), *_by_topic(library, parts, text), *_by_heading(library, parts, text)):
        if not _is_taken(mention, found):
            found.append(mention)
    return sorted(found, key=lambda m: m.start)


def part_of(library: Library, parts: Sequence[Part], topic: Topic) -> tuple[int, bool] | None:
    """The index of the part that a topic belongs to, and whether it is only something inside; None for none."""
    tests: tuple[Callable[[Part], bool], ...] = (
        lambda p: topic.id in p.section.topics,
        lambda p: any(topic.id in s.topics and s.role not in USING for s in sections_in(library, p)),
        lambda p: any(
            topic.id in library.topics.named_in([t.subject])
            for s in sections_in(library, p)
            if s.role not in _APART
            for t in s.statements
            if topic.id in t.topics
        ),
        lambda p: any(
            topic.id in t.topics for s in sections_in(library, p) if s.role not in _APART for t in s.statements
        ),
        lambda p: any(topic.id in t.topics for s in sections_in(library, p) for t in s.statements),
    )
    for place, test in enumerate(tests):
        index = next((i for i, p in enumerate(parts) if test(p)), None)
        if index is not None:
            return index, place > 0
    return None


def _is_taken(mention: Mention, found: Sequence[Mention]) -> bool:
    return any(mention.start < m.end and m.start < mention.end for m in found)


def _by_topic(library: Library, parts: Sequence[Part], text: str) -> Iterator[Mention]:
    for topic, start, end in library.topics.found_in(text):
        found = part_of(library, parts, topic)
        if found:
            yield Mention(start, end, found[0], found[0], topic.name, found[1], topic=topic)


def _by_heading(library: Library, parts: Sequence[Part], text: str) -> Iterator[Mention]:
    """Words that stand in the headings of one part alone: its own, else those below it."""
    own = [_telling(p.title) for p in parts]
    below = [
        frozenset(w for s in sections_in(library, p)[1:] if s.role not in USING for w in _telling(s.heading))
        for p in parts
    ]
    for word in dict.fromkeys(w for w in words(text) if len(w) >= _SHORTEST and is_content(w) and not is_action(w)):
        for is_inside, headings in ((False, own), (True, below)):
            holding = [i for i, stated in enumerate(headings) if stem(word) in stated]
            match = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
            if len(holding) == 1 and match:
                yield Mention(*match.span(), holding[0], holding[0], word, is_inside)
                break


@lru_cache(maxsize=1_000)  # the headings of some roadmaps, asked for with each question
def _telling(heading: str) -> frozenset[str]:
    """The stems of a heading's words, its opening verb left out."""
    first, *others = re.sub(r"^\d+\.\s+", "", heading).split(" ")
    told = " ".join(others if is_action(first) else (first, *others))
    return frozenset(s for s in stems(told) if s not in _ANY_HEADING)
