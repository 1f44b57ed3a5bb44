"""What a learner says of themselves that no topic stands for, so that they can be told."""

import re
from functools import lru_cache

from ingest.learners import STANCES
from rag.library import Library
from rag.proper_names import proper_names
from rag.words import words

_NAME = re.compile(r"[A-Z][\w+#.-]*(?: [A-Z][\w+#.-]*)*")
_SURE = 0.7  # likelihood of a stance from which a name is that of something known, lacked or wanted
_MOST = 3


def unplaced_in(library: Library, text: str) -> tuple[str, ...]:
    """The names in `text` of what its writer knows, lacks or wants that are neither a topic's nor a source's."""
    if not library.mentions:
        return ()
    names, found = proper_names(text) - _of_sources(library), []
    placed = [(m.start, m.end) for m in library.mentions.read(text)]
    placed += [(start, end) for _, start, end in library.topics.goals_in(text)]
    for match in _NAME.finditer(text):
        start, end = match.start(), match.start() + len(match.group().rstrip(".-"))
        is_new = not any(a < end and start < b for a, b in placed)
        if is_new and set(words(text[start:end])) <= names and _is_of_writer(library, text, start, end):
            found.append(text[start:end])
    return tuple(dict.fromkeys(found))[:_MOST]


def _is_of_writer(library: Library, text: str, start: int, end: int) -> bool:
    heard = library.mentions.heard(text, start, end)
    return heard is not None and STANCES[int(heard.argmax())] != "other" and float(heard.max()) >= _SURE


@lru_cache(maxsize=1)  # of the generation in use, as for its planner
def _of_sources(library: Library) -> frozenset[str]:
    """The words in the names of documents and of their authors."""
    names = (" ".join((d.title, d.author or "", *d.aliases)) for d in library.documents.values())
    return frozenset(word for name in names for word in words(name))
