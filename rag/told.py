"""What an earlier answer told: the statements that it gave, and the roadmap, stage and resources that it named."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ingest.records import Document, Role, Topic
from rag.fact import Fact
from rag.normal import normal
from rag.question import Question
from rag.reading import Reader
from rag.stage import stages_in
from rag.words import STOP, stems

_MARKER = re.compile(r"\[\d+\]")
# What stands between two things named side by side.
_LISTS = re.compile(r"(?: \w+){0,2}(?:\s*[,;/&]\s*(?:and |or )?| (?:and|or) )(?:\w+ ){0,3}")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
_REPEATED = 0.6  # share of a statement's words that an answer holds when it gives the statement in its own wording
_MOST = 0.5  # share of an answer's words that are those of its statements when they are the answer
_PARTS: frozenset[Role] = frozenset({"projects", "resources", "tools", "test"})


@dataclass(frozen=True)
class Told:
    """The last answer, `text`, to the question `asked`, read against the library."""

    reader: Reader
    text: str
    asked: Question

    @cached_property
    def roadmaps(self) -> tuple[Document, ...]:
        """The roadmaps that it names, in order."""
        return self.reader.roadmaps_in(self._folded)

    @property
    def advised(self) -> Topic | None:
        """The topic that it recommends: the first in its first sentence."""
        found = self.reader.library.topics.found_in(_SENTENCE_END.split(self.text)[0])
        return found[0][0] if found else None

    @cached_property
    def resources(self) -> tuple[Document, ...]:
        """The resources that it names, and those of the statements that it gave, in order."""
        named = (
            *self.reader.resources_in(self._folded),
            *filter(None, map(self.reader.library.resource_of, self.facts)),
        )
        return tuple(dict.fromkeys(named))

    @cached_property
    def thing(self) -> Document | None:
        """The one resource that it is about: the first that it names, unless it lists others beside it."""
        named = self.reader.resources_at(self._folded)
        between = [self._folded[end:start] for (_, _, end), (_, start, _) in pairwise(named)]
        return named[0][0] if named and not any(map(_LISTS.fullmatch, between)) else None

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The statements that it gave: those it repeats of the section that it repeats most of."""
        library = self.reader.library
        said = frozenset(stems(self._folded))
        if not said:
            return ()
        known = said | frozenset(stems(self.asked.about))
        by_section: dict[tuple[str, int], list[Fact]] = defaultdict(list)
        for fact in library.facts_in(self.asked.sources or library.roadmaps):
            own = _telling(fact)
            if own and len(own & known) >= _REPEATED * len(own):
                by_section[fact.document.id, fact.section.order].append(fact)
        return tuple(max(by_section.values(), key=lambda facts: _words_given(facts, said), default=[]))

    @cached_property
    def spent(self) -> frozenset[int]:
        """The numbers of those statements and of the ones above them, which sum up what they belong to."""
        above = (f for f in self.reader.library.facts_in([f.document for f in self.facts[:1]]) if self._is_above(f))
        return frozenset(f.number for f in (*self.facts, *above))

    def _is_above(self, fact: Fact) -> bool:
        path = self.facts[0].section.heading_path
        return fact.section.heading_path == path[: len(fact.section.heading_path)] != path

    @cached_property
    def beside(self) -> tuple[Fact, ...]:
        """The statements of the sections beside the one that it gave, under the same heading."""
        if not self.facts:
            return ()
        own = self.facts[0].section
        around = own.heading_path[:-1]
        facts = self.reader.library.facts_in([self.facts[0].document])
        inside = (f for f in facts if f.section.heading_path[: len(around)] == around and f.section is not own)
        return tuple(f for f in inside if len(f.section.heading_path) > len(around)) if around else ()

    @property
    def role(self) -> Role | None:
        """The part of a roadmap that it told of, where that is projects, resources, tools or tests."""
        roles = {f.section.role for f in self.facts} & _PARTS
        return roles.pop() if len(roles) == 1 else None

    @property
    def is_of_a_stage(self) -> bool:
        """Whether it names a stage and gives no statement of it, as what comes after another one."""
        return not self.facts and self.stage is not None

    @property
    def is_of_one_part(self) -> bool:
        """Whether most of what it says are those statements, so that it did not lay out a whole stage."""
        said = {s for s in stems(self._folded) if s not in STOP}
        return len(said & self.given) >= _MOST * len(said)

    @property
    def given(self) -> frozenset[str]:
        """The stems of those statements."""
        return frozenset[str]().union(*map(_telling, self.facts))

    @property
    def stage(self) -> int | None:
        """The stage that it names by number, else the one that its statements stand at."""
        named = stages_in(self._folded)
        if named or self._headed is not None:
            return named[1] if named else self._headed
        return next((f.section.stage for f in self.facts if f.section.stage is not None), None)

    @property
    def _headed(self) -> int | None:
        """The stage of the roadmap asked about whose whole heading it repeats."""
        sections = (s for d in self.asked.sources for s in self.reader.library.sections_of.get(d.id, ()))
        headed = (s.stage for s in sections if s.stage is not None and normal(s.heading) in self._folded)
        return next(headed, None)

    @property
    def headings(self) -> frozenset[str]:
        """The stems of the headings and labels that its statements stand under: what it was about."""
        return frozenset[str]().union(*(f.heading_stems | frozenset(stems(f.statement.subject)) for f in self.facts))

    @cached_property
    def _folded(self) -> str:
        return normal(_MARKER.sub(" ", self.text))


def _telling(fact: Fact) -> frozenset[str]:
    """The stems of what a statement says, small words left out."""
    return frozenset(s for s in stems(fact.content) if s not in STOP)


def _words_given(facts: Iterable[Fact], said: frozenset[str]) -> int:
    """How many of the words `said` stand in `facts`."""
    return len(said & frozenset[str]().union(*map(_telling, facts)))
