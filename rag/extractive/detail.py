"""A detail asked of a resource that is named: the statement that gives it, or that none does."""

import re
from collections.abc import Iterable, Sequence

from rag import cues
from rag.asking import last_asked
from rag.case import Case
from rag.cues.detail import Detail
from rag.evidence import Scored
from rag.extractive import absent
from rag.extractive.draft import Draft
from rag.extractive.naming import names_a_roadmap
from rag.extractive.pointed import told_by_name
from rag.extractive.tell import tell
from rag.fact import Fact
from rag.question import Unit

_CAPITAL = re.compile(r"\b[A-Z][\w.-]*\w|\b\d{4}\b")
# Who owns or teaches a thing is seldom who made it, so these words must stand in the statement.
_OWN_DEED = re.compile(r"own|financ|fund|sponsor|host|maintain|teach|taught")
_MEANT = 0.55  # likeness from which a statement of the kind is taken to answer, in other words than the question's


def compose(case: Case) -> Draft | None:
    """The statement that gives the detail asked of a resource, else that none does.

    None where none is asked for, and where one is given that may not be the one meant: others find that out.
    """
    question = case.question
    asked = cues.details_asked(question.rest)
    if not asked or not question.resources or question.pointed:
        return None
    told = _of_things(case)
    giving = (s for s in told if all(_gives(case, s.fact, detail) for detail in asked))
    beside = _beside(case, asked)
    found = next((s.fact for s in giving if _speaks_of_it(s, beside)), None)
    if found:
        return _told(case, found)
    given = [detail for detail in asked if any(_gives(case, s.fact, detail) for s in told)]
    if len(asked) > len(given) > 0 or any(detail.is_sure for detail in given):
        return None
    return absent.compose(case, told[0].fact if told else None)


def is_given(case: Case, draft: Draft) -> bool:
    """Whether a draft quotes the reason or date that the question asks for; so it does where it quotes nothing."""
    asked = [detail for detail in cues.details_asked(case.question.rest) if detail.is_sure]
    quoted = [case.library.documents[s.document_id].text[s.start : s.end] for s in draft.spans]
    return not quoted or all(any(detail.gives.search(text) for text in quoted) for detail in asked)


def is_quoted(case: Case, draft: Draft) -> bool:
    """Whether a draft quotes a statement that gives the detail asked of a resource, and speaks of what is asked."""
    asked = cues.details_asked(case.question.rest)
    if not asked or not case.question.resources:
        return False
    beside, quoted = _beside(case, asked), case.weighed(list(draft.facts))
    return any(all(_gives(case, s.fact, kind) for kind in asked) and _speaks_of_it(s, beside) for s in quoted)


def _of_things(case: Case) -> Sequence[Scored]:
    """The statements about the resources named, best first: those of their summaries, and those that name them."""
    things = case.question.resources
    own = case.library.facts_in(things)
    units = [u for u in case.question.units if u.text in {d.title for d in things}]
    return case.weighed([*own, *(f for f in _of_roadmaps(case) if any(u.is_in(f.own_stems) for u in units))])


def _of_roadmaps(case: Case) -> Iterable[Fact]:
    return case.library.facts_in(case.roadmaps)


def _gives(case: Case, fact: Fact, detail: Detail) -> bool:
    """Whether a statement gives a detail of this kind which the question does not hold itself.

    One that names a roadmap tells where a resource is listed, and nothing of the resource.
    """
    if names_a_roadmap(case.library, fact):
        return False
    asked = frozenset(_CAPITAL.findall(case.question.text))
    return bool(detail.gives.search(_CAPITAL.sub(lambda m: "it" if m.group() in asked else m.group(), fact.content)))


def _beside(case: Case, asked: Sequence[Detail]) -> list[Unit]:
    """What is asked about beside the resource's name and the words that only ask for a detail of the kind."""
    asking = last_asked(case.question.rest)
    cue = " ".join(match.group() for detail in asked for match in detail.asks.finditer(asking))
    units = (u for u in case.question.units if not u.is_firm and u.text in asking)
    return [u for u in units if u.text not in cue or _OWN_DEED.search(u.text)]


def _speaks_of_it(scored: Scored, beside: Sequence[Unit]) -> bool:
    """Whether a statement holds one of the things asked about `beside` the name, or comes near the question."""
    return not beside or scored.meaning >= _MEANT or any(u.is_in(scored.fact.own_stems) for u in beside)


def _told(case: Case, fact: Fact) -> Draft:
    draft = Draft(case.library)
    if fact.document.kind == "roadmap":
        return draft.say(*tell(draft, [fact], speaker=fact.document.short))
    return draft.say(*told_by_name(draft, [fact], fact.document))
