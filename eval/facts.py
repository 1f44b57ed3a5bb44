"""What a sentence states, word by word, and whether that stands in a text.

A fact is a word that says something, a figure or a name. It stands in a text that holds its stem, a hyphenated word
where all its parts do; a number may be in digits or in words, and several words may be there as their initials.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from rag.numbers import CARDINALS, DIGITS
from rag.words import STOP, stem, stems, word_set, words

# The words by which an answer tells who says a thing, where, and in which order. They are its own; no source has them.
_PATTERN = word_set(
    """
    according add adds ahead alone also another appear appears ask asks begin begins beginning beside bring brings
    come comes count counts cover covers depending differ differs end ends first follow follows following found
    give gives giving heading headings include includes included label last later learn learning list lists
    mention mentions name names nearest next none number numbered open opens order part place places point points
    position project propose proposes put puts recommend recommends resource rest roadmap roadmaps section sections
    sets source sources speak speaks stage start starting starts state stated states step steps suggest suggests
    summaries summary take teach teaches tell tells time total turn turns whole
    """
)
_PATTERN_STEMS = frozenset(map(stem, _PATTERN))
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")
_NUMBERS = DIGITS | {word: str(number) for number, word in enumerate(_TEENS, start=13)}
_MONTHS = word_set("january february march april may june july august september october november december")
_FIGURE = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_JOINTS = re.compile(r"[-/&.']")
_N = rf"(?:\d+|none|{'|'.join(CARDINALS)})"
# A count that the answer made rests on the markers beside it, and on the sections that hold nothing to mark.
_COUNT = re.compile(rf"\b(?:{_N} of|all|the other) (?:the )?(?:other )?{_N}\b|\b{_N} roadmaps\b", re.IGNORECASE)
_OPENING = re.compile(r"([^,:;]{1,40}[,:])(.*)", re.DOTALL)
_PARTS = re.compile(r"[,;]| and ")
_MOST_INITIALS = 5


def facts(text: str) -> tuple[str, ...]:
    """What `text` states, in order, each once.

    Left out are stop words, the answer's own words, its counts ("three of the five"), and a figure or month that opens
    the text ahead of the figures that it was worked out from ("8-11 months: 3-4 for ... and 5-7 for ..."), or of as
    many things as it counts ("Three, by its list: ...").
    """
    text = _COUNT.sub(" ", text)
    opening = _OPENING.fullmatch(text)
    first, rest = opening.groups() if opening else ("", text)
    kept = [word for word in _telling(first) if not (is_figure(word) and _sums_up(word, rest))]
    return tuple(dict.fromkeys([*kept, *_telling(rest)]))


def lacking(text: str, held: frozenset[str]) -> tuple[str, ...]:
    """The facts of `text` that do not stand among `held`, which `held_in` gives."""
    missing = [fact for fact in facts(text) if not stands(fact, held)]
    short = _shortened(words(text), held) if missing else set()
    return tuple(fact for fact in missing if fact not in short)


def stands(fact: str, held: frozenset[str]) -> bool:
    """Whether one fact stands among `held`."""
    if stem(fact) in held or _NUMBERS.get(fact) in held:
        return True
    parts = [part for part in _JOINTS.split(fact) if part]
    return len(parts) > 1 and all(part in held or part in STOP or stem(part) in held | _PATTERN_STEMS for part in parts)


def held_in(text: str) -> frozenset[str]:
    """The stems of `text`, and its numbers in digits."""
    return frozenset(stems(text)) | _figures(text)


def is_figure(word: str) -> bool:
    """Whether a fact is a number, in digits or in words, or a month of the year."""
    return word in _NUMBERS or word in _MONTHS or bool(_FIGURE.search(word))


def _telling(text: str) -> Iterator[str]:
    for word in words(text):
        if word not in STOP and stem(word) not in _PATTERN_STEMS and (len(word) > 1 or word.isdigit()):
            yield word


def _sums_up(word: str, rest: str) -> bool:
    """Whether an opening figure may have been worked out from `rest`."""
    count = _NUMBERS.get(word, word)
    counts = count.isdigit() and len(_PARTS.split(rest)) >= int(count)
    return counts or any(not _YEAR.fullmatch(figure) for figure in _figures(rest))


def _figures(text: str) -> frozenset[str]:
    return frozenset({*_FIGURE.findall(text), *(_NUMBERS[word] for word in words(text) if word in _NUMBERS)})


def _shortened(said: Sequence[str], held: frozenset[str]) -> set[str]:
    """The words of `said` that stand together as their initials among `held`: `rag`, `cnns`."""
    parts = [(word, part) for word in said for part in _JOINTS.split(word) if part]
    runs = (parts[at : at + size] for size in range(2, _MOST_INITIALS + 1) for at in range(len(parts) - size + 1))
    return {word for run in runs if _initials(run) in held for word, _ in run}


def _initials(run: Iterable[tuple[str, str]]) -> str:
    return "".join(part[0] for _, part in run)
