"""A process that opens a home and tells all that it holds: `python probe.py HOME` prints one line of JSON."""

import hashlib
import json
import sys
from pathlib import Path

from ingest.errors import WaymarkError
from ingest.settings import Settings
from rag.assistant import Assistant
from rag.follower import Follower

QUESTIONS = ("How long does the stock step of the Soup Roadmap take?", "What is stock?", "Is there a course on broth?")


def main(home: Path) -> None:
    """Open, ask and print."""
    follower = Follower(Settings(home=home))
    try:
        library, assistant = follower(), Assistant(follower)
        told = [
            *((d.id, d.text) for d in assistant.documents()),
            *(
                (c.id, library.dense.search(v, 1))
                for c, v in zip(library.contents.chunks, library.contents.vectors, strict=True)
            ),
            *(((a := assistant.ask(q)).text, [c.quote for c in a.citations]) for q in QUESTIONS),
            *([p.chunk.id for p in assistant.search(q)] for q in QUESTIONS),
        ]
        told_hash = hashlib.sha256(json.dumps(told).encode()).hexdigest()
        found = {"generation": library.contents.manifest.name, "told": told_hash, "notice": assistant.notice()}
    except WaymarkError as error:
        found = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(found))  # noqa: T201 - which is what it is for


if __name__ == "__main__":
    main(Path(sys.argv[1]))
