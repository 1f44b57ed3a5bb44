"""Comparing roadmaps: what each says of a thing, and at which of its stages."""

import re
from collections.abc import Sequence
from itertools import combinations

from ingest.records import Document, Section, Topic
from rag import cues
from rag.case import Case
from rag.evidence import Scored
from rag.extractive import plan
from rag.extractive.absent import stage_headings
from rag.extractive.draft import Draft
from rag.extractive.phrase import capital, is_action, is_clause, label_of, listed, number_word
from rag.extractive.select import choose, coverage
from rag.extractive.tell import tell
from rag.library import Fact
from rag.question import Unit
from rag.words import stems

_SPEAKS = 0.4  # of what is asked: as much as a roadmap's best statement must hold to count as speaking of it
_MEANS = 0.45
_DEEP = {"projects", "test", "resources"}  # sections that use a topic rather than teach it


def compose(case: Case) -> Draft | None:
    """One line for each roadmap, a verdict first; None when too few of them speak of the matter."""
    topics = [u for u in case.question.units if u.topic]
    if cues.DISAGREE.search(case.question.normal) and not case.question.sources and not topics:
        return _disagreements(case)
    if cues.OPENS.search(case.question.normal) and not topics:
        return _openings(case)
    if case.question.order and len(topics) >= 2 and not case.question.sources:
        return _which_first(case, topics[0], topics[1])
    if case.question.order and topics and not case.question.sources:
        return _places(case, topics)
    return _what_each_says(case)


def _disagreements(case: Case) -> Draft | None:
    """Where the roadmaps part ways: which of two core subjects comes first, and how long the whole way takes."""
    draft = Draft(case.library)
    lines = []
    topics = [case.library.topics.by_id.get(id_) for id_ in ("mathematics", "programming", "machine-learning", "reinforcement-learning", "mlops")]
    known = [t for t in topics if t]
    for one, other in combinations(known, 2):
        a, b = _sides(case, one, other)
        if a and b:
            lines.append(f"{capital(one.name)} before {other.name}: {listed(_cited(draft, a))}. The other way round: {listed(_cited(draft, b))}.")
    for topic in known:
        places = [(d, first_place(case, d, [topic_unit(case, topic)])) for d in case.library.roadmaps]
        silent = [d.short for d, place_ in places if place_ is None]
        if silent and len(silent) < len(places):
            lines.append(f"{capital(topic.name)}: left out by {listed(silent)}, taught by {listed([f'{d.short} {draft.cite(f)}' for d, f in places if f])}.")
    whole = plan.totals(case)
    if len({given for given, _ in whole.values()}) > 1:
        lines.append(f"Total time: {listed([f'{given} in {d.short} {draft.cite(fact)}' for d, (given, fact) in whole.items()])}.")
    if not lines:
        return None
    draft.say(f"They part ways on {number_word(len(lines))} points that I can count.")
    return draft.lines(lines[:4])


def topic_unit(case: Case, topic: Topic) -> Unit:
    """A unit for a topic under all its names."""
    return Unit(topic.name, tuple(a for name in (topic.name, *topic.aliases) for a in case.library.alternatives(name.lower())), 1.0, topic=topic)


def _sides(case: Case, one: Topic, other: Topic) -> tuple[list[tuple[Document, Fact]], list[tuple[Document, Fact]]]:
    """The roadmaps that put one topic first, and those that put the other first, each with the earlier place."""
    sides: tuple[list[tuple[Document, Fact]], list[tuple[Document, Fact]]] = ([], [])
    for document in case.library.roadmaps:
        a, b = first_place(case, document, [topic_unit(case, one)]), first_place(case, document, [topic_unit(case, other)])
        if a and b and a.section is not b.section:
            sides[a.number > b.number].append((document, a if a.number < b.number else b))
    return sides


def _cited(draft: Draft, side: Sequence[tuple[Document, Fact]]) -> list[str]:
    return [f"{d.short} {draft.cite(f)}" for d, f in side]


def _openings(case: Case) -> Draft | None:
    """What each roadmap opens with: its first numbered stage, and its first section where nothing is numbered before."""
    draft = Draft(case.library)
    firsts = [(d, stages[min(stages)]) for d in case.roadmaps if (stages := stage_headings(case, d))]
    if len(firsts) < 2:
        return None
    topics = [frozenset(s.topics) for _, s in firsts]
    same = all(t & topics[0] for t in topics)
    draft.say("Yes, they open with the same subject." if same else "No, they open differently.")
    return draft.lines(f"{d.short}: {s.heading} {draft.cite_heading(s)}." for d, s in firsts)


