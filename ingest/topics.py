"""The topics Waymark knows by name, and where a text speaks of one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from ingest.errors import CorpusError
from ingest.records import Topic


@dataclass(frozen=True)
class Topics:
    """All topics, and the pattern that finds them by name or alias."""

    all: tuple[Topic, ...]
    areas: dict[str, str]

    @cached_property
    def by_id(self) -> dict[str, Topic]:
        """Each topic under its id."""
        return {topic.id: topic for topic in self.all}

    @cached_property
    def _names(self) -> dict[str, str]:
        return {fold(name): topic.id for topic in self.all for name in (topic.name, *topic.aliases, *topic.parts)}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self._names, key=lambda name: (-len(name), name))
        words = "|".join(re.escape(name).replace(r"\ ", r"[\s-]+") for name in longest_first)
        return re.compile(rf"(?<![\w+#])(?:{words})(?![\w+#])") if words else re.compile(r"(?!)")

    def found_in(self, text: str) -> list[tuple[Topic, int, int]]:
        """The topics that `text` names, each with the span of its longest name there, in order."""
        folded = fold(text)
        found = []
        for match in self._pattern.finditer(folded):
            id_ = self._names.get(re.sub(r"\s+", " ", match.group())) or self._names.get(re.sub(r"[\s-]+", " ", match.group()))
            if id_ is None:
                id_ = self._names[next(n for n in self._names if re.sub(r"[\s-]+", "", n) == re.sub(r"[\s-]+", "", match.group()))]
            found.append((self.by_id[id_], match.start(), match.end()))
        return found

    def named_in(self, texts: Iterable[str]) -> set[str]:
        """The ids of all topics that one of `texts` names."""
        return {topic.id for text in texts for topic, _, _ in self.found_in(text)}


def fold(text: str) -> str:
    """`text` in lower case with straight apostrophes, character for character, so that offsets hold."""
    lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.replace("\u2019", "'").replace("\u2018", "'").replace("_", " ")


def read_topics(corpus: Path) -> Topics:
    """The topics of `corpus`/topics.yaml, none where there is no such file; raises CorpusError for a broken one."""
    path = corpus / "topics.yaml"
    if not path.is_file():
        return Topics((), {})
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        areas: dict[str, str] = data["areas"]
        topics = tuple(
            Topic(t["id"], t["name"], t["area"], _strings(t.get("aliases")), _strings(t.get("parts")), str(t.get("gloss", ""))) for t in data["topics"]
        )
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise CorpusError(f"{path} is not a list of topics: {error}. Correct it or restore the shipped file.") from None
    _check(path, topics, areas)
    return Topics(topics, areas)


def _strings(names: Iterable[object] | None) -> tuple[str, ...]:
    return tuple(str(name) for name in names or ())


def _check(path: Path, topics: Sequence[Topic], areas: dict[str, str]) -> None:
    owners: dict[str, str] = {}
    for topic in topics:
        if topic.area not in areas:
            raise CorpusError(f"{path}: topic {topic.id} has the area {topic.area}, which is not among the areas listed above it.")
        for name in {fold(n) for n in (topic.name, *topic.aliases, *topic.parts)}:
            if owners.setdefault(name, topic.id) != topic.id:
                raise CorpusError(f"{path}: '{name}' names both {owners[name]} and {topic.id}. Leave it to one of them.")
