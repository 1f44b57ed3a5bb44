"""The journey from question to answer: understand, retrieve, compose, check the citations."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from ingest.records import Topic
from rag import cues
from rag.ahead import Ahead
from rag.asking import asks
from rag.case import Case
from rag.citations import cited, with_evidence
from rag.extractive import next_step
from rag.extractive.backing import backing
from rag.followup import last_words, resolve, turned
from rag.journey import Asked, Checked, Composed, Retrieved, Understood
from rag.learner import NOBODY, Learner, joined, read_learner
from rag.library import Library
from rag.noted import noting, sentences_joined
from rag.parts import parts_of
from rag.passages import retrieved, searched, with_behind
from rag.question import Question
from rag.reading import Reader
from rag.records import Citation, Passage, Turn
from rag.stopwatch import Timed
from rag.unplaced import unplaced_in

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

# Said of oneself, be it as a list of what one can do.
_OF_ONESELF = re.compile(r"\b(?:i|i'm|i've|my|me|we|yes|no|years?|done|never)\b|:")
_ASKING = re.compile(r"\b(?:what|whats|which|how|where|why|who|when)\b")
_BARE = "What should I learn next?"  # what a learner asks who says nothing else
_SETTLED = 0.6  # share of a question's words that one statement holds: it then needs no reading between the lines
_TOLD = frozenset({"known", "basic", "lacking"})  # how somebody stands to things who tells of themselves
_ENOUGH_TOLD = 2  # things told of oneself that make a message an account of its writer
_PLAIN = 0.5  # strength of a need that does so by itself, as a goal does
_LEADING = 3  # citations of a next step that stand before its details, whose passages are read after the lessons
_TELLING = 5  # best statements that may tell at which stage an answer stands


class Answering:
    """The parts that answer from one library, as a LangChain chain of four stages."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.reader = Reader(library)

    @cached_property
    def chain(self) -> "Runnable[Timed[Asked], Timed[Checked]]":
        """The four stages of an answer."""
        from rag.links import Link  # and LangChain with it: a third of a second, which a next step need not wait for

        understand, retrieve = Link("understand", self._understand), Link("retrieve", self._retrieve)
        return understand | retrieve | Link("compose", self._compose) | Link("check", self._check)

    def answer(self, asked: Asked) -> Timed[Checked]:
        """The checked answer to one question, with the time that each stage took."""
        with noting() as noted:
            done = self.chain.invoke(Timed(asked))
        return replace(done, value=self._with_notice(done.value, noted))

    def advise(self, text: str, named: Learner, kept: Learner) -> Checked:
        """The next step of a learner who says `text`; what is `named` counts over it, and it over what is `kept`.

        Its reasons are quoted; no passages are searched for.
        """
        question = self._of_learner(text or _BARE)
        case, learner = Case(self.library, question), self._joined(question if text else None, named, kept)
        draft = next_step.compose(case, learner) or next_step.nothing_left(case, learner)
        said, citations, plan = cited(self.library, draft)
        return Checked("next_step", said, citations, draft.abstained, (), plan, self.library.notice)

    def _with_notice(self, checked: Checked, noted: Sequence[str]) -> Checked:
        return replace(checked, notice=sentences_joined(self.library.notice, *noted))

    def case_of(self, text: str, history: Sequence[Turn] = ()) -> Case:
        """The case of a question, read in the light of the turns before it."""
        return self._case(self._asked(Asked(text, history, k=1)), last_words(history))

    def learner(self, text: str, named: Learner, kept: Learner) -> Learner:
        """What is understood of a learner who says `text`; what is `named` counts over it, it over `kept`."""
        return self._joined(self._of_learner(text) if text else None, named, kept)

    def _joined(self, told: Question | None, named: Learner, kept: Learner) -> Learner:
        """The learner who is `named`, over whom is `told` of, over whom is `kept`."""
        return joined(named, joined(self._learner(told, ()) if told else NOBODY, kept))

    def _of_learner(self, text: str) -> Question:
        return self.reader.read(text, intent="next_step")

    def _understand(self, asked: Asked) -> Understood:
        text, history = turned(asked.text, asked.history)
        asked = replace(asked, text=text, history=history)
        question = self._asked(asked)
        search = Ahead(partial(searched, Case(self.library, question)))
        case, parts = self._case(question, last_words(asked.history)), self._parts(question, asked.history)
        is_advised = any(q.intent == "next_step" for q in (question, *(part.question for part in parts)))
        learner = joined(self._learner(question, asked.history) if is_advised else NOBODY, asked.kept)
        return Understood(case, parts, learner, search, asked.k)

    def _asked(self, asked: Asked) -> Question:
        return self._of_whom_it_tells(resolve(self.reader, asked.text, asked.history, self))

    def _of_whom_it_tells(self, question: Question) -> Question:
        """The question; as one for the next step where its writer tells of themselves and asks nothing else."""
        if question.intent == "next_step" or not self.library.mentions or not _asks_only_for_more(question):
            return question
        told = [m for m in self.library.mentions.read(question.text) if m.topics and m.stance in _TOLD]
        is_account = len(told) >= _ENOUGH_TOLD or self._tells_of_way(question)
        return replace(question, intent="next_step") if is_account else question

    def _tells_of_way(self, question: Question) -> bool:
        """Whether a message that wants nothing else names a goal, or shows plainly what its writer needs."""
        if asks(question.text) or question.sources or question.role or question.form:
            return False
        needs = self.library.needs.read(question.text)
        return bool(self.library.topics.goals_in(question.normal) or (needs and needs[0].strength >= _PLAIN))

    def _learner(self, question: Question, history: Sequence[Turn]) -> Learner:
        """What is understood of the learner; their own words are weighed only where the answer rests on them."""
        topics = self.library.topics
        if question.intent != "next_step":
            return read_learner(question.text, topics, history)
        mentions, needs = self.library.mentions, self.library.needs
        learner = read_learner(
            question.text,
            topics,
            history,
            question.resources,
            mentions.read if mentions else None,
            needs,
        )
        return replace(learner, unplaced=unplaced_in(self.library, question.text))

    def _retrieve(self, understood: Understood) -> Retrieved:
        _ = understood.case.scored  # statements are weighed while the search goes on
        found = retrieved(understood.case, understood.search.result(), understood.k)
        return Retrieved(understood.case, understood.parts, understood.learner, found, understood.k)

    def _compose(self, retrieved: Retrieved) -> Composed:
        from rag.extractive.several import compose_all  # all composers, of which a next step needs few

        intent, draft = compose_all(retrieved.case, retrieved.parts, retrieved.learner)
        behind = backing(retrieved.case, intent, draft)
        return Composed(retrieved.case, intent, draft, behind, retrieved.passages, retrieved.k)

    def _check(self, composed: Composed) -> Checked:
        text, citations, plan = cited(self.library, composed.draft)
        first = citations[:_LEADING] if composed.intent == "next_step" else citations
        passages = self._shown(composed, first, citations[len(first) :])
        return Checked(composed.intent, text, citations, composed.draft.abstained, passages, plan)

    def _shown(self, composed: Composed, first: Sequence[Citation], later: Sequence[Citation]) -> tuple[Passage, ...]:
        """The passages: those quoted `first`, those behind the answer, those quoted `later`, and then the others."""
        case, k = composed.case, composed.k
        others = with_evidence(self.library, later, composed.passages, case.vector, k)
        others = with_behind(case, composed.behind, others)
        return with_evidence(self.library, first, others, case.vector, k + len(later))

    def _case(self, question: Question, said: str = "") -> Case:
        """The case of a question; one that describes a topic without naming any gets the topic it means."""
        case = Case(self.library, question, said)
        meant = None if _is_settled(case) else case.topic_by_meaning()
        return replace(case, question=self.reader.meaning(question, meant)) if meant else case

    def _parts(self, question: Question, history: Sequence[Turn]) -> tuple[Case, ...]:
        """A case for each of several questions in one message, the later ones read in the light of the first."""
        texts = parts_of(question.text)
        if len(texts) < 2:
            return ()
        first, *others = texts
        turns = [*history, Turn("user", first)]
        read = [resolve(self.reader, first, history, self)]
        read += [resolve(self.reader, other, turns, self) for other in others]
        said = [last_words(history), *(last_words(turns) for _ in others)]
        placed = (replace(q, sources=q.sources or question.sources) for q in read)
        return tuple(self._case(q, before) for q, before in zip(placed, said, strict=True))

    def stage_of(self, question: Question) -> int | None:
        """The numbered stage at which the answer to `question` stands."""
        stages = (s.fact.section.stage for s in self._case(question).scored[:_TELLING])
        return next((stage for stage in stages if stage is not None), None)

    def weight_of(self, question: Question) -> float:
        """The score of the statement that answers `question` best; 0 without any."""
        scored = self._case(question).scored
        return scored[0].score if scored else 0.0

    def topic_meant(self, question: Question) -> Topic | None:
        """The topic that `question` describes, among those that it can be answered from."""
        return Case(self.library, question).topic_by_meaning()


def _asks_only_for_more(question: Question) -> bool:
    """Whether a message asks nothing, or what comes next, and speaks of its writer."""
    said = question.normal
    is_question = "?" in question.text or bool(_ASKING.search(said))
    asks = is_question and not (cues.NEXT.search(said) or cues.GAP.search(said))
    is_talk = question.intent in {"greeting", "about", "empty"}
    return not asks and not is_talk and bool(_OF_ONESELF.search(said))


def _is_settled(case: Case) -> bool:
    """Whether a question names what it is about, or one statement says most of it."""
    if case.question.resources or any(u.is_firm for u in case.question.units):
        return True
    return bool(case.scored) and case.scored[0].cover >= _SETTLED
