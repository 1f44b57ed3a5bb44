"""Disagreement: where the roadmaps part ways, over all or on the topics asked about, both sides cited."""

from collections.abc import Container
from itertools import zip_longest
from typing import Any

from ingest.records import Section, Topic
from rag.case import Case
from rag.extractive.disputes import Disagreement, Proof, Side, disagreements_in, order_of, weight_of
from rag.extractive.draft import MARK, Draft
from rag.extractive.standing import Standings
from rag.extractive.wording import capital, listed, number_word, verb

_MOST_WORDS = 145  # in the whole answer
_KINDS = {
    "order": "what comes first",
    "time": "how long it takes",
    "weight": "what is core",
    "projects": "when projects are done",
}


def compose(case: Case) -> Draft | None:
    """On what the roadmaps disagree, and the weightiest points of each kind in turn; None where they agree in all."""
    found = disagreements_in(case.library)
    if not found:
        return None
    draft = Draft(case.library)
    kinds = list(dict.fromkeys(_KINDS[d.kind] for d in found))
    draft.say(f"They disagree on {listed(kinds)}.")
    for one in found:
        line = capital(f"{_ends(draft, one)}.")
        if _words(f"{draft.text} {line}") > _MOST_WORDS:
            break
        draft.lines([line])
    return draft


def on_what_is_first(case: Case) -> Draft | None:
    """Whether the roadmaps agree on putting the one topic asked about first; None where no order is disputed."""
    standings = Standings(case.library)
    (topic,) = case.question.topics
    rivals = [t for t in standings.main if t is not topic and t.area != topic.area]
    disputed = [d for t in rivals if (d := order_of(standings, topic, t))]
    if not disputed:
        return None
    one = max(disputed, key=lambda d: (d.size, -standings.main.index(d.topics[1])))
    draft = Draft(case.library)
    counts = [f"{number_word(n)} {verb('put', n)} {side.says}" for side in one.sides if (n := len(side.roadmaps))]
    draft.say(f"They do not agree: {', '.join(counts)}.")
    draft.lines(_in_full(draft, side) for side in one.sides)
    sided = {d for side in one.sides for d in side.roadmaps}
    for document in case.library.roadmaps:
        both = [standings.of(t).get(document.id) for t in one.topics]
        stages = {s.stage if s else None for s in both}
        if len(stages) == 1 and None not in stages and document not in sided:
            marks = dict.fromkeys(cite(draft, s.proof) for s in both if s)
            draft.lines([f"{document.short}: both at one stage {''.join(marks)}."])
    return draft


def on_weight(case: Case) -> Draft | None:
    """How much weight the roadmaps give the one topic asked about; None where they do not part ways on it."""
    (topic,) = case.question.topics
    standings = Standings(case.library)
    one = weight_of(standings, topic) if topic in standings.main else None
    if one is None:
        return None
    draft = Draft(case.library)
    draft.say(f"They disagree on how much weight to give {topic.name}.")
    return draft.lines(_in_full(draft, side) for side in one.sides)


def on_step(draft: Draft, topic: Topic, known: Container[Topic]) -> tuple[str, dict[str, Any]] | None:
    """The weightiest point on which the roadmaps disagree about taking up a topic, as a line and as data.

    An order among what is `known` is nothing that its learner need decide; None where they agree.
    """
    about = (d for d in disagreements_in(draft.library) if topic in d.topics)
    one = next((d for d in about if not any(t in known for t in d.topics)), None)
    if one is None:
        return None
    first, last = one.proven[0], one.proven[-1]
    says = "the other way round" if one.kind == "order" else last.says
    line = f"They disagree: {first.says} in {_briefly(draft, first)}; {says} in {_briefly(draft, last)}."
    return line, {"matter": one.matter, "sides": [_data(draft, side) for side in (first, last)]}


def _data(draft: Draft, side: Side) -> dict[str, Any]:
    quotes = [cite(draft, proof) for proof in side.proofs]
    return {"says": side.says, "roadmaps": [d.id for d in side.roadmaps], "quotes": quotes}


def _ends(draft: Draft, one: Disagreement) -> str:
    """The two sides that lie furthest apart, in few words."""
    first, last = one.proven[0], one.proven[-1]
    if one.kind == "order":
        return f"{first.says}: {_briefly(draft, first)}; the other way round: {_briefly(draft, last)}"
    return f"{one.title}: {first.says} in {_briefly(draft, first)}; {last.says} in {_briefly(draft, last)}"


def _briefly(draft: Draft, side: Side) -> str:
    """One roadmap of a side by name, that of the shortest, and all of them cited."""
    ranked = sorted(zip(side.roadmaps, side.proofs, strict=True), key=lambda held: len(held[0].short.split()))
    others = f" and {number_word(len(ranked) - 1)} more" if len(ranked) > 1 else ""
    return f"{ranked[0][0].short}{others} {''.join(cite(draft, proof) for _, proof in ranked)}"


def _in_full(draft: Draft, side: Side) -> str:
    names = [f"{d.short} {cite(draft, p) if p else ''}".strip() for d, p in zip_longest(side.roadmaps, side.proofs)]
    return f"{capital(side.says)}: {listed(names)}."


def cite(draft: Draft, proof: Proof) -> str:
    """The mark for a statement, or for a heading."""
    return draft.cite_heading(proof) if isinstance(proof, Section) else draft.cite(proof)


def _words(text: str) -> int:
    return len(MARK.sub("", text).split())
