"""What is worth reading behind an answer, beside what it quotes."""

from collections.abc import Iterable, Sequence

from ingest.records import Document
from rag.case import Case
from rag.extractive.around import introduction, taught
from rag.extractive.draft import Draft
from rag.fact import Fact
from rag.records import Intent

_MOST_RESOURCES = 2
_MOST_INTRODUCED = 5  # lessons of a next step: one of each roadmap
_MOST_LESSONS = 20  # with what introduces them
_MOST_MENTIONS = 9  # sections that name the thing which is counted or compared
_WHAT_IT_IS = "What it is"
_OVER_ALL: frozenset[Intent] = frozenset({"comparison", "count"})


def backing(case: Case, intent: Intent, draft: Draft) -> list[Fact]:
    """The facts behind a draft: its own with what stands around them, and on resources the best of their summaries.

    Those that the answer recommends come before those that the question names; a next step has no use for the latter.
    """
    if draft.abstained:
        return draft.behind
    given = (r for f in draft.facts if (r := case.library.resource_of(f))) if intent == "resource" else ()
    named = () if intent == "next_step" else case.question.resources  # which a learner names who knows them
    resources = list(dict.fromkeys([*given, *named]))[:_MOST_RESOURCES]
    return [*_own(case, intent, draft), *(fact for document in resources for fact in _best_of(case, document))]


def _own(case: Case, intent: Intent, draft: Draft) -> list[Fact]:
    """What the draft has behind it: the lessons of a next step introduced, else what the stages that it quotes teach.

    Where roadmaps are compared or counted, the other places at which they name the thing besides.
    """
    library = case.library
    behind = [taught(library, fact) for fact in draft.behind]
    if intent == "next_step":
        lessons, others = behind[:_MOST_INTRODUCED], behind[_MOST_INTRODUCED:]
        introduced = ((lesson, introduction(library, lesson)) for lesson in lessons)
        return [*(fact for pair in introduced for fact in pair if fact), *others][:_MOST_LESSONS]
    lessons = [lesson for fact in draft.facts if (lesson := taught(library, fact)) is not fact]
    return [*lessons, *behind, *(_mentions(case) if intent in _OVER_ALL else ())]


def _mentions(case: Case) -> Sequence[Fact]:
    """A statement of each section of the roadmaps that names a resource or a topic of the question."""
    resources, topics = case.question.resources, {t.id for t in case.question.topics}
    first: dict[tuple[str, int], Fact] = {}
    for fact in case.library.facts_in(case.roadmaps):
        if not topics.isdisjoint(fact.statement.topics) or (resources and case.library.resource_of(fact) in resources):
            first.setdefault((fact.document.id, fact.section.order), fact)
    return list(first.values())[:_MOST_MENTIONS]


def _best_of(case: Case, document: Document) -> Iterable[Fact]:
    """The best statement of a summary, and what it says the resource is."""
    scored = case.weighed(case.library.facts_of.get(document.id, ()))
    kind = (s for s in scored if s.fact.section.heading == _WHAT_IT_IS)
    return dict.fromkeys(s.fact for s in (*scored[:1], *list(kind)[:1]))
