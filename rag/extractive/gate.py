"""The gate: whether facts hold what a question asks for; where they do not, nothing is answered from them."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from math import exp

from rag import cues
from rag.case import Case
from rag.extractive.figure import has_figure, has_new_figure
from rag.extractive.naming import names_a_roadmap
from rag.fact import Fact
from rag.question import Question, Unit
from rag.words import STOP, stem, stems, word_set, words

# How sure it is that facts answer a question: a logistic rule, fitted with a ridge of 0.3 on the development questions
# that no other composer takes. The weights and the threshold held where each batch of them was left out in turn.
_ASKED = 3.2  # of the question's likeness to the nearest that a fact is known to answer, or to the fact itself
_LISTED = 2.07  # the same with the nearest that its section answers as a whole
_COVER = 2.24  # of the share of what is asked that one fact holds
_NO_NAME = -3.55  # a proper name or figure in the question stands nowhere in the facts
_NO_THING = -5.84  # nor does the thing asked for
_STRANGE = -2.22  # of the share of the weight in words that the library never uses, where none is a name that it knows
_OFF = -2.46  # by its wording it asks for something else altogether, and it names nothing that is known
_BASE = -0.6
_SURE = 0.56  # confidence from which a question is answered

# What keeps a question in scope, among so many best facts: their own words come near it, or nearer still what they are
# known to answer, which is more and so comes near many things by chance.
_NEAR_COVER, _NEAR_LIKENESS, _NEAR_MEANING, _NEAR_FACTS = 0.5, 0.38, 0.5, 20
_NOT_FAR = 0.25  # likeness below which shared words are chance, as in a question about baking bread

# The thing asked for: what stands between `which` (`what`, `how many` ...) and the next small word.
_NOT_A_THING = (
    "do|does|did|is|are|was|were|should|shall|can|could|will|would|must|to|am|has|have|else|about|if|kind|it|they|you|i"
    "|we|that|this|he|she"
)
_AFTER_THING = (
    "do|does|did|is|are|was|were|should|shall|can|could|will|would|must|to|of|in|for|from|per|am|has|have|go|goes|count"
    "|use|makes?"
)
_THING = re.compile(
    rf"\b(?:which|what(?:'s| is| are) the|what|how many|how much|whose)\s+(?!(?:{_NOT_A_THING})\b)"
    rf"((?:[\w'+#/.-]+\s+){{0,5}}?[\w'+#/.-]+?)(?:\s+(?:{_AFTER_THING})\b|,|\W*$)"
)

# The same in `what is the pass rate of ...`; these ask for no more than what the thing is.
_OF_IT = re.compile(
    r"\bwhat(?:'s| is| are| was| were|s) (?:the|its|their|his|her)\s+"
    r"((?:[\w'+#/.-]+\s+){0,3}?[\w'+#/.-]+?)\s+(?:of|for|in|at|on|among|between|per)\b"
)
# `X or Y`, each perhaps with the word for what both are.
_EITHER = re.compile(r"([\w+#.-]+)(?: [\w-]+)? or ([\w+#.-]+)")
# What is put in front of something else, as in `learn X before Y`.
_IN_FRONT = re.compile(
    r"\b(?:learn|study|studying|teach|teaches|do|put|puts|prefers?|chooses?|recommends?|suggests?) ([\w+#.-]+)"
    r" (?:before|ahead of|prior to|over|to|instead of|rather than)\b"
)
_OF_ANYTHING = word_set(
    """
    point purpose use idea aim goal reason difference differences meaning sense role place benefit benefits advantage
    advantages order way ways time thing things best most main named listed given mentioned recommended suggested
    """
)


def supports(case: Case, facts: Sequence[Fact]) -> bool:
    """Whether `facts` hold what was asked: its price, name or figure where it asks for one, and enough of the rest."""
    return bool(facts) and answers_in_kind(case, facts) and confidence(case, facts) >= _SURE


def confidence(case: Case, facts: Sequence[Fact]) -> float:
    """How sure it is that `facts`, at least one, answer the question: a probability, 0 to 1."""
    held, scored = held_by(facts), case.weighed(facts)
    evidence = (
        (_ASKED, max(0.0, *(max(s.asked, s.similarity) for s in scored))),
        (_LISTED, max(0.0, *(max(s.listed, s.similarity) for s in scored))),
        (_COVER, max(s.cover for s in scored)),
        (_NO_NAME, any(u.named and not u.is_in(held) for u in case.question.units)),
        (_NO_THING, missing_thing(case, held) is not None),
        (_STRANGE, _strangeness(case)),
        (_OFF, seems_off(case.question)),
        (_BASE, 1),
    )
    return 1 / (1 + exp(-sum(weight * value for weight, value in evidence)))


def chooses_among_strangers(case: Case) -> bool:
    """Whether a question wants one of two things chosen, of which the sources name neither."""
    told = {u.text: u for u in case.question.units if not u.topic}
    pairs = (match.groups() for match in _EITHER.finditer(case.question.about))
    chosen = ((told[one], told[other]) for one, other in pairs if one in told and other in told)
    return any((one.named or other.named) and not _holds_any(case, one, other) for one, other in chosen)


def supposes_a_stranger(case: Case) -> bool:
    """Whether a question asks why of what the sources in its scope never name, by name or put in front of another."""
    if not cues.REASON.search(case.question.normal):
        return False
    put = {name for match in _IN_FRONT.finditer(case.question.normal) for name in match.groups()}
    supposed = (u for u in case.question.units if u.named or u.text in put)
    return any(not case.names(unit) for unit in supposed)


def _holds_any(case: Case, *units: Unit) -> bool:
    return any(case.library.lexicon.holds(u.alternatives) for u in units)


def missing_thing(case: Case, held: frozenset[str]) -> str | None:
    """The attribute asked for, after which or how many or of a thing, that stands nowhere in `held`; else None."""
    named = (thing for thing in _things(case, held, _THING) if thing in cues.ATTRIBUTES)
    of_it = (thing for thing in _things(case, held, _OF_IT) if thing not in _OF_ANYTHING)
    return next(chain(named, of_it), None)


def holds_things(case: Case, facts: Sequence[Fact]) -> bool:
    """Whether all that is asked for after which, what or how many stands in `facts`."""
    return not list(_things(case, held_by(facts), _THING))


def _things(case: Case, held: frozenset[str], asked: re.Pattern[str]) -> Iterator[str]:
    """What is `asked` for, by its last word, and stands nowhere among the stems `held`."""
    for match in asked.finditer(case.question.about):
        said = [w for w in words(match.group(1)) if w not in STOP]
        is_last = not words(match.group()[match.end(1) - match.start() :])
        if is_last and said[-1:] != words(match.group(1))[-1:]:
            continue
        unit = next((u for u in case.question.units if said and said[-1] in words(u.text)), None)
        if said and not (unit.is_in(held) if unit else stem(said[-1]) in held):
            yield said[-1]


def seems_off(question: Question) -> bool:
    """Whether a question is worded like those that ask for something else altogether, and names nothing known."""
    return question.intent == "out_of_scope" and not _names_something(question)


def _names_something(question: Question) -> bool:
    return bool(question.topics or question.resources or question.sources)


def coverage(units: Sequence[Unit], held: frozenset[str]) -> float:
    """The share of the units' weight that stands among the stems `held`; 0 without units."""
    total = sum(u.weight for u in units)
    return sum(u.weight for u in units if u.is_in(held)) / total if total else 0.0


