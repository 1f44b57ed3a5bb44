"""Which documents a text names."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from ingest.records import Document
from rag.normal import normal

# What people call a roadmap when they tell it from the others by its years or its number of steps.
_KINDS = (
    "thing", "roadmap", "road map", "plan", "guide", "article",
    "one", "curriculum", "source", "path", "author", "post",
)  # fmt: skip
_YEARS = re.compile(r"20\d\dx20\d\d")  # as `normal` writes them
_YEAR = re.compile(r"(?<!\w)20\d\d(?!\w)")
_COUNTED_STAGES = re.compile(r"(?:a |the )?\d+ (?:step|month|phase|section)")
_SHORTEST = 3  # letters of a name; shorter ones stand in too many words' places


@dataclass(frozen=True)
class Names:
    """All names of a set of documents, and the pattern that finds them."""

    documents: tuple[Document, ...]

    @cached_property
    def _owners(self) -> dict[str, str]:
        owners: dict[str, str] = {}
        for document in self.documents:
            for name in _names_of(document):
                owners.setdefault(name, document.id)
        return owners

    @cached_property
    def _beginning(self) -> dict[str, list[str]]:
        """The names by the letters that they begin with."""
        names: dict[str, list[str]] = defaultdict(list)
        for name in self._owners:
            names[name[:_SHORTEST]].append(name)
        return dict(names)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self._owners, key=lambda name: (-len(name), name))
        alternatives = "|".join(rf"{re.escape(name)}(?:'?s)?" for name in longest_first)
        return re.compile(rf"(?<![\w+#/-])(?:the )?({alternatives})(?![\w+#])" if alternatives else r"(?!)")

    def found_in(self, text: str) -> list[tuple[str, int, int]]:
        """The ids of the documents that `text`, already normal, names, each with the span of the name."""
        spaced = _spaced(text)
        begun = {spaced[at : at + _SHORTEST] for at in range(len(spaced))}
        if not any(name in spaced for beginning in begun for name in self._beginning.get(beginning, ())):
            return []  # as in most texts: the pattern takes long to compile
        return [(self._owner(m.group(1)), m.start(), m.end()) for m in self._pattern.finditer(spaced)]

    def _owner(self, name: str) -> str:
        """The document called `name`, which may end in a genitive or plural s."""
        return self._owners.get(name) or self._owners[name.removesuffix("s").removesuffix("'")]


def _spaced(text: str) -> str:
    """`text` with hyphens as spaces, character for character, so that spans hold."""
    return text.replace("-", " ")


def _names_of(document: Document) -> set[str]:
    """The title, the aliases and, for a roadmap, its author and what tells it from the others."""
    names = {_spaced(normal(n)) for n in (document.title, document.short, *document.aliases)}
    if document.kind == "roadmap":
        names |= _names_of_author(document)
        names |= _names_by_years(document)
        names |= {other for name in names for other in _other_kinds(name)}
    return {name for name in names if len(name) >= _SHORTEST}


def _names_of_author(document: Document) -> set[str]:
    if not document.author:
        return set()
    parts = document.author.split()
    return {_spaced(normal(n)) for n in (document.author, parts[0], parts[-1])}


def _names_by_years(document: Document) -> set[str]:
    """The years of the title alone and as `2024x2025 one`; a single year, which may mean anything, only so."""
    title = normal(document.title)
    years = _YEARS.findall(title)
    return {*years, *(f"{y} {kind}" for y in (*years, *_YEAR.findall(title)) for kind in _KINDS)}


def _other_kinds(name: str) -> set[str]:
    """`12 month plan` under what else people call it, such as `12 month guide` or `12 month one`."""
    head, _, kind = name.rpartition(" ")
    if not head or kind not in _KINDS:
        return set()
    others = {f"{head} {other}" for other in _KINDS}
    return others | {f"{head} ai engineer roadmap", f"{head} ai roadmap"} if _COUNTED_STAGES.match(head) else others
