"""The journey from question to answer: understand, retrieve, compose, check the citations."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from langchain_core.runnables import Runnable, RunnableLambda

from ingest.embed import Vectors
from rag import hybrid
from rag.case import Case
from rag.citations import cited, with_evidence
from rag.extractive.compose import compose
from rag.extractive.draft import Draft
from rag.followup import resolve
from rag.learner import Learner, read_learner
from rag.library import Library
from rag.question import Question, Reader, asking_part
from rag.records import Citation, Intent, Passage, Turn

_SETTLED = 0.6  # share of a question's words that one statement holds: it then needs no reading between the lines


@dataclass(frozen=True, slots=True)
class Journey:
    """A question on its way; each stage of the chain fills in what it finds."""

    raw: str
    history: Sequence[Turn]
    k: int
    case: Case | None = None
    learner: Learner | None = None
    passages: tuple[Passage, ...] = ()
    draft: Draft | None = None
    intent: Intent = "fact"
    text: str = ""
    citations: tuple[Citation, ...] = ()
    timings_ms: dict[str, float] | None = None

    @property
    def abstained(self) -> bool:
        """Whether the draft declined to answer."""
        return self.draft is not None and self.draft.abstained


class Answering:
    """The parts that answer from one library, as a LangChain chain of four stages."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.reader = Reader(library)
        stages = (self._understand, self._retrieve, self._compose, self._check)
        chain: Runnable[Journey, Journey] = RunnableLambda(_timed(stages[0]))
        for stage in stages[1:]:
            chain = chain | RunnableLambda(_timed(stage))
        self.chain = chain

    def answer(self, question: str, history: Sequence[Turn], k: int) -> "Finished":
        """The finished journey of one question."""
        done = self.chain.invoke(Journey(question, tuple(history), k, timings_ms={}))
        return Finished(done.text, done.citations, done.abstained, done.intent, done.passages, done.timings_ms or {})

    def search(self, query: str, k: int) -> tuple[Passage, ...]:
        """The `k` best passages for `query`, best first."""
        return hybrid.search(self.library, query, self._vector(query), k)

    def _vector(self, text: str) -> Vectors:
        return self.library.embedder.embed([text or " "])[0]

    def _understand(self, journey: Journey) -> Journey:
        question = resolve(self.reader, journey.raw, journey.history, self._stage_of)
        learner = read_learner(question.text, self.library.topics, journey.history)
        return replace(journey, case=self._case(question), learner=learner)

    def _case(self, question: Question) -> Case:
        """The case of a question; one that describes a topic without naming any gets the topic it means."""
        case = Case(self.library, question, self._vector(asking_part(question.about) or question.text))
        settled = question.topics or question.resources or any(u.named for u in question.units) or (case.scored and case.scored[0].cover >= _SETTLED)
        meant = None if settled else case.topic_by_meaning()
        return replace(case, question=self.reader.meaning(question, meant)) if meant else case

    def _stage_of(self, question: Question) -> int | None:
        """The numbered stage at which the answer to `question` stands."""
        case = self._case(question)
        return next((s.fact.section.stage for s in case.scored[:5] if s.fact.section.stage is not None), None)

    def _retrieve(self, journey: Journey) -> Journey:
        assert journey.case is not None  # noqa: S101 - the stage before made it
        question = journey.case.question
        found = hybrid.search(self.library, question.about or question.text, journey.case.vector, journey.k, within={d.id for d in question.sources})
        return replace(journey, passages=found)

    def _compose(self, journey: Journey) -> Journey:
        assert journey.case is not None  # noqa: S101
        intent, draft = compose(journey.case, journey.learner or Learner())
        return replace(journey, intent=intent, draft=draft)

    def _check(self, journey: Journey) -> Journey:
        assert journey.case is not None  # noqa: S101
        text, citations = cited(self.library, journey.draft or Draft(self.library))
        passages = with_evidence(self.library, citations, journey.passages, journey.case.vector, journey.k)
        return replace(journey, text=text, citations=citations, passages=passages)


@dataclass(frozen=True, slots=True)
class Finished:
    """What a journey ends in."""

    text: str
    citations: tuple[Citation, ...]
    abstained: bool
    intent: Intent
    passages: tuple[Passage, ...]
    timings_ms: dict[str, float]


def _timed(stage):  # type: ignore[no-untyped-def]
    """The stage, noting how long it took under its name."""

    def run(journey: Journey) -> Journey:
        started = perf_counter()
        done: Journey = stage(journey)
        return replace(done, timings_ms={**(done.timings_ms or {}), stage.__name__.strip("_"): 1000 * (perf_counter() - started)})

    return run