def _strangeness(case: Case) -> float:
    """The share of a question's weight in words that the library never uses; 0 where it names something known."""
    question = case.question
    if _names_something(question):
        return 0.0
    total = sum(u.weight for u in question.units)
    strange = sum(u.weight for u in question.units if not case.library.lexicon.holds(u.alternatives))
    return strange / total if total else 0.0


def is_near(case: Case) -> bool:
    """Whether the library holds anything near the question at all; if not, the question is out of scope."""
    if not case.scored:
        return False
    if _names_something(case.question):
        return True
    best = case.scored[:_NEAR_FACTS]
    meaning = max(s.meaning for s in best)
    if best[0].cover >= _NEAR_COVER and meaning >= _NOT_FAR:
        return True
    return meaning >= _NEAR_MEANING or max(s.similarity for s in best) >= _NEAR_LIKENESS


def held_by(facts: Sequence[Fact]) -> frozenset[str]:
    """Every stem of the facts, their headings and the names of their documents."""
    held: set[str] = set()
    for fact in facts:
        document = fact.document
        names = " ".join((document.title, document.author or "", *document.aliases))
        held |= fact.own_stems | fact.path_stems | set(stems(names))
    return frozenset(held)


def answers_in_kind(case: Case, facts: Sequence[Fact]) -> bool:
    """Whether a price is answered by a price, a name by a name, a figure by a figure."""
    question = case.question
    said = " ".join(f.content for f in facts)
    price = cues.MONEY if cues.AMOUNT.search(question.normal) else cues.PRICED
    if cues.PRICE.search(question.normal) and not price.search(said):
        return False
    if cues.BY_NAME.search(question.normal):
        best = case.weighed(facts)[:1]
        if not best or not _has_new_names(best[0].fact.content, question.text):
            return False
    return not question.figure or any(_gives_figure(case, f) for f in facts)


def _gives_figure(case: Case, fact: Fact) -> bool:
    """Whether a statement gives a figure that the question lacks; where a roadmap lists a resource is none of it."""
    tells_where = fact.document.kind == "resource" and names_a_roadmap(case.library, fact)
    return has_figure(fact) and has_new_figure(fact, case.question.normal) and not tells_where


def _has_new_names(said: str, asked: str) -> bool:
    """Whether evidence holds proper names that the question does not."""
    inside = re.findall(r"(?<!^)(?<![.?!] )\b[A-Z][\w-]{2,}", said)
    return bool(set(inside) - set(re.findall(r"\w+", asked)))
