"""Text that is safe to show: without control characters, and with a place in one line."""

import unicodedata
from collections.abc import Sequence


def clean(text: str) -> str:
    """The text without control characters, so that no document can move the cursor or colour the terminal."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})


def place(title: str, heading_path: Sequence[str]) -> str:
    """Where something stands: the title and the headings above it, outermost first."""
    return " › ".join((title, *heading_path))  # noqa: RUF001 - the sign that the page uses too
