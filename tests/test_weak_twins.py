"""Weak twins of Waymark fail its gates: passages shuffled, citations a character off, abstention switched off.

They are put together here, around the real assistant; the product has no switch for any of it.
"""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from commands import fake_parts, run

from eval.asking import Outcome
from eval.golden import QUESTIONS
from eval.retrieval import WAYMARK, own_passages, stand
from eval.standings import RetrievalReport
from ingest.records import Document
from ingest.settings import Settings
from rag.assistant import Assistant
from rag.bootstrap import open_assistant
from rag.follower import Follower
from rag.records import Answer, Citation, Turn

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("twins"), pytest.mark.timeout(900)]

Asked = tuple[str, tuple[Turn, ...]]

GATES = QUESTIONS.parent.parent / "gates.toml"


@dataclass
class Twin:
    """Has the interface of Assistant, and answers as `waymark` does but for what `weaken` makes of it.

    What was said once is taken from `said`, so that three twins take no longer than one.
    """

    waymark: Assistant
    weaken: Callable[[Answer], Answer]
    said: dict[Asked, Answer]

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        asked = question, tuple(history)
        if asked not in self.said:
            self.said[asked] = self.waymark.ask(question, history)
        return self.weaken(self.said[asked])

    def documents(self) -> tuple[Document, ...]:
        return self.waymark.documents()

    def document(self, document_id: str) -> Document:
        return self.waymark.document(document_id)

    def superseded(self) -> dict[str, str]:
        return self.waymark.superseded()


def faithful(answer: Answer) -> Answer:
    return answer


def shuffled(answer: Answer) -> Answer:
    """The passages in another order, the same on every run."""
    passages = list(answer.passages)
    random.Random(answer.question).shuffle(passages)  # noqa: S311 - nothing to keep secret
    return replace(answer, passages=tuple(passages))


def one_off(answer: Answer) -> Answer:
    """Every citation one character further on."""
    return replace(answer, citations=tuple(replace(c, start=c.start + 1, end=c.end + 1) for c in answer.citations))


def never_abstaining(answer: Answer) -> Answer:
    """In place of a refusal, the last statement of the best passage, cited as it should be."""
    if not answer.abstained or not answer.passages:
        return answer
    best = answer.passages[0]
    line = best.chunk.text.splitlines()[-1]
    start = best.chunk.end - len(line)
    quoted = Citation(1, best.chunk.document_id, best.title, "roadmap", (), None, start, best.chunk.end, line)
    return replace(answer, text=f"{line.removeprefix('- ').rstrip('.')} [1].", citations=(quoted,), abstained=False)


def own_retrieval(settings: Settings, outcomes: Sequence[Outcome], _emit: Any) -> RetrievalReport:
    """Has the interface of Parts.measure_retrieval; the rivals, who are the same for every twin, are left out."""
    questions = [o.question for o in outcomes if o.question.evidence]
    return stand(questions, Follower(settings)(), {WAYMARK: own_passages(outcomes)})


@pytest.fixture(scope="session")
def said() -> dict[Asked, Answer]:
    """What Waymark has said to the twins; a session's, since other modules may come between two of them."""
    return {}


@pytest.mark.parametrize(
    ("weaken", "falls"),
    [
        pytest.param(faithful, set(), id="waymark_itself"),
        pytest.param(shuffled, {"retrieval.evidence_recall_500_tokens", "retrieval.nDCG@10"}, id="passages_shuffled"),
        pytest.param(one_off, {"quotes_exact"}, id="citations_one_character_off"),
        pytest.param(never_abstaining, {"abstention_f1", "correctness"}, id="abstention_switched_off"),
    ],
)
def test_a_twin_fails_the_gates_that_it_should_and_waymark_none(
    shipped: Settings, said: dict[Asked, Answer], weaken: Callable[[Answer], Answer], falls: set[str]
) -> None:
    parts = fake_parts(
        shipped.home,
        read_settings=lambda: shipped,
        open_assistant=lambda settings: Twin(open_assistant(settings), weaken, said),
        measure_retrieval=own_retrieval,
    )
    result = run(parts, "eval", "--gate", str(GATES), "--json")
    fell = {gate["metric"] for gate in json.loads(result.stdout)["gates"] if not gate["holds"]}
    assert result.exit_code == (1 if falls else 0), fell
    assert falls <= fell if falls else not fell
