"""Counting: how many roadmaps name a thing, found by going through every section of each."""

from collections.abc import Sequence

from ingest.records import Document
from rag.case import Case
from rag.extractive.draft import Draft
from rag.extractive.tell import tell
from rag.extractive.wording import listed, number_word, share, verb
from rag.fact import Fact
from rag.question import Unit
from rag.verbs import is_action

_TELLING = 4.9  # rarity from which a plain word is taken for the thing to count
_CLEAR = 2  # plain words that are surely the thing to count


def compose(case: Case) -> Draft | None:
    """Which roadmaps name the thing asked about, each with the place; None when nothing to look for was named."""
    units = _sought(case)
    if not units:
        return None
    roadmaps = case.library.roadmaps
    found = {d.id: fact for d in roadmaps if (fact := _first_mention(case, d, units))}
    if not found:
        return _none(case, units)
    draft = Draft(case.library)
    naming = listed([f"{d.short} {draft.cite(found[d.id])}" for d in roadmaps if d.id in found])
    silent = [d.short for d in roadmaps if d.id not in found]
    draft.say(f"{share(len(found), len(roadmaps))} {verb('mention', len(found))} {_name(case, units)}: {naming}.")
    if len(found) == 1:
        draft.say(*tell(draft, list(found.values()), speaker="It"))
    if silent:
        rest = "The other one" if len(silent) == 1 else f"The other {number_word(len(silent))}"
        draft.say(f"{rest}, {listed(silent)}, {verb('do', len(silent))} not, in any section.")
    return draft


def _none(case: Case, units: Sequence[Unit]) -> Draft | None:
    """The statement that no roadmap names the thing; None where it is not clear that the words found are the thing."""
    is_named = any(u.is_firm for u in units)
    is_clear = len(units) <= _CLEAR and max(u.weight for u in units) >= _TELLING
    if not is_named and not is_clear:
        return None
    none = f"None of the {number_word(len(case.library.roadmaps))} roadmaps mentions {_name(case, units)}"
    return Draft(case.library, abstained=True).say(f"{none}; I went through every section of each.")


def _sought(case: Case) -> list[Unit]:
    """What to look for: topics and names with the words right before them, else all other words."""
    described = case.question.described
    units = [u for u in case.question.units if not u.text.isdigit() and not (described and u.topic)]
    firm = list({frozenset(u.alternatives[0]): u for u in units if u.is_firm}.values())
    loose = [u for u in units if u not in firm and not is_action(u.text)]
    before = [u for u in loose if any(f"{u.text} {f.text}" in case.question.about for f in firm)]
    return [*before, *firm] or units


def _first_mention(case: Case, document: Document, units: Sequence[Unit]) -> Fact | None:
    """The best place where `document` names all of `units`: in a statement, or a heading with statements under it."""
    facts = case.library.facts_of.get(document.id, ())
    inside = [f for f in facts if all(u.is_in(f.own_stems) for u in units)]
    around = inside or [f for f in facts if all(u.is_in(f.own_stems | f.path_stems) for u in units)]
    return next((s.fact for s in case.weighed(around)), None)


def _name(case: Case, units: Sequence[Unit]) -> str:
    """What was counted: topics by their names, parts of topics and other words as the question writes them."""
    names = [u.topic.name if u.topic and not _is_part(u) else case.as_written(u.text) for u in units]
    return listed(names) if any(u.topic for u in units) else " ".join(names)


def _is_part(unit: Unit) -> bool:
    return unit.topic is not None and unit.text in {p.lower() for p in unit.topic.parts}
