"""Whether a question goes beyond what the sources hold, by what of them comes nearest to it."""

import numpy as np

from ingest.embed import Vectors
from rag.case import Case
from rag.evidence import Scored
from rag.fact import Fact

_SURE = 0.95  # doubt from which a question is declined; chosen on development questions
_HEADINGS = 2  # the last ones, which tell most


def goes_beyond(case: Case) -> bool:
    """Whether no source holds what is asked.

    Only of the documents that Waymark comes with is it known what learners ask in vain: where one of the user's own
    comes nearest, nothing is doubted. Nor is a follow-up, whose text by itself does not tell what is asked.
    """
    doubter, best = case.library.doubter, next(iter(case.scored), None)
    if doubter is None or best is None or best.fact.document.kind == "user" or case.question.leans:
        return False
    return doubter.doubt(case.question.text, case.vector, in_place(best.fact), scores_of(best)) >= _SURE


def in_place(fact: Fact) -> str:
    """What a fact says, after the names of where it stands."""
    return f"{fact.document.title}, {' '.join(fact.section.heading_path[-_HEADINGS:])}: {fact.content}"


def scores_of(scored: Scored) -> Vectors:
    """What a fact was weighed by, shape (5,)."""
    told = (scored.score, scored.cover, scored.similarity, scored.asked, scored.listed)
    return np.array(told, dtype=np.float32)
