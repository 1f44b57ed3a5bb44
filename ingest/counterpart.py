"""Where an original says what its restatement says: under the same headings, but for their signs and their depth."""

import re
from collections.abc import Collection

Headings = tuple[str, ...]  # outermost first


def bare(heading_path: Headings) -> Headings:
    """The headings as bare words: an original may have signs and spaces that its restatement lacks."""
    return tuple(" ".join(re.findall(r"\w+", heading.lower())) for heading in heading_path)


def counterpart(path: Headings, paths: Collection[Headings]) -> Headings:
    """Which of the bare `paths` of an original has what stands under the bare `path` of its restatement.

    An original may have a heading above all others, and bold words where the restatement has a heading: then it is the
    next heading above. `path` itself where there is none.
    """
    if path in paths:
        return path
    above = (path[:depth] for depth in range(len(path), 0, -1))
    return next((its for part in above for its in paths if its[-len(part) :] == part), path)
