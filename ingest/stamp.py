"""A stamp on what a document was read from: the same bytes, read by the same code, give the same document."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

_PARSERS = ("ftfy", "markdown-it-py", "pypdf", "pyyaml", "trafilatura")


def stamp_of(data: bytes) -> str:
    """The stamp of a file that holds `data`."""
    return sha256(_code() + sha256(data).digest()).hexdigest()


@cache
def _code() -> bytes:
    """What stands for the code that reads: all of this package, so that no change to it can be forgotten."""
    sources = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
    parsers = [f"{name} {version(name)}".encode() for name in _PARSERS]
    return sha256(b"\0".join([*sources, *parsers])).digest()
