"""The topics Waymark knows by name, and where a text speaks of one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import yaml

from ingest.errors import CorpusError
from ingest.prerequisites import check_goals, check_requirements
from ingest.records import Goal, Requirement, Section, Topic

_GAP = re.compile(r"[\s-]+")


@dataclass(frozen=True)
class Topics:
    """All topics, the pattern that finds them by name or alias, and what learners say of them in other words."""

    all: tuple[Topic, ...]
    areas: dict[str, str]
    goals: tuple[Goal, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Topic]:
        """Each topic under its id."""
        return {topic.id: topic for topic in self.all}

    @cached_property
    def goal_by_id(self) -> dict[str, Goal]:
        """Each goal under its id."""
        return {goal.id: goal for goal in self.goals}

    @cached_property
    def _names(self) -> dict[str, str]:
        return {name: topic.id for topic in self.all for name in _names_of(topic)}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return _pattern_of(self._names)

    @cached_property
    def _goal_names(self) -> dict[str, str]:
        return {_single_spaced(fold(name)): goal.id for goal in self.goals for name in (goal.name, *goal.aliases)}

    @cached_property
    def _goal_pattern(self) -> re.Pattern[str]:
        return _pattern_of(self._goal_names)

    def is_name(self, phrase: str) -> bool:
        """Whether `phrase`, folded, is a topic's name, one of its other names or one of its parts."""
        return phrase in self._names

    def goals_in(self, text: str) -> list[tuple[Goal, int, int]]:
        """The goals that `text` names, each with the span of its longest name there, in order."""
        return [
            (self.goal_by_id[self._goal_names[_single_spaced(match.group())]], match.start(), match.end())
            for match in self._goal_pattern.finditer(fold(text))
        ]

    def found_in(self, text: str) -> list[tuple[Topic, int, int]]:
        """The topics that `text` names, each with the span of its longest name there, in order."""
        return [
            (self.by_id[self._names[_single_spaced(match.group())]], match.start(), match.end())
            for match in self._pattern.finditer(fold(text))
        ]

    def named_in(self, texts: Iterable[str]) -> set[str]:
        """The ids of all topics that one of `texts` names."""
        return {topic.id for text in texts for topic, _, _ in self.found_in(text)}

    def marked(self, section: Section) -> Section:
        """The section with the topics that its heading and each of its statements name."""
        statements = (replace(s, topics=self._ids_in(f"{s.subject}: {s.content}")) for s in section.statements)
        return replace(section, topics=self._ids_in(section.heading), statements=tuple(statements))

    def _ids_in(self, text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(topic.id for topic, _, _ in self.found_in(text)))


def fold(text: str) -> str:
    """`text` in lower case with straight apostrophes, character for character, so that offsets hold."""
    lowered = text.lower()
    if len(lowered) != len(text):  # as of `İ`, which becomes two
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.replace("\u2019", "'").replace("\u2018", "'").replace("_", " ")


def read_topics(corpus: Path) -> Topics:
    """The topics of `corpus`/topics.yaml, none where there is no such file; raises CorpusError for a broken one."""
    path = corpus / "topics.yaml"
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        areas = {str(id_): str(name) for id_, name in data["areas"].items()}
        topics = tuple(_topic(entry) for entry in data["topics"])
        goals = tuple(_goal(entry) for entry in data.get("goals") or ())
    except FileNotFoundError:
        return Topics((), {})
    except (OSError, ValueError, yaml.YAMLError, LookupError, TypeError, AttributeError) as error:
        reason = " ".join(str(error).split())
        raise CorpusError(
            f"{path} is not a list of topics ({type(error).__name__}: {reason}). "
            "Correct it or restore the shipped file."
        ) from None
    _check(path, topics, areas)
    check_requirements(path, topics)
    check_goals(path, goals, [topic.id for topic in topics])
    return Topics(topics, areas, goals)


def _topic(entry: dict[str, object]) -> Topic:
    return Topic(
        id=str(entry["id"]),
        name=str(entry["name"]),
        area=str(entry["area"]),
        aliases=_strings(entry.get("aliases")),
        parts=_strings(entry.get("parts")),
        gloss=str(entry.get("gloss") or ""),
        requires=tuple(Requirement(str(id_), str(why or "")) for id_, why in _mapping(entry.get("requires")).items()),
    )


def _goal(entry: dict[str, object]) -> Goal:
    return Goal(
        id=str(entry["id"]),
        name=str(entry["name"]),
        aliases=_strings(entry.get("aliases")),
        gloss=str(entry.get("gloss") or ""),
        topics=_strings(entry["topics"]),
        subject=str(entry["subject"]) if "subject" in entry else None,
        practised=entry.get("practised") is not False,
    )


def _mapping(value: object) -> dict[object, object]:
    if not isinstance(value, dict | None):
        raise TypeError(f"{value} is not a mapping")
    return value or {}


def _strings(names: object) -> tuple[str, ...]:
    if not isinstance(names, list | None):
        raise TypeError(f"{names} is not a list")
    return tuple(str(name) for name in names or ())


def _names_of(topic: Topic) -> set[str]:
    return {_single_spaced(fold(name)) for name in (topic.name, *topic.aliases, *topic.parts)}


def _pattern_of(names: Iterable[str]) -> re.Pattern[str]:
    """What finds any of `names`, the longest first, as whole words."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    words = "|".join(_GAP.pattern.join(re.escape(word) for word in name.split(" ")) for name in longest_first)
    return re.compile(rf"(?<![\w+#])(?:{words})(?![\w+#])" if words else r"(?!)")


def _single_spaced(name: str) -> str:
    """A name as it is looked up: `fine-tuning`, `fine tuning` and a broken line between the two are one."""
    return _GAP.sub(" ", name)


def _check(path: Path, topics: Sequence[Topic], areas: dict[str, str]) -> None:
    owners: dict[str, str] = {}
    ids: set[str] = set()
    for topic in topics:
        if topic.id in ids:
            raise CorpusError(f"{path}: two topics have the id {topic.id}. Give one of them another.")
        ids.add(topic.id)
        if topic.area not in areas:
            raise CorpusError(
                f"{path}: topic {topic.id} has the area {topic.area}, which is not among the areas listed."
            )
        for name in sorted(_names_of(topic)):
            if owners.setdefault(name, topic.id) != topic.id:
                raise CorpusError(
                    f"{path}: '{name}' names both {owners[name]} and {topic.id}. Leave it to one of them."
                )
