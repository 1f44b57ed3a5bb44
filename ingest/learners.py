"""Learners' texts of which it is known how their writers stand to what they name, by which new ones are read."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from ingest.errors import CorpusError
from ingest.topics import fold
from ingest.yaml_file import read_yaml

Stance = Literal["known", "basic", "lacking", "wanted", "other"]
STANCES: tuple[Stance, ...] = get_args(Stance)
Phrases = dict[str, tuple[str, ...]]  # what learners call things beside the names of topics, and the ids they stand for

_MARK = re.compile(r"\[([^\]]+)\]\(([a-z]+)((?: [a-z0-9-]+)*)\)")  # [linear algebra](lacking linear-algebra)
_WORD = re.compile(r"\w+")
_SHORTEST = 2  # characters of a phrase
_MOSTLY = 0.7  # the share of all times that a phrase is said in which it stands for its topics


@dataclass(frozen=True, slots=True)
class Mention:
    """Something that a learner's text names at `start:end`: how they stand to it, and the topics that it stands for."""

    start: int
    end: int
    stance: Stance
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """What a learner tells of themselves, with all that it mentions in order.

    `next` are the topics that a mentor would name as their next step, the best first, and `goal` the goal that such a
    mentor takes them to have, None where they tell none; `next` is empty where no mentor was asked.
    """

    text: str
    mentions: tuple[Mention, ...]
    next: tuple[str, ...] = ()
    goal: str | None = None


class _Advised(BaseModel):
    """A text in the file with a mentor's advice."""

    model_config = ConfigDict(extra="forbid")
    said: Annotated[str, Field(min_length=1)]
    next: Annotated[tuple[str, ...], Field(min_length=1)]
    goal: str | None = None


_FILE = TypeAdapter(list[Annotated[str, Field(min_length=1)] | _Advised])


def read_learners(corpus: Path, topics: Container[str], goals: Container[str] = ()) -> tuple[Telling, ...]:
    """The texts in `corpus`/learners.yaml, none where there is no such file; raises CorpusError for a broken one.

    In a text `[phrase](stance topic ...)` marks what is mentioned. `topics` and `goals` are the ids that may be named.
    """
    path = corpus / "learners.yaml"
    entries = read_yaml(path, _FILE, "is not a list of learners' texts") or []
    tellings = [_telling(e) if isinstance(e, str) else _telling(e.said, e.next, e.goal) for e in entries]
    _check(tellings, topics, path)
    _check_advice(tellings, topics, goals, path)
    return tuple(tellings)


def phrases_in(tellings: Sequence[Telling], is_name: Callable[[str], bool]) -> Phrases:
    """What learners call things beside the names of topics, with the topics that each phrase mostly stands for.

    Words that as often stand for nothing, such as `go` and `models`, are none of them.
    """
    meant: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for telling in tellings:
        for mention in telling.mentions:
            phrase = " ".join(fold(telling.text[mention.start : mention.end]).split())
            if len(phrase) >= _SHORTEST and not is_name(phrase):
                meant[phrase][mention.topics] += 1
    times_of = _times_in(" \n ".join(fold(telling.text) for telling in tellings))
    found: Phrases = {}
    for phrase, topics in sorted(meant.items()):
        mostly, times = topics.most_common(1)[0]
        if mostly and times >= _MOSTLY * times_of(phrase):
            found[phrase] = mostly
    return found


def _times_in(said: str) -> Callable[[str], int]:
    """What tells how often a phrase stands in `said` as whole words; it looks only where the rarest of them stands."""
    places: dict[str, list[int]] = defaultdict(list)
    for word in _WORD.finditer(said):
        places[word.group()].append(word.start())

    def stands(phrase: str, start: int) -> bool:
        end = start + len(phrase)
        is_whole = not _WORD.match(said[start - 1 : start]) and not _WORD.match(said, end)
        return start >= 0 and said.startswith(phrase, start) and is_whole

    def times(phrase: str) -> int:
        rarest = min(_WORD.finditer(phrase), key=lambda word: len(places[word.group()]), default=None)
        if rarest is None:  # it is made of signs
            return len(re.findall(rf"(?<!\w){re.escape(phrase)}(?!\w)", said))
        return sum(stands(phrase, at - rarest.start()) for at in places[rarest.group()])

    return times


def _telling(marked: str, advised: tuple[str, ...] = (), goal: str | None = None) -> Telling:
    """The text without its marks, and what they mark in it."""
    text, mentions, at = "", [], 0
    for mark in _MARK.finditer(marked):
        phrase, stance, ids = mark.groups()
        text += marked[at : mark.start()]
        mentions.append(Mention(len(text), len(text) + len(phrase), stance, tuple(ids.split())))  # type: ignore[arg-type]  # checked below
        text += phrase
        at = mark.end()
    return Telling(text + marked[at:], tuple(mentions), advised, goal)


def _check(tellings: Sequence[Telling], topics: Container[str], path: Path) -> None:
    for telling in tellings:
        for mention in telling.mentions:
            where = f"{path}: '{telling.text[mention.start : mention.end]}' in '{telling.text[:40]}...'"
            if mention.stance not in STANCES:
                raise CorpusError(f"{where} has the stance '{mention.stance}'. Give one of {', '.join(STANCES)}.")
            unknown = next((id_ for id_ in mention.topics if id_ not in topics), None)
            if unknown:
                raise CorpusError(
                    f"{where} stands for '{unknown}', which is no topic of topics.yaml. Name one that is."
                )


def _check_advice(tellings: Sequence[Telling], topics: Container[str], goals: Container[str], path: Path) -> None:
    for telling in tellings:
        where = f"{path}: the advice for '{telling.text[:40]}...'"
        unknown = next((id_ for id_ in telling.next if id_ not in topics), None)
        if unknown:
            raise CorpusError(f"{where} names '{unknown}', which is no topic of topics.yaml. Name one that is.")
        if telling.goal and telling.goal not in goals:
            raise CorpusError(f"{where} names '{telling.goal}', which is no goal of topics.yaml. Name one that is.")