def _what_each_says(case: Case) -> Draft | None:
    """What each roadmap says of the matter, the silent ones named last."""
    said: list[tuple[Document, list[Fact]]] = []
    for document in case.roadmaps:
        facts = _best_of(case, document)
        if facts:
            said.append((document, facts))
    if not said or (len(case.roadmaps) > 1 and len(said) < 2 and len(case.question.sources) > 1):
        return None
    draft = Draft(case.library)
    silent = [d for d in case.roadmaps if d not in {d for d, _ in said}]
    draft.say(_verdict(case, said, silent))
    draft.lines(_line(draft, document, facts) for document, facts in said)
    if silent:
        draft.lines([f"{listed([d.short for d in silent])}: nothing on it in any section."])
    return draft


def _verdict(case: Case, said: Sequence[tuple[Document, list[Fact]]], silent: Sequence[Document]) -> str:
    total = len(case.roadmaps)
    if len(case.question.sources) > 1:
        shared = _shared(said)
        return f"Both name {listed(shared)}; the rest differs." if shared and total == 2 else "They differ."
    if not silent:
        return f"All {number_word(total)} roadmaps speak of it, each in its own way."
    return f"{capital(number_word(len(said)))} of the {number_word(total)} roadmaps {'speaks' if len(said) == 1 else 'speak'} of it."


def _shared(said: Sequence[tuple[Document, list[Fact]]]) -> list[str]:
    """The capitalised names that every line holds, in the order of the first."""
    texts = [" ".join(f.content for f in facts) for _, facts in said]
    names = [w.strip(",.;()") for w in texts[0].split()[0:] if w[:1].isupper()]
    return list(dict.fromkeys(n for n in names if len(n) > 1 and all(n in text.replace(",", " ").replace("(", " ").split() for text in texts[1:])))[:4]


def _line(draft: Draft, document: Document, facts: Sequence[Fact]) -> str:
    """`Short: what it says, in Step 8 [1].`"""
    body = " ".join(tell(draft, facts))
    first = facts[0]
    where = "" if first.section.stage is None or is_clause(first.content) and not first.statement.is_item else f" ({_stage_label(first.section)})"
    return f"{document.short}{where}: {_small(body)}"


def _small(text: str) -> str:
    word = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if word[1:].islower() and (is_action(word.lower()) or word.lower() in {"the", "a", "an"}) else text


def _stage_label(section: Section) -> str:
    """The stage as the source counts it: `Phase 3`, `Step 8` or `section 5`."""
    head = section.heading_path[0] if section.heading_path else ""
    for heading in section.heading_path:
        word = heading.split(" ", 1)[0].lower()
        if word in {"phase", "step"}:
            return f"{word.capitalize()} {section.stage}"
    return f"step {section.stage}" if head[:1].isdigit() else f"stage {section.stage}"


def _best_of(case: Case, document: Document) -> list[Fact]:
    """The facts by which one roadmap speaks of the matter; none where it does not."""
    scored = case.weighed(list(case.library.facts_of.get(document.id, ())))
    if not scored or not _speaks(case, scored[0]):
        return []
    chosen = choose(scored, case)
    firm = [u for u in case.question.units if u.topic or u.named]
    also = [s.fact for s in scored[1:30] if s.fact.section is scored[0].fact.section and any(u.is_in(s.fact.own_stems) for u in firm)]
    return sorted({*chosen, *also[:3]}, key=lambda f: f.number)[:5]


def _speaks(case: Case, scored: Scored) -> bool:
    firm = [u for u in case.question.units if u.topic or u.named]
    held = scored.fact.own_stems | scored.fact.path_stems
    if firm and not any(u.is_in(held) for u in firm):
        return False
    if any(u.is_in(scored.fact.own_stems) for u in firm):
        return True
    return coverage(case.question.units, held) >= _SPEAKS or scored.similarity >= _MEANS


def _places(case: Case, topics: Sequence[Unit]) -> Draft | None:
    """Where each roadmap brings a topic in, from early to late."""
    found: list[tuple[float, Document, Fact]] = []
    for document in case.library.roadmaps:
        fact = first_place(case, document, topics)
        if fact:
            found.append((position(case, fact.section), document, fact))
    if not found:
        return None
    draft = Draft(case.library)
    silent = [d.short for d in case.library.roadmaps if d not in {d for _, d, _ in found}]
    total = number_word(len(case.library.roadmaps))
    name = topics[0].topic.name if topics[0].topic else topics[0].text
    count = f"All {total} roadmaps" if not silent else f"{capital(number_word(len(found)))} of the {total} roadmaps"
    first = _put_first(case, topics) if re.search(r"\bfirst\b", case.question.normal) else None
    if first is not None:
        verdict = f"All {total} put {name} first." if len(first) == len(case.library.roadmaps) else f"They do not agree: {number_word(len(first))} of the {total} put {name} first."
        draft.say(verdict)
    else:
        draft.say(f"{count} bring{'s' if len(found) == 1 else ''} in {name}, at different points." if len(found) > 1 else f"Only one of the {total} roadmaps brings in {name}.")
    for _, d, first in sorted(found, key=lambda p: p[0]):
        spots = [f"{place(f.section)}{_label(f)} {draft.cite(f)}" for f in _all_places(case, d, first, topics)]
        draft.lines([f"{d.short}: in {listed(spots)}."])
    if silent:
        draft.lines([f"{listed(silent)}: not at all, in any section."])
    return draft


