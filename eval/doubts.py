"""Teaching the doubter anew, by questions that the sources answer and such that they do not: `python -m eval.doubts`.

Takes some minutes on two cores and writes ingest/doubts.npz, which is part of Waymark: who uses it need not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, TypeAdapter

from eval.golden import QUESTIONS, read_golden
from ingest.export import open_embedder
from ingest.settings import SHIPPED_EMBEDDER, Settings
from ingest.teach_doubts import Doubted, teach
from rag.answering import Answering
from rag.doubt import in_place, scores_of
from rag.follower import Follower

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


def questions() -> list[Covered]:
    """All that teaches: those, and the golden questions that are looked up without a turn before them."""
    golden = (q for q in read_golden(QUESTIONS) if not q.history and q.type not in _OTHERWISE)
    asked = (*read_covered(), *(Covered(q.question, q.answerable, q.split) for q in golden))
    return [q for q in asked if q.split == "dev"]


_LISTS = TypeAdapter(list[dict[str, str | bool]])


def key_of(asked: Sequence[Covered]) -> str:
    """The same for two exactly if they teach the same."""
    return sha256(_LISTS.dump_json([asdict(q) for q in asked])).hexdigest()


def lessons_of(asked: Sequence[Covered], settings: Settings) -> Iterator[Doubted]:
    """Each question with what comes nearest to it in the index in use; without those for which nothing does."""
    answering, embedder = Answering(Follower(settings)()), open_embedder(SHIPPED_EMBEDDER, settings.models)
    for covered in asked:
        case = answering.case_of(covered.question)
        for best in case.scored[:1]:
            states = embedder.states(covered.question, in_place(best.fact)).vectors
            yield Doubted(states, case.vector, scores_of(best), is_beyond=not covered.covered)


def main() -> None:
    """Teach the doubter by the index in use, and save what it was taught."""
    asked = questions()
    lessons = list(lessons_of(asked, Settings()))
    print(f"{len(lessons)} questions")  # noqa: T201 - a command of its own
    teach(lessons, key_of(asked), print)


if __name__ == "__main__":
    main()
