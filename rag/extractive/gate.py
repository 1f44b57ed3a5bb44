"""The gate: whether facts hold what a question asks for; where they do not, nothing is answered from them."""

import re
from collections.abc import Sequence

from rag import cues
from rag.case import Case
from rag.extractive.figure import has_figure
from rag.fact import Fact
from rag.question import Unit
from rag.words import STOP, stem, stems, words

# All fitted on the development questions. Cover is the share of the question's weight that the evidence holds,
# meaning the cosine of the question and its nearest fact.
_ENOUGH_COVER, _ENOUGH_MEANING = 0.55, 0.5  # either is enough
_SOME_COVER, _SOME_MEANING = 0.3, 0.4  # both together are enough
_OF_SOURCE_COVER, _OF_SOURCE_MEANING = 0.2, 0.25  # a named source's whole text is known, so less must be matched
_NAMELESS_MEANING = 0.45  # beside enough cover, for a question that names nothing the library knows
_NEARLY_ALL_COVER, _LITTLE_MEANING = 0.85, 0.22  # the same, where nearly all its words are found
_NEAR_COVER, _NEAR_MEANING, _NEAR_FACTS = 0.5, 0.38, 20  # what keeps a question in scope, among so many best facts
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
    rf"\b(?:which|what|how many|how much|whose)\s+(?!(?:{_NOT_A_THING})\b)"
    rf"((?:[\w'+#/.-]+\s+){{0,5}}?[\w'+#/.-]+?)\s+(?:{_AFTER_THING})\b"
)


def supports(case: Case, facts: Sequence[Fact]) -> bool:
    """Whether `facts` hold what was asked: every name and figure, the thing asked for, and enough of the rest."""
    if not facts:
        return False
    held = _held(facts)
    if any(unit.named and not unit.is_in(held) for unit in case.question.units):
        return False
    return _answers_in_kind(case, facts, held) and missing_thing(case, held) is None and _says_enough(case, facts, held)


def missing_thing(case: Case, held: frozenset[str]) -> str | None:
    """The thing asked for after which, what or how many, when it stands nowhere in the evidence; else None."""
    for match in _THING.finditer(case.question.about):
        said = [w for w in words(match.group(1)) if w not in STOP]
        if not said:
            continue
        thing = said[-1]
        if stem(thing) in held or (thing not in cues.ATTRIBUTES and case.library.lexicon.knows(thing)):
            continue
        unit = next((u for u in case.question.units if thing in words(u.text)), None)
        if (unit is None and thing in cues.ATTRIBUTES) or (unit is not None and not unit.is_in(held)):
            return thing
    return None


def coverage(units: Sequence[Unit], held: frozenset[str]) -> float:
    """The share of the units' weight that stands among the stems `held`; 0 without units."""
    total = sum(u.weight for u in units)
    return sum(u.weight for u in units if u.is_in(held)) / total if total else 0.0


def is_near(case: Case) -> bool:
    """Whether the library holds anything near the question at all; if not, the question is out of scope."""
    if not case.scored:
        return False
    if case.question.topics or case.question.resources or case.question.sources:
        return True
    meaning = max(s.meaning for s in case.scored[:_NEAR_FACTS])
    return (case.scored[0].cover >= _NEAR_COVER and meaning >= _NOT_FAR) or meaning >= _NEAR_MEANING


def _held(facts: Sequence[Fact]) -> frozenset[str]:
    """Every stem of the facts, their headings and the names of their documents."""
    held: set[str] = set()
    for fact in facts:
        document = fact.document
        names = " ".join((document.title, document.author or "", *document.aliases))
        held |= fact.own_stems | fact.path_stems | set(stems(names))
    return frozenset(held)


def _answers_in_kind(case: Case, facts: Sequence[Fact], held: frozenset[str]) -> bool:
    """Whether a price is answered by a price, a reason by what it is of, a name by a name, a figure by a figure."""
    question = case.question
    said = " ".join(f.content for f in facts)
    price = cues.MONEY if cues.AMOUNT.search(question.normal) else cues.PRICED
    if cues.PRICE.search(question.normal) and not price.search(said):
        return False
    is_reason = question.sources and not question.described and cues.REASON.search(question.normal)
    spoken_of = {id_ for f in facts for id_ in f.topics}
    if is_reason and any(u.topic and not u.is_in(held) and u.topic.id not in spoken_of for u in question.units):
        return False
    if cues.BY_NAME.search(question.normal) and not _has_new_names(said, question.text):
        return False
    return not question.figure or any(has_figure(f) for f in facts)


def _has_new_names(said: str, asked: str) -> bool:
    """Whether evidence holds proper names that the question does not."""
    inside = re.findall(r"(?<!^)(?<![.?!] )\b[A-Z][\w-]+", said)
    return bool(set(inside) - set(re.findall(r"\w+", asked)))


def _says_enough(case: Case, facts: Sequence[Fact], held: frozenset[str]) -> bool:
    """Whether enough of the question stands in the facts, in word or in meaning; more where it names less."""
    question = case.question
    cover, meaning = coverage(question.units, held), _meaning(case, facts)
    if question.sources:
        return cover >= _OF_SOURCE_COVER or meaning >= _OF_SOURCE_MEANING
    if question.topics or question.resources or any(u.named for u in question.units):
        both = cover >= _SOME_COVER and meaning >= _SOME_MEANING
        return both or cover >= _ENOUGH_COVER or meaning >= _ENOUGH_MEANING
    both = cover >= _ENOUGH_COVER and meaning >= _NAMELESS_MEANING
    nearly_all = cover >= _NEARLY_ALL_COVER and meaning >= _LITTLE_MEANING
    return both or nearly_all or meaning >= _ENOUGH_MEANING


def _meaning(case: Case, facts: Sequence[Fact]) -> float:
    """How near the nearest of `facts` comes to the question, by its words or by what it is known to answer."""
    return max(s.meaning for s in case.weighed(facts))
