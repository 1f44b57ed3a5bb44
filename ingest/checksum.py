"""Reading a file only if it is the one that was written."""

import hashlib
from pathlib import Path


def matching_bytes(path: Path, expected: str) -> bytes | None:
    """The bytes of the file at `path` if their SHA-256 is `expected`; None for any other file, and for none."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == expected else None
