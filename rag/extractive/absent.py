"""Abstaining: saying that the library does not hold what was asked, and what it holds nearby."""

import re

from ingest.records import Document, Section
from rag import cues
from rag.case import Case
from rag.evidence import months_of, overlap
from rag.extractive.draft import Draft
from rag.extractive.phrase import capital, listed, number_word
from rag.extractive.select import has_figure, is_near
from rag.extractive.tell import tell
from rag.library import Fact
from rag.words import stems

_WORTH_SAYING = 0.3  # of what was asked: as much as a fact must hold to be offered in place of an answer
_NEAR = 0.45


def compose(case: Case) -> Draft:
    """The refusal that fits: no such stage, not said by the source, or nothing near."""
    return no_such_stage(case) or _not_said(case)


def scope(case: Case) -> str:
    """What Waymark answers from, in one sentence."""
    count = number_word(len(case.library.roadmaps))
    return (
        f"I answer from {count} AI engineer roadmaps and summaries of the resources they name: "
        "what to learn next, how the roadmaps compare, which course or book to use."
    )


def no_such_stage(case: Case) -> Draft | None:
    """The correction for a question about a stage that the named roadmap does not have."""
    stage, sources = case.question.stage, case.question.sources
    if not stage or len(sources) != 1:
        return None
    stages = stage_headings(case, sources[0])
    if not stages or any(stage[0] <= number <= stage[1] for number in stages):
        return None
    kind = next((k for k in ("phase", "step", "section") if k in case.question.normal), "stage")
    numbers = sorted(stages)
    draft = Draft(case.library, abstained=True)
    runs = _runs(numbers)
    first, last = draft.cite_heading(stages[numbers[0]]), draft.cite_heading(stages[numbers[-1]])
    return draft.say(f"{sources[0].short} has no {kind} {stage[0]}.", f"Its {kind}s are numbered {runs} {first}{last}.")


def wrong_place(case: Case) -> Draft | None:
    """The correction for a question that takes a topic to stand in a stage where it does not."""
    question = case.question
    if len(question.sources) != 1 or not question.topics or not (question.months or question.stage):
        return None
    source = question.sources[0]
    draft = Draft(case.library, abstained=True)
    places = []
    for topic in question.topics:
        home = _home(case, source, topic.id)
        if home and home.duration:
            stage = _stage_section(case, source, home)
            places.append(f"{topic.name} in {stage.duration.lower() if stage.duration else stage.heading} {draft.cite_heading(stage)}")
    return draft.say(f"That is not so: {source.short} puts {listed(places)}.") if places else None


def stage_headings(case: Case, document: Document) -> dict[int, Section]:
    """The first section of each numbered stage of a roadmap."""
    stages: dict[int, Section] = {}
    for section in case.library.sections_of.get(document.id, ()):
        if section.stage is not None:
            stages.setdefault(section.stage, section)
    return stages


def _stage_section(case: Case, document: Document, section: Section) -> Section:
    return stage_headings(case, document).get(section.stage, section) if section.stage is not None else section


def _runs(numbers: list[int]) -> str:
    """Numbers as runs: `1 to 9 and 11`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return listed([f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs])


def _not_said(case: Case) -> Draft:
    draft = Draft(case.library, abstained=True)
    if not is_near(case):
        return draft.say("I can't help with that.", scope(case))
    sources = case.question.sources
    who = sources[0].short if sources else "The roadmaps and resource summaries"
    missing = [u.text for u in case.question.units if u.named and not u.topic and not case.names(u)]
    what = f"mention {listed([case.as_written(m) for m in missing])}" if missing else "say"
    draft.say(f"{who} {'does' if sources else 'do'} not {what}.")
    nearest = _nearest(case)
    if nearest:
        said = tell(draft, [nearest], speaker="" if sources else nearest.document.short)
        draft.say(*([f"What it does say: {_small(said[0])}"] if sources else [f"The nearest they come: {_small(said[0])}"]))
    return draft


def _small(sentence: str) -> str:
    first = sentence.split(" ", 1)[0]
    return sentence if not first[1:].islower() or capital(first) != first else sentence[:1].lower() + sentence[1:]


def _nearest(case: Case) -> Fact | None:
    """The fact that comes nearest to what was asked, if it is worth saying."""
    candidates = [s for s in case.scored[:8] if s.fact.section.role != "about"]
    priced = [s for s in case.scored[:20] if cues.PRICE.search(case.question.normal) and cues.PRICED.search(s.fact.content) and s.cover >= _WORTH_SAYING / 2]
    figures = [s for s in candidates if case.question.figure and has_figure(s.fact)]
    for scored in [*priced, *figures, *candidates]:
        firm = any(case.question.units[i].topic or case.question.units[i].named for i in scored.units)
        if firm or scored.cover >= (_WORTH_SAYING / 2 if case.question.sources else _WORTH_SAYING) or scored.similarity >= _NEAR:
            return scored.fact
    return None


def claim_checked(case: Case, draft: Draft) -> Draft:
    """The draft, turned into a correction where the question puts a claim into a source's mouth that the quoted text does not hold."""
    claim = cues.CLAIM.search(case.question.normal)
    premise = cues.PREMISE.search(case.question.normal)
    if not case.question.sources or draft.abstained or not draft.spans or not (claim or premise):
        return draft
    said = " ".join(case.library.documents[s.document_id].text[s.start : s.end] for s in draft.spans)
    if claim and frozenset(stems(claim.group(1))) <= frozenset(stems(said)):
        return draft
    draft.abstained = True
    draft.text = f"That is not what {case.question.sources[0].short} says. What it does say: {_small(draft.text)}"
    return draft


def denied_premise(case: Case) -> Draft | None:
    """The correction for a question that begins by taking a topic to stand in months or a stage where it does not."""
    question = case.question
    if not re.search(r"^(?:since|as|because|given that|now that|if)\b|\bstarts? with\b|\bbegins? with\b", question.normal) or not (question.stage or question.months):
        return None
    if len(question.sources) != 1 or not question.topics:
        return None
    section = _home(case, question.sources[0], question.topics[0].id)
    if section is None:
        return None
    stage = _stage_section(case, question.sources[0], section)
    span = months_of(stage.duration)
    fits = (question.months and overlap(span, question.months)) or (question.stage and section.stage is not None and question.stage[0] <= section.stage <= question.stage[1])
    return None if fits else wrong_place(case)


def _home(case: Case, source: Document, topic_id: str) -> Section | None:
    """The first section of a roadmap that teaches a topic: by its heading, else in a statement."""
    sections = [s for s in case.library.sections_of[source.id] if s.duration and s.role != "about"]
    return next((s for s in sections if topic_id in s.topics), None) or next((s for s in sections if any(topic_id in t.topics for t in s.statements)), None)
