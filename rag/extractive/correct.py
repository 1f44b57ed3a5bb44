"""Correcting a question that takes something for granted which the source it names does not say."""

from collections.abc import Iterable, Mapping
from itertools import chain

from ingest.records import Section
from rag import cues
from rag.asking import asking_part
from rag.case import Case
from rag.extractive.draft import Draft
from rag.extractive.stages import stage_headings, titled
from rag.extractive.tell import tell
from rag.extractive.wording import listed, number_word
from rag.fact import Fact
from rag.months import months_of
from rag.numbers import DIGITS
from rag.question import Unit
from rag.words import stems

_ACROSS = ("comparison", "count", "next_step")  # what is asked across roadmaps is answered though one lacks it
_EQUAL, _MOST_FACTS = 0.9, 3  # of the best fact's meaning: others that deny a claim as well, and how many


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
    return draft.say(f"{sources[0].short} has no {word} {asked[0]}.", f"It {_counted(draft, stages, word)}.")


def stages_counted(case: Case) -> Draft | None:
    """The correction for a question that gives the named roadmap more stages than it has."""
    given, sources = cues.COUNTED.search(case.question.normal), case.question.sources
    if not given or len(sources) != 1:
        return None
    stages, number = stage_headings(case.library, sources[0]), int(DIGITS.get(given.group(1), given.group(1)))
    if not stages or number <= max(len(stages), *stages):
        return None
    draft = Draft(case.library, abstained=True)
    return draft.say(f"{sources[0].short} {_counted(draft, stages, given.group(2))}, not {number_word(number)}.")


def months_asked(case: Case) -> Draft | None:
    """The correction for a question about months that lie behind the last one of the named roadmap."""
    asked, sources = case.question.months, case.question.sources
    if not asked or len(sources) != 1:
        return None
    timed = [(span, s) for s in case.library.sections_of[sources[0].id] if (span := months_of(s.duration))]
    if not timed:
        return None
    last, section = max(((span[1], s) for span, s in timed), key=lambda t: t[0])
    if asked[0] <= last:
        return None
    draft = Draft(case.library, abstained=True)
    return draft.say(
        f"{sources[0].short} has no month {asked[0]}: it ends with month {last} {draft.cite_heading(section)}."
    )


def unmentioned(case: Case) -> Draft | None:
    """The correction for a question about a topic or formality that the named source, as far as it goes, lacks."""
    question = case.question
    if len(question.sources) != 1 or question.intent in _ACROSS:
        return None
    facts = case.library.facts_in(question.sources)
    asking = frozenset(stems(asking_part(question.rest)))
    topics = [u for u in question.units if u.topic and not question.described]
    missing = [u for u in topics if not any(_mentions(f, u) for f in facts)]
    formal = [u for u in question.units if u.text in cues.FORMALITIES and u.is_in(asking)]
    missing += [u for u in formal if not any(u.is_in(f.placed_stems) for f in facts)]
    if not missing:
        return None
    draft = Draft(case.library, abstained=True)
    names = [case.as_written(u.text) for u in missing]
    draft.say(f"{question.sources[0].short} does not mention {listed(names)}.")
    others = case.library.facts_in(case.library.roadmaps) if missing[0].topic and not question.pointed else ()
    elsewhere = case.weighed([f for f in others if _mentions(f, missing[0])])
    if not elsewhere:
        return draft
    best = elsewhere[0].fact
    place = titled(best.section.heading)
    return draft.say(f"{best.document.short} does, under {place} {draft.cite(best)}.")


def claim(case: Case, draft: Draft) -> Draft:
    """The draft, or a correction where the question claims something of a source that the quoted text does not hold."""
    question = case.question
    claimed = None if cues.YES_NO.match(question.normal) else cues.CLAIM.search(question.normal)
    if (
        not question.sources
        or draft.abstained
        or not draft.spans
        or not (claimed or cues.PREMISE.search(question.normal))
    ):
        return draft
    quoted = " ".join(case.library.documents[s.document_id].text[s.start : s.end] for s in draft.spans)
    if claimed and frozenset(stems(claimed.group(1))) <= frozenset(stems(quoted)):
        return draft
    is_other = claimed and not cues.DENIES.search(draft.text)
    denial = Draft(case.library, abstained=True, spans=[] if is_other else draft.spans)
    said = " ".join(tell(denial, _nearest(case))) if is_other else draft.text
    return denial.say(f"That is not what {question.sources[0].short} says. What it does say: {said}")


def _counted(draft: Draft, stages: Mapping[int, Section], word: str) -> str:
    """How many stages there are and how they are numbered, with the headings of the first and the last."""
    ends = draft.cite_heading(stages[min(stages)]) + draft.cite_heading(stages[max(stages)])
    count = f"{number_word(len(stages))} {word}{'s' if len(stages) > 1 else ''}"
    return f"has {count}, numbered {_runs(stages)} {ends}"


def _nearest(case: Case) -> list[Fact]:
    """The fact nearest in meaning to a question, with its equals in its section."""
    ranked = sorted(case.scored, key=lambda s: (s.fact.section.role == "about", -s.meaning))
    best = ranked[0]
    equal = [s.fact for s in ranked if s.fact.section is best.fact.section and s.meaning >= _EQUAL * best.meaning]
    return sorted(equal[:_MOST_FACTS], key=lambda f: f.number)


def _mentions(fact: Fact, unit: Unit) -> bool:
    """Whether a fact, a heading above it or what it is known to answer names a topic."""
    return (unit.topic is not None and unit.topic.id in fact.topics) or unit.is_in(fact.asked_stems)


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
