"""Telling whether a file is the one that was written."""

import hashlib
from pathlib import Path


def matching_bytes(path: Path, expected: str) -> bytes | None:
    """The bytes of the file at `path` if their SHA-256 is `expected`; None for any other file, and for none."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == expected else None


def matches(path: Path, expected: str) -> bool:
    """Whether the SHA-256 of the file at `path` is `expected`, read piece by piece; False for none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == expected
    except OSError:
        return False
