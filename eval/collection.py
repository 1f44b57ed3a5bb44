"""Retrieval on a public test collection: Waymark's search and its parts over a temporary index of its documents."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from eval.beir import Collection
from eval.indexing import index_documents
from eval.ranking import check_available
from eval.standings import RetrievalReport, compare
from eval.systems import documents_of, rank
from ingest.embed import Embedder

_DEPTH = 100  # passages that each system ranks

Emit = Callable[[Mapping[str, Any]], None]


def measure_collection(collection: Collection, embedder: Embedder, emit: Emit = lambda _event: None) -> RetrievalReport:
    """How `hybrid` and its parts stand on `collection`, where a document ranks by its best chunk.

    `emit` is told of progress. Raises RankingUnavailableError where ir-measures is not installed, CollectionError for
    documents without text, RunError where a system found nothing at all.
    """
    check_available()
    library = index_documents(collection.documents, embedder, emit)
    runs: dict[str, dict[str, Sequence[str]]] = {}
    for number, (id_, query) in enumerate(collection.queries.items(), start=1):
        for name, chunk_ids in rank(library, query, embedder.embed_query(query), _DEPTH).items():
            runs.setdefault(name, {})[id_] = documents_of(library, chunk_ids)
        emit({"stage": "searching", "done": number, "total": len(collection.queries)})
    return compare(collection.qrels, runs)
