"""Counting: how many roadmaps name a thing, found by going through every section of each."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ingest.records import Document
from ingest.verbs import is_action
from rag import cues
from rag.case import Case
from rag.extractive import furthest, items, versus
from rag.extractive.draft import Draft
from rag.extractive.matter import matter
from rag.extractive.naming import is_part, mentions, states
from rag.extractive.tell import tell
from rag.extractive.voices import voices
from rag.extractive.wording import listed, number_word, share, verb
from rag.fact import Fact
from rag.question import Unit

_TELLING = 4.9  # rarity from which a plain word is taken for the thing to count
_DESCRIBED = 0.55  # likeness from which a statement on the topic described shows that it was understood
_TOLD = 2  # roadmaps up to which what they say is told as well
_OR = re.compile(r"\bor\b")
_MEANT = 0.55  # likeness from which a roadmap's statement means what is counted
_EQUAL = 0.85  # of the best of them: as much as another roadmap's must reach
_OF_THEM = re.compile(r"\bof (?:them|these|those|the two)\b|\b(?:vs|versus|rather than|instead of)\b")
_CLEAR = 2  # plain words that are surely the thing to count


def compose(case: Case) -> Draft | None:
    """Which roadmaps name the thing asked about, each with the place; None when nothing to look for was named.

    Where one roadmap is named, its own items are counted.
    """
    question = case.question
    if len(question.sources) == 1 and not cues.COUNTS_ROADMAPS.search(question.normal):
        return items.compose(case)
    if len(question.sources) == 1:
        case = replace(case, question=replace(question, sources=()))
    if not _is_of_roadmaps(case):
        return versus.compose(case) if versus.is_asked(case) and _OF_THEM.search(question.normal) else None
    return _over_roadmaps(case)


def _over_roadmaps(case: Case) -> Draft | None:
    """Which roadmaps name the thing, gone through section by section; None as above."""
    asked = matter(case)
    if cues.MOST.search(case.question.normal):
        return furthest.compose(case, asked)
    if asked.question.described:
        return _of_topic(asked)
    units = _sought(asked)
    if _is_of_something_else(case):
        return None
    enough = any if _is_any_of(case, units) else all
    named = {d.id: fact for d in case.roadmaps if (fact := _first_mention(case, d, units, enough))} if units else {}
    if named:
        return _told(case, named, _name(case, units))
    meant = _meaning(asked) if not any(u.is_firm for u in units) else {}
    return _told(case, meant, "") if meant else _none(case, units) if units else None


def _is_of_roadmaps(case: Case) -> bool:
    """Whether roadmaps are what is counted, and not something of a resource, or so many of anything else."""
    question = case.question
    if versus.is_asked(case) and _OF_THEM.search(question.normal):
        return False
    says_so = any(cue.search(question.normal) for cue in (cues.COUNT, cues.ROADMAPS, cues.TOGETHER))
    return says_so or not (question.resources or cues.HOW_MANY.search(question.normal))


def _is_of_something_else(case: Case) -> bool:
    """Whether what is counted has a name that the library lacks, and so is no roadmap: `how many GB does it need`."""
    counted = cues.HOW_MANY.search(case.question.normal)
    named = [u for u in case.question.units if u.named and counted and u.text in counted.group(1).split()]
    return any(not case.library.lexicon.holds(u.alternatives) for u in named)


def _of_topic(case: Case) -> Draft | None:
    """Which roadmaps teach the topic that the question describes; None where that is not clear."""
    topic = case.question.topics[0]
    about = {d.id: [f for f in case.library.facts_of.get(d.id, ()) if topic.id in f.topics] for d in case.roadmaps}
    best = {id_: case.weighed(facts)[0] for id_, facts in about.items() if facts}
    if max((s.meaning for s in best.values()), default=0.0) < _DESCRIBED:
        return None
    return _told(case, {id_: s.fact for id_, s in best.items()}, topic.name)


def _meaning(case: Case) -> dict[str, Fact]:
    """The best place of each roadmap that means what is counted."""
    best = [max(voice, key=lambda s: s.meaning) for voice in voices(case, case.roadmaps)]
    enough = max(_MEANT, _EQUAL * max((s.meaning for s in best), default=0.0))
    return {s.fact.document.id: s.fact for s in best if s.meaning >= enough}


def _told(case: Case, found: dict[str, Fact], name: str) -> Draft:
    """How many roadmaps were found, each with its place, and the others."""
    draft = Draft(case.library)
    naming = listed([f"{d.short} {draft.cite(found[d.id])}" for d in case.roadmaps if d.id in found])
    silent = [d.short for d in case.roadmaps if d.id not in found]
    does = f"{verb('mention', len(found))} {name}" if name else verb("do", len(found))
    draft.say(f"{share(len(found), len(case.roadmaps))} {does}: {naming}.")
    if len(found) <= _TOLD:
        facts = [found[d.id] for d in case.roadmaps if d.id in found]
        draft.say(*(s for f in facts for s in tell(draft, [f], speaker="It" if len(facts) == 1 else f.document.short)))
    if silent:
        rest = "The other one" if len(silent) == 1 else f"The other {number_word(len(silent))}"
        draft.say(f"{rest}, {listed(silent)}, {verb('do', len(silent))} not, in any section.")
    return draft


def _none(case: Case, units: Sequence[Unit]) -> Draft | None:
    """The statement that no roadmap names the thing; None where it is not clear that the words found are the thing.

    Nought is the answer to how many, and no answer to which.
    """
    is_named = any(u.is_firm for u in units)
    is_clear = len(units) <= _CLEAR and max(u.weight for u in units) >= _TELLING
    if not is_named and not is_clear:
        return None
    none = f"No roadmap mentions {_narrowed(case, units) or _name(case, units)}; I went through every section of all"
    is_answer = case.question.figure
    return Draft(case.library, abstained=not is_answer).say(f"{none} {number_word(len(case.library.roadmaps))}.")


def _sought(case: Case) -> list[Unit]:
    """What to look for: the topics and names of the question, else all its words but verbs."""
    units = [u for u in case.question.units if not u.text.isdigit()]
    firm = list({frozenset(u.alternatives[0]): u for u in units if u.is_firm}.values())
    return firm or _form(case) or [u for u in units if not is_action(u.text)] or units


def _form(case: Case) -> list[Unit]:
    """The form of resource that is counted, such as podcasts, in the question's rarest word for it."""
    lexicon = case.library.lexicon
    said = (
        cues.FORMS[case.question.form].findall(case.question.normal)
        if case.question.role == "resources" and case.question.form
        else []
    )
    known = [w for w in said if lexicon.knows(w)]
    rarest = sorted(known, key=lambda w: -lexicon.rarity(lexicon.alternatives(w)))[:1]
    return [Unit(w, lexicon.alternatives(w), lexicon.rarity(lexicon.alternatives(w))) for w in rarest]


