"""Golden questions: what is asked, and what a right answer holds; one JSON object a line."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from rapidfuzz import process

from eval.errors import GoldenError
from ingest.records import Section
from rag.records import Turn

QUESTIONS = Path(__file__).parent / "datasets" / "questions.jsonl"

Split = Literal["dev", "test"]
QuestionType = Literal[
    "fact", "what_is", "build", "comparison", "count", "next_step", "resource", "plan", "follow_up", "paraphrase",
    "informal", "about", "unanswerable", "false_premise", "out_of_scope", "adversarial",
]  # fmt: skip
TYPES: tuple[str, ...] = get_args(QuestionType)
_SHOWN = 5  # of the evidence that is missing; the rest is counted

Words = Annotated[str, Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A section that holds the answer, named by its document's id and its headings, outermost first.

    Of grade 2 is what the answer needs, of grade 1 what is relevant besides.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    document: str
    heading_path: tuple[str, ...]
    grade: Literal[1, 2] = 2


@dataclass(frozen=True, slots=True)
class GoldenQuestion:
    """A question, and what a right answer to it holds.

    Each nugget is a choice of wordings, any one of which will do; every nugget must be there, and nothing of
    `must_not`. Where `answerable` is false the right answer abstains. A `draft` is one that nobody has
    reviewed yet. `place` is the line that it was read from.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    id: Words
    split: Split
    type: QuestionType
    question: str
    answerable: bool
    evidence: tuple[Evidence, ...]
    nuggets: tuple[Annotated[tuple[Words, ...], Field(min_length=1)], ...]
    must_not: tuple[Words, ...] = ()
    history: tuple[Turn, ...] = ()
    draft: bool = False
    place: str = field(default="", compare=False)


_LINE = TypeAdapter(GoldenQuestion)


def read_golden(path: Path) -> tuple[GoldenQuestion, ...]:
    """The questions in `path`, in order; raises GoldenError naming file, line and what is wrong with it."""
    try:
        lines = path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    except OSError as error:
        raise GoldenError(f"{path} cannot be read: {error.strerror}. Check the path.") from None
    questions = [_question(line, f"{path}, line {n}") for n, line in enumerate(lines, start=1) if line.strip()]
    if not questions:
        raise GoldenError(f"{path} holds no questions. Write one JSON object a line, as docs/eval.md shows.")
    _check_ids(questions)
    return tuple(questions)


def check_evidence(
    questions: Iterable[GoldenQuestion], sections: Iterable[Section], superseded: Collection[str] = ()
) -> None:
    """Raise GoldenError where evidence names a document or heading path that `sections` do not have.

    The restatements in `superseded` gave way to their originals; their headings are not asked for.
    """
    paths = {(s.document_id, s.heading_path) for s in sections}
    documents = {document for document, _ in paths}
    missing = [
        f"{_named(q)} names {_what(e, documents, paths)}"
        for q in questions
        for e in q.evidence
        if e.document not in superseded and (e.document, e.heading_path) not in paths
    ]
    if missing:
        more = f"; and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
        raise GoldenError(
            f"The index does not have what the questions rest on: {'; '.join(missing[:_SHOWN])}{more}. "
            "Correct the evidence, or restore the headings and run `waymark ingest`."
        )


def _question(line: bytes, place: str) -> GoldenQuestion:
    try:
        question = _LINE.validate_json(line, strict=True)
    except ValidationError as error:
        raise GoldenError(f"{place}: {_reason(error)}.") from None
    if question.answerable and not question.nuggets and question.type != "about":  # a thank-you needs no fact
        raise GoldenError(f"{place}: an answerable question needs a nugget, or any answer would be right.")
    if question.evidence and all(e.grade == 1 for e in question.evidence):
        raise GoldenError(f"{place}: none of its evidence is of grade 2. Mark what the answer needs.")
    return replace(question, place=place)


def _reason(error: ValidationError) -> str:
    """The first thing that is wrong, where it stands and what stands there instead."""
    errors = error.errors(include_url=False)
    if any(e["loc"] == ("_id",) for e in errors):
        return "it is of a collection in the form of BEIR, which `waymark eval retrieval --beir FOLDER` reads"
    first = errors[0]
    where = ".".join(str(part) for part in first["loc"])
    match first["type"]:
        case "json_invalid":
            why = first["ctx"]["error"].replace("line 1 ", "")  # each line is read alone
            return f"it is not JSON ({why}); one question stands on a line, as docs/eval.md shows"
        case "missing" | "missing_argument":
            return f"the key {where!r} is missing"
        case "unexpected_keyword_argument":
            return f"the key {where!r} is not known"
        case "literal_error":
            return f"{where} is {first['input']!r}; it must be {first['ctx']['expected']}"
        case _:
            return f"{where or 'the line'}: {first['msg'][0].lower()}{first['msg'][1:]}"


def _check_ids(questions: Iterable[GoldenQuestion]) -> None:
    seen: dict[str, str] = {}
    for question in questions:
        if question.id in seen:
            raise GoldenError(f"{question.place}: the id '{question.id}' is taken, by {seen[question.id]}.")
        seen[question.id] = question.place


def _named(question: GoldenQuestion) -> str:
    return f"{question.id} ({question.place})" if question.place else question.id


def _what(evidence: Evidence, documents: Collection[str], paths: Collection[tuple[str, tuple[str, ...]]]) -> str:
    """What is missing, and what comes nearest to it."""
    if evidence.document not in documents:
        return f"the document '{evidence.document}'{_nearest(evidence.document, documents)}"
    wanted = " > ".join(evidence.heading_path)
    there = [" > ".join(path) for document, path in paths if document == evidence.document and path]
    return f"the heading '{wanted}' in '{evidence.document}'{_nearest(wanted, there)}"


def _nearest(wanted: str, there: Collection[str]) -> str:
    found = process.extractOne(wanted, sorted(there))
    return f" (the nearest is '{found[0]}')" if found else ""
