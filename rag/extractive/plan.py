"""Time: how long things take by the figures that sources state, with every sum shown in its parts."""

import re
from collections.abc import Sequence

from ingest.outline import duration_in
from ingest.records import Document, Section
from rag import cues
from rag.case import Case
from rag.evidence import months_of
from rag.extractive import stage
from rag.extractive.absent import stage_headings
from rag.extractive.draft import Draft
from rag.extractive.phrase import capital, listed, number_word
from rag.library import Fact
from rag.question import Unit
from rag.words import stems

_LONG = re.compile(r"\bhow (?:long|many (?:months?|weeks?|years?)|much time)\b|\badd up\b|\bduration\b|\bin total\b|\btotal\b|\bhow (?:fast|quick|soon)\b|\bhalf a year\b|\bwithin\b|\bin (?:a|one|\d+) (?:year|months?)\b|\btime\b|\benough\b")
_RANGE = re.compile(r"(\d+)\s*(?:-|–|to)\s*(\d+)\s*(month|week|year|hour)s?", re.IGNORECASE)  # noqa: RUF001
_WHOLE = re.compile(r"\b(?:whole|entire|total|become|becoming|all of it|altogether|overall|complete|finish|everything|from (?:zero|scratch)|each of|whole thing|ai engineer)\b|\bhow long (?:does|will|would) (?:it|this|that) take\b")
_WHOLE_PROBE = "the total time it takes a learner to become an AI engineer"
_LIKE_PROBE = 0.2
_IS_TOTAL = re.compile(r"\btotal\b|\bin all\b|\bintensive\b|\bcan (?:do|achieve|reach|make|become|get)|\bachiev|\b12-month plan\b|\bfocused\b", re.IGNORECASE)
_MONTH_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")


def compose(case: Case) -> Draft | None:
    """The stated time for what was asked: a stage, several stages, a topic or the whole; None when the question is not about that."""
    question = case.question
    overview = stage.compose(case) if question.months or (question.stage and not _LONG.search(question.normal)) else None
    if overview:
        return overview
    if not _LONG.search(question.normal) and not cues.LONG.search(question.normal):
        return _calendar(case) or _when(case)
    if cues.MY_PACE.search(question.normal):
        whole = _whole(case)
        return whole.say("None of them says how many hours a week that takes, so I cannot turn it into your pace.") if whole else None
    if cues.PER.search(question.normal):
        return None
    topics = [u for u in question.units if u.topic]
    if len(question.sources) == 1 and topics and (cues.LEFT.search(question.normal) or cues.ONWARD.search(question.normal)):
        return _to_the_end(case, question.sources[0], topics[-1], after=bool(cues.LEFT.search(question.normal)))
    if len(question.sources) == 1 and "prerequisit" in question.about:
        return _headed(case, question.sources[0], "prerequisites")
    if question.stage and len(question.sources) == 1:
        return _stages(case, question.sources[0], question.stage)
    if topics:
        return _topic(case, topics)
    if not question.sources and any(not case.library.knows(u.text) for u in question.units):
        return None
    return _whole(case) if _WHOLE.search(question.normal) or cues.LONG.search(question.normal) or question.sources else None


def _to_the_end(case: Case, source: Document, topic: Unit, *, after: bool) -> Draft | None:
    """The time from the stage that teaches a topic to the last one; without that stage where it lies behind the learner."""
    headings = stage_headings(case, source)
    at = next((n for n in sorted(headings) if topic.is_in(frozenset(stems(headings[n].heading)))), None)
    if at is None:
        at = next((f.section.stage for f in case.library.facts_of[source.id] if f.section.stage is not None and topic.is_in(f.own_stems)), None)
    return _stages(case, source, (at + after, max(headings))) if at is not None else None


