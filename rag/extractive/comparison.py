"""Comparing roadmaps: what each of them says of a thing."""

from collections.abc import Sequence
from dataclasses import replace

from rag import cues
from rag.case import Case
from rag.extractive import difference, disagreement, furthest, openings, order, outlines, positions, totals, versus
from rag.extractive.draft import Draft
from rag.extractive.matter import is_whole, matter
from rag.extractive.members import members
from rag.extractive.voices import line, told, voices
from rag.extractive.wording import listed, share, verb
from rag.fact import Fact
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
    return _of_roadmaps(case, matter(case))


def _of_roadmaps(case: Case, asked: Case) -> Draft | None:
    """The comparison that a question asks for; `asked` is its matter."""
    question, normal = asked.question, asked.question.normal
    topics = [u for u in question.units if u.topic]
    is_bare = not any(u.is_firm for u in question.units)
    if is_bare and not question.sources and cues.DISAGREE.search(normal) and is_whole(case):
        return disagreement.compose(case)
    if not topics and cues.OPENS.search(normal):
        return openings.compose(case)
    if not topics and cues.PACE.search(normal):
        return totals.compose(case)
    is_placed = bool(cues.PLACED.search(normal))
    if topics and (is_placed or (question.order and not question.sources)):
        return order.compose(case, *topics[:2]) if len(topics) > 1 else positions.compose(case, topics)
    if is_placed and question.role in {"projects", "test"}:
        return positions.of_role(case, question.role) or _what_each_says(case, asked)
    if is_whole(case) and len(question.sources) > 1:
        return outlines.compose(case)
    if cues.MOST.search(normal):
        return furthest.compose(case, asked)
    if len(question.sources) > 1 and cues.LACKING.search(normal):
        return difference.compose(case, asked) or _what_each_says(case, asked)
    return _what_each_says(case, asked)


def _what_each_says(case: Case, asked: Case) -> Draft | None:
    """What each roadmap says of the matter, the silent ones named last."""
    spoken = told(voices(asked, case.roadmaps)) if not is_whole(case) else []
    if not spoken or (len(spoken) < 2 and len(case.question.sources) > 1):
        return None
    draft = Draft(case.library)
    draft.say(_verdict(case, spoken))
    draft.lines(line(draft, facts) for facts in spoken)
    speakers = {facts[0].document for facts in spoken}
    silent = [d.short for d in case.roadmaps if d not in speakers]
    return draft.lines([f"{listed(silent)}: nothing on it in any section."] if silent else [])


def _verdict(case: Case, spoken: Sequence[Sequence[Fact]]) -> str:
    total = len(case.roadmaps)
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
