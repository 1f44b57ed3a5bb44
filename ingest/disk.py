"""Writing to disk so that a kill or a power cut leaves either the old or the new."""

import os
from pathlib import Path


def write_atomically(file: Path, text: str) -> None:
    """Replace the contents of `file` in one step, once the new ones are on disk."""
    new = file.with_name(f"{file.name}.new")
    new.write_text(text, encoding="utf-8")
    flush(new)
    new.replace(file)
    flush(file.parent)


def flush_all(folder: Path) -> None:
    """Flush a folder and everything in it to disk."""
    for path in sorted(folder.rglob("*")):
        flush(path)
    flush(folder)


def flush(path: Path) -> None:
    """Flush a file or folder to disk, where the system can do that for it."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