def _stages(case: Case, source: Document, span: tuple[int, int]) -> Draft | None:
    """The time that a roadmap's headings state for its stages, added up where there are several."""
    headings = stage_headings(case, source)
    stated = [headings[n] for n in sorted(headings) if span[0] <= n <= span[1] and headings[n].duration]
    if not stated:
        return None
    draft = Draft(case.library)
    if len(stated) == 1:
        section = stated[0]
        draft.say(f"{_time(section)}, for {section.heading.split(' (', 1)[0]} {draft.cite_heading(section)}.")
        return draft.say(*_elsewhere(case, draft, source, section))
    total = _sum(stated)
    parts = [f"{_amount(s)} for {s.heading.split(':', 1)[0]} {draft.cite_heading(s)}" for s in stated]
    draft.say(f"{total}, by the headings: {listed(parts)}." if total else f"By the headings: {listed(parts)}.")
    whole = _total_of(case, source)
    if whole:
        given = duration_in(whole.content) or duration_in(whole.statement.subject) or ""
        same = total.lower().startswith(given.lower().split(" ")[0]) if given and total else False
        draft.say(f"Its own total {'agrees' if same else 'is another'}: {given} {draft.cite(whole)}." if given else "")
    return draft


def _sum(sections: Sequence[Section]) -> str:
    """The sum of the ranges in headings, such as `13-20 months`; of numbered months, the months they span."""
    spans = [months_of(s.duration) for s in sections]
    if all(spans):
        months = sum(high - low + 1 for low, high in filter(None, spans))
        return f"{capital(number_word(months))} months"
    ranges = [_RANGE.search(s.duration or "") for s in sections]
    if not all(ranges) or len({m.group(3).lower() for m in ranges if m}) != 1:
        return ""
    low = sum(int(m.group(1)) for m in ranges if m)
    high = sum(int(m.group(2)) for m in ranges if m)
    unit = next(m.group(3).lower() for m in ranges if m)
    return f"{low}-{high} {unit}s"


def _time(section: Section) -> str:
    span = months_of(section.duration)
    if span:
        return f"{capital(number_word(span[1] - span[0] + 1))} months, months {span[0]}-{span[1]}"
    return section.duration or ""


def _amount(section: Section) -> str:
    span = months_of(section.duration)
    return number_word(span[1] - span[0] + 1) if span else (section.duration or "")


def _elsewhere(case: Case, draft: Draft, source: Document, section: Section) -> list[str]:
    """What the same roadmap's timeline says of the same stage, where it has one."""
    name = section.heading.split(":", 1)[-1].split(" (", 1)[0].strip().lower()
    for fact in case.library.facts_of[source.id]:
        if fact.section.role == "time" and fact.section.stage is None and name and name in fact.content.lower():
            when = duration_in(fact.statement.subject) or duration_in(fact.content)
            if when:
                return [f"Its timeline gives it {when.lower()} {draft.cite(fact)}."]
    return []


def _topic(case: Case, topics: Sequence[Unit]) -> Draft | None:
    """The time each roadmap states for a topic: in the heading that names it, or in its timeline."""
    draft = Draft(case.library)
    said = []
    silent = []
    for document in case.roadmaps:
        section = next(
            (s for s in case.library.sections_of[document.id] if s.duration and any(u.topic and u.topic.id in s.topics for u in topics[:1]) and duration_in(s.heading)), None
        )
        holder = section or next(
            (f.section for f in case.library.facts_of[document.id] if f.section.duration and f.section.role == "learn" and topics[0].is_in(f.own_stems)), None
        )
        if holder is None:
            silent.append(document.short)
            continue
        head = next((s for s in reversed(case.library.sections_of[document.id]) if s.order <= holder.order and s.duration == holder.duration and duration_in(s.heading)), holder)
        exact = section is not None
        duration = (holder.duration or "").lower()
        said.append((0 if exact else 1, f"{document.short}: {duration}{'' if exact else f', for all of {head.heading.split(chr(40), 1)[0].strip()}'} {draft.cite_heading(head)}"))
    if not said:
        return None
    said.sort(key=lambda pair: pair[0])
    name = topics[0].topic.name if topics[0].topic else topics[0].text
    if len(said) == 1:
        draft.say(f"{capital(said[0][1].split(': ', 1)[1])}, by {said[0][1].split(': ', 1)[0]}.")
    else:
        first = said[0][1].split(": ", 1)
        draft.say(f"{capital(first[1])}, by {first[0]}.", *(f"{capital(line)}." for _, line in said[1:3]))
    if silent and not case.question.sources:
        draft.say(f"{listed(silent)} {'states' if len(silent) == 1 else 'state'} no time for {name}.")
    return draft


