"""What several tests share: a made-up corpus, the exported model and a home to build an index in."""

import hashlib
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings as hypothesis_settings
from libraries import library_of

from ingest import export, pipeline
from ingest.embed import OnnxEmbedder
from ingest.settings import SHIPPED_CORPUS, SHIPPED_EMBEDDER, Settings
from rag.assistant import Assistant
from rag.bootstrap import open_assistant
from rag.library import Library

hypothesis_settings.register_profile("waymark", deadline=None)  # the machine may be busy
hypothesis_settings.load_profile("waymark")

ROADMAP = """---
id: soup
title: Soup Roadmap
short: Soup Roadmap
aliases: [the soup path]
author: Ann Ladle
url: https://soup.example.org/
published: 2025-01-02
kind: roadmap
basis: restated
---

# Soup Roadmap

## Step 1: Stock (2 weeks)

- Stock, what to learn: simmer bones and roots for three hours.
- Stock, tool: a tall pot with a lid.

## Step 2: Vegetables (1 month)

- Vegetables, what to learn: dice carrots, leeks and celery evenly.

## Step 3: Seasoning

- Seasoning, what to learn: salt early and taste often.

## Step 4: Serving

- Serving, project: cook a minestrone for six guests.
"""

RESOURCE = """---
id: ladle-school
title: Ladle School
kind: resource
url: https://school.example.org/
form: course
level: beginner
cost: null
teaches: [stock]
needs: []
named_by: [soup]
status: open
status_note: null
basis: editorial
---

# Ladle School

## What it is

Ladle School is a free course on clear broth. It lasts six evenings.

## Where it fits

Ladle School belongs to the first step of the Soup Roadmap.
"""

TOPICS = """
areas:
  basics: Basics
topics:
  - {id: stock, name: stock, area: basics, aliases: [broth], gloss: the clear liquid that bones and roots give}
  - {id: knife-work, name: knife work, area: basics, parts: [dice], gloss: cutting things into even pieces}
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus of one roadmap, one resource and two topics, free to be changed."""
    folder = tmp_path / "corpus"
    (folder / "roadmaps").mkdir(parents=True)
    (folder / "resources").mkdir()
    (folder / "roadmaps" / "soup.md").write_text(ROADMAP, encoding="utf-8")
    (folder / "resources" / "ladle-school.md").write_text(RESOURCE, encoding="utf-8")
    (folder / "topics.yaml").write_text(TOPICS, encoding="utf-8")
    return folder


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
