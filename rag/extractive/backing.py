"""What is worth reading behind an answer on resources: their summaries, beside the lists that name them."""

from collections.abc import Iterable

from ingest.records import Document
from rag.case import Case
from rag.extractive.draft import Draft
from rag.fact import Fact
from rag.records import Intent

_MOST_RESOURCES = 2
_MOST_SECTIONS = 2  # of each summary
_ASKS_FOR_RESOURCES: frozenset[Intent] = frozenset({"resource"})


def backing(case: Case, intent: Intent, draft: Draft) -> list[Fact]:
    """The facts behind a draft: its own, and the best sections on the resources that the question names or is given."""
    if draft.abstained:
        return draft.behind
    named = case.question.resources
    given = _given(case, draft) if intent in _ASKS_FOR_RESOURCES else ()
    resources = list(dict.fromkeys([*named, *given]))[:_MOST_RESOURCES]
    return [*draft.behind, *(fact for document in resources for fact in _best_of(case, document))]


def _given(case: Case, draft: Draft) -> Iterable[Document]:
    """The resources that the quoted statements name."""
    for span in draft.spans:
        for fact in case.library.facts_of[span.document_id]:
            if span.start <= fact.statement.start and fact.statement.end <= span.end:
                resource = case.library.resource_of(fact)
                if resource:
                    yield resource


def _best_of(case: Case, document: Document) -> list[Fact]:
    """The best statement of each of the sections of a summary that answer best."""
    first: dict[str, Fact] = {}
    for scored in case.weighed(case.library.facts_of.get(document.id, ())):
        first.setdefault(scored.fact.section.heading, scored.fact)
    return list(first.values())[:_MOST_SECTIONS]
