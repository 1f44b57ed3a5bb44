"""Difference: what one of two roadmaps names on a matter, and the other names nowhere."""

from collections.abc import Sequence

from ingest.records import Document
from ingest.topics import fold
from ingest.verbs import is_action
from rag import cues
from rag.case import Case
from rag.extractive.draft import Draft
from rag.extractive.members import members
from rag.extractive.phrase import label_of
from rag.extractive.voices import Voice, voices
from rag.extractive.wording import listed
from rag.fact import Fact
from rag.library import Library
from rag.words import STOP, stems

_LIKE = 0.8  # of the best statement's score: others taken for the same matter where no topic was named
_MOST_NAMED = 8

Named = tuple[str, Fact]  # a thing, and the statement that names it


def compose(case: Case, asked: Case) -> Draft | None:
    """What each of two roadmaps names that the other does not, and what they share; None where nothing differs."""
    one, other = case.roadmaps[:2]
    spoken = voices(asked, (one, other))
    if len(spoken) < 2:
        return None
    a, b = (_named(asked, voice) for voice in spoken)
    only_a, only_b = _only(case.library, a, other), _only(case.library, b, one)
    shared = [n for n in a if _holds(case.library, other, n[0])]
    if not only_a and not only_b:
        return None
    draft = Draft(case.library)
    both = f"Both name {_told(draft, shared)}." if shared else ""
    if cues.SHARED.search(case.question.normal):
        draft.say(both)
        both = ""
    for document, names in ((one, only_a), (other, only_b)):
        own = f"Only {document.short} names {_told(draft, names)}."
        draft.say(own if names else f"{document.short} names nothing on it that the other does not.")
    return draft.say(both)


def _named(case: Case, voice: Voice) -> list[Named]:
    """The things that a roadmap names on the matter, each once, in reading order."""
    by_topic = any(u.topic for u in case.question.units) and not case.question.described
    near = voice if by_topic else [s for s in voice if s.score >= _LIKE * voice[0].score]
    facts = sorted((s.fact for s in near if s.fact.statement.is_item), key=lambda f: f.number)
    taught = [f for f in facts if f.section.role in {"learn", "career", "other", case.question.role}]
    found: dict[frozenset[str], Named] = {}
    for fact in taught or facts:
        for name in _things(fact):
            found.setdefault(frozenset(stems(name)), (name, fact))
    return list(found.values())


def _only(library: Library, named: Sequence[Named], other: Document) -> list[Named]:
    """The things that the other roadmap does not hold; of an area that it does not hold, the area alone."""
    missing = [(name, fact) for name, fact in named if not _holds(library, other, name)]
    areas = {fact for name, fact in missing if name == label_of(fact)}
    return [(name, fact) for name, fact in missing if fact not in areas or name == label_of(fact)]


def _things(fact: Fact) -> list[str]:
    """What a statement names: the area that its label tells, and the members of its list."""
    label = label_of(fact)
    return [
        *([label] if label else []),
        *(m for m in members(fact.content) if m.split()[0].lower() not in STOP and not is_action(m)),
    ]


def _holds(library: Library, document: Document, name: str) -> bool:
    """Whether a roadmap names a thing anywhere, in these words or by another name of the same topic."""
    sought = frozenset(s for s in stems(name) if s not in STOP)
    topics = {
        t.id
        for t, start, end in library.topics.found_in(name)
        if end - start == len(name) and not _is_part(t.parts, name)
    }
    facts = library.facts_of.get(document.id, ())
    return any(sought <= f.own_stems | f.path_stems or topics & f.topics for f in facts)


def _is_part(parts: Sequence[str], name: str) -> bool:
    return fold(name) in {fold(p) for p in parts}


def _told(draft: Draft, names: Sequence[Named]) -> str:
    """The things with the marks of the statements that name them, those of one statement under one mark."""
    by_fact: dict[Fact, list[str]] = {}
    for name, fact in names[:_MOST_NAMED]:
        by_fact.setdefault(fact, []).append(name)
    return listed([f"{listed(own)} {draft.cite(fact)}" for fact, own in by_fact.items()])
