"""Counting: how many roadmaps name a thing, found by going through every section of each."""

import re

from ingest.records import Document
from rag.case import Case
from rag.extractive.absent import stage_headings
from rag.extractive.draft import Draft
from rag.extractive.phrase import capital, is_action, listed, number_word, phrase_of
from rag.extractive.select import has_figure
from rag.extractive.tell import tell
from rag.library import Fact
from rag.question import Unit
from rag.words import content_words, stem

_TELLING = 4.9  # rarity from which a plain word is taken for the thing to count
_CLEAR = 2  # words that are surely the thing to count
_ITEMS = re.compile(r"\bevery (project|step|phase|section)\b[^?]*\bhow many\b|\bhow many (?:\w+ ){0,3}?(projects?|steps?|phases?|stages?|sections?)\b|\bcount the (projects|steps|phases|sections)\b")


def compose(case: Case) -> Draft | None:
    """Which roadmaps name the thing asked about, each with the place; None when nothing to look for was named."""
    units = _sought(case)
    if not units:
        return None
    found = {d.id: fact for d in case.library.roadmaps if (fact := _first_mention(case, d, units))}
    what = _name(case, units)
    draft = Draft(case.library)
    named = [f"{d.short} {draft.cite(found[d.id])}" for d in case.library.roadmaps if d.id in found]
    silent = [d.short for d in case.library.roadmaps if d.id not in found]
    total = number_word(len(case.library.roadmaps))
    if not named and not any(u.topic or u.named for u in units) and (len(units) > _CLEAR or max(u.weight for u in units) < _TELLING):
        return None
    if not named:
        draft.abstained = True
        return draft.say(f"None of the {total} roadmaps mentions {what}; I went through every section of each.")
    if not silent:
        draft.say(f"All {total} mention {what}:", f"{listed(named)}.")
        return draft
    verb = "mentions" if len(named) == 1 else "mention"
    draft.say(f"{capital(number_word(len(named)))} of the {total} {verb} {what}: {listed(named)}.")
    if len(named) == 1:
        draft.say(*tell(draft, [next(iter(found.values()))]))
    rest = "The other one" if len(silent) == 1 else f"The other {number_word(len(silent))}"
    return draft.say(f"{rest}, {listed(silent)}, {'does' if len(silent) == 1 else 'do'} not, in any section.")


def count_items(case: Case) -> Draft | None:
    """How many projects or stages a named roadmap has, counted from its outline; None for any other question."""
    asked = _ITEMS.search(case.question.normal)
    if len(case.question.sources) != 1:
        return None
    source = case.question.sources[0]
    kind = next(g for g in asked.groups() if g).rstrip("s") if asked else ""
    if kind in {"step", "phase", "stage", "section"}:
        return _stages(case, source, kind)
    return (_projects(case, source) if kind == "project" else None) or _listed(case)


def _projects(case: Case, source: Document) -> Draft | None:
    """Projects stage by stage, with the sum first."""
    lists: dict[int, list[Fact]] = {}
    low, high = case.question.stage or (0, 99)
    for fact in case.library.facts_of[source.id]:
        section = fact.section
        if section.role in {"projects", "test"} and fact.statement.is_item and section.stage is not None and low <= section.stage <= high:
            lists.setdefault(section.stage, []).append(fact)
    if len(lists) < 2:
        return None
    draft = Draft(case.library)
    parts = [f"{number_word(len(facts))} in {_stage_name(case, source, stage)} {draft.cite(*facts)}" for stage, facts in lists.items()]
    return draft.say(f"{capital(number_word(sum(map(len, lists.values()))))}: {listed(parts)}.")


def _listed(case: Case) -> Draft | None:
    """How many things stand in the list whose heading says what is asked for."""
    asked = re.search(r"\bhow many ((?:\w+ ){0,2}\w+)", case.question.about)
    if not asked or not case.scored:
        return None
    wanted = frozenset(stem(w) for w in content_words(asked.group(1)))
    for scored in case.scored[:5]:
        section = scored.fact.section
        items = [f for f in case.library.facts_of[section.document_id] if f.section is section and f.statement.is_item]
        if len(items) > 1 and wanted and wanted <= scored.fact.heading_stems and not any(has_figure(f) for f in items):
            draft = Draft(case.library)
            names = listed([phrase_of(f, labelled=False) for f in items[:9]])
            return draft.say(f"{capital(number_word(len(items)))}, by its list: {names} {draft.cite(*items)}.")
    return None


def _stages(case: Case, source: Document, kind: str) -> Draft | None:
    stages = stage_headings(case, source)
    if len(stages) < 2:
        return None
    draft = Draft(case.library)
    numbers = sorted(stages)
    first, last = stages[numbers[0]], stages[numbers[-1]]
    said = f"{capital(number_word(len(stages)))} {kind}s, from {first.heading} {draft.cite_heading(first)} to {last.heading} {draft.cite_heading(last)}."
    gaps = [n for n in range(numbers[0], numbers[-1]) if n not in stages]
    return draft.say(said, f"There is no {kind} {listed([str(n) for n in gaps])}." if gaps else "")


def _stage_name(case: Case, source: Document, stage: int) -> str:
    heading = stage_headings(case, source)[stage].heading
    return heading.split(":", 1)[0]


def _sought(case: Case) -> list[Unit]:
    """What to look for: topics and named things first, other words only where there are none of those."""
    units = [u for u in case.question.units if not u.text.isdigit() and not (case.question.described and u.topic)]
    firm = list({frozenset(u.alternatives[0]): u for u in units if u.topic or u.named}.values())
    beside = [u for u in units if u not in firm and not is_action(u.text) and any(f"{u.text} {f.text}" in case.question.about for f in firm)]
    return [*beside, *firm] or units


def _first_mention(case: Case, document: Document, units: list[Unit]) -> Fact | None:
    """The best place where `document` names all of `units`: in a statement, or a heading with statements under it."""
    facts = case.library.facts_of.get(document.id, ())
    inside = [f for f in facts if all(u.is_in(f.own_stems) for u in units)]
    around = inside or [f for f in facts if all(u.is_in(f.own_stems | f.path_stems) for u in units)]
    weighed = case.weighed(around)
    return weighed[0].fact if weighed else None


def _name(case: Case, units: list[Unit]) -> str:
    words = [u.topic.name if u.topic and not _is_part(u) else case.as_written(u.text) for u in units]
    return listed(words) if any(u.topic for u in units) else " ".join(words)


def _is_part(unit: Unit) -> bool:
    return unit.topic is not None and unit.text in {p.lower() for p in unit.topic.parts}
