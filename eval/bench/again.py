"""An ingest after little has changed, beside the full one: documents that are read, cut and embedded in earnest."""

from collections.abc import Sequence
from pathlib import Path

from eval.bench.figures import Figure
from eval.bench.own import make_home
from ingest.pipeline import ingest
from ingest.settings import Settings

_PASSAGES = 10  # in a document
_ONE_IN = 100  # documents, that is changed
_HEADING = "## Notes\n\n"  # the same above each passage, so that what is said in several is embedded once


def ingested_again(settings: Settings, texts: Sequence[str], scratch: Path) -> Figure:
    """The seconds of an ingest after one document in a hundred was changed, beside those of the first.

    Each of `texts` becomes a passage of a document below `scratch`; the shipped corpus is read with them.
    """
    home, folder = scratch / "home", scratch / "documents"
    own = make_home(home, settings)
    folder.mkdir()
    files = [_written(folder, number, part) for number, part in enumerate(_parts(texts))]
    full = ingest(own, [folder])
    for file in files[::_ONE_IN]:
        file.write_text(file.read_text(encoding="utf-8").replace(_HEADING, f"{_HEADING}Anew: "), encoding="utf-8")
    again = ingest(own)
    return Figure("ingest after 1 % changed", "s", (again.seconds,), (full.seconds,), beside="Waymark's full ingest")


def _parts(texts: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(texts[at : at + _PASSAGES]) for at in range(0, len(texts), _PASSAGES)]


def _written(folder: Path, number: int, passages: Sequence[str]) -> Path:
    file = folder / f"composed-{number}.md"
    body = "\n\n".join(_HEADING + text for text in passages)
    file.write_text(f"# Composed {number}\n\n{body}\n", encoding="utf-8")
    return file
