"""API keys: made here, told once, and kept as hashes in one file."""

import hashlib
import hmac
import json
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from ingest.disk import write_atomically
from ingest.errors import SettingsError

_PREFIX = "wm-"  # by which people and scanners of secrets know one


@dataclass(frozen=True, slots=True)
class Key:
    """What is kept of a key: never the key itself. `id` names it in logs and owns its conversations."""

    id: str
    name: str
    sha256: str
    made_at: str


class Keys:
    """The keys in a file, read again whenever the file changes, so that a key can be revoked while the service runs."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seen: int | None = None
        self._keys: tuple[Key, ...] = ()

    @property
    def all(self) -> tuple[Key, ...]:
        """Every key, in the order in which they were made; raises SettingsError for a file that cannot be read."""
        changed = self._file.stat().st_mtime_ns if self._file.exists() else 0
        if changed != self._seen:
            self._keys, self._seen = _read(self._file) if changed else (), changed
        return self._keys

    def make(self, name: str) -> str:
        """A new key called `name`, which is told here and nowhere else; raises SettingsError for a name that is taken.

        It has 256 random bits, so that one round of SHA-256 is all the hashing it takes: there is nothing to guess.
        """
        if any(key.name == name for key in self.all):
            raise SettingsError(f"There is a key called {name} already. Choose another name, or revoke that one first.")
        secret = _PREFIX + secrets.token_urlsafe(32)
        made = Key(secrets.token_hex(6), name, _hash(secret), datetime.now(UTC).isoformat(timespec="seconds"))
        self._write((*self.all, made))
        return secret

    def revoke(self, name: str) -> None:
        """Take away the key called `name`; raises SettingsError where there is none."""
        kept = tuple(key for key in self.all if key.name != name)
        if len(kept) == len(self.all):
            raise SettingsError(f"There is no key called {name}. `waymark keys list` lists them.")
        self._write(kept)

    def owner(self, given: str) -> str | None:
        """The id of the key that was `given`, None for a wrong one; every key is compared, in constant time."""
        digest, found = _hash(given), None
        for key in self.all:
            if hmac.compare_digest(key.sha256, digest):
                found = key.id
        return found

    def _write(self, keys: tuple[Key, ...]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(self._file, json.dumps({"keys": [asdict(key) for key in keys]}, indent=2) + "\n")
        self._file.chmod(0o600)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def _read(file: Path) -> tuple[Key, ...]:
    try:
        return tuple(Key(**entry) for entry in json.loads(file.read_text(encoding="utf-8"))["keys"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise SettingsError(
            f"{file}, the file of API keys, cannot be read ({type(error).__name__}). "
            "Restore it, or delete it and make new keys with `waymark keys add NAME`."
        ) from None
