"""Choosing the facts that together answer a question."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import takewhile

from rag.case import Case
from rag.evidence import Scored
from rag.extractive.figure import has_figure
from rag.extractive.gate import coverage
from rag.extractive.phrase import label_of
from rag.fact import Fact
from rag.words import stems

# Shares of the best fact's score, fitted on the development questions.
_EQUAL = 0.86  # other facts of the same list that answer just as well
_EQUAL_LISTED = 0.6  # the same, where the list's heading itself says what is asked for
_COMPLETING = 0.6  # facts elsewhere in the document that hold what is still missing

_LISTED = 0.25  # of what is asked for: as much as a list's heading must say for the whole list to be the answer
_GAIN = 0.2  # of all that is asked: what a further fact must add to be worth its words
_REACH = 200  # best facts, beyond which none is worth saying beside the best
_SEARCHED = 60  # best facts among which what is missing is looked for
_FIGURES = 10  # best facts among which a figure is looked for
_MAIN_LABEL = 3  # items under one label that make it the label of the list's main items
_MOST_FACTS = 9
_MOST_WORDS = 60  # of a look-up
_MOST_OTHERS = 2  # further documents beside the first: three voices are enough for a look-up


def choose(scored: Sequence[Scored], case: Case) -> list[Fact]:
    """The facts for a look-up: the best with its equals in its list, and then what is still missing."""
    if not scored:
        return []
    best = scored[0]
    scored = _of_one_label(scored[:_REACH], best, case)
    share = _EQUAL_LISTED if _is_list_asked_for(best, case) else _EQUAL
    chosen = [best]
    chosen += [s for s in scored[1:] if s.fact.section is best.fact.section and s.score >= share * best.score]
    chosen += _completing(scored, chosen, case)
    if case.question.figure and not any(has_figure(s.fact) for s in chosen):
        chosen += [s for s in scored[:_FIGURES] if has_figure(s.fact) and s.fact.document is best.fact.document][:1]
    first = best.fact.section
    in_order = sorted((s.fact for s in chosen), key=lambda f: (f.section is not first, f.number))
    return _within_bounds(in_order, best.fact)


def best_of_others(
    scored: Sequence[Scored], first: Fact, *, share: float, fits: Callable[[Scored], bool]
) -> list[Fact]:
    """The best fitting fact of each document besides the first's, if it scores at least `share` of the best score."""
    best: dict[str, Fact] = {}
    enough = share * scored[0].score if scored else 0.0
    for s in takewhile(lambda s: s.score >= enough, scored):
        if s.fact.document is not first.document and fits(s):
            best.setdefault(s.fact.document.id, s.fact)
    return list(best.values())[:_MOST_OTHERS]


def adds(case: Case, fact: Fact) -> bool:
    """Whether a fact says more than the question's own words."""
    asked = frozenset(s for unit in case.question.units for a in unit.alternatives for s in a)
    return bool(frozenset(stems(fact.content)) - asked)


def _of_one_label(scored: Sequence[Scored], best: Scored, case: Case) -> Sequence[Scored]:
    """Without the details that a list gives below its main items, where the best is a main item."""
    beside = (f for f in case.library.facts_of[best.fact.document.id] if f.section is best.fact.section)
    labels = Counter(map(label_of, beside))
    label = label_of(best.fact)
    if not label or labels[label] < _MAIN_LABEL or len(labels) == 1:
        return scored
    return [s for s in scored if s.fact.section is not best.fact.section or label_of(s.fact) == label]


def _is_list_asked_for(best: Scored, case: Case) -> bool:
    """Whether the heading itself says what is asked for, so that the whole list under it is the answer."""
    if best.listed > max(best.asked, best.similarity):
        return True
    heading = frozenset(stems(best.fact.section.heading))
    return coverage(case.question.units, heading) >= _LISTED


def _completing(scored: Sequence[Scored], chosen: Sequence[Scored], case: Case) -> list[Scored]:
    """Further facts of the same document, each of which holds a part of the question that those before it do not."""
    units, best = case.question.units, chosen[0]
    total = sum(u.weight for u in units) or 1.0
    held = frozenset[int]().union(*(s.units for s in chosen))
    found: list[Scored] = []
    for other in scored[1:_SEARCHED]:
        new = [units[i] for i in sorted(other.units - held) if units[i].is_in(other.fact.own_stems)]
        gain = sum(u.weight for u in new) / total
        is_good = other.score >= _COMPLETING * best.score and other.fact.document is best.fact.document
        if gain >= _GAIN and is_good and other not in chosen:
            found.append(other)
            held |= other.units
    return found


def _within_bounds(facts: Sequence[Fact], first: Fact) -> list[Fact]:
    """As many of `facts` as a look-up may take, `first` among them."""
    kept: list[Fact] = []
    spent = len(first.content.split())
    for fact in facts:
        cost = len(fact.content.split())
        if fact is first:
            kept.append(fact)
        elif spent + cost <= _MOST_WORDS and len(kept) < _MOST_FACTS:
            kept.append(fact)
            spent += cost
    return kept
