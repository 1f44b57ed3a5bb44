"""Whether what a sentence says stands in what it cites, judged by rule: words, figures, names, denials and likeness."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.library import Library
from rag.worded.claim import Claim, denies, figures_in, stems_in
from rag.worded.shown import Line

_SWEEPING = re.compile(r"\b(all|every|each|most|only|both)(?: of)?(?: \w+){0,2} roadmaps?\b", re.IGNORECASE)
_WAIVES = re.compile(
    r"(?:\bnot|n't|\bnever|\bno longer) (?:\w+ )?(?:needs?|needed|requires?d?|necessary|essential|have to)\b"
    r"|\bno need\b|\bneedless|\bunnecessary|\boptional|\bskip",
    re.IGNORECASE,
)
_OF_LEARNER = re.compile(r"\b(?:you|your|you're|you've|I|I've|me)\b", re.IGNORECASE)

# From so much of its words, or of its meaning, on a sentence counts as held. Set on paraphrases of answers to the
# development questions and on the same with a foreign quote.
_WORDS, _SOME_WORDS = 0.6, 0.4
_ALIKE, _VERY_ALIKE = 0.45, 0.62
_DENIED = 0.4  # of the words of a denial that must stand beside one
_SPOKEN = 0.75  # of the words of a sentence without a marker


@dataclass(frozen=True, slots=True)
class Ground:
    """What a sentence may rest on: texts with their places, and the cosine of the nearest with it."""

    texts: Sequence[str]
    likeness: float


def is_held(library: Library, claim: Claim, ground: Ground, asked: str) -> bool:
    """Whether `claim` stands on `ground`; names that the learner brought up in `asked` are no claim of a source."""
    together = " ".join(ground.texts)
    held = stems_in(together)
    if claim.figures - figures_in(together) or _sweeping(claim.text) - _sweeping(together):
        return False
    if _WAIVES.search(claim.text) and not _WAIVES.search(together):
        return False
    denied = " ".join(filter(denies, ground.texts))
    if any(_share(part, denied) < _DENIED for part in claim.parts if part.denies):
        return False
    known = held | stems_in(asked)
    if not all(_is_known(library, name, known) for name in claim.names):
        return False
    share = _share(claim, together)
    return share >= _WORDS or (share >= _SOME_WORDS and ground.likeness >= _ALIKE) or ground.likeness >= _VERY_ALIKE


def needs_no_source(library: Library, claim: Claim, lines: Sequence[Line], asked: str) -> bool:
    """Whether a sentence without a marker may stand so.

    It may where it speaks of the learner in words that are theirs or the program's, where the program says the same
    without a source (a sum, an absence), leads in a list, asks back, or says nothing.
    """
    if not claim.stems or claim.text.endswith("?"):
        return True
    bare = " ".join(line.text for line in lines if not line.citations)
    everything = " ".join(line.text for line in lines)
    leads_in = claim.text.endswith(":") and not claim.figures - figures_in(f"{asked} {everything}")
    known = f"{asked} {everything}" if leads_in or _OF_LEARNER.search(claim.text) else f"{asked} {bare}"
    if claim.figures - figures_in(known) or (claim.denies and not denies(bare)):
        return False
    held = stems_in(known)
    return _share(claim, known) >= _SPOKEN and all(_is_known(library, name, held) for name in claim.names)


def _share(claim: Claim, text: str) -> float:
    """The share of a claim's words that stand in `text`; all of them where it has none."""
    return len(claim.stems & stems_in(text)) / len(claim.stems) if claim.stems else 1.0


def _sweeping(text: str) -> frozenset[str]:
    """The words by which a text speaks of all roadmaps, of most or of one alone."""
    return frozenset(word.lower() for word in _SWEEPING.findall(text))


def _is_known(library: Library, name: str, held: frozenset[str]) -> bool:
    """Whether a name stands among the stems `held`, whole or by the short or long form that the library has for it."""
    return stems_in(name) <= held or any(alternative <= held for alternative in library.lexicon.alternatives(name))
