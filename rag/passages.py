"""The passages of a question: those that search finds together with those whose statements answer it best."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from rag.case import Case
from rag.fact import Fact
from rag.hybrid import Candidates, candidates, passage_of
from rag.records import Passage

_SEARCHED = 400  # best statements whose passages are considered
_FURTHEST = -1.0  # the likeness of the user's own to what the finder looks for
_POOL = 60  # passages taken from them
_K = 10  # of reciprocal rank fusion: small, because the first few ranks tell most
_SEARCH = 0.5  # weight of a rank in the search beside one among the statements, by weight or by the finder
_OF_NAMED = 5  # passages of the documents that a question names, before others may come in


def searched(case: Case) -> Candidates:
    """What the search finds for a case."""
    return candidates(case.library, case.question.about or case.question.text, case.vector)


def retrieved(case: Case, found: Candidates, k: int) -> tuple[Passage, ...]:
    """The `k` best passages for a case, for which the search `found` these.

    Where the question names documents theirs come first, and after the best few of them also those of their kin.
    """
    named = {document.id for document in case.question.sources}
    best = gathered(case, found.best(k, named), k)
    if not named:
        return best
    first = best[:_OF_NAMED]
    ids = {passage.chunk.id for passage in first}
    beside = [p for p in found.best(k, named | _kin(case)) if p.chunk.id not in ids]
    lower = [replace(p, score=first[-1].score * _K / (_K + rank)) for rank, p in enumerate(beside, start=1)]
    return (*first, *lower)[:k]


def _kin(case: Case) -> set[str]:
    """The ids of the resources that the roadmaps in question name, or of the roadmaps that name those resources."""
    named = {d.id for d in case.question.sources}
    if any(d.kind == "roadmap" for d in case.question.sources):
        resources = case.library.resources
        return {d.id for d in resources if d.resource and not named.isdisjoint(d.resource.named_by)}
    return {id_ for d in case.question.sources if d.resource for id_ in d.resource.named_by}


def gathered(case: Case, found: Sequence[Passage], k: int) -> tuple[Passage, ...]:
    """The `k` best passages by reciprocal ranks, with scores from 1 at most that never rise; ties go by id.

    Ranked are those `found` by search, those of the statements that weigh most, and those that the finder has nearest.
    Cormack et al., "Reciprocal Rank Fusion outperforms Condorcet", SIGIR 2009.
    """
    known = {passage.chunk.id: passage for passage in found}
    rankings = ((1.0, _told(case)), (1.0, _nearest(case)), (_SEARCH, known))
    weights: dict[str, float] = defaultdict(float)
    for weight, ranking in rankings:
        for rank, id_ in enumerate(ranking, start=1):
            weights[id_] += weight / (_K + rank)
    best = sorted(weights, key=lambda id_: (-weights[id_], id_))[:k]
    top = sum(weight for weight, ranking in rankings if ranking) / (_K + 1)
    ranks = {id_: passage.ranks for id_, passage in known.items()}
    return tuple(passage_of(case.library, id_, case.vector, weights[id_] / top, ranks.get(id_, {})) for id_ in best)


def with_behind(case: Case, behind: Sequence[Fact], found: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages in which the facts `behind` an answer stand, and then the others that were `found`."""
    known = {passage.chunk.id: passage for passage in found}
    top = max((passage.score for passage in found), default=1.0)
    chunks = (case.library.chunk_of(fact) for fact in behind)
    ids = dict.fromkeys(chunk.id for chunk in chunks if chunk)
    first = [known.get(id_) or passage_of(case.library, id_, case.vector, top, {}) for id_ in ids]
    return (*first, *(passage for passage in found if passage.chunk.id not in ids))


def _told(case: Case) -> list[str]:
    """The ids of the passages that hold the best statements, each once, best first."""
    return case.library.chunk_ids(case.scored.numbers[:_SEARCHED], _POOL)


def _nearest(case: Case) -> list[str]:
    """The same for the statements that the finder has nearest, where none of the user's own weighs most."""
    best = next(iter(case.scored), None)
    if case.found is None or best is None or best.fact.document.kind == "user":
        return []
    near = np.where(case.library.traits.of_user, _FURTHEST, case.found.near)
    nearest = np.argsort(-near, kind="stable")[:_SEARCHED]
    named, left_out = {document.id for document in case.question.sources}, case.question.left_out
    if named or left_out:
        facts = case.library.facts
        wanted = [n not in left_out and (not named or facts[n].document.id in named) for n in nearest.tolist()]
        nearest = nearest[wanted]
    return case.library.chunk_ids(nearest, _POOL)
