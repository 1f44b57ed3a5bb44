"""Where a learner's profile is kept between two looks at the page."""

from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any, Protocol

from rag.profile import VERSION
from ui.profiles import read_file, told_of, write_file

NOBODY: Mapping[str, Any] = {
    "waymark_profile": VERSION, "known": [], "basics": [], "lacking": [], "wanted": [], "goal": None,
    "hours_per_week": None, "free_only": False, "forms": [], "language": None,
}  # fmt: skip


class Keeper(Protocol):
    """Keeps one profile."""

    where: str  # it is kept, as a sentence for people

    def load(self) -> dict[str, Any]:
        """The profile, of nobody in particular at first; raises ProfileError."""
        ...

    def save(self, profile: Mapping[str, Any]) -> None:
        """Keep it; raises ProfileError."""
        ...


class InFile:
    """Keeps it in a file, the one that `waymark next --profile` reads: nothing is lost by a refresh or a restart."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.where = f"Kept in {path}, which the commands take too: waymark next --profile FILE."

    def load(self) -> dict[str, Any]:
        """See Keeper."""
        with told_of(self.path):
            return {**NOBODY, **(read_file(self.path, may_lack=True) or {})}

    def save(self, profile: Mapping[str, Any]) -> None:
        """See Keeper."""
        write_file(self.path, profile)


class InSession:
    """Keeps it in a browser's session, for a page over a service that others may use too."""

    where = "Kept for this visit alone. Export it to have it again after a refresh."

    def __init__(self, session: MutableMapping[Any, Any]) -> None:
        self._session = session

    def load(self) -> dict[str, Any]:
        """See Keeper."""
        return {**NOBODY, **self._session.get("profile", {})}

    def save(self, profile: Mapping[str, Any]) -> None:
        """See Keeper."""
        self._session["profile"] = dict(profile)
