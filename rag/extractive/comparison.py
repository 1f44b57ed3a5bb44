"""Comparing roadmaps: what each of them says of a thing."""

from collections.abc import Sequence

from rag import cues
from rag.case import Case
from rag.extractive import difference, disagreement, furthest, openings, order, outlines, positions, totals, versus
from rag.extractive.draft import Draft
from rag.extractive.matter import matter
from rag.extractive.voices import line, told, voices
from rag.extractive.wording import listed, share, verb
from rag.fact import Fact
from rag.words import FRAME

_MOST_SHARED = 4


def compose(case: Case) -> Draft | None:
    """One line for each roadmap, a verdict first; None when too few of them speak of the matter."""
    question = case.question
    topics = [u for u in question.units if u.topic]
    if versus.is_asked(case):
        return versus.compose(case)
    if not topics and not question.sources and cues.DISAGREE.search(question.normal):
        return disagreement.compose(case)
    if not topics and cues.OPENS.search(question.normal):
        return openings.compose(case)
    if not topics and cues.PACE.search(question.normal):
        return totals.compose(case)
    is_placed = bool(cues.PLACED.search(question.normal))
    if topics and (is_placed or (question.order and not question.sources)):
        return order.compose(case, *topics[:2]) if len(topics) > 1 else positions.compose(case, topics)
    if is_placed and question.role:
        return positions.of_role(case, question.role) or _what_each_says(case)
    if cues.MOST.search(question.normal):
        return furthest.compose(case) or _what_each_says(case)
    if len(question.sources) > 1 and cues.LACKING.search(question.normal):
        return difference.compose(case) or _what_each_says(case)
    if len(question.sources) > 1 and not question.units:
        return outlines.compose(case)
    return _what_each_says(case)


def _what_each_says(case: Case) -> Draft | None:
    """What each roadmap says of the matter, the silent ones named last."""
    spoken = told(voices(matter(case), case.roadmaps))
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
    """The capitalised names that every voice holds, in the order of the first."""
    first, *others = [" ".join(f.content for f in facts) for facts in spoken]
    names = [name for word in first.split() if word[:1].isupper() and len(name := word.strip(",.;()")) > 1]
    words = [set(text.replace(",", " ").replace("(", " ").split()) for text in others]
    shared = [name for name in dict.fromkeys(names) if all(name in said for said in words)]
    return [name for name in shared if name.lower() not in FRAME][:_MOST_SHARED]
