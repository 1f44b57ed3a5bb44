"""Citation precision and recall: whether what an answer says stands in the quotes that its markers lead to.

After ALCE (Gao et al., 2023), with the words of `eval/facts.py` in place of a language model's judgement. A quote is
read with what is shown beside it: its headings, and its source's title and author.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from eval.facts import facts, held_in, is_figure, lacking, stands
from eval.sentences import MARKER, Sentence, sentences

if TYPE_CHECKING:
    from ingest.records import Document
    from rag.records import Answer, Citation

# What needs no marker: an absence cannot be quoted, and of the learner and of Waymark no source speaks.
_ABSENCE = re.compile(r"\b(?:no|not|none|nothing|neither|nor|never|cannot)\b|n't\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:I|I'm|I've|me|my)\b|\?$|^(?:Hello|Hi|You're welcome|You have|Ask again)\b")

_CLAUSE = re.compile(r"(.*?)((?: ?\[\d+\])+)", re.DOTALL)  # up to a marker, or to several side by side
_LEAD_IN = re.compile(r"^.*?: ", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Support:
    """What the citations of one answer are worth.

    `precision` is the share of its markers whose quote holds what they stand behind, None without markers; `recall` the
    share of its sentences on what sources say that their quotes hold whole, None without such sentences. `unsupported`
    are the sentences not held, with the words that are lacking; `uncited` those of them that have no marker at all.
    """

    precision: float | None = None
    recall: float | None = None
    unsupported: tuple[tuple[str, tuple[str, ...]], ...] = ()
    uncited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a marker shows: the stems of its quote under its headings, of its source's title, and of its other names."""

    said: frozenset[str] = frozenset()
    title: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


_NOTHING = _Shown()


def support(answer: "Answer", document: "Callable[[str], Document | None]") -> Support:
    """How far the citations of `answer` hold what it says; `document` is a source by its id, None for an unknown."""
    shown = {c.marker: _shown(c, document(c.document_id)) for c in answer.citations}
    told = sentences(answer.text)
    everything = _together(shown.values())
    stating = [
        s
        for s, following in zip(told, [*told[1:], None], strict=True)
        if s.markers or not _needs_no_marker(s, following, everything)
    ]
    missing = [lacking(s.plain, _together(shown.get(m, _NOTHING) for m in s.markers)) for s in stating]
    held = [bool(s.markers) and not words for s, words in zip(stating, missing, strict=True)]
    precise = [right for s in stating for right in _precise(s, shown)]
    return Support(
        precision=fmean(precise) if precise else None,
        recall=fmean(held) if held else None,
        unsupported=tuple((s.text, words) for s, words, it_is in zip(stating, missing, held, strict=True) if not it_is),
        uncited=tuple(s.text for s in stating if not s.markers),
    )


def _precise(sentence: Sentence, shown: Mapping[int, _Shown]) -> Iterator[bool]:
    """For each marker, whether it and those beside it hold the clause before them, and it holds part of the sentence.

    What leads a list in with a colon is told of all the list; it is left to the sentence as a whole.
    """
    clauses = _CLAUSE.findall(sentence.text)
    stated = facts(sentence.plain)
    for number, (before, group) in enumerate(clauses):
        clause = _LEAD_IN.sub("", before) if number == 0 and len(clauses) > 1 else before
        markers = [int(marker) for marker in MARKER.findall(group)]
        whole = not lacking(clause, _together(shown.get(m, _NOTHING) for m in markers))
        for marker in markers:
            its = shown.get(marker, _NOTHING)
            beyond = {fact for fact in stated if not stands(fact, its.title)}
            held = beyond - set(lacking(sentence.plain, its.said))
            yield whole and marker in shown and (not beyond or bool(held))


def _needs_no_marker(sentence: Sentence, following: Sentence | None, everything: frozenset[str]) -> bool:
    """Whether a sentence tells of no source, tells of an absence, or sums up the list or the figures that follow it."""
    if _ABSENCE.search(sentence.plain) or _OWN.search(sentence.plain):
        return True
    stated = facts(sentence.plain)
    if following is None or not (following.is_item or (stated and is_figure(stated[0]))):
        return False
    return all(is_figure(fact) or stands(fact, everything) for fact in stated)


def _shown(citation: "Citation", document: "Document | None") -> _Shown:
    names = (document.author or "", *document.aliases) if document else ()
    said = " ".join((*citation.heading_path, citation.quote))
    return _Shown(held_in(said), held_in(citation.title), held_in(" ".join(names)))


def _together(shown: Iterable[_Shown]) -> frozenset[str]:
    return frozenset().union(*(its.said | its.title | its.names for its in shown))
