"""Offers: the resources that the roadmaps name, weighed for a learner's wish."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.records import Document, ResourceFacts, Topic
from rag import cues
from rag.case import Case
from rag.evidence import Scored, in_scope
from rag.extractive.phrase import phrase_of
from rag.fact import Fact
from rag.library import Library
from rag.question import Question
from rag.resources import TEACHING_FORMS
from rag.wishes import NO_WISHES, Wishes
from rag.words import stems

# Bonuses on a fact's score, fitted on the development questions.
_TEACHES = 0.3  # for a resource whose summary puts the topic first or second among what it teaches
_ALSO_TEACHES = 0.18  # for one that teaches it besides
_NAMED_TWICE = 0.04  # for each further roadmap that names it
_LIKE = 0.6  # of the likeness of the question and what the summary says
_FORM = 0.1  # for the form asked for (a book, a course, ...)
_FREE = 0.1  # for one that costs nothing, when that was asked
_PARTLY_FREE = 0.05  # for one of which a part costs nothing

_FIRST_TAUGHT = 2  # places among what a resource teaches that are its main subjects
_TAUGHT_COVER = 0.5  # a resource that teaches the topic covers at least half of the question
_WISHED = 100  # what a learner wishes for goes before what the roadmaps name most
_CLOSED = 2  # roadmaps that must name a closed resource before it is as good as an open one


@dataclass(frozen=True, slots=True)
class Offer:
    """A resource as a roadmap offers it: the statement, and the summary of the resource where there is one.

    `meaning` is how near the nearest statement of either comes to the question.
    """

    fact: Fact
    document: Document | None
    score: float
    cover: float
    meaning: float

    @property
    def phrase(self) -> str:
        """The resource in the roadmap's words."""
        return phrase_of(self.fact, labelled=False)

    @property
    def title_stems(self) -> frozenset[str]:
        """The stems of the resource's names, as its summary gives them."""
        return frozenset(stems(" ".join(names_of(self.document)))) if self.document else frozenset()

    @property
    def is_free(self) -> bool:
        """Whether it costs nothing, at least in part, by the roadmap's word or the summary's."""
        return _freedom(self.fact, self.document.resource if self.document else None) > 0

    @property
    def is_for_beginners(self) -> bool:
        """Whether it asks nothing of who starts with it, by the roadmap's word or the summary's."""
        level = self.document.resource.level if self.document and self.document.resource else None
        return level == "beginner" or "beginner" in self.fact.own_stems

    def has_form(self, *forms: str) -> bool:
        """Whether it is a book, a course or whatever `forms` say: by its summary, or in the roadmap's words."""
        return any(_has_form(self.fact, self.document, form) for form in forms)

    def is_on(self, topics: Sequence[Topic]) -> bool:
        """Whether one of `topics` is what it teaches, by its summary, or what the roadmap names it for."""
        taught = self.document.resource.teaches if self.document and self.document.resource else ()
        return any(t.id in taught or t.id in self.fact.topics for t in topics)

    def is_same_as(self, other: "Offer") -> bool:
        """Whether two offers are of one thing, or of things by one name, such as Kaggle and Kaggle Datasets."""
        if self.document is not None and self.document is other.document:
            return True
        mine, theirs = (
            frozenset(w.strip(",.;:") for w in o.fact.content.split() if w[:1].isupper()) for o in (self, other)
        )
        return bool(mine & theirs)


