"""Building one generation, from files to the index in use."""

import time
from dataclasses import replace
from functools import partial

from ingest.carry import cuts_of, past_of
from ingest.changes import chunk_changes, document_changes
from ingest.dense import DenseStore
from ingest.edition import Edition, make_edition, texts_of
from ingest.embed import Embedder, Vectors
from ingest.errors import IndexUnusableError
from ingest.exemplars import read_exemplars
from ingest.export import open_embedder
from ingest.finish import Finish, finish, telling
from ingest.generation import Contents, Manifest, current, newest_readable
from ingest.learners import phrases_in, read_learners
from ingest.lock import builder_lock
from ingest.publish import clear_leftovers
from ingest.pull import bring
from ingest.reading import Emit, Reading, read_all
from ingest.records import IngestReport
from ingest.request import Request
from ingest.settings import SHIPPED_EMBEDDER, Settings
from ingest.shared import shared_folder
from ingest.sources import read_remembered, wanted, write_remembered
from ingest.stores import dense_store
from ingest.topics import read_topics
from ingest.vectors import Known, earlier, unknown, vectors_for, vectors_of
from ingest.wordings import read_wordings


def build(request: Request, emit: Emit, finishing: Finish | None = None) -> IngestReport:
    """Read, cut, embed, write, check and publish; the index in use changes only in the last step, `finishing`.

    Raises WaymarkError (and OSError for a full or read-only disk); the generation in use is then untouched.
    """
    started = time.monotonic()
    home = request.settings.home
    home.mkdir(parents=True, exist_ok=True)
    store, shared = dense_store(request.settings), shared_folder(request.settings)
    with builder_lock(home):
        clear_leftovers(home)
        if not request.dry_run:
            store.ready()
        if shared:  # what other machines read is what changes are told from
            bring(request.settings, shared)
        report = _build(request, emit, store, finishing or partial(finish, store=store, shared=shared))
    return replace(report, seconds=time.monotonic() - started)


def _build(request: Request, emit: Emit, store: DenseStore, finishing: Finish) -> IngestReport:
    settings = request.settings
    previous = newest_readable(settings.home)
    remembered = read_remembered(settings.remembered)
    paths = wanted(remembered, request.add, request.forget)
    before = None if request.rebuild else previous  # what may be gone on from
    reading = read_all(settings.corpus, paths, previous.documents if previous else (), emit, past_of(before))
    emit({"stage": "model"})
    embedder = open_embedder(settings.embedder, settings.models)
    corpus = settings.corpus
    topics = read_topics(corpus)
    learners = read_learners(corpus, topics.by_id, {goal.id for goal in topics.goals})
    if learners and not request.dry_run:  # who are listened to by the shipped model, whichever embeds
        open_embedder(SHIPPED_EMBEDDER, settings.models)
    phrases = phrases_in(learners, topics.is_name)
    texts = read_wordings(corpus), embedder.count, read_exemplars(corpus), phrases
    edition = make_edition(reading, topics, *texts, cuts_of(before, embedder.fingerprint))
    known = vectors_of(before, embedder.fingerprint)
    to_embed = len(unknown(texts_of(edition).chunks, known))
    report = _report(previous, reading, edition, embedded=to_embed, dry_run=request.dry_run)
    if request.dry_run:
        return report
    manifest = edition.manifest(embedder)
    kept = [path for path in paths if path in remembered or path in reading.fruitful]
    if before and before.manifest.same_as(manifest) and _is_in_use(settings, before, store):
        write_remembered(settings.remembered, kept)
        return report
    contents = _contents(manifest, edition, known, embedder, emit)
    onward = earlier(settings.home, before, embedder.fingerprint)
    finishing(settings.home, contents, lambda: write_remembered(settings.remembered, kept), emit, onward)
    clear_leftovers(settings.home)
    return replace(report, generation=manifest.name)


def _report(
    previous: Contents | None, reading: Reading, edition: Edition, *, embedded: int, dry_run: bool
) -> IngestReport:
    return IngestReport(
        generation=previous.manifest.name if previous else "",
        documents=document_changes(previous, edition),
        chunks=chunk_changes(previous, edition),
        embedded=embedded,
        repairs=dict(reading.repairs),
        superseded=edition.superseded,
        failures=tuple(reading.failures),
        seconds=0.0,
        dry_run=dry_run,
    )


def _is_in_use(settings: Settings, contents: Contents, store: DenseStore) -> bool:
    """Whether these contents are what everybody reads, and their dense leg is where the settings have it."""
    try:
        folder = current(settings.home)
    except IndexUnusableError:
        return False
    shared, name = shared_folder(settings), contents.manifest.name
    is_shared = shared is None or shared.in_use() == name
    return folder.name == name and is_shared and store.holds(folder, contents)


def _contents(manifest: Manifest, edition: Edition, known: Known, embedder: Embedder, emit: Emit) -> Contents:
    def vectors(stage: str, wanted: list[str]) -> Vectors:
        return vectors_for(wanted, known, embedder, telling(emit, stage))

    texts = texts_of(edition)
    return Contents(
        manifest=manifest,
        documents=edition.documents,
        sections=edition.sections,
        chunks=edition.chunks,
        topics=edition.topics,
        syllabus=edition.syllabus,
        intents=edition.intents,
        phrases=edition.phrases,
        vectors=vectors("embed", texts.chunks),
        statements=vectors("statements", texts.statements),
        glosses=vectors("glosses", texts.glosses),
        wordings=vectors("wordings", texts.wordings),
        exemplars=vectors("exemplars", texts.exemplars),
    )
