"""Abstaining: saying that the library does not hold what was asked, and what it holds nearby."""

from collections.abc import Sequence

from rag import cues
from rag.case import Case
from rag.evidence import Scored
from rag.extractive.draft import Draft
from rag.extractive.figure import has_figure
from rag.extractive.gate import is_near
from rag.extractive.tell import tell, tell_after_colon
from rag.extractive.wording import listed, number_word
from rag.fact import Fact
from rag.question import Unit

_CANDIDATES = 8  # best facts of which one may be offered in place of an answer
_PRICED_CANDIDATES = 20  # the same where a price was asked for: any word on cost is better than another fact
# What a fact must hold to be offered: a share of what was asked, less where a source was named, or likeness.
_WORTH_SAYING, _WORTH_SAYING_OF_SOURCE, _LIKE = 0.3, 0.15, 0.45


def compose(case: Case, near: Fact | None = None) -> Draft:
    """The refusal: out of scope, or not said by the sources, with `near`, else the nearest that they do say."""
    draft = Draft(case.library, abstained=True)
    if near is None and not is_near(case):
        return draft.say("I can't help with that.", scope(case))
    sources = case.question.sources
    missing = [u for u in case.question.units if u.named and not u.topic and not case.names(u)]
    what = f"mention {listed([case.as_written(u.text) for u in missing])}" if missing else "say"
    draft.say(f"{_who(case, missing)} not {what}.")
    nearest = near or _nearest(case)
    if nearest and sources:
        draft.say(f"What it does say: {tell_after_colon(draft, [nearest])}")
    elif nearest:
        draft.say(f"The nearest they come: {tell(draft, [nearest], speaker=nearest.document.short)[0]}")
    return draft


def _who(case: Case, missing: Sequence[Unit]) -> str:
    """Who is silent, with the verb: a thing does not say what Waymark's own summary of it leaves out."""
    sources = case.question.sources
    if not sources:
        is_elsewhere = any(case.library.lexicon.holds(u.alternatives) for u in missing)
        return "The roadmaps do" if is_elsewhere else "The roadmaps and resource summaries do"
    return f"Waymark's summary of {sources[0].short} does" if sources[0].resource else f"{sources[0].short} does"


def scope(case: Case) -> str:
    """What Waymark answers from, in one sentence."""
    count = number_word(len(case.library.roadmaps))
    return (
        f"I answer from {count} AI engineer roadmaps and summaries of the resources they name: "
        "what to learn next, how the roadmaps compare, which course or book to use."
    )


def _nearest(case: Case) -> Fact | None:
    """The nearest fact that is worth saying: one with a price or figure first, where one was asked for."""
    candidates = [s for s in case.scored[:_CANDIDATES] if s.fact.section.role != "about"]
    if any(u.named and not case.names(u) for u in case.question.units):
        candidates.sort(key=lambda s: -s.meaning)  # the name apart, what else is asked is best told by meaning
    figures = [s for s in candidates if case.question.figure and has_figure(s.fact)]
    offered = [*_priced(case), *figures, *candidates]
    return next((s.fact for s in offered if _is_worth_saying(case, s)), None)


def _priced(case: Case) -> list[Scored]:
    """The facts with a word on cost, where a price was asked for."""
    if not cues.PRICE.search(case.question.normal):
        return []
    priced = [s for s in case.scored[:_PRICED_CANDIDATES] if cues.PRICED.search(s.fact.content)]
    return [s for s in priced if s.cover >= _WORTH_SAYING_OF_SOURCE]


def _is_worth_saying(case: Case, scored: Scored) -> bool:
    units = [case.question.units[i] for i in scored.units]
    enough = _WORTH_SAYING_OF_SOURCE if case.question.sources else _WORTH_SAYING
    return any(u.is_firm for u in units) or scored.cover >= enough or scored.meaning >= _LIKE