class _Wish:
    """What a question wishes for, made out once for all that is offered."""

    def __init__(self, case: Case) -> None:
        self._library = case.library
        self._topics = case.question.topics
        self._forms = forms_of(case.question)
        self._free = bool(cues.FREE.search(case.question.normal))
        self._near = case.near.best

    def weighed(self, scored: Scored) -> Offer:
        """The offer of a fact, weighed for the wish."""
        fact = scored.fact
        document = self._library.resource_of(fact)
        resource = document.resource if document else None
        likeness = self._likeness(document) if document else 0.0
        score, cover = scored.score + _LIKE * likeness, scored.cover
        if resource:
            taught = [resource.teaches.index(t.id) for t in self._topics if t.id in resource.teaches]
            if taught:
                score += _TEACHES if min(taught) < _FIRST_TAUGHT else _ALSO_TEACHES
                cover = max(cover, _TAUGHT_COVER)
            score += _NAMED_TWICE * (len(resource.named_by) - 1)
        if any(_has_form(fact, document, form) for form in self._forms):
            score += _FORM
        if self._free:
            score += _freedom(fact, resource)
        return Offer(fact, document, score, cover, max(float(self._near[fact.number]), likeness))

    def _likeness(self, document: Document) -> float:
        """How near the nearest statement of a summary comes to the question; 0 for one without statements."""
        facts = self._library.facts_of.get(document.id, ())  # which are numbered one after the other
        return float(self._near[facts[0].number : facts[-1].number + 1].max()) if facts else 0.0


def offers(case: Case) -> list[Offer]:
    """Every resource that the roadmaps in scope name, weighed for the wish, best first."""
    library = case.library
    in_roadmaps = [f for f in in_scope(library, case.question) if f.document.kind == "roadmap"]
    naming = [f for f in in_roadmaps if f.section.role in {"resources", "tools"} or library.resource_of(f)]
    wish = _Wish(case)
    found = [wish.weighed(s) for s in case.weighed(naming) if s.fact.statement.is_item]
    return sorted(found, key=lambda o: (-o.score, o.fact.number))


def names_of(document: Document) -> tuple[str, ...]:
    """The names of a resource, as its summary gives them."""
    return (document.title, *document.aliases)


def forms_of(question: Question) -> tuple[str, ...]:
    """The forms that would do for what a question asks for: those that it names itself, else that of the one before."""
    forms = cues.forms_asked(question.rest)
    return forms if question.form in forms or not question.form else (question.form,)


def best_for(library: Library, topic: Topic, wishes: Wishes = NO_WISHES) -> Fact | None:
    """The resource for a topic that most roadmaps name and that teaches it first, as far as any is as wished for.

    None where no roadmap names one.
    """
    best: tuple[float, Fact] | None = None
    for fact in library.facts_in(library.roadmaps):
        linked = library.resource_of(fact) if fact.section.role == "resources" and fact.statement.is_item else None
        if linked and linked.resource and topic.id in linked.resource.teaches:
            score = _standing(linked.resource, topic) + _WISHED * _fits(fact, linked, wishes)
            if best is None or score > best[0]:
                best = (score, fact)
    return best[1] if best else None


def _fits(fact: Fact, document: Document, wishes: Wishes) -> int:
    """How many of a learner's wishes a resource meets: to cost nothing, and to have a form that they prefer."""
    is_free = _freedom(fact, document.resource) == _FREE
    has_form = any(_has_form(fact, document, form) for form in wishes.forms)
    return (wishes.free_only and is_free) * 2 + (bool(wishes.forms) and has_form)


def _standing(resource: ResourceFacts, topic: Topic) -> int:
    """How well a resource that teaches a topic stands for it, in roadmaps that name it."""
    teaches = resource.form in TEACHING_FORMS
    closed = _CLOSED if resource.status == "closed" else 0
    return len(resource.named_by) - resource.teaches.index(topic.id) + teaches - closed


def _freedom(fact: Fact, resource: ResourceFacts | None) -> float:
    """The bonus for what costs nothing, by the roadmap's word or the summary's."""
    cost = resource.cost if resource else None
    if "free" in fact.own_stems or cost == "free":
        return _FREE
    return _PARTLY_FREE if cost == "freemium" else 0.0


def _has_form(fact: Fact, document: Document | None, form: str) -> bool:
    if document and document.resource and document.resource.form == form:
        return True
    return any(stem in fact.own_stems | fact.path_stems for stem in stems(form))