def _headed(case: Case, source: Document, word: str) -> Draft | None:
    """The times stated in the headings below one that holds `word`, added up."""
    stated = [s for s in case.library.sections_of[source.id] if any(word in h.lower() for h in s.heading_path) and duration_in(s.heading)]
    if not stated:
        return None
    draft = Draft(case.library)
    parts = [f"{s.duration} for {s.heading.split(' (', 1)[0].lower()} {draft.cite_heading(s)}" for s in stated]
    total = _sum(stated)
    body = listed(parts)
    return draft.say(f"{total} together: {body}." if total and len(stated) > 1 else f"{capital(body)}.")


def _whole(case: Case) -> Draft | None:
    """The time each roadmap states for the whole way."""
    draft = Draft(case.library)
    said, silent = [], []
    for document in case.roadmaps:
        fact = _total_of(case, document)
        if fact:
            said.append(f"{document.short}: {_given(fact)} {draft.cite(fact)}.")
        else:
            silent.append(document.short)
    if not said:
        return None
    if len(case.roadmaps) == 1:
        fact = _total_of(case, case.roadmaps[0])
        return draft.say(f"{capital(said[0].split(': ', 1)[1])}") if fact else None
    ranges = sorted(_given(f) for d in case.roadmaps if (f := _total_of(case, d)))
    draft.say(f"{capital(_spread(ranges))}, depending on the roadmap.")
    draft.lines(said)
    if silent:
        draft.lines([f"{listed(silent)}: no total stated, in any section."])
    return draft


def totals(case: Case) -> dict[Document, tuple[str, Fact]]:
    """The time that each roadmap states for the whole way, with the statement; roadmaps that state none are left out."""
    return {d: (_given(f), f) for d in case.library.roadmaps if (f := _total_of(case, d))}


def _spread(ranges: Sequence[str]) -> str:
    numbers = [int(n) for r in ranges for n in re.findall(r"\d+", r)]
    return f"{min(numbers)} to {max(numbers)} months" if numbers else "It depends"


def _given(fact: Fact) -> str:
    found = duration_in(fact.content) or duration_in(fact.statement.subject) or ""
    return re.sub(r"(\d)-(month)$", r"\1 months", found, flags=re.IGNORECASE).lower()


def _total_of(case: Case, document: Document) -> Fact | None:
    """The statement of a roadmap that gives the time for the whole way, or None."""
    probe = case.library.embedder.embed([_WHOLE_PROBE])[0]
    best: tuple[float, Fact] | None = None
    for fact in case.library.facts_of.get(document.id, ()):
        stated = f"{fact.statement.subject}: {fact.content}"
        if fact.section.stage is None and duration_in(stated) and _IS_TOTAL.search(stated):
            similarity = float(case.library.contents.statements[fact.number] @ probe)
            if best is None or similarity > best[0]:
                best = (similarity, fact)
    return best[1] if best and best[0] >= _LIKE_PROBE else None


def _when(case: Case) -> Draft | None:
    """The months of the stage in which a named roadmap, one that numbers its months, teaches the thing asked about."""
    if not re.search(r"\b(?:which|what) months?\b|\bwhen\b", case.question.normal) or len(case.question.sources) != 1 or not case.scored:
        return None
    fact = case.scored[0].fact
    section = stage_headings(case, case.question.sources[0]).get(fact.section.stage or -1)
    span = months_of(section.duration) if section else None
    if section is None or span is None or not case.scored[0].units:
        return None
    draft = Draft(case.library)
    return draft.say(f"In months {span[0]}-{span[1]}, under {section.heading} {draft.cite_heading(section)}{draft.cite(fact)}.")


def _calendar(case: Case) -> Draft | None:
    """The calendar month in which a topic comes, for a start in a named month and a roadmap that numbers its months."""
    start = next((i for i, name in enumerate(_MONTH_NAMES) if re.search(rf"\b{name}\b", case.question.normal)), None)
    if start is None or len(case.question.sources) != 1 or not case.question.topics:
        return None
    source = case.question.sources[0]
    for section in case.library.sections_of[source.id]:
        span = months_of(section.duration)
        if span and case.question.topics[0].id in section.topics and duration_in(section.heading):
            draft = Draft(case.library)
            month = _MONTH_NAMES[(start + span[0] - 1) % 12].capitalize()
            return draft.say(f"In {month}: {source.short} puts {case.question.topics[0].name} in months {span[0]}-{span[1]} {draft.cite_heading(section)}.")
    return None
