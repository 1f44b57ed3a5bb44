"""Many questions, one JSON object a line: each is answered in its turn, and none stops the others."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from rag.errors import AskError, QuestionError
from rag.records import Answer, Turn, answer_json
from ui.inputs import parsed, turns

if TYPE_CHECKING:
    from rag.assistant import Assistant


def answer_batch(lines: Iterable[bytes], assistant: "Assistant", k: int) -> Iterator[dict[str, Any]]:
    """The answers as JSON data, in order; a line that cannot be taken gives an abstained one that says why."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _answer(line, f"line {number}", assistant, k)


def _answer(line: bytes, where: str, assistant: "Assistant", k: int) -> dict[str, Any]:
    request: dict[str, Any] = {}
    try:
        request = _request(line, where)
        earlier = turns(request.get("history") or [], f"The history of {where}")
        answer = assistant.ask(_question(request, where), [*_introduction(request.get("profile")), *earlier], k)
    except AskError as error:
        answer = _refused(str(request.get("question") or ""), str(error))
    # The id is given back as it came, a number as a number, so that answers can be joined to their questions.
    given = request.get("id")
    return {**answer_json(answer), "id": given if isinstance(given, (str, int)) else where}


def _request(line: bytes, where: str) -> dict[str, Any]:
    try:
        request = parsed(line)
    except ValueError as error:
        raise QuestionError(f"This question could not be read: {where} is not JSON ({error}).") from None
    if not isinstance(request, dict):
        raise QuestionError(f"This question could not be read: {where} is not a JSON object with id and question.")
    return request


def _introduction(profile: object) -> list[Turn]:
    """What a profile `{known, goal}` says, as the learner's own first words; nothing where there is none."""
    if not isinstance(profile, dict):
        return []
    known = [str(topic) for topic in profile.get("known") or [] if isinstance(topic, str)]
    said = [f"I know {', '.join(known)}."] if known else []
    if isinstance(profile.get("goal"), str):
        said.append(f"My goal is {profile['goal']}.")
    return [Turn("user", " ".join(said))] if said else []


def _question(request: dict[str, Any], where: str) -> str:
    question = request.get("question")
    if not isinstance(question, str):
        raise QuestionError(f"This question could not be read: {where} has no question that is text.")
    return question


def _refused(question: str, why: str) -> Answer:
    return Answer(
        id="", question=question, text=why, citations=(), abstained=True, intent="empty", passages=(),
        plan=None, degraded=None, model="none", timings_ms={},
    )  # fmt: skip
