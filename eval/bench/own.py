"""The search legs of an index as Waymark makes them, over texts that are cut already."""

from collections.abc import Sequence
from pathlib import Path

from ingest import index
from ingest.export import open_embedder
from ingest.keyword import KeywordIndex
from ingest.settings import Settings


def make_home(home: Path, settings: Settings) -> Settings:
    """Make an empty data folder that shares the exported model of `settings`; returns the settings of its own."""
    home.mkdir(parents=True)
    (home / "models").symlink_to(settings.models, target_is_directory=True)
    return Settings(home=home, corpus=settings.corpus, embedder=settings.embedder, chroma_url=None, shared=None)


def build(home: Path, texts: Sequence[str]) -> None:
    """Embed `texts` and write both search legs into `home`, which has the model already."""
    settings = Settings(home=home)
    embedder = open_embedder(settings.embedder, settings.models)
    vectors = embedder.embed(texts)
    KeywordIndex.build(texts, home / "keyword")
    index.build(home / "chroma", [f"{number:09}" for number in range(len(texts))], vectors)
