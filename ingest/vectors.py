"""Vectors for texts: carried over from the previous index where it has them, computed where it has not."""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from pathlib import Path

import numpy as np

from ingest.dense import Earlier, Leg
from ingest.edition import texts_of
from ingest.embed import Embedder, Vectors
from ingest.generation import Contents

Known = Mapping[str, Vectors]


def vectors_of(previous: Contents | None, fingerprint: str) -> Known:
    """The vectors of an index by the text each stands for; none if another model made them."""
    if previous is None or previous.manifest.fingerprint != fingerprint:
        return {}
    texts = texts_of(previous)
    return dict(
        zip(
            chain(texts.chunks, texts.statements, texts.glosses, texts.wordings, texts.exemplars),
            chain(previous.vectors, previous.statements, previous.glosses, previous.wordings, previous.exemplars),
            strict=True,
        )
    )


def leg_of(contents: Contents) -> Leg:
    """What the dense leg of an index holds."""
    return Leg([chunk.id for chunk in contents.chunks], contents.vectors)


def earlier(home: Path, previous: Contents | None, fingerprint: str) -> Earlier | None:
    """What a new dense leg may go on from; None if another model made it, or there is none."""
    if previous is None or previous.manifest.fingerprint != fingerprint:
        return None
    return Earlier(home / "generations" / previous.manifest.name, leg_of(previous))


def unknown(texts: Sequence[str], known: Known) -> list[str]:
    """The texts that have no vector yet, each once."""
    return list(dict.fromkeys(text for text in texts if text not in known))


def vectors_for(
    texts: Sequence[str], known: Known, embedder: Embedder, progress: Callable[[int, int], None]
) -> Vectors:
    """One vector a text, shape (len(texts), dimension); `progress` is told how many of the new ones are done."""
    new = unknown(texts, known)
    made = embedder.embed(new, lambda done: progress(done, len(new)))
    all_known = {**known, **dict(zip(new, made, strict=True))}
    return np.array([all_known[text] for text in texts], dtype=np.float32).reshape(len(texts), embedder.dimension)
