"""Positions: where each roadmap brings a topic in, from early to late."""

import re
from collections.abc import Sequence

from ingest.records import Document, Role, Section
from rag.case import Case
from rag.extractive.draft import Draft
from rag.extractive.phrase import label_of
from rag.extractive.place import USING, depth, first_place, heading_line, name_of, unit_of
from rag.extractive.stages import stage_headings
from rag.extractive.wording import capital, listed, number_word, share, verb
from rag.fact import Fact
from rag.question import Unit

_RIVALS = ("mathematics", "programming", "machine-learning")  # the subjects a roadmap may put first
_MOST_PLACES = 3


def compose(case: Case, topics: Sequence[Unit]) -> Draft | None:
    """A verdict, then one line for each roadmap; None when none of them teaches one of `topics`."""
    library = case.library
    first = {d.id: fact for d in case.roadmaps if (fact := first_place(library, d, topics))}
    if not first:
        return None
    draft = Draft(library)
    draft.say(_verdict(case, topics, len(first)))
    for fact in sorted(first.values(), key=lambda f: depth(library, f.section)):
        places = [_cited(draft, f) for f in _places(case, fact, topics)]
        draft.lines([f"{fact.document.short}: in {listed(places)}."])
    silent = [d.short for d in case.roadmaps if d.id not in first]
    return draft.lines([f"{listed(silent)}: not at all, in any section."] if silent else [])


def of_role(case: Case, role: Role) -> Draft | None:
    """Where each roadmap has its first section of a kind, such as projects; None when none of them has any."""
    sections = {d.id: s for d in case.roadmaps if (s := _first_of(case, d, role))}
    if not sections:
        return None
    draft = Draft(case.library)
    draft.say(f"{share(len(sections), len(case.roadmaps))} roadmaps {verb('give', len(sections))} it a place.")
    for section in sorted(sections.values(), key=lambda s: depth(case.library, s)):
        short = case.library.documents[section.document_id].short
        draft.lines([f"{short}: in {heading_line(section)} {draft.cite_heading(section)}."])
    silent = [d.short for d in case.roadmaps if d.id not in sections]
    return draft.lines([f"{listed(silent)}: not in any section."] if silent else [])


def _first_of(case: Case, document: Document, role: Role) -> Section | None:
    """The first section of a kind within the stages, one whose own stage is of that kind before all."""
    sections = [s for s in case.library.sections_of[document.id] if s.role == role and s.stage is not None]
    whole = set(map(id, stage_headings(case.library, document).values()))
    return next((s for s in sections if id(s) in whole), sections[0] if sections else None)


def _verdict(case: Case, topics: Sequence[Unit], found: int) -> str:
    total, name = len(case.roadmaps), name_of(topics[0])
    if re.search(r"\bfirst\b", case.question.normal):
        first = sum(_comes_first(case, d, topics) for d in case.roadmaps)
        if not first:
            return f"None of the {number_word(total)} puts {name} first."
        agreed = "" if first == total else "They do not agree: "
        return capital(f"{agreed}{share(first, total).lower()} {verb('put', first)} {name} first.")
    if found == 1:
        return f"Only one of the {number_word(total)} roadmaps brings in {name}."
    return f"{share(found, total)} roadmaps {verb('bring', found)} in {name}, at different points."


def _comes_first(case: Case, document: Document, topics: Sequence[Unit]) -> bool:
    """Whether a roadmap comes to a topic before the other core subjects."""
    library = case.library
    own = first_place(library, document, topics)
    named = {u.topic for u in topics}
    rivals = [t for id_ in _RIVALS if (t := library.topics.by_id.get(id_)) and t not in named]
    others = [f for t in rivals if (f := first_place(library, document, [unit_of(library, t)]))]
    return own is not None and all(own.number < f.number for f in others)


def _places(case: Case, first: Fact, topics: Sequence[Unit]) -> list[Fact]:
    """The first place and those in further stages of the roadmap that teach the topic, those headed by it first."""
    facts = [f for f in case.library.facts_of[first.document.id] if f.section.role not in USING | {"about"}]
    named = [f for f in facts if any(u.is_in(f.own_stems) for u in topics)]
    headed = [f for f in named if any(u.is_in(f.heading_stems) for u in topics)]
    by_stage = {first.section.stage: first}
    for fact in (*headed, *named):
        if fact.section.stage is not None:
            by_stage.setdefault(fact.section.stage, fact)
    return sorted([*by_stage.values()][:_MOST_PLACES], key=lambda f: f.number)


def _cited(draft: Draft, fact: Fact) -> str:
    """A place in the source's words, with the label of the list there where it says more."""
    line, label = heading_line(fact.section), label_of(fact)
    under = f", under {label}" if label and label.lower() not in line.lower() else ""
    return f"{line}{under} {draft.cite(fact)}"
