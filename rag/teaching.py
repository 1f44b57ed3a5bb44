"""Who teaches a topic: what it needs first, where each roadmap has it, and what it can be learnt and practised with."""

from dataclasses import dataclass

from ingest.places import Place
from ingest.records import Document, Topic
from rag.curriculum import Curriculum
from rag.edges import Edge, edges_of
from rag.extractive.phrase import is_instruction
from rag.extractive.stages import stage_of
from rag.extractive.standing import Standings
from rag.fact import Fact
from rag.quoting import Quotes
from rag.records import Citation
from rag.side_by_side import Held, row_of

_MOST_LESSONS = 2  # quotes of one roadmap
_MOST_PROJECTS = 6


@dataclass(frozen=True, slots=True)
class Order:
    """One roadmap's order of two topics: its quotes for the one that comes `first` there and for the one `then`."""

    roadmap: Document
    first: Citation | None
    then: Citation | None


@dataclass(frozen=True, slots=True)
class Need:
    """What a topic requires, and the roadmaps that have the two in this order or in the other."""

    edge: Edge
    backed_by: tuple[Order, ...]
    against: tuple[Order, ...]


@dataclass(frozen=True, slots=True)
class Lessons:
    """Where one roadmap has a topic, how far in it begins to teach it, and the first things that it teaches of it.

    `place` is None where it does not teach it.
    """

    held: Held
    place: Place | None
    quotes: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Means:
    """A resource or a project with the quote that tells of it."""

    document: Document
    citation: Citation


@dataclass(frozen=True, slots=True)
class Teaching:
    """All that the library holds on learning one topic; `leads_to` are the topics that require it directly."""

    topic: Topic
    area: str
    needs: tuple[Need, ...]
    leads_to: tuple[Topic, ...]
    roadmaps: tuple[Lessons, ...]
    resources: tuple[Means, ...]
    projects: tuple[Means, ...]


def teaching_of(curriculum: Curriculum, topic: Topic) -> Teaching:
    """Who teaches `topic`, where, and after what."""
    quotes = Quotes(curriculum.library)
    return Teaching(
        topic=topic,
        area=curriculum.topics.areas[topic.area],
        needs=tuple(_need(curriculum, e, quotes) for e in edges_of(curriculum, topic)),
        leads_to=tuple(t for t in curriculum.topics.all if any(r.topic == topic.id for r in t.requires)),
        roadmaps=_roadmaps(curriculum, topic, quotes),
        resources=_resources(curriculum, topic, quotes),
        projects=_projects(curriculum, topic, quotes),
    )


def _need(curriculum: Curriculum, edge: Edge, quotes: Quotes) -> Need:
    needed, topic = curriculum.places(edge.needed), curriculum.places(edge.topic)

    def order(id_: str, first: Fact, then: Fact) -> Order:
        return Order(curriculum.library.documents[id_], quotes.of(first), quotes.of(then))

    return Need(
        edge,
        tuple(order(id_, needed[id_], topic[id_]) for id_ in edge.backed_by),
        tuple(order(id_, topic[id_], needed[id_]) for id_ in edge.against),
    )


def _roadmaps(curriculum: Curriculum, topic: Topic, quotes: Quotes) -> tuple[Lessons, ...]:
    """Every roadmap, those that do not speak of the topic included."""
    where, lessons = curriculum.where(topic), curriculum.lessons_of(topic)

    def lessons_in(held: Held) -> Lessons:
        first = lessons.get(held.roadmap.id, ())[:_MOST_LESSONS]
        return Lessons(held, where.get(held.roadmap.id), tuple(c for fact in first if (c := quotes.of(fact))))

    return tuple(map(lessons_in, row_of(Standings(curriculum.library), topic, quotes).places))


def _resources(curriculum: Curriculum, topic: Topic, quotes: Quotes) -> tuple[Means, ...]:
    """The resources that teach the topic: those first that have it for their main matter, then what most name."""
    library = curriculum.library
    says = curriculum.resources_on(topic)
    found = [(d, d.resource) for d in library.resources if d.resource and d.id in says]
    found.sort(key=lambda pair: (pair[1].teaches.index(topic.id) > 0, -len(pair[1].named_by), pair[0].title.lower()))
    return tuple(Means(d, c) for d, _ in found if (c := quotes.of(says[d.id])))


def _projects(curriculum: Curriculum, topic: Topic, quotes: Quotes) -> tuple[Means, ...]:
    """What the roadmaps give to do: what names the topic, and then what a stage with the topic in its heading sets."""
    library = curriculum.library
    facts = [f for f in library.facts_in(library.roadmaps) if f.section.role in {"projects", "test"}]
    actions = [f for f in facts if f.statement.is_item and is_instruction(f.content)]
    own = [f for f in actions if topic.id in f.statement.topics]
    near = [f for f in actions if (stage := stage_of(library, f.section)) and topic.id in stage.topics]
    found = list(dict.fromkeys([*own, *near]))[:_MOST_PROJECTS]
    return tuple(Means(f.document, c) for f in found if (c := quotes.of(f)))
