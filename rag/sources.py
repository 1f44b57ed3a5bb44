"""Which documents a question names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ingest.records import Document
from ingest.topics import fold

_NUMBERS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7", "eighth": "8", "ninth": "9", "tenth": "10", "eleventh": "11", "twelfth": "12",
}  # fmt: skip
_ORDINAL_STAGE = re.compile(
    r"\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth) (phase|step|stage|section)\b"
)
_NUMBER_WORD = re.compile(r"\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?=[ -](?:step|month|phase|section|week|year|stage))|(?<=\bin )(?:ten|twelve|five|four|nine)\b(?= (?:steps|phases|months|sections))|(?<=\bwith )(?:ten|twelve|five|four|nine)\b(?= (?:steps|phases|months|sections))|(?<=\bphase )(one|two|three|four|five|six)\b|(?<=\bstep )(one|two|three|four|five|six|seven|eight|nine|ten|eleven)\b|(?<=\bsection )(one|two|three|four|five|six|seven|eight|nine)\b")
_COUNTED = re.compile(r"\b(?:phases?|steps?|sections?|stages?) (?:one|two|three|four|five|six|seven|eight|nine|ten) (?:to|and|through|until) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven)\b|\bfirst (?:two|three|four|five) (?:phases|steps|sections|stages)\b")
_YEARS = re.compile(r"(?<!\d)(?:20)?(2\d)\s*(?:[-/–]|to)\s*(?:20)?(2\d)(?!\d)")  # noqa: RUF001 - people type the dash
_KINDS = ("thing", "roadmap", "road map", "plan", "guide", "article", "one", "curriculum", "source", "path", "author", "post")


def normal(text: str) -> str:
    """`text` in lower case with the spellings of a name made one: year ranges, number words, hyphens, `road map`."""
    text = fold(text)
    text = _YEARS.sub(lambda m: f"20{m.group(1)}x20{m.group(2)}", text)
    text = _ORDINAL_STAGE.sub(lambda m: f"{m.group(2)} {_NUMBERS[m.group(1)]}", text)
    text = _COUNTED.sub(lambda m: " ".join(_NUMBERS.get(w, w) for w in m.group().split()), text)
    text = _NUMBER_WORD.sub(lambda m: _NUMBERS[m.group()], text)
    text = re.sub(r"(?<=\d)[- ]?mo\b", " month", text)
    text = re.sub(r"\b(?:road ?map|rod ?map|roadmpa|roadmp|raodmap)(s?)\b", r"roadmap\1", text)
    return re.sub(r"\s+", " ", text.replace("months mastery", "month mastery")).strip()


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
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self._owners, key=lambda name: (-len(name), name))
        alternatives = "|".join(rf"{re.escape(name)}(?:'?s)?" for name in longest_first)
        return re.compile(rf"(?<![\w+#/-])(?:the )?({alternatives})(?![\w+#])") if longest_first else re.compile(r"(?!)")

    def found_in(self, text: str) -> list[tuple[str, int, int]]:
        """The ids of the documents that `text`, already normal, names, each with the span of the name."""
        found = []
        for match in self._pattern.finditer(text.replace("-", " ")):
            name = match.group(1)
            owner = self._owners.get(name) or self._owners.get(name.removesuffix("s").removesuffix("'"))
            if owner:
                found.append((owner, match.start(), match.end()))
        return found


def roadmap_names(documents: Iterable[Document]) -> Names:
    """The names of roadmaps."""
    return Names(tuple(documents))


def _names_of(document: Document) -> set[str]:
    """The title, the aliases, the author and, for a roadmap, what tells its title from the others': its years."""
    names = {normal(n).replace("-", " ") for n in (document.title, document.short, *document.aliases)}
    if document.kind == "roadmap":
        if document.author:
            names |= {normal(document.author), normal(document.author.split()[-1]), normal(document.author.split()[0])}
        names = {n.replace("-", " ") for n in names}
        years = re.findall(r"20\d\dx20\d\d", normal(document.title))
        names |= {f"{y} {kind}" for y in years for kind in _KINDS} | set(years)
        for alias in list(names):
            head, _, kind = alias.rpartition(" ")
            if kind in _KINDS and re.match(r"(?:a |the )?\d+ (?:step|month|phase|section)", head):
                names |= {f"{head} {other}" for other in _KINDS} | {f"{head} ai engineer roadmap", f"{head} ai roadmap"}
    return {n for n in names if len(n) > 2}
