"""The file that holds a learner's profile."""

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rag.errors import ProfileError
from ui.inputs import parsed

_MOST_BYTES = 1_000_000  # a profile has a few hundred


def read_file(path: Path, *, may_lack: bool = False) -> Mapping[str, Any] | None:
    """The profile in the file at `path` as JSON data; None for no file where it `may_lack`; raises ProfileError."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        if may_lack:
            return None
        raise ProfileError(f"{path} is not there. Check the path, or add --save to begin a profile.") from None
    except OSError as error:
        raise ProfileError(f"{path} cannot be read: {error.strerror}. Check the path.") from None
    try:
        value = parsed(data) if len(data) <= _MOST_BYTES else None
    except ValueError as error:
        raise ProfileError(f"{path} is not JSON ({error}). It is left as it is.") from None
    if not isinstance(value, dict):
        raise ProfileError(f"{path} is not a profile: it is no JSON object. It is left as it is.")
    return value


@contextmanager
def told_of(path: Path | None) -> Iterator[None]:
    """What goes wrong with a profile inside of this names the file at `path`."""
    try:
        yield
    except ProfileError as error:
        raise ProfileError(f"{path}: {error}" if path else str(error)) from None


def write_file(path: Path, profile: Mapping[str, Any]) -> None:
    """Write the profile to `path`, whole or not at all; raises ProfileError."""
    text = json.dumps(profile, indent=2, ensure_ascii=False) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=".profile-", delete=False
        ) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(path)
    except OSError as error:
        raise ProfileError(f"The profile cannot be written to {path}: {error.strerror}. Name another file.") from None
