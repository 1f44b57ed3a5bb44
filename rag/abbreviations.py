"""Short forms as texts introduce them: `principal component analysis (PCA)`."""

import re

_INTRODUCED = re.compile(r"((?:[A-Za-z][\w-]*[ -]){1,6}[A-Za-z][\w-]*) \(([A-Z][A-Za-z]{1,7})\)")


def abbreviations(text: str) -> list[tuple[str, str]]:
    """The long and short forms that `text` introduces together, where the words begin with the short form's letters."""
    found = []
    for before, short in _INTRODUCED.findall(text):
        letters = short.rstrip("s").lower()
        parts = re.split(r"[ -]", before)[-len(letters) :]
        if [part[:1].lower() for part in parts] == list(letters):
            found.append((" ".join(parts), short))
    return found
