"""Waymark's notes on resources that have moved, closed or been succeeded."""

from ingest.records import Document
from rag.case import Case
from rag.extractive.draft import Draft
from rag.words import stems


def status_note(case: Case, draft: Draft, document: Document) -> str:
    """The note on a resource that is no longer what it was, resting on its summary; nothing while it is open."""
    resource = document.resource
    facts = case.library.facts_of.get(document.id, ())
    if not facts or resource is None or resource.status == "open" or not resource.status_note:
        return ""
    wanted = frozenset(stems(resource.status_note))
    best = max(facts, key=lambda f: len(wanted & f.own_stems))
    return f"{resource.status_note.rstrip('.')} {draft.cite(best)}."


def with_status(case: Case, draft: Draft) -> Draft:
    """The draft, opened by the notes on the resources that the question names."""
    for document in case.question.resources:
        stated = (document.resource.status_note or "").rstrip(".") if document.resource else ""
        note = "" if stated in draft.text else status_note(case, draft, document)
        if note:
            draft.text = f"{note} {draft.text}"
    return draft
