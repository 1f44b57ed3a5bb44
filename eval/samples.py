"""The page of sample answers: `python -m eval.samples > docs/sample-answers.md` writes it anew."""

import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from eval.asking import ask_all
from eval.evidence import Outlines
from eval.golden import QUESTIONS, TYPES, GoldenQuestion, read_golden
from eval.markdown import escaped
from eval.scoring import Scorer, Verdict
from ingest.settings import read_settings
from rag.bootstrap import open_assistant

if TYPE_CHECKING:
    from rag.assistant import Assistant
    from rag.records import Answer

NOTES = Path(__file__).parent / "datasets" / "sample-notes.md"
COUNT = 40
_HEAD = """\
# Sample answers

{count} answers as Waymark gives them, written by `python -m eval.samples > docs/sample-answers.md` (`make samples`).
The questions are chosen by a rule from the dev split of the [golden questions](../eval/datasets/README.md): as many of
each kind as can be, those whose ids have the smallest SHA-256. The verdict under an answer is that of `waymark eval`;
{right} of the {count} are right by it. The notes are written by hand, in `eval/datasets/sample-notes.md`.
"""


def chosen(questions: Iterable[GoldenQuestion], count: int = COUNT) -> tuple[GoldenQuestion, ...]:
    """`count` of the dev questions: as many of each type, and the rest from the largest; in the order of the types."""
    dev = sorted((q for q in questions if q.split == "dev"), key=lambda q: hashlib.sha256(q.id.encode()).digest())
    sizes: Counter[str] = Counter(q.type for q in dev)
    largest_first = sorted(TYPES, key=lambda type_: -sizes[type_])
    share, rest = divmod(count, len(TYPES))
    wanted = {type_: share + (place < rest) for place, type_ in enumerate(largest_first)}
    return tuple(q for type_ in TYPES for q in [q for q in dev if q.type == type_][: wanted[type_]])


def answered(questions: Sequence[GoldenQuestion], assistant: "Assistant") -> list[Verdict]:
    """The verdict on each question's answer, in order."""
    scorer = Scorer(assistant, Outlines(assistant.documents(), assistant.superseded()))
    return [scorer.verdict(outcome) for outcome in ask_all(questions, assistant)]


def page(verdicts: Sequence[Verdict], notes: str) -> str:
    """The page in Markdown: the notes, then every question with its answer, citations and verdict, type by type."""
    parts = [_HEAD.format(count=len(verdicts), right=sum(v.right for v in verdicts)), notes]
    before = ""
    for verdict in verdicts:
        if verdict.question.type != before:
            before = verdict.question.type
            parts.append(f"## {before.replace('_', ' ').capitalize()}")
        parts.append(_sample(verdict))
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _sample(verdict: Verdict) -> str:
    question, answer = verdict.question, verdict.answer
    earlier = [f"*Earlier, {turn.role}:* {escaped(turn.content)}" for turn in question.history]
    if answer is None:
        return "\n\n".join([f"### {escaped(question.question)}", *earlier, f"It failed: {escaped(verdict.error)}"])
    kind = "abstained" if answer.abstained else "answered"
    line = f"`{question.id}`, {kind}, {'right' if verdict.right else 'wrong: ' + escaped(' '.join(verdict.reasons))}"
    return "\n\n".join([f"### {escaped(question.question)}", *earlier, _quoted(answer.text), _citations(answer), line])


def _quoted(text: str) -> str:
    """The answer as a block quote that keeps its lines and lists; a marker is no link."""
    lines = ("- " + escaped(line[2:]) if line.startswith("- ") else escaped(line) for line in text.splitlines())
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _citations(answer: "Answer") -> str:
    places = [" › ".join((c.title, *c.heading_path)) for c in answer.citations]  # noqa: RUF001 - as the page has it
    return "\n".join(
        f"- \\[{c.marker}] {escaped(place)}: “{escaped(c.quote)}”"
        for c, place in zip(answer.citations, places, strict=True)
    )


if __name__ == "__main__":
    found = answered(chosen(read_golden(QUESTIONS)), open_assistant(read_settings()))
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr] # as the file is to be, on every platform
    sys.stdout.write(page(found, NOTES.read_text(encoding="utf-8")))