def _is_any_of(case: Case, units: Sequence[Unit]) -> bool:
    """Whether one of several things is enough, as in `Docker or Kubernetes`."""
    return len(units) > 1 and all(u.is_firm for u in units) and bool(_OR.search(case.question.normal))


def _first_mention(
    case: Case, document: Document, units: Sequence[Unit], enough: Callable[[Iterable[bool]], bool]
) -> Fact | None:
    """The best place where `document` names `enough` of `units`: in a statement, or a heading with some under it."""
    facts = case.library.facts_of.get(document.id, ())
    inside = [f for f in facts if enough(states(f, u) for u in units)]
    around = inside or [f for f in facts if enough(mentions(case.library, f, u) for u in units)]
    return next((s.fact for s in case.weighed(around)), None)


def _narrowed(case: Case, units: Sequence[Unit]) -> str:
    """A topic with the word that makes another thing of it, as in `graph neural networks`; empty without one."""
    pairs = (f"{word.text} {topic.text}" for topic in units if topic.topic for word in units if not word.topic)
    return listed([pair for pair in pairs if pair in case.question.normal])


def _name(case: Case, units: Sequence[Unit]) -> str:
    """What was counted: topics by their names, parts of topics and other words as the question writes them."""
    if _is_any_of(case, units):
        return " or ".join(case.as_written(u.text) for u in units)
    topics = [u for u in units if u.topic]
    told = topics or [u for u in units if u.is_firm] or units
    names = [u.topic.name if u.topic and not is_part(u) else case.as_written(u.text) for u in told]
    return listed(list(dict.fromkeys(names))) if topics else " ".join(names)
