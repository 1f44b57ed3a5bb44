"""Reading a question against the names and words of a library."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ingest.records import Document, Topic
from rag import cues
from rag.asking import asks, without_taken_back
from rag.chat import spelt_out
from rag.cues.pattern import cue
from rag.intents import ROADMAP, Asked
from rag.library import Library
from rag.names import Names
from rag.normal import normal
from rag.orders import without_orders
from rag.proper_names import proper_names
from rag.question import Question
from rag.records import Intent
from rag.resources import is_teaching
from rag.stage import Span, months_in, stage_by_name, stages_by_place, stages_in, with_prerequisites, without_stages
from rag.units import Units

# Left over from templates and programs: `%s`, `null`, braces.
_DEBRIS = re.compile(r"%\w\b|\bnull\b|[{}|^~]+")
# What a question sets aside is not what it asks about.
_OF_WHO_ASKS = re.compile(
    r"\bas an? (?:[\w-]+ ){0,3}?[\w-]+(?:,| (?=i\b))|\b(?:i'?m|i am|we'?re|we are)(?: (?:currently|now|just|still))*"
    r" (?:working|going|reading|getting) (?:my way )?through\b"
    r"|\b(?:i'?m|i am|aged?) \d{2}\b(?: (?:years? old|yo)\b)?"
)
_EXCLUDED = re.compile(
    r"\b(?:besides|beyond|apart from|aside from|other than|in addition to"
    r"|except(?: for)?|not counting|outside(?: of)?) [\w+#]+"
)
_FIGURE = cue(
    r"how (?:many|long)",
    r"how much (?:time|money|does|do|will|is|per)",
    r"(?:cost|salary|fee)s?",
    r"price (?:of|for|per)",
    r"percentage",
    r"what (?:number|score) ",
    r"(?:average|highest|lowest|top|winning|passing) (?:score|grade|mark)s?",
    r"(?:max|min)(?:imum)? (?:number|amount|size|age|score|speed|memory)",
    r"(?:the|a) (?:minimum|maximum)(?=,? in \w+|\W*$)",
    r"in (?:tokens|gigabytes|gb|megabytes|dollars|euros|percent)",
)


@dataclass(frozen=True)
class Reader:
    """Reads questions over one library."""

    library: Library

    @cached_property
    def units(self) -> Units:
        """The maker of what questions ask about."""
        return Units(self.library)

    @cached_property
    def _roadmaps(self) -> Names:
        return Names(self.library.roadmaps)

    @cached_property
    def _resources(self) -> Names:
        return Names(tuple(d for d in self.library.documents.values() if d.kind != "roadmap"))

    def read(self, raw: str, intent: Intent | None = None) -> Question:
        """The question that `raw` asks, smuggled orders and markup left out; its `intent` may be known."""
        text = self._asked_of_us(raw)
        folded = normal(self.library.lexicon.spelt(normal(text), proper_names(text)))
        sources, unnamed = self._taken(self._roadmaps, folded)
        rest = with_prerequisites(_DEBRIS.sub(" ", unnamed))
        stage, months = self._stage(sources, rest, folded), months_in(rest)
        rest = self._without_asides(without_stages(rest))
        wanted = _EXCLUDED.sub(" ", rest)
        resources = self.resources_in(wanted)
        role, form = cues.role_asked(rest), cues.form_asked(rest)
        about = " ".join(rest.split())
        asked = Asked(intent) if intent else self._asked(folded, sources, about)
        subject = self._without(resources, rest, cues.without_cues(wanted, role, form))
        return Question(
            text=text,
            normal=folded,
            about=about,
            intent=asked.intent,
            aspect=asked.aspect,
            rest=" ".join(spelt_out(unnamed).split()),
            sources=sources,
            stage=stage,
            months=months,
            role=role,
            form=form,
            units=self.units.weighed(self.units.of(resources, subject, text), rest),
            resources=resources,
            figure=bool(_FIGURE.search(rest)),
            order=bool(cues.ORDER.search(rest)),
        )

    def _asked_of_us(self, raw: str) -> str:
        """What `raw` asks or tells beside the orders smuggled into it; nothing where that leads up to them alone."""
        text = without_orders(without_taken_back(raw))
        if text == " ".join(raw.split()) or asks(text) or self.library.topics.found_in(normal(text)):
            return text
        return ""

    def meaning(self, question: Question, topic: Topic) -> Question:
        """The question with the topic that it describes without naming it."""
        return replace(question, units=self.units.described(question.units, topic), described=True)

    def roadmaps_in(self, text: str) -> tuple[Document, ...]:
        """The roadmaps that `text`, already normal, names, in order and each once."""
        return self._taken(self._roadmaps, text)[0]

    def with_roadmap(self, text: str, roadmap: Document) -> str:
        """`text`, already normal, of `roadmap` in place of the one that it names; put behind it where it names none."""
        named, other = self._taken(self._roadmaps, text, f" {normal(roadmap.short)} ")
        return other if named else f"{text.rstrip(' ?.!')} in {normal(roadmap.short)}?"

    def with_resource(self, text: str, resource: Document) -> str:
        """`text`, already normal, of `resource` in place of the one that it names."""
        return self._taken(self._resources, text, f" {normal(resource.title)} ")[1]

    def resources_in(self, text: str) -> tuple[Document, ...]:
        """The resources and own documents that `text` names, but for those whose title is just a topic's name."""
        return tuple(d for d in self._taken(self._resources, text)[0] if not self._is_merely_a_topic(d))

    def resources_at(self, text: str) -> list[tuple[Document, int, int]]:
        """The resources that `text`, already normal, names, each with the span of its name."""
        found = ((self.library.documents[id_], start, end) for id_, start, end in self._resources.found_in(text))
        return [place for place in found if not self._is_merely_a_topic(place[0])]

    def _asked(self, folded: str, sources: Sequence[Document], about: str) -> Asked:
        """What the question asks for, whichever roadmaps it names; its vector is that of what it is `about`."""
        text = " ".join(self._taken(self._roadmaps, folded, f" {ROADMAP} ")[1].split())
        return self.library.intents.asked(text, self.library.vector_of(about or text), sources=len(sources))

    def _taken(self, names: Names, text: str, put: str = " ") -> tuple[tuple[Document, ...], str]:
        """The documents that `text` names, in order and each once, and the text with `put` for each name."""
        found = names.found_in(text)
        rest = text
        for _, start, end in reversed(found):
            rest = f"{rest[:start]}{put}{rest[end:]}"
        return tuple(dict.fromkeys(self.library.documents[id_] for id_, _, _ in found)), rest

    def _without_asides(self, text: str) -> str:
        """`text` without what it says of who asks, an age or a part that they play, where that names no topic."""
        return _OF_WHO_ASKS.sub(lambda m: m.group() if self.library.topics.found_in(m.group()) else " ", text)

    def _stage(self, sources: Sequence[Document], text: str, folded: str) -> Span | None:
        """The stages that `text` names: by number, or of a single roadmap by place or heading."""
        by_number = stages_in(text)
        if by_number or len(sources) != 1:
            return by_number
        by_place = stages_by_place(self.library, sources[0], text)
        if by_place or cues.OVERVIEW.search(folded):
            return by_place
        return stage_by_name(self.library, sources[0], text)

    def _is_merely_a_topic(self, document: Document) -> bool:
        found = self.library.topics.found_in(document.title)
        return is_teaching(document) and any(end - start == len(document.title) for _, start, end in found)

    def _without(self, resources: Sequence[Document], text: str, subject: str) -> str:
        """`subject`, a part of `text`, without the names of `resources`, save those that hold a topic's name too."""
        ids = {d.id for d in resources}
        for id_, start, end in reversed(self._resources.found_in(text)):
            name = text[start:end]
            if id_ in ids and not self.library.topics.found_in(name):
                subject = subject.replace(name.strip(), " ")
        return subject
