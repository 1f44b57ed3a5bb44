"""What an ingest is asked to do, and how that is written on the one line that the builder reads."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from ingest.settings import Settings


@dataclass(frozen=True, slots=True)
class Request:
    """Bring the index up to date with the corpus, the remembered paths and `add`, without `forget`."""

    settings: Settings
    add: tuple[Path, ...] = ()
    forget: tuple[Path, ...] = ()
    dry_run: bool = False
    rebuild: bool = False

    def to_line(self) -> str:
        """The request as one line of JSON."""
        return json.dumps(
            {
                "settings": {name: _plain(value) for name, value in self.settings},
                "add": [str(path) for path in self.add],
                "forget": [str(path) for path in self.forget],
                "dry_run": self.dry_run,
                "rebuild": self.rebuild,
            }
        )

    @classmethod
    def from_line(cls, line: str) -> "Request":
        """The request that `to_line` wrote."""
        written = json.loads(line)
        return cls(
            settings=Settings(**written["settings"]),
            add=tuple(Path(path) for path in written["add"]),
            forget=tuple(Path(path) for path in written["forget"]),
            dry_run=written["dry_run"],
            rebuild=written["rebuild"],
        )


def _plain(value: Any) -> str | None:
    """A setting as text; a secret is told, since the line goes to the builder alone."""
    return value.get_secret_value() if isinstance(value, SecretStr) else None if value is None else str(value)
