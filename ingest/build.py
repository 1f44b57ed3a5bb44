"""Building one generation, from files to the index in use."""

import time
from dataclasses import replace
from pathlib import Path

from ingest.changes import chunk_changes, document_changes
from ingest.edition import Edition, make_edition, texts_of
from ingest.embed import Embedder, Vectors
from ingest.errors import IndexUnusableError
from ingest.exemplars import read_exemplars
from ingest.export import open_embedder
from ingest.finish import Finish, finish, telling
from ingest.fitting import hinting_for, model_for
from ingest.generation import Contents, Manifest, current, newest_readable
from ingest.hinting import Labels
from ingest.hints import read_hints
from ingest.learners import read_learners
from ingest.lock import builder_lock
from ingest.publish import clear_leftovers
from ingest.reading import Emit, Reading, read_all
from ingest.records import IngestReport
from ingest.request import Request
from ingest.sources import read_remembered, wanted, write_remembered
from ingest.stances import Lexis
from ingest.topics import read_topics
from ingest.vectors import Known, unknown, vectors_for, vectors_of
from ingest.wordings import read_wordings


def build(request: Request, emit: Emit, finishing: Finish = finish) -> IngestReport:
    """Read, cut, embed, write, check and publish; the index in use changes only in the last step.

    Raises WaymarkError (and OSError for a full or read-only disk); the generation in use is then untouched.
    """
    started = time.monotonic()
    home = request.settings.home
    home.mkdir(parents=True, exist_ok=True)
    with builder_lock(home):
        clear_leftovers(home)
        report = _build(request, emit, finishing)
    return replace(report, seconds=time.monotonic() - started)


def _build(request: Request, emit: Emit, finishing: Finish) -> IngestReport:
    settings = request.settings
    previous = newest_readable(settings.home)
    remembered = read_remembered(settings.remembered)
    paths = wanted(remembered, request.add, request.forget)
    reading = read_all(settings.corpus, paths, previous.documents if previous else (), emit)
    emit({"stage": "model"})
    embedder = open_embedder(settings.embedder, settings.models)
    corpus = settings.corpus
    topics = read_topics(corpus)
    learners, hints = read_learners(corpus, topics.by_id), read_hints(corpus, topics.by_id)
    texts = read_wordings(corpus), embedder.count, read_exemplars(corpus), learners, hints
    edition = make_edition(reading, topics, *texts)
    known = {} if request.rebuild else vectors_of(previous, embedder.fingerprint)
    to_embed = len(unknown(texts_of(edition).chunks, known))
    report = _report(previous, reading, edition, embedded=to_embed, dry_run=request.dry_run)
    if request.dry_run:
        return report
    manifest = edition.manifest(embedder)
    kept = [path for path in paths if path in remembered or path in reading.fruitful]
    if previous and not request.rebuild and _is_in_use(settings.home, previous) and previous.manifest.same_as(manifest):
        write_remembered(settings.remembered, kept)
        return report
    before = None if request.rebuild else previous
    model = model_for(edition.learners, topics, embedder, before, telling(emit, "learners"))
    hinting = hinting_for(edition.hints, embedder, before, telling(emit, "hints"))
    contents = _contents(manifest, edition, model, hinting, known, embedder, emit)
    finishing(settings.home, contents, lambda: write_remembered(settings.remembered, kept), emit)
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


def _is_in_use(home: Path, contents: Contents) -> bool:
    try:
        return current(home).name == contents.manifest.name
    except IndexUnusableError:
        return False


def _contents(  # noqa: PLR0913, PLR0917 - all that a generation is made of
    manifest: Manifest,
    edition: Edition,
    model: tuple[Lexis, Vectors],
    hinting: tuple[Labels, Vectors, Vectors],
    known: Known,
    embedder: Embedder,
    emit: Emit,
) -> Contents:
    def vectors(stage: str, wanted: list[str]) -> Vectors:
        return vectors_for(wanted, known, embedder, telling(emit, stage))

    texts = texts_of(edition)
    return Contents(
        manifest=manifest,
        documents=edition.documents,
        sections=edition.sections,
        chunks=edition.chunks,
        topics=edition.topics,
        intents=edition.intents,
        lexis=model[0],
        labels=hinting[0],
        vectors=vectors("embed", texts.chunks),
        statements=vectors("statements", texts.statements),
        glosses=vectors("glosses", texts.glosses),
        wordings=vectors("wordings", texts.wordings),
        exemplars=vectors("exemplars", texts.exemplars),
        stances=model[1],
        hints=hinting[1],
        hinted=hinting[2],
    )
