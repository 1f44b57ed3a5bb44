"""What several tests share: a made-up corpus, the exported model and a home to build an index in."""

import hashlib
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings as hypothesis_settings
from libraries import library_of
from soup import write_corpus

from ingest import export, pipeline
from ingest.embed import OnnxEmbedder
from ingest.settings import SHIPPED_CORPUS, SHIPPED_EMBEDDER, Settings
from rag.assistant import Assistant
from rag.bootstrap import open_assistant
from rag.library import Library

hypothesis_settings.register_profile("waymark", deadline=None)  # the machine may be busy
hypothesis_settings.load_profile("waymark")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus of one roadmap, one resource and two topics, free to be changed."""
    return write_corpus(tmp_path / "corpus")


@pytest.fixture(scope="session")
def models(pytestconfig: pytest.Config) -> Path:
    """A folder with the shipped model, exported once for all workers and runs; anew when the export changes."""
    version = hashlib.sha256(Path(export.__file__).read_bytes()).hexdigest()[:8]
    folder = Path(pytestconfig.cache.mkdir(f"models-{version}"))
    with FileLock(folder / "lock"):
        export.open_embedder(SHIPPED_EMBEDDER, folder)
    return folder


@pytest.fixture(scope="session")
def embedder(models: Path) -> OnnxEmbedder:
    """The shipped model."""
    return export.open_embedder(SHIPPED_EMBEDDER, models)


@pytest.fixture
def settings(tmp_path: Path, corpus: Path, models: Path) -> Settings:
    """A home without an index that already has the model."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "models").symlink_to(models, target_is_directory=True)
    return Settings(home=home, corpus=corpus)


@pytest.fixture
def soup(corpus: Path) -> Library:
    """The made-up corpus as a library in memory."""
    return library_of(corpus)


@pytest.fixture(scope="session")
def shelf() -> Library:
    """The shipped corpus as a library in memory, with made-up vectors: for what needs names and outlines alone."""
    return library_of(SHIPPED_CORPUS)


@pytest.fixture(scope="session")
def shipped(models: Path, pytestconfig: pytest.Config) -> Settings:
    """A home with the index of the shipped corpus, built once for all workers and runs; anew when its makers change."""
    sources = sorted([*Path(export.__file__).parent.glob("*.py"), *SHIPPED_CORPUS.rglob("*.*")])
    version = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:8]
    settings = Settings(home=Path(pytestconfig.cache.mkdir(f"shipped-{version}")))
    with FileLock(settings.home / "lock"):
        if not (settings.home / "current").exists():
            settings.models.symlink_to(models, target_is_directory=True)
            pipeline.ingest(settings)
    return settings


@pytest.fixture(scope="session")
def assistant(shipped: Settings) -> Assistant:
    """Waymark over the shipped corpus, as users have it."""
    return open_assistant(shipped)
