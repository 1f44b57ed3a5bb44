"""Comparing roadmaps: what each of them says of a thing."""

from collections.abc import Sequence

from ingest.records import Document
from rag import cues
from rag.case import Case
from rag.evidence import Scored
from rag.extractive import disagreement, openings, order, positions
from rag.extractive.choose import choose
from rag.extractive.draft import Draft
from rag.extractive.gate import coverage
from rag.extractive.phrase import is_clause
from rag.extractive.stages import stage_label
from rag.extractive.tell import tell_after_colon
from rag.extractive.wording import listed, share, verb
from rag.fact import Fact
from rag.words import FRAME

_SPEAKS = 0.4  # of what is asked: as much as a roadmap's best statement must hold to count as speaking of it
_MEANS = 0.45  # cosine from which it counts as well
_MOST_OF_EACH = 5
_ALSO = 3  # further facts of the best one's list that hold what is asked, sought among so many best facts
_ALSO_SEARCHED = 30
_MOST_SHARED = 4

Voice = tuple[Document, Sequence[Fact]]  # a roadmap, and the facts by which it speaks of the matter


def compose(case: Case) -> Draft | None:
    """One line for each roadmap, a verdict first; None when too few of them speak of the matter."""
    question = case.question
    topics = [u for u in question.units if u.topic]
    if not topics and not question.sources and cues.DISAGREE.search(question.normal):
        return disagreement.compose(case)
    if not topics and cues.OPENS.search(question.normal):
        return openings.compose(case)
    if question.order and topics and not question.sources:
        return order.compose(case, *topics[:2]) if len(topics) > 1 else positions.compose(case, topics)
    return _what_each_says(case)


def _what_each_says(case: Case) -> Draft | None:
    """What each roadmap says of the matter, the silent ones named last."""
    voices = [(d, facts) for d in case.roadmaps if (facts := _best_of(case, d))]
    if not voices or (len(voices) < 2 and len(case.question.sources) > 1):
        return None
    draft = Draft(case.library)
    draft.say(_verdict(case, voices))
    draft.lines(_line(draft, document, facts) for document, facts in voices)
    silent = [d.short for d in case.roadmaps if d not in {d for d, _ in voices}]
    return draft.lines([f"{listed(silent)}: nothing on it in any section."] if silent else [])


def _verdict(case: Case, voices: Sequence[Voice]) -> str:
    total = len(case.roadmaps)
    if len(case.question.sources) > 1:
        shared = _shared_names(voices) if total == 2 else []
        return f"Both name {listed(shared)}; the rest differs." if shared else "They differ."
    each = ", each in its own way" if len(voices) == total else ""
    return f"{share(len(voices), total)} roadmaps {verb('speak', len(voices))} of it{each}."


def _shared_names(voices: Sequence[Voice]) -> list[str]:
    """The capitalised names that every voice holds, in the order of the first."""
    first, *others = [" ".join(f.content for f in facts) for _, facts in voices]
    names = [name for word in first.split() if word[:1].isupper() and len(name := word.strip(",.;()")) > 1]
    words = [set(text.replace(",", " ").replace("(", " ").split()) for text in others]
    shared = [name for name in dict.fromkeys(names) if all(name in said for said in words)]
    return [name for name in shared if name.lower() not in FRAME][:_MOST_SHARED]


def _line(draft: Draft, document: Document, facts: Sequence[Fact]) -> str:
    """A roadmap's line: `Short (Step 8): what it says [1].`."""
    first = facts[0]
    is_sentence = is_clause(first.content) and not first.statement.is_item
    where = "" if first.section.stage is None or is_sentence else f" ({stage_label(first.section)})"
    return f"{document.short}{where}: {tell_after_colon(draft, facts)}"


def _best_of(case: Case, document: Document) -> list[Fact]:
    """The facts by which one roadmap speaks of the matter; none where it does not."""
    scored = case.weighed(list(case.library.facts_of.get(document.id, ())))
    if not scored or not _speaks(case, scored[0]):
        return []
    firm = [u for u in case.question.units if u.is_firm]
    near = [s.fact for s in scored[1:_ALSO_SEARCHED] if s.fact.section is scored[0].fact.section]
    also = [f for f in near if any(u.is_in(f.own_stems) for u in firm)]
    return sorted({*choose(scored, case), *also[:_ALSO]}, key=lambda f: f.number)[:_MOST_OF_EACH]


def _speaks(case: Case, best: Scored) -> bool:
    """Whether a roadmap's best fact speaks of the matter: it holds a name asked about, and enough besides."""
    firm = [u for u in case.question.units if u.is_firm]
    held = best.fact.own_stems | best.fact.path_stems
    if firm and not any(u.is_in(held) for u in firm):
        return False
    is_stated = any(u.is_in(best.fact.own_stems) for u in firm)
    return is_stated or coverage(case.question.units, held) >= _SPEAKS or best.similarity >= _MEANS
