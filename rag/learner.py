"""What a learner says of themselves: what they know, what they lack, and where they want to go."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.records import Topic
from ingest.topics import Topics
from rag.records import Turn
from rag.sources import normal

_KNOWS = re.compile(
    r"\b(?:know|knew|known|learned|learnt|done|did|finished|completed|studied|mastered|covered|comfortable|confident|familiar|good at|solid|fluent|experience[d]?|background|fine|ok with"
    r"|worked|can|have|has|had|understand|use|using|used|write|writes|writing|built|train|trained|years? of|daily|developer|programmer|statistician|scientist|analyst|engineer here|teach|degree in|graduate|already|strong in|proficient|skilled|after|got|remember)\b|\bi'm (?:a|an)\b|\bas an?\b"
)
_WANTS = re.compile(
    r"\b(?:want|wants|goal|aim|aiming|would like|'d like|like to|love to|dream|dreaming|hope|hoping|interested|become|becoming|get into|getting into|move (?:to|into)|moving (?:to|into)|switch(?:ing)? to|heading|target|towards?|ambition|specialize in|specialise in|next i|now to|in order to|to start with|to work (?:with|in|on|as)|to get|make|for an?)\b"
)
_LACKS = re.compile(
    r"\b(?:don't know|do not know|don't|never|no|zero|without|not|haven't|hasn't|weak|forgotten|forgot|lack|lacking|new to|rusty|hardly|barely|isn't|nothing about|no idea|missing|cannot|can't|skip(?:ped)?|struggle)\b"
)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|,? but (?:now )?|, though |\bnow i\b|\bi now\b|\bnext,? i(?:'d)?\b|, yet ")
_ASKING = re.compile(r"\bwhat\b|\bwhich\b|\bhow\b|\bwhere\b")
_BEGINNER = re.compile(r"\b(?:beginner|newbie|novice|from scratch|from zero|no experience|complete(?:ly)? new|total(?:ly)? new|starting out|never (?:wrote|written|learned|learnt|done|coded|programmed|touched|done any)|no clue|no idea where|absolute beginner|no background|nothing at all|know nothing)\b")
_DONE_THAT = re.compile(r"\b(?:done|finished|know|learned|learnt|completed|did|covered|have) (?:that|this|it|those|these|both|them)\b|\b(?:that|this|it)'?s? (?:is )?(?:done|finished|behind me)\b")


@dataclass(frozen=True, slots=True)
class Learner:
    """What was understood of a learner; topics in the order they were named."""

    known: tuple[Topic, ...] = ()
    lacking: tuple[Topic, ...] = ()
    goals: tuple[Topic, ...] = ()
    beginner: bool = False


def read_learner(text: str, topics: Topics, history: Sequence[Turn] = ()) -> Learner:
    """What the message and the user's earlier ones say; a later statement about a topic counts over an earlier one."""
    stand: dict[str, str] = {}
    for turn in history:
        if turn.role == "user":
            stand |= {id_: kind for id_, kind in _stands(turn.content, topics).items() if kind != "asked"}
    if _DONE_THAT.search(normal(text)):
        stand |= {topic.id: "known" for topic in _recommended(history, topics)}
    stand |= _stands(text, topics)

    def those(*kinds: str) -> tuple[Topic, ...]:
        return tuple(topics.by_id[id_] for id_, value in stand.items() if value in kinds)

    return Learner(those("known"), those("lacking"), those("goal", "asked"), bool(_BEGINNER.search(normal(text))))


def _stands(text: str, topics: Topics) -> dict[str, str]:
    """For each topic named, whether it is known, lacking, a goal or only asked about: by the nearest cue before it in its clause, else after it."""
    stand: dict[str, str] = {}
    for clause in _SENTENCE.split(normal(text)):
        if not clause:
            continue
        cues = sorted(
            [(m.start(), m.end(), kind) for kind, pattern in (("lacking", _LACKS), ("goal", _WANTS), ("known", _KNOWS)) for m in pattern.finditer(clause)]
        )
        for topic, start, end in topics.found_in(clause):
            before = [c for c in cues if c[0] <= start and c[1] <= end]
            after = [c for c in cues if c[0] >= end]
            asking = any(m.start() < start for m in _ASKING.finditer(clause))
            kind = _nearest(clause, before, start) if before else after[0][2] if after and not asking else "asked" if asking else "known"
            stand[topic.id] = kind
    return stand


def _nearest(clause: str, before: list[tuple[int, int, str]], start: int) -> str:
    """The last cue's kind; a lack reaches only to the next comma or `and`, so that `no maths, Python fine` is read right."""
    for cue_start, cue_end, kind in reversed(before):
        if kind == "lacking" and re.search(r",|;", clause[cue_end:start]):
            continue
        if kind == "known" and any(k == "goal" and s < cue_start and "," not in clause[e:cue_start] for s, e, k in before):
            return "goal"
        return kind
    return "known"


def _recommended(history: Sequence[Turn], topics: Topics) -> list[Topic]:
    """The topic that the last answer recommended: the first that it names."""
    last = next((t.content for t in reversed(history) if t.role == "assistant"), "")
    return [topic for topic, _, _ in topics.found_in(re.split(r"(?<=[.!?])\s", last)[0])][:1]