def _put_first(case: Case, topics: Sequence[Unit]) -> list[Document]:
    """The roadmaps that come to a topic before the other core subjects."""
    rivals = [t for id_ in ("mathematics", "programming", "machine-learning") if (t := case.library.topics.by_id.get(id_)) and t not in {u.topic for u in topics}]
    first = []
    for document in case.library.roadmaps:
        own = first_place(case, document, topics)
        others = [f for t in rivals if (f := first_place(case, document, [topic_unit(case, t)]))]
        if own and all(own.number < f.number for f in others):
            first.append(document)
    return first


def _all_places(case: Case, document: Document, first: Fact, topics: Sequence[Unit]) -> list[Fact]:
    """The first place and those in further stages of the same roadmap that teach the topic."""
    taught = [f for f in case.library.facts_of[document.id] if f.section.role not in _DEEP | {"about"} and any(u.is_in(f.own_stems) for u in topics)]
    by_stage = {f.section.stage: f for f in reversed([first, *taught])}
    by_stage[first.section.stage] = first
    return sorted(by_stage.values(), key=lambda f: f.number)[:3]


def _label(fact: Fact) -> str:
    label = label_of(fact)
    return f", under {label}" if label and label.lower() not in place(fact.section).lower() else ""


def _which_first(case: Case, one: Unit, other: Unit) -> Draft | None:
    """Which of two topics each roadmap puts first."""
    ahead: dict[str, list[tuple[Document, Fact, Fact]]] = {"one": [], "other": [], "same": []}
    for document in case.library.roadmaps:
        a, b = first_place(case, document, [one]), first_place(case, document, [other])
        if a and b:
            key = "same" if a.section.order == b.section.order else "one" if a.number < b.number else "other"
            ahead[key].append((document, a, b))
    if not any(ahead.values()):
        return None
    draft = Draft(case.library)
    names = [u.topic.name if u.topic else u.text for u in (one, other)]
    counts = [len(ahead["one"]), len(ahead["other"])]
    winner = 0 if counts[0] >= counts[1] else 1
    total = number_word(len(case.library.roadmaps))
    if min(counts) == 0 and not ahead["same"]:
        draft.say(f"{capital(names[winner])} first: the {number_word(max(counts))} roadmaps that place both agree.")
    else:
        draft.say(f"They do not agree: {number_word(counts[winner])} of the {total} put {names[winner]} first, {number_word(counts[1 - winner])} {names[1 - winner]}.")
    for key, words in (("one", f"{names[0]} before {names[1]}"), ("other", f"{names[1]} before {names[0]}"), ("same", f"{names[0]} and {names[1]} together")):
        draft.lines(f"{d.short}: {words} {draft.cite(a)}{draft.cite(b)}." for d, a, b in ahead[key])
    silent = [d.short for d in case.library.roadmaps if d not in {d for rows in ahead.values() for d, _, _ in rows}]
    if silent:
        draft.lines([f"{listed(silent)}: does not place both." if len(silent) == 1 else f"{listed(silent)}: do not place both."])
    return draft


def first_place(case: Case, document: Document, topics: Sequence[Unit]) -> Fact | None:
    """Where a roadmap first teaches one of `topics`: under a heading that names it, else in a statement."""
    facts = [f for f in case.library.facts_of.get(document.id, ()) if f.section.role != "about"]
    taught = [f for f in facts if f.section.role not in _DEEP] or facts
    for candidates in (taught, facts):
        headed = [f for f in candidates if any(u.is_in(f.path_stems) and u.is_in(frozenset(_heading_stems(f))) for u in topics)]
        stated = [f for f in candidates if any(u.is_in(f.own_stems) for u in topics)]
        if headed and (not stated or headed[0].section.order <= stated[0].section.order or headed[0].section.stage is not None):
            return headed[0]
        if stated:
            return stated[0]
    return None


def _heading_stems(fact: Fact) -> list[str]:
    return stems(" ".join(fact.section.heading_path))


def position(case: Case, section: Section) -> float:
    """How far into its roadmap a section stands, from 0 to 1: by stage where the roadmap counts stages."""
    document = case.library.documents[section.document_id]
    stages = stage_headings(case, document)
    if section.stage is not None and stages:
        return section.stage / max(stages)
    return section.order / len(case.library.sections_of[document.id])


def place(section: Section) -> str:
    """Where a section stands, in the source's own words: `Phase 3: Deep Learning (Months 7-9), What to Learn?`."""
    path = [h for h in section.heading_path if not h.lower().startswith("timeline:")] or list(section.heading_path)
    return ", ".join(h.rstrip("?") for h in path[:2])
