"""What a learner's text mentions: each thing with the topics that it stands for, and how its writer stands to it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from ingest.embed import Vectors
from ingest.learners import Mention, Phrases, Stance
from ingest.listener import Listener
from ingest.topics import Topics, fold
from rag.standings import Standing, clauses_of, standing_in

# A curriculum vitae, where the letters might as well stand for computer vision.
_PAPERS = re.compile(r"(?<=\bmy )cv\b|\bcv(?= (?:is|was|says|lines?|ready|written)\b)|^cv(?=:)", re.IGNORECASE)
_STANCES: dict[Standing, Stance] = {"known": "known", "lacking": "lacking", "goal": "wanted", "asked": "other"}
_BEGINNING = re.compile(r"(?<!\w)(?:\w+|[^\w\s])")
_MOST_READ = 64  # texts whose reading is kept: a question's, which is asked for thrice, and those of its history
_Named = tuple[int, int, tuple[str, ...]]


class Mentions:
    """Reads mentions by what the listener hears, false where there is none; `phrases` are other words for topics."""

    def __init__(self, topics: Topics, phrases: Phrases, listener: Listener | None) -> None:
        self._topics = topics
        self._phrases = phrases
        self._listener = listener
        self._read = lru_cache(_MOST_READ)(self._read_anew)

    def __bool__(self) -> bool:
        return self._listener is not None

    def read(self, text: str) -> list[Mention]:
        """All that `text` mentions by a topic's name or by another phrase for it, in order; names of goals left out."""
        return list(self._read(text))

    def heard(self, text: str, start: int, end: int) -> Vectors | None:
        """How likely the writer of `text` stands so to what it says at `start:end`, for each of STANCES, if heard."""
        return self._listener.hear(text).stance(start, end) if self._listener else None

    def _read_anew(self, text: str) -> tuple[Mention, ...]:
        text = _PAPERS.sub(lambda paper: " " * len(paper.group()), text)
        goals = [(start, end) for _, start, end in self._topics.goals_in(text)]
        found = [n for n in self._named(text) if not any(n[0] < end and start < n[1] for start, end in goals)]
        spans = [(start, end) for start, end, _ in found]
        return tuple(
            Mention(*span, stance, ids)
            for span, (_, _, ids), stance in zip(spans, found, self._stances(text, spans), strict=True)
        )

    def _stances(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Stance]:
        """How the writer stands to what `text` names at `spans`: as heard, and by the cues where it was not."""
        heard = self._listener.hear(text).stances(spans) if self._listener else [None] * len(spans)
        return [h or cued or "other" for h, cued in zip(heard, _by_cues(fold(text), spans), strict=True)]

    def _named(self, text: str) -> Sequence[_Named]:
        """What is named; of two that overlap the longer."""
        found: list[_Named] = [(start, end, (topic.id,)) for topic, start, end in self._topics.found_in(text)]
        if self._phrases:
            found += self._said(fold(text))
        kept: list[_Named] = []
        for one in sorted(found, key=lambda n: (n[0] - n[1], n[0])):
            if not any(one[0] < end and start < one[1] for start, end, _ in kept):
                kept.append(one)
        return sorted(kept)

    def _said(self, folded: str) -> Iterator[_Named]:
        """The phrases that stand in a text as whole words, the longest at each place, none within another."""
        behind = 0
        for match in _BEGINNING.finditer(folded):
            at = match.start()
            if at < behind:
                continue
            phrase = next((p for p in self._beginning.get(match.group(), ()) if _stands(p, folded, at)), None)
            if phrase:
                behind = at + len(phrase)
                yield at, behind, self._phrases[phrase]

    @cached_property
    def _beginning(self) -> dict[str, list[str]]:
        """The phrases by the word or sign that they begin with, the longest first."""
        found: dict[str, list[str]] = defaultdict(list)
        for phrase in sorted(self._phrases, key=len, reverse=True):
            for match in _BEGINNING.finditer(phrase):
                found[match.group()].append(phrase)
                break
        return dict(found)


def _stands(phrase: str, text: str, at: int) -> bool:
    """Whether `phrase` stands there in `text`, and no word goes on behind it."""
    end = at + len(phrase)
    return text.startswith(phrase, at) and not (text[end : end + 1].isalnum() or text[end : end + 1] == "_")


def _by_cues(folded: str, spans: Sequence[tuple[int, int]]) -> list[Stance | None]:
    """What the cues around each mention speak for."""
    clauses = list(clauses_of(folded))
    held = (next((c for c in clauses if c[0] <= start and end <= c[0] + len(c[1])), None) for start, end in spans)
    return [
        _STANCES[standing_in(clause[1], start - clause[0], end - clause[0])] if clause else None
        for (start, end), clause in zip(spans, held, strict=True)
    ]
