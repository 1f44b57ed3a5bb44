"""The installed packages, told from their metadata without importing any of them."""

import re
from importlib import metadata


def version() -> str:
    """The installed version of Waymark."""
    return _version_of("waymark") or "not installed"


def needed_packages() -> dict[str, str | None]:
    """What Waymark says it needs, with the installed version or None; empty when Waymark itself is not installed."""
    try:
        requirements = metadata.requires("waymark") or []
    except metadata.PackageNotFoundError:
        return {}
    names = [re.match(r"[\w.-]+", requirement) for requirement in requirements if "extra ==" not in requirement]
    return {name.group(): _version_of(name.group()) for name in sorted(filter(None, names), key=re.Match.group)}


def _version_of(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
