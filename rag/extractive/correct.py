"""Correcting a question that takes something for granted which the source it names does not say."""

import re
from collections.abc import Iterable
from itertools import chain

from ingest.records import Document, Section
from rag import cues
from rag.case import Case
from rag.extractive.draft import Draft
from rag.extractive.stages import stage_headings, stage_of
from rag.extractive.wording import listed
from rag.library import Library
from rag.months import months_of, overlap
from rag.words import stems

_SUPPOSES = re.compile(r"^(?:since|as|because|given that|now that|if)\b|\b(?:starts?|begins?) with\b")


def stage_asked(case: Case) -> Draft | None:
    """The correction for a question about a stage that the named roadmap does not have."""
    asked, sources = case.question.stage, case.question.sources
    if not asked or len(sources) != 1:
        return None
    stages = stage_headings(case.library, sources[0])
    if not stages or any(asked[0] <= number <= asked[1] for number in stages):
        return None
    word = next((w for w in ("phase", "step", "section") if w in case.question.normal), "stage")
    draft = Draft(case.library, abstained=True)
    ends = draft.cite_heading(stages[min(stages)]) + draft.cite_heading(stages[max(stages)])
    return draft.say(
        f"{sources[0].short} has no {word} {asked[0]}.", f"Its {word}s are numbered {_runs(stages)} {ends}."
    )


def place_supposed(case: Case) -> Draft | None:
    """The correction for a question that begins by taking a topic to stand in months or a stage where it does not."""
    question = case.question
    if len(question.sources) != 1 or not question.topics or not _SUPPOSES.search(question.normal):
        return None
    source = question.sources[0]
    home = _home(case.library, source, question.topics[0].id)
    if home is None or not (question.stage or question.months) or _is_as_supposed(case, home):
        return None
    draft = Draft(case.library, abstained=True)
    places = []
    for topic in question.topics:
        home = _home(case.library, source, topic.id)
        if home:
            stage = stage_of(case.library, home) or home
            when = stage.duration.lower() if stage.duration else stage.heading
            places.append(f"{topic.name} in {when} {draft.cite_heading(stage)}")
    return draft.say(f"That is not so: {source.short} puts {listed(places)}.")


def claim(case: Case, draft: Draft) -> Draft:
    """The draft, or a correction where the question claims something of a source that the quoted text does not hold."""
    claimed = cues.CLAIM.search(case.question.normal)
    premise = cues.PREMISE.search(case.question.normal)
    if not case.question.sources or draft.abstained or not draft.spans or not (claimed or premise):
        return draft
    quoted = " ".join(case.library.documents[s.document_id].text[s.start : s.end] for s in draft.spans)
    if claimed and frozenset(stems(claimed.group(1))) <= frozenset(stems(quoted)):
        return draft
    denial = f"That is not what {case.question.sources[0].short} says. What it does say: {draft.text}"
    return Draft(case.library, denial, abstained=True, spans=draft.spans)


def _home(library: Library, source: Document, topic_id: str) -> Section | None:
    """The first timed section of a roadmap that teaches a topic: by its heading, else in a statement."""
    sections = [s for s in library.sections_of[source.id] if s.duration and s.role != "about"]
    headed = (s for s in sections if topic_id in s.topics)
    stating = (s for s in sections if any(topic_id in t.topics for t in s.statements))
    return next(headed, None) or next(stating, None)


def _is_as_supposed(case: Case, home: Section) -> bool:
    """Whether the stage that a topic stands in overlaps with the months or stages that the question supposes."""
    months, stages = case.question.months, case.question.stage
    stage = stage_of(case.library, home) or home
    in_months = months is not None and overlap(months_of(stage.duration), months)
    in_stages = stages is not None and home.stage is not None and stages[0] <= home.stage <= stages[1]
    return in_months or in_stages


def _runs(numbers: Iterable[int]) -> str:
    """Numbers as runs: `1 to 9 and 11`."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = [[f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(n) for n in run] for run in runs]
    return listed(list(chain.from_iterable(told)))
