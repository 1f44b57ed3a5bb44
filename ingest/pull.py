"""Bringing the generation that several machines share into the home of this one."""

from pathlib import Path

from ingest.disk import write_atomically
from ingest.embed import ModelCard, model_folder
from ingest.errors import IndexUnusableError, StaleIndexError
from ingest.export import open_embedder
from ingest.generation import POINTER, in_use, load_contents
from ingest.lock import builder_lock
from ingest.publish import building_folder, clear_leftovers, publish, take_away
from ingest.settings import Settings
from ingest.shared import SharedFolder


def pull(settings: Settings, shared: SharedFolder) -> bool:
    """Follow the shared folder once; whether the home's generation in use is another one now.

    Raises SharedFolderError, IndexUnusableError for a generation that cannot be read here, and IngestBusyError; what
    is in use then stays in use.
    """
    if shared.in_use() in {None, in_use(settings.home)}:
        return False
    settings.home.mkdir(parents=True, exist_ok=True)
    with builder_lock(settings.home):
        bring(settings, shared)
        clear_leftovers(settings.home)
    return True


def bring(settings: Settings, shared: SharedFolder) -> None:
    """As `pull`, for who holds the home's lock."""
    name = shared.in_use()
    if name is None or name == in_use(settings.home):
        return
    folder = settings.home / "generations" / name
    if _is_whole(folder):
        write_atomically(settings.home / POINTER, name)
        return
    take_away(folder)
    with building_folder(settings.home) as new:
        shared.fetch(name, new)
        _verify(new, settings)
        publish(settings.home, new, name)


def _is_whole(folder: Path) -> bool:
    try:
        load_contents(folder)
    except IndexUnusableError:
        return False
    return True


def _verify(folder: Path, settings: Settings) -> None:
    """Check every file by its checksum, and see that there is the model that made the vectors."""
    built_with = load_contents(folder).manifest.embedder
    if built_with != settings.embedder:
        raise StaleIndexError(
            f"The shared index was built with the embedder {built_with}, but WAYMARK_EMBEDDER asks for "
            f"{settings.embedder}. Set WAYMARK_EMBEDDER alike on all machines."
        )
    card = ModelCard.read(model_folder(settings.models, settings.embedder))
    if card is None or not card.is_of_now:  # none, or the export of an older Waymark
        open_embedder(settings.embedder, settings.models)
