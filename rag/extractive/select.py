"""Choosing the facts that together answer a question, and judging whether they do."""

import re
from collections import Counter
from collections.abc import Sequence

from rag import cues
from rag.case import Case
from rag.evidence import Scored
from rag.extractive.phrase import label_of
from rag.library import Fact
from rag.question import Unit
from rag.words import STOP, stem, stems, words

_NEAR_BEST = 0.86  # of the best score: other statements of the same list that answer just as well
_NEAR_LISTED = 0.6
_LISTED = 0.25  # of what is asked for: as much as the list's own heading must say
_DIGIT = re.compile(r"\b(?!(?:19|20)\d\d\b)\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve)\b", re.IGNORECASE)
_NUMBERING = re.compile(r"^(?:\d+\.|(?:phase|step|section) \d+)", re.IGNORECASE)
_SPAN = re.compile(r"\bmonths? \d+-\d+$")
_GAIN = 0.2  # of all that is asked: what a further statement must add to be worth its words
_MOST_FACTS = 9
_MOST_WORDS = 60

# Gate, fitted on the development questions: cover is the share of the question's weight that the evidence holds.
_ENOUGH_COVER = 0.55
_LITTLE = 0.22
_ENOUGH_MEANING = 0.5
_SOME_COVER, _SOME_MEANING = 0.3, 0.4
_OF_SOURCE_COVER, _OF_SOURCE_MEANING = 0.2, 0.25  # where a source is named, its whole text is known, and less must be matched
_ALONE, _ALL = 0.5, 0.85  # for a question that names nothing the library knows: meaning alone, or nearly all its words

_HEAD = re.compile(r"\b(?:which|what|how many|how much|whose)\s+(?!(?:do|does|did|is|are|was|were|should|shall|can|could|will|would|must|to|am|has|have|else|about|if|kind|it|they|you|i|we|that|this|he|she)\b)((?:[\w'+#/.-]+\s+){0,5}?[\w'+#/.-]+?)\s+(?:do|does|did|is|are|was|were|should|shall|can|could|will|would|must|to|of|in|for|from|per|am|has|have|go|goes|count|use|makes?)\b")


def choose(scored: Sequence[Scored], case: Case) -> list[Fact]:
    """The facts for a look-up, in reading order: the best, its equals in the same list, and what else covers the rest of the question."""
    if not scored:
        return []
    best = scored[0]
    chosen = [best]
    scored = _of_one_label(scored, best)
    near = _NEAR_LISTED if _asks_for_list(best, case) else _NEAR_BEST
    for other in scored[1:]:
        if other.fact.section is best.fact.section and other.score >= near * best.score:
            chosen.append(other)
    total = sum(u.weight for u in case.question.units) or 1.0
    held = frozenset[int]().union(*(s.units for s in chosen))
    for other in scored[1:60]:
        new = frozenset(i for i in other.units - held if case.question.units[i].is_in(other.fact.own_stems))
        gain = sum(case.question.units[i].weight for i in new) / total
        if gain >= _GAIN and other.score >= 0.6 * best.score and other not in chosen and other.fact.document is best.fact.document:
            chosen.append(other)
            held |= other.units
    if case.question.figure and not any(has_figure(s.fact) for s in chosen):
        chosen += [s for s in scored[:10] if has_figure(s.fact) and s.fact.document is best.fact.document][:1]
    return within(sorted((s.fact for s in chosen), key=lambda f: f.number), best.fact)


def _of_one_label(scored: Sequence[Scored], best: Scored) -> Sequence[Scored]:
    """Without the details that a list gives below its main items, where the best is a main item."""
    labels = Counter(label_of(s.fact) for s in scored if s.fact.section is best.fact.section)
    label = label_of(best.fact)
    if not label or labels[label] < 3 or len(labels) == 1:
        return scored
    return [s for s in scored if s.fact.section is not best.fact.section or label_of(s.fact) == label]


def _asks_for_list(best: Scored, case: Case) -> bool:
    """Whether the heading itself says what is asked for, so that the whole list under it is the answer."""
    heading = frozenset(stems(best.fact.section.heading))
    return coverage(case.question.units, heading) >= _LISTED


def has_figure(fact: Fact) -> bool:
    """Whether a fact, its heading or the span of time before its colon states a number."""
    return bool(_DIGIT.search(fact.statement.content) or _DIGIT.search(_NUMBERING.sub("", fact.section.heading)) or _SPAN.search(fact.statement.subject))


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
    said = " ".join(f.content for f in facts)
    if cues.PRICE.search(question.normal) and not (cues.MONEY if cues.AMOUNT.search(question.normal) else cues.PRICED).search(said):
        return False
    if cues.REASON.search(question.normal) and question.sources and not question.described and any(u.topic and not u.is_in(held) for u in question.units):
        return False
    if cues.BY_NAME.search(question.normal) and not _has_new_names(said, question.text):
        return False
    if missing_head(case, held) is not None or (question.figure and not any(has_figure(f) for f in facts)):
        return False
    cover, meaning = coverage(question.units, held), _meaning(case, facts)
    if not (question.topics or question.sources or question.resources or any(u.named for u in question.units)):
        return meaning >= _ALONE or (cover >= _ENOUGH_COVER and meaning >= _SOME_MEANING + 0.05) or (cover >= _ALL and meaning >= _LITTLE)
    if question.sources:
        return cover >= _OF_SOURCE_COVER or meaning >= _OF_SOURCE_MEANING
    return cover >= _ENOUGH_COVER or meaning >= _ENOUGH_MEANING or (cover >= _SOME_COVER and meaning >= _SOME_MEANING)


def _has_new_names(said: str, asked: str) -> bool:
    """Whether evidence holds proper names that the question does not."""
    return bool({w for w in re.findall(r"(?<!^)(?<![.?!] )\b[A-Z][\w-]+", said)} - set(re.findall(r"\w+", asked)))


def missing_head(case: Case, held: frozenset[str]) -> str | None:
    """The thing asked for after which, what or how many, when it stands nowhere in the evidence; None when it does or is open."""
    for match in _HEAD.finditer(case.question.about):
        heads = [w for w in words(match.group(1)) if w not in STOP]
        if not heads:
            continue
        head = heads[-1]
        if stem(head) in held or (head not in cues.ATTRIBUTES and case.library.knows(head)):
            continue
        unit = next((u for u in case.question.units if head in words(u.text)), None)
        if (unit is None and head in cues.ATTRIBUTES) or (unit is not None and not unit.is_in(held)):
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
