"""Choosing the facts that together answer a question, and judging whether they do."""

import re
from collections.abc import Sequence

from rag.case import Case
from rag.evidence import Scored
from rag.library import Fact
from rag.question import Unit
from rag.words import FRAME, STOP, stem, stems, words

_NEAR_BEST = 0.86  # of the best score: other statements of the same list that answer just as well
_NEAR_LISTED = 0.6
_LISTED = 0.3  # of what is asked for: as much as the list's own heading must say
_DIGIT = re.compile(r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve)\b", re.IGNORECASE)
_GAIN = 0.2  # of all that is asked: what a further statement must add to be worth its words
_MOST_FACTS = 9
_MOST_WORDS = 60

# Gate, fitted on the development questions: cover is the share of the question's weight that the evidence holds.
_ENOUGH_COVER = 0.55
_ENOUGH_MEANING = 0.5
_SOME_COVER, _SOME_MEANING = 0.3, 0.4
_HEAD = re.compile(r"\b(?:which|what|how many|how much|whose)\s+((?:[\w'+#/.-]+\s+){0,5}?[\w'+#/.-]+?)\s+(?:do|does|did|is|are|was|were|should|shall|can|could|will|would|must|to|of|in|for|from|per|am|has|have|go|goes|count|use|makes?)\b")
# Heads that a list of anything answers, or that a cue table has turned into a role or form.
_OPEN_HEADS = frozenset(
    stem(w)
    for w in """thing things way ways kind kinds type types sort topic topics skill skills subject subjects area areas field fields tool tools course courses
    book books video videos resource resources material materials project projects step steps phase phases stage stages roadmap roadmaps point place order
    part parts section example examples idea ideas advice knowledge one ones else exactly technique techniques method methods algorithm algorithms concept
    concepts model models application applications metric metrics options option language languages framework frameworks library libraries platform platforms software
    website websites site sites dataset datasets data reason reasons role roles qualification qualifications requirements prerequisites work month months week weeks
    year years time paper papers newsletter podcast community server servers conference company companies goal task tasks basics provider providers service services people somebody background
    pieces piece ingredient ingredients mathematics maths activities activity certificates certificate hints hint exercises exercise habit habits tip tips term terms side source sources technology technologies""".split()
)


def choose(scored: Sequence[Scored], case: Case) -> list[Fact]:
    """The facts for a look-up, in reading order: the best, its equals in the same list, and what else covers the rest of the question."""
    if not scored:
        return []
    best = scored[0]
    chosen = [best]
    near = _NEAR_LISTED if _asks_for_list(best, case) else _NEAR_BEST
    for other in scored[1:]:
        if other.fact.section is best.fact.section and other.score >= near * best.score:
            chosen.append(other)
    total = sum(u.weight for u in case.question.units) or 1.0
    held = frozenset[int]().union(*(s.units for s in chosen))
    for other in scored[1:60]:
        new = other.units - held
        gain = sum(case.question.units[i].weight for i in new) / total
        if gain >= _GAIN and other.score >= 0.6 * best.score and other not in chosen and other.fact.document is best.fact.document:
            chosen.append(other)
            held |= other.units
    return within(sorted((s.fact for s in chosen), key=lambda f: f.number), best.fact)


def _asks_for_list(best: Scored, case: Case) -> bool:
    """Whether the heading itself says what is asked for, so that the whole list under it is the answer."""
    heading = frozenset(stems(best.fact.section.heading))
    return coverage(case.question.units, heading) >= _LISTED


def has_figure(fact: Fact) -> bool:
    """Whether a fact, or the heading it stands under, states a number."""
    return bool(_DIGIT.search(fact.statement.content) or (fact.section.duration and _DIGIT.search(fact.section.duration)))


def within(facts: Sequence[Fact], first: Fact) -> list[Fact]:
    """As many of `facts` as a look-up may take, `first` among them."""
    kept: list[Fact] = []
    spent = len(first.content.split())
    for fact in facts:
        cost = len(fact.content.split()) if fact is not first else 0
        if fact is first or (spent + cost <= _MOST_WORDS and len(kept) < _MOST_FACTS):
            kept.append(fact)
            spent += cost
    return kept


def supports(case: Case, facts: Sequence[Fact]) -> bool:
    """Whether `facts` hold what was asked: every name and figure, the thing asked for, and enough of the rest in word or meaning."""
    if not facts:
        return False
    question = case.question
    held = _held(facts)
    if any(unit.named and not unit.is_in(held) for unit in question.units):
        return False
    if missing_head(case, held) is not None or (question.figure and not any(has_figure(f) for f in facts)):
        return False
    cover, meaning = coverage(question.units, held), _meaning(case, facts)
    return cover >= _ENOUGH_COVER or meaning >= _ENOUGH_MEANING or (cover >= _SOME_COVER and meaning >= _SOME_MEANING)


def missing_head(case: Case, held: frozenset[str]) -> str | None:
    """The thing asked for after which, what or how many, when it stands nowhere in the evidence; None when it does or is open."""
    for match in _HEAD.finditer(case.question.about):
        heads = [w for w in words(match.group(1)) if w not in STOP]
        if not heads:
            continue
        head = heads[-1]
        if head in FRAME or stem(head) in _OPEN_HEADS or stem(head) in held or any(stem(p) in held for p in re.split(r"[-/]", head)):
            continue
        unit = next((u for u in case.question.units if head in words(u.text)), None)
        if unit is None or not unit.is_in(held):
            return head
    return None


def coverage(units: Sequence[Unit], held: frozenset[str]) -> float:
    """The share of the units' weight that stands among the stems `held`; 0 without units."""
    total = sum(u.weight for u in units)
    return sum(u.weight for u in units if u.is_in(held)) / total if total else 0.0


def is_near(case: Case) -> bool:
    """Whether the library holds anything near the question at all; if not, the question is out of scope."""
    if not case.scored:
        return False
    best = case.scored[0]
    meaning = max(s.similarity for s in case.scored[:20])
    return bool(case.question.topics or case.question.resources or case.question.sources) or best.cover >= 0.5 or meaning >= 0.38


def _held(facts: Sequence[Fact]) -> frozenset[str]:
    held: set[str] = set()
    for fact in facts:
        held |= fact.own_stems | fact.path_stems | set(stems(" ".join((fact.document.title, fact.document.author or "", *fact.document.aliases))))
    return frozenset(held)


def _meaning(case: Case, facts: Sequence[Fact]) -> float:
    rows = case.library.contents.statements[[f.number for f in facts]]
    return float((rows @ case.vector).max())
