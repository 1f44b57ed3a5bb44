"""The things that a question asks about: the resources and topics that it names, and its other telling words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.records import Document, Topic
from rag.asking import asking_part, without_aside
from rag.cues import SYNONYMS
from rag.library import Library
from rag.months import NAMES as MONTHS
from rag.normal import normal
from rag.proper_names import proper_names
from rag.question import Unit
from rag.words import content_words, is_content, stem, stems, word_set

_QUIET = 1.5  # weight of a word beside a topic that says what the question is about
_LED_UP = 0.3  # of its weight: for a unit that only leads up to the question
_MEANT = 4.0  # weight of a topic that a question describes without naming it
# Words that make another thing of the topic that they stand before, as in `graph neural networks`.
_NARROWING = word_set("graph speech quantum federated neuromorphic spiking symbolic evolutionary causal")
_NUMBERED = re.compile(r"\b([a-z][\w-]*) (\d[\d.,]*\d)\b")
# Words written with a capital that name nothing a source would have to hold.
_CALENDAR = word_set(
    f"""
    {" ".join(MONTHS)} monday tuesday wednesday thursday friday saturday sunday mondays saturdays sundays
    english german europe i'm pc pcs
    """
)


@dataclass(frozen=True)
class Units:
    """Makes the units of questions over one library."""

    library: Library

    def of(self, resources: Iterable[Document], text: str, written: str) -> list[Unit]:
        """What is asked about in `text`, in normal spelling, each thing once: `resources`, topics, other words.

        `written` is the question with its capitals, which tell proper names; those of an aside behind it are not asked
        about.
        """
        text = " ".join(self.library.lexicon.respelt(word) for word in text.split())
        found = self.library.topics.found_in(text)
        units = [self._of_resource(d) for d in resources]
        units += [self.of_topic(topic, text[start:end]) for topic, start, end in found]
        spans = [(start, end) for _, start, end in found]
        proper = proper_names(without_aside(written)) - _CALENDAR
        names = proper | (_words_before(spans, text) & _NARROWING) | _numbers(text)
        units += [self._of_word(word, named=word in names) for word in content_words(_without(spans, text))]
        distinct: dict[tuple[frozenset[str], ...], Unit] = {}
        for unit in units:
            distinct.setdefault(unit.alternatives, unit)
        return list(distinct.values())

    def of_topic(self, topic: Topic, name: str) -> Unit:
        """The unit for a topic called `name`: a part of a topic stands for itself alone, any other name for all."""
        names = (name,) if name in {normal(part) for part in topic.parts} else (name, topic.name, *topic.aliases)
        return replace(self._unit(name, self.library.lexicon.alternatives(*names)), topic=topic)

    def described(self, own: Sequence[Unit], topic: Topic) -> tuple[Unit, ...]:
        """The units of a question that describes a topic without naming it: its `own`, quieted, and the topic.

        A name counts no more than other words where the topic's gloss holds it, as `Google` for Google Cloud.
        """
        gloss = frozenset(stems(topic.gloss))
        mine = (replace(u, named=u.named and not u.is_in(gloss)) for u in own)
        quiet = (u if u.named else replace(u, weight=min(u.weight, _QUIET)) for u in mine)
        return (*quiet, replace(self.of_topic(topic, topic.name), weight=_MEANT))

    def weighed(self, units: Sequence[Unit], text: str) -> tuple[Unit, ...]:
        """`units` with less weight for those outside the sentences of `text` that ask, and for unknown words."""
        asking = asking_part(text)
        aimed = any(u.topic for u in units)
        led = (u if asking == text or u.topic or u.text in asking else _led_up(u) for u in units)
        return tuple(self._quietened(u) if aimed and not u.is_firm else u for u in led)

    def _quietened(self, unit: Unit) -> Unit:
        return unit if self.library.lexicon.holds(unit.alternatives) else replace(unit, weight=min(unit.weight, _QUIET))

    def _of_resource(self, document: Document) -> Unit:
        names = (normal(name) for name in (document.title, *document.aliases))
        return replace(self._unit(document.title, self.library.lexicon.alternatives(*names)), named=True)

    def _of_word(self, word: str, *, named: bool) -> Unit:
        """The unit for a word; a name has no synonyms."""
        synonyms = () if named else SYNONYMS.get(word, ())
        others = (frozenset({stem(s)}) for s in synonyms)
        alternatives = tuple(dict.fromkeys((*self.library.lexicon.alternatives(word), *others)))
        return replace(self._unit(word, alternatives), named=named)

    def _unit(self, text: str, alternatives: tuple[frozenset[str], ...]) -> Unit:
        return Unit(text, alternatives, self.library.lexicon.rarity(alternatives))


def _led_up(unit: Unit) -> Unit:
    return replace(unit, weight=unit.weight * _LED_UP, named=False)


def _numbers(text: str) -> set[str]:
    """The numbers that tell one of several things of a kind, as in `room 204`; `300 rows` only sets the scene."""
    return {match.group(2) for match in _NUMBERED.finditer(text) if is_content(match.group(1))}


def _words_before(spans: Iterable[tuple[int, int]], text: str) -> set[str]:
    """The words that stand right before the spans."""
    before = (re.search(r"([\w+#-]+) $", text[:start]) for start, _ in spans)
    return {match.group(1) for match in before if match}


def _without(spans: Iterable[tuple[int, int]], text: str) -> str:
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text
