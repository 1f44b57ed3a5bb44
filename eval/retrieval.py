"""Retrieval on golden questions: Waymark's answers, its search, the search's parts and the usual LangChain set-up.

Every system searches the same documents with the same embedding model and is read within the same budgets.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from eval.asking import Outcome
from eval.baselines import search_langchain
from eval.evidence import BUDGET, Length, Outlines, Target, share_found, words
from eval.golden import GoldenQuestion
from eval.ranking import Values, check_available
from eval.standings import RetrievalReport, compare
from eval.systems import rank
from eval.units import Units
from ingest.embed import Vectors
from rag.library import Library
from rag.records import Passage

TOKENS = (500, 1000, 2000)  # budgets besides the 750 words, in the embedding model's word pieces
_READ = 50  # passages from each baseline: more than any budget holds
WAYMARK, LANGCHAIN = "waymark", "langchain"

Found = Mapping[str, Sequence[Passage]]  # by question id, the passages found, best first
Emit = Callable[[Mapping[str, Any]], None]


def measure_retrieval(
    outcomes: Sequence[Outcome], library: Library, emit: Emit = lambda _event: None
) -> RetrievalReport:
    """How `waymark` (the passages of the answers in `outcomes`) and every baseline over `library` stand.

    Measured are the questions that rest on evidence; one that failed found nothing. The baselines get each question as
    it was typed, without its history. The metrics are evidence recall within each budget, such as
    `evidence_recall_750_words`, and then those of rankings of judged sections. `emit` is told of progress.
    Raises RankingUnavailableError where ir-measures is not installed, RunError where a system found nothing at all.
    """
    check_available()
    questions = [o.question for o in outcomes if o.question.evidence]
    return stand(questions, library, {WAYMARK: own_passages(outcomes), **_found_by_baselines(questions, library, emit)})


def own_passages(outcomes: Sequence[Outcome]) -> Found:
    """The passages of the answers to questions that rest on evidence; none where one failed."""
    return {o.question.id: o.answer.passages if o.answer else () for o in outcomes if o.question.evidence}


def stand(questions: Sequence[GoldenQuestion], library: Library, found: Mapping[str, Found]) -> RetrievalReport:
    """How systems stand by what each has `found` for `questions`, the first against the others; raises RunError."""
    outlines = Outlines(library.contents.documents, library.contents.manifest.superseded)
    units = {q.id: Units(q, outlines) for q in questions}
    targets = {q.id: [outlines.target(e) for e in q.evidence] for q in questions}
    return compare(
        {id_: its.grades for id_, its in units.items()},
        {name: {id_: units[id_].ranked(its) for id_, its in by_id.items()} for name, by_id in found.items()},
        _evidence_recall(found, targets, library.embedder.count),
    )


def _found_by_baselines(questions: Sequence[GoldenQuestion], library: Library, emit: Emit) -> dict[str, Found]:
    vectors = dict(zip((q.id for q in questions), library.embedder.embed([q.question for q in questions]), strict=True))
    found: dict[str, dict[str, Sequence[Passage]]] = {}
    for number, question in enumerate(questions, start=1):
        for name, chunk_ids in rank(library, question.question, vectors[question.id], _READ).items():
            found.setdefault(name, {})[question.id] = [_passage(library, id_) for id_ in chunk_ids]
        emit({"stage": "searching", "done": number, "total": len(questions)})
    return {**found, LANGCHAIN: _found_by_langchain(vectors, library, emit)}


def _found_by_langchain(vectors: Mapping[str, Vectors], library: Library, emit: Emit) -> Found:
    def embedded(done: int, total: int) -> None:
        emit({"stage": "embed", "done": done, "total": total})

    in_force = [d for d in library.contents.documents if d.id not in library.contents.manifest.superseded]
    return search_langchain(in_force, vectors, _READ, library.embedder, embedded)


def _evidence_recall(
    found: Mapping[str, Found], targets: Mapping[str, Sequence[Target]], pieces: Length
) -> dict[str, Values]:
    """By system and budget, the share of each question's evidence that is read within it."""
    budgets: dict[str, tuple[int, Length]] = {f"evidence_recall_{BUDGET}_words": (BUDGET, words)}
    budgets |= {f"evidence_recall_{tokens}_tokens": (tokens, cache(pieces)) for tokens in TOKENS}
    return {
        name: {
            budget: {id_: share_found(targets[id_], passages, most, length) for id_, passages in by_id.items()}
            for budget, (most, length) in budgets.items()
        }
        for name, by_id in found.items()
    }


def _passage(library: Library, chunk_id: str) -> Passage:
    chunk = library.chunks[chunk_id]
    return Passage(chunk, library.documents[chunk.document_id].title, score=0.0, similarity=0.0)
