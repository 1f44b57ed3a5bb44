"""Teaching the doubter anew, by questions that the sources answer and such that they do not: `python -m eval.doubts`.

Takes some minutes on two cores and writes ingest/doubts.npz, which is part of Waymark: who uses it need not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, TypeAdapter

from eval.finds import Answered, facts_saying
from eval.golden import QUESTIONS, GoldenQuestion, read_golden
from eval.premises import Premise, read_premises
from ingest.doubts import BEYOND, HELD, OTHERWISE
from ingest.export import open_embedder
from ingest.settings import SHIPPED_EMBEDDER, Settings
from ingest.teach_doubts import Doubted, teach
from rag.answering import Answering
from rag.extractive.compose import from_sources
from rag.extractive.doubt import in_place, read_beside, scores_of
from rag.follower import Follower
from rag.learner import NOBODY

COVERED = Path(__file__).with_name("datasets") / "covered.jsonl"
_OTHERWISE = frozenset({"about", "adversarial", "next_step"})  # kinds that are not looked up


@dataclass(frozen=True, slots=True)
class Covered:
    """A question, and whether the sources hold what it asks for; one of the split `test` teaches nothing."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    question: str
    covered: bool
    split: Literal["dev", "test"] = "dev"


_LINE = TypeAdapter(Covered)


def read_covered() -> Iterator[Covered]:
    """The labelled questions; raises pydantic's ValidationError for a broken line."""
    for line in COVERED.read_bytes().splitlines():
        yield _LINE.validate_json(line, strict=True)


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with its verdict, one of `ingest.doubts.VERDICTS`; `stated`, if known, is what gives it."""

    question: str
    verdict: str
    stated: Answered | None = None


def questions() -> list[Judged]:
    """All that teaches: the labelled ones, those with a premise, and the golden ones without a turn before them."""
    golden = (q for q in read_golden(QUESTIONS) if q.split == "dev" and not q.history and q.type not in _OTHERWISE)
    labelled = (q for q in read_covered() if q.split == "dev")
    return [
        *(Judged(q.question, HELD if q.covered else BEYOND) for q in labelled),
        *(Judged(q.question, _verdict_on(q)) for q in golden),
        *(judged for premise in read_premises() for judged in _judged(premise)),
    ]


def _verdict_on(question: GoldenQuestion) -> str:
    if question.answerable:
        return HELD
    return OTHERWISE if question.evidence else BEYOND


def _judged(premise: Premise) -> Iterator[Judged]:
    stated = Answered(premise.document, premise.says)
    yield from (Judged(question, OTHERWISE, stated) for question in premise.false)
    yield from (Judged(question, HELD, stated) for question in premise.true)


_LIST = TypeAdapter(list[Judged])


def key_of(judged: Sequence[Judged]) -> str:
    """The same for two exactly if they teach the same."""
    return sha256(_LIST.dump_json(list(judged))).hexdigest()


def lessons_of(questions: Sequence[Judged], settings: Settings) -> Iterator[Doubted]:
    """Each question with what it is read beside in the index in use; without those for which nothing comes near."""
    library, embedder = Follower(settings)(), open_embedder(SHIPPED_EMBEDDER, settings.models)
    answering = Answering(library)
    for judged in questions:
        case = answering.case_of(judged.question)
        known = facts_saying(library, [judged.stated]) if judged.stated else []
        best = case.weighed(known[:1])[0] if known else read_beside(case, from_sources(case, NOBODY)[1])
        if best:
            states = embedder.states(judged.question, in_place(best.fact)).vectors
            yield Doubted(states, case.vector, scores_of(best), judged.verdict)


def main() -> None:
    """Teach the doubter by the index in use, and save what it was taught."""
    judged = questions()
    lessons = list(lessons_of(judged, Settings()))
    print(f"{len(lessons)} questions")  # noqa: T201 - a command of its own
    teach(lessons, key_of(judged), print)


if __name__ == "__main__":
    main()
