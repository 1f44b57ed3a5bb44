"""The `waymark eval make-questions` command: drafts of golden questions, for a person to review."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.drafting import Topic
    from eval.golden import GoldenQuestion
    from ui.parts import Parts

# The eval package is imported inside the functions, so that the other commands start without it.


def make_questions(
    ctx: typer.Context,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write them there; to standard output if left out.")
    ] = None,
    count: Annotated[int, typer.Option(min=1, help="How many to draft, at most.")] = 20,
    document: Annotated[str | None, typer.Option(metavar="ID", help="Draft from this document alone.")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace FILE if it is there.")] = False,
) -> None:
    """Draft golden questions for a person to review, by a language model if one is set, else from headings."""
    from eval.drafting import golden_line
    from eval.errors import EvalError

    if out and out.exists() and not overwrite:
        raise EvalError(f"{out} is there already. Name another file with --out, or add --overwrite.")
    questions, how = _drafts(_topics(ctx.obj, document), count)
    lines = "".join(f"{golden_line(q)}\n" for q in questions)
    if out:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(lines, encoding="utf-8", newline="\n")
    else:
        typer.echo(lines.encode(), nl=False)
    where = f"written to {out}" if out else "written"
    typer.echo(f'{len(questions)} drafts {where}, {how}. Review each one, then take out its "draft".', err=True)


def _topics(parts: "Parts", document: str | None) -> "tuple[Topic, ...]":
    from eval.drafting import topics_of
    from eval.errors import EvalError
    from ui.building import build_if_none

    settings = parts.read_settings()
    build_if_none(parts, settings)
    assistant = parts.open_assistant(settings)
    if document:
        topics = topics_of([assistant.document(document)])
    else:
        superseded = assistant.superseded()
        topics = topics_of(d for d in assistant.documents() if d.id not in superseded)
    if not topics:
        raise EvalError(f"{document or 'The index'} says nothing that a question could be drafted from.")
    return topics


def _drafts(topics: "Sequence[Topic]", count: int) -> "tuple[list[GoldenQuestion], str]":
    """The drafts in order, and how they were made."""
    from eval.consulting import Consultant
    from eval.drafting import Headings, spread
    from eval.model_drafts import ModelDrafts
    from rag.llm import open_model
    from rag.settings import read_model_settings
    from ui.progress import shown_progress

    headings, chosen = Headings(topics), spread(topics, count)
    model = open_model(read_model_settings())
    if not model:
        return list(filter(None, map(headings.draft, chosen))), "from headings, as no language model is set"
    consultant = Consultant(model.complete)
    drafts, questions = ModelDrafts(consultant, headings), []
    with shown_progress() as on_event:
        for number, topic in enumerate(chosen, start=1):
            questions.append(drafts.draft(topic))
            on_event({"stage": "drafting", "done": number, "total": len(chosen)})
    found = [q for q in questions if q]
    rest = len(found) - drafts.by_model
    also = f" and {rest} from headings, where its reply could not be used" if rest else ""
    if consultant.reason:
        typer.echo(f"waymark: {consultant.reason}", err=True)
    return found, f"{drafts.by_model} by {model.name}{also}"
