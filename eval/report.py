"""A run of the golden questions as a report: its verdicts, measures, gates and rivals."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, get_args

from eval.gates import GateRow, Gates, held_to
from eval.golden import Split
from eval.judge import Judged
from eval.measures import Measure, measures
from eval.rivals import Rival, own_measures, rivals
from eval.scoring import Verdict

if TYPE_CHECKING:
    from eval.standings import RetrievalReport


@dataclass(frozen=True, slots=True)
class Report:
    """The verdicts in the order of the questions, the measures by split (`all` is whatever was asked), the gates.

    `turned_wrong` and `turned_right` are questions whose verdict is not that of the baseline; `rivals` are by split;
    `judged` is a language model's opinion where one was asked for, and gates nothing.
    """

    dataset: str
    verdicts: tuple[Verdict, ...]
    measured: dict[str, tuple[Measure, ...]]
    rows: tuple[GateRow, ...] = ()
    rivals: dict[str, tuple[Rival, ...]] = field(default_factory=dict)
    turned_wrong: tuple[str, ...] = ()
    turned_right: tuple[str, ...] = ()
    judged: Judged | None = None

    @property
    def asked(self) -> str:
        """How many questions of what, and how many of them nobody has reviewed."""
        drafts = sum(v.question.draft for v in self.verdicts)
        return f"{len(self.verdicts)} questions of {self.dataset}{f', {drafts} of them drafts' if drafts else ''}"

    @property
    def failing(self) -> tuple[GateRow, ...]:
        """The gates that do not hold."""
        return tuple(row for row in self.rows if not row.holds)

    @property
    def wrong(self) -> tuple[str, ...]:
        """The ids of the questions that were not answered rightly."""
        return tuple(v.question.id for v in self.verdicts if not v.right)

    @property
    def failures(self) -> dict[str, str]:
        """The error that stood in an answer's place, by the question's id."""
        return {v.question.id: v.error for v in self.verdicts if v.answer is None}


def make_report(
    dataset: str,
    verdicts: Sequence[Verdict],
    gates: Gates | None = None,
    retrieval: "RetrievalReport | None" = None,
    judged: Judged | None = None,
) -> Report:
    """The report on `verdicts` and `retrieval`, held to `gates`; raises GateError as `held_to` does."""
    gates = gates or Gates()
    by_split = {split: [v for v in verdicts if v.question.split == split] for split in get_args(Split)}
    scopes = {"all": list(verdicts), **{split: its for split, its in by_split.items() if its}}
    ids = {scope: {v.question.id for v in its} for scope, its in scopes.items()}
    measured = {
        scope: (*measures(its), *(own_measures(retrieval, ids[scope]) if retrieval else ()))
        for scope, its in scopes.items()
    }
    before = {a.id: a.right for a in gates.baseline.asked} if gates.baseline else {}
    turned = [v for v in verdicts if before.get(v.question.id, v.right) != v.right]
    return Report(
        dataset=dataset,
        verdicts=tuple(verdicts),
        measured=measured,
        rows=held_to(gates, measured),
        rivals={scope: rivals(retrieval, its) for scope, its in ids.items()} if retrieval else {},
        turned_wrong=tuple(v.question.id for v in turned if not v.right),
        turned_right=tuple(v.question.id for v in turned if v.right),
        judged=judged,
    )
