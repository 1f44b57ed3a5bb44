"""A language model's opinion of the answers, told beside the measures and never a gate: it changes from run to run.

Faithfulness is the share of an answer's sentences that its quotes support, as in RAGAS (Es et al., 2024), but over our
sentences and in one call; relevance is a grade from 0 to 2, divided by 2.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Any, Literal

from pydantic import ConfigDict, TypeAdapter

from eval.consulting import Consultant
from eval.prompts import JUDGE
from eval.sentences import sentences

if TYPE_CHECKING:
    from rag.records import Answer, Turn


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the model makes of one answer, both from 0 to 1."""

    faithfulness: float
    relevance: float


@dataclass(frozen=True, slots=True)
class Judged:
    """The means over `count` judged answers, None without any; `failures` are those it gave no judgement on.

    `doubted` are the ids of the questions whose answers it finds unfaithful or beside the point, in part at least.
    """

    faithfulness: float | None
    relevance: float | None
    count: int
    failures: int
    doubted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reply:
    """What the model is asked for."""

    __pydantic_config__ = ConfigDict(extra="ignore")

    unsupported: tuple[int, ...]
    relevance: Literal[0, 1, 2]


_REPLY = TypeAdapter(_Reply)


class Judge:
    """Asks a language model about answers; an abstention states nothing, and is not judged."""

    def __init__(self, consultant: Consultant) -> None:
        self._consultant = consultant

    def judgements(self, answers: "Iterable[tuple[Answer, Sequence[Turn]]]") -> Iterator[Judgement | None]:
        """What it makes of each answer after the turns before it, as it comes; None where it makes nothing of it."""
        for answer, history in answers:
            found = sentences(answer.text)
            reply = self._consultant.consult(JUDGE, _case(answer, history, [s.text for s in found]), _REPLY)
            if reply is None or not found:
                yield None
            else:
                unsupported = set(reply.unsupported) & set(range(1, len(found) + 1))
                yield Judgement(1 - len(unsupported) / len(found), reply.relevance / 2)


def judged(ids: Sequence[str], judgements: Sequence[Judgement | None]) -> Judged:
    """The means, and whose answers were doubted."""
    made = [j for j in judgements if j]
    return Judged(
        faithfulness=fmean(j.faithfulness for j in made) if made else None,
        relevance=fmean(j.relevance for j in made) if made else None,
        count=len(made),
        failures=len(judgements) - len(made),
        doubted=tuple(
            id_ for id_, j in zip(ids, judgements, strict=True) if j and (j.faithfulness < 1 or j.relevance < 1)
        ),
    )


def judged_json(judged: Judged) -> dict[str, Any]:
    """The judgement as plain JSON data."""
    return asdict(judged) | {"doubted": list(judged.doubted)}


def _case(answer: "Answer", history: "Sequence[Turn]", found: Sequence[str]) -> str:
    """What the model is to judge, each part under its name."""
    quotes = [f"[{c.marker}] {' > '.join((c.title, *c.heading_path))}: {c.quote}" for c in answer.citations]
    numbered = [f"{number}. {sentence}" for number, sentence in enumerate(found, start=1)]
    earlier = ["Earlier:", *(f"{turn.role}: {turn.content}" for turn in history), ""] if history else []
    return "\n".join(
        [*earlier, "Question:", answer.question, "", "Quotes:", *quotes, "", "Sentences of the answer:", *numbered]
    )
