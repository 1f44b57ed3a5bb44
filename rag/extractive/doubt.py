"""Whether a question goes beyond what the sources hold, or against it, by what of them comes nearest to it."""

from dataclasses import replace

import numpy as np

from ingest.doubter import NONE, Doubt, Doubter
from ingest.embed import Vectors
from rag.asking import without_aside
from rag.case import Case
from rag.evidence import Scored
from rag.extractive import pointed
from rag.extractive.draft import Draft
from rag.fact import Fact

_DOUBTFUL = 0.7  # doubt from which a question is declined, or what it supposes denied; chosen on development questions
_HEADINGS = 2  # the last ones, which tell most


def doubted(case: Case, draft: Draft) -> Doubt:
    """How likely no source holds what is asked, or one says that it is otherwise, as far as `draft` answers it.

    Only of the documents that Waymark comes with is it known what learners ask in vain: where one of the user's own
    comes nearest, nothing is doubted. Nor is a follow-up, whose text by itself does not tell what is asked, unless it
    points to one thing, and so can be put by the name of that.
    """
    case = pointed.named(case) if len(case.question.resources) == 1 and case.question.pointed else case
    doubter, best = case.library.doubter, read_beside(case, draft)
    if doubter is None or best is None or best.fact.document.kind == "user" or case.question.leans:
        return NONE
    doubt = _of(case, doubter, best)
    bare = without_aside(case.question.text)
    if is_doubtful(doubt) and bare != case.question.text:
        return _of(replace(case, question=replace(case.question, text=bare, about=bare)), doubter, best)
    nearest = case.scored[0]
    if not is_doubtful(doubt) or doubt.otherwise > doubt.beyond or nearest.fact is best.fact:
        return doubt
    # An answer that is put together of several statements may well quote none that answers by itself.
    return min(doubt, _of(case, doubter, nearest), key=lambda d: d.beyond + d.otherwise)


def is_doubtful(doubt: Doubt) -> bool:
    """Whether a question is to be declined, or what it supposes to be denied."""
    return doubt.beyond + doubt.otherwise >= _DOUBTFUL


def _of(case: Case, doubter: Doubter, best: Scored) -> Doubt:
    return doubter.doubt(case.question.text, case.vector, in_place(best.fact), scores_of(best))


def read_beside(case: Case, draft: Draft) -> Scored | None:
    """What a question is read beside: of the facts that its draft quotes the nearest, else the nearest of all."""
    quoted, found = [] if draft.abstained else list(dict.fromkeys(draft.facts)), case.found
    if not quoted or found is None:
        return next(iter(case.scored), None)
    nearest = max(quoted, key=lambda fact: float(found.own[fact.number]))
    return case.weighed([nearest])[0]


def in_place(fact: Fact) -> str:
    """What a fact says, after the names of where it stands."""
    return f"{fact.document.title}, {' '.join(fact.section.heading_path[-_HEADINGS:])}: {fact.content}"


def scores_of(scored: Scored) -> Vectors:
    """What a fact was weighed by, shape (5,)."""
    told = (scored.score, scored.cover, scored.similarity, scored.asked, scored.listed)
    return np.array(told, dtype=np.float32)
