"""Comparing roadmaps: what each of them says of a thing."""

from collections.abc import Sequence
from dataclasses import replace

from rag import cues
from rag.asking import asking_sentences
from rag.case import Case
from rag.extractive import difference, disagreement, furthest, openings, order, outlines, positions, totals, versus
from rag.extractive.draft import Draft
from rag.extractive.gate import answers_in_kind, held_by, missing_thing
from rag.extractive.matter import is_whole, matter
from rag.extractive.members import members
from rag.extractive.voices import line, told, voices
from rag.extractive.wording import listed, share, verb
from rag.fact import Fact
from rag.question import Unit
from rag.words import stems

_MOST_SHARED = 4


def compose(case: Case) -> Draft | None:
    """One line for each roadmap, a verdict first; None when too few of them speak of the matter."""
    if versus.is_asked(case):
        return versus.compose(case)
    if len(case.question.sources) == 1:
        if not cues.BESIDES.search(case.question.normal):
            return None
        case = replace(case, question=replace(case.question, sources=()))
    asked = matter(case)
    return _disputed(case) or _of_kind(case, asked) or _what_each_says(case, asked)


def _of_kind(case: Case, asked: Case) -> Draft | None:
    """The comparison of a kind of its own that a question, whose matter is `asked`, wants; None for any other."""
    normal = case.question.normal
    if is_whole(case):
        return _of_whole(case)
    if cues.PACE.search(normal) and not _topics(asked):
        return totals.compose(case)
    if _is_of_places(asked):
        return _of_places(asked)
    if cues.MOST.search(normal):
        return furthest.compose(case, asked)
    if cues.LACKING.search(normal) and len(case.question.sources) > 1:
        return difference.compose(case, asked)
    return None


def _of_whole(case: Case) -> Draft | None:
    """The roadmaps as a whole: how long they take, what they open with, how they are built, or where they part ways."""
    if cues.PACE.search(case.question.normal):
        return totals.compose(case)
    if cues.OPENS.search(case.question.normal):
        return openings.compose(case)
    return outlines.compose(case) if len(case.question.sources) > 1 else disagreement.compose(case)


def _disputed(case: Case) -> Draft | None:
    """The sides that the roadmaps take on the one topic that a question about all of them names."""
    question = case.question
    if len(question.topics) != 1 or question.sources:
        return None
    if cues.AGREE_FIRST.search(question.normal):
        return disagreement.on_what_is_first(case)
    return disagreement.on_weight(case) if cues.DISAGREE.search(question.normal) else None


def _is_of_places(asked: Case) -> bool:
    """Whether a question is about what stands where in the roadmaps, or first in them."""
    normal = asked.question.normal
    opens = cues.OPENS.search(normal) and not _topics(asked)
    return bool(opens or cues.PLACED.search(normal)) or (asked.question.order and not asked.question.sources)


def _of_places(asked: Case) -> Draft | None:
    """Where each roadmap has the topics, or the first section of the kind, that a question asks after."""
    topics = _topics(asked)
    if not topics and cues.OPENS.search(asked.question.normal):
        return openings.compose(asked)
    if not topics:
        role = asked.question.role
        return positions.of_role(asked, role) if role in {"projects", "test"} else None
    return order.compose(asked, *topics[:2]) if len(topics) > 1 else positions.compose(asked, topics)


def _topics(asked: Case) -> list[Unit]:
    """The topics asked about, without those that only lead up to the question."""
    topics = [u for u in asked.question.units if u.topic]
    asking = frozenset(stems(asking_sentences(asked.question.rest)))
    return [u for u in topics if u.is_in(asking)] or topics


def _what_each_says(case: Case, asked: Case) -> Draft | None:
    """What each roadmap says of the matter, the silent ones named last."""
    spoken = told(voices(asked, case.roadmaps)) if not is_whole(case) else []
    said = [fact for facts in spoken for fact in facts]
    if missing_thing(case, held_by(said)) or not answers_in_kind(case, said):
        return None
    is_named = any(u.is_firm for u in asked.question.units)
    if not spoken or (len(spoken) < 2 and len(case.question.sources) > 1 and not is_named):
        return None
    draft = Draft(case.library)
    draft.say(_verdict(case, spoken))
    draft.lines(line(draft, facts) for facts in spoken)
    speakers = {facts[0].document for facts in spoken}
    silent = [d.short for d in case.roadmaps if d not in speakers]
    return draft.lines([f"{listed(silent)}: nothing on it in any section."] if silent else [])


def _verdict(case: Case, spoken: Sequence[Sequence[Fact]]) -> str:
    total = len(case.roadmaps)
    if len(spoken) == 1 and total > 1:
        return f"Only {spoken[0][0].document.short} speaks of it."
    if len(case.question.sources) > 1:
        shared = _shared_names(spoken) if total == 2 else []
        return f"Both name {listed(shared)}; the rest differs." if shared else "They differ."
    each = ", each in its own way" if len(spoken) == total else ""
    return f"{share(len(spoken), total)} roadmaps {verb('speak', len(spoken))} of it{each}."


def _shared_names(spoken: Sequence[Sequence[Fact]]) -> list[str]:
    """The proper names that both voices hold, in the order of the first."""
    first, other = spoken
    names = dict.fromkeys(name for f in first for name in members(f.content) if name[:1].isupper())
    return [n for n in names if any(set(stems(n)) <= set(stems(f.content)) for f in other)][:_MOST_SHARED]
