"""Waymark in this very process."""

import json
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import aclosing
from datetime import UTC, date, datetime
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from rag.assistant import Assistant
from rag.conversations import Asking, Conversations
from rag.errors import ProfileError, StoreError
from rag.events import Done
from rag.exports.about import about_json
from rag.exports.comparison import comparison_json
from rag.exports.conversation import conversation_json, conversation_markdown, summary_json
from rag.exports.data import plan_json
from rag.exports.documents import document_json, source_json
from rag.exports.events import event_json
from rag.exports.ics import ics_of
from rag.exports.markdown import markdown_of
from rag.exports.search import search_json
from rag.exports.step import step_json
from rag.exports.table import csv_of
from rag.exports.topics import progress_json, teaching_json, topics_json
from rag.feedback import Feedback
from rag.plan import Pace, Plan
from rag.records import Turn
from rag.service.bodies import LearnerBody, PlanBody
from rag.service.shapes.answers import SearchShape
from rag.service.shapes.comparison import ComparisonShape
from rag.service.shapes.conversations import WholeConversationShape
from rag.service.shapes.documents import DocumentShape, DocumentsShape
from rag.service.shapes.learning import MapShape, PlanShape, ProfileShape, StepShape
from rag.service.shapes.state import AboutShape
from rag.service.shapes.topics import TeachingShape, TopicsShape
from rag.store import Store
from ui.client.handed import handed_over
from ui.client.protocol import Data, PageForm, PlanForm, Told

OWNER = ""  # of the conversations: whoever sits at this machine, as for a service without keys
_MOST = 200  # conversations that are listed
_FILES: dict[PlanForm, Callable[[Plan], str]] = {
    "markdown": markdown_of,
    "csv": csv_of,
    "calendar": lambda plan: ics_of(plan, datetime.now(UTC)),
}
_Body = TypeVar("_Body", bound=BaseModel)


class Here:
    """A Client over an assistant and the store in which it keeps conversations.

    What it gives goes through the shapes of the service, and so is what the service gives.
    """

    def __init__(self, assistant: Assistant, store: Store) -> None:
        self.assistant = assistant
        self._conversations, self._feedback = Conversations(store), Feedback(store)

    def stream(  # noqa: PLR0913 - all that a question can come with
        self,
        question: str,
        history: Sequence[Data] = (),
        *,
        k: int = 10,
        conversation_id: str | None = None,
        turn: int | None = None,
        profile: Data | None = None,
    ) -> Iterator[tuple[str, Data]]:
        """See Client."""
        turns, asking = [Turn(said["role"], said["content"]) for said in history], None
        if conversation_id:
            asking = self._conversations.ask(OWNER, conversation_id, question, turn)
            turns = [*asking.history, *turns]

        async def told() -> AsyncGenerator[tuple[str, Data], None]:
            async with aclosing(self.assistant.stream(question, turns, k, profile)) as events:
                async for event in events:
                    name, data = event_json(event)
                    if isinstance(event, Done):
                        data["kept"] = self._kept(asking, event) if asking else None
                    yield name, json.loads(json.dumps(data))

        yield from handed_over(told())

    def search(self, query: str, k: int = 10) -> list[Data]:
        """See Client."""
        found = search_json(*self.assistant.search_noted(query, k))
        return list(_shaped(SearchShape, found)["passages"])

    def next_step(self, told: Told) -> Data:
        """See Client."""
        body = _body(LearnerBody, told)
        answer = self.assistant.next_step(
            body.about, body.know, body.lack, body.goal, hours=body.hours, profile=body.kept
        )
        return _shaped(StepShape, step_json(answer))

    def plan(self, told: Told) -> Data:
        """See Client."""
        return _shaped(PlanShape, plan_json(self._planned(told)))

    def plan_as(self, form: PlanForm, told: Told) -> str:
        """See Client."""
        return _FILES[form](self._planned(told))

    def compare(self, topics: Sequence[str] = ()) -> Data:
        """See Client."""
        return _shaped(ComparisonShape, comparison_json(self.assistant.compare(topics)))

    def topics(self) -> Data:
        """See Client."""
        return _shaped(TopicsShape, topics_json(self.assistant.topics()))

    def documents(self) -> list[Data]:
        """See Client."""
        superseded = self.assistant.superseded()
        found = {"documents": [source_json(document, superseded) for document in self.assistant.documents()]}
        return list(_shaped(DocumentsShape, found)["documents"])

    def document(self, document_id: str) -> Data:
        """See Client."""
        return _shaped(DocumentShape, document_json(self.assistant.document(document_id)))

    def about(self) -> Data:
        """See Client."""
        return _shaped(AboutShape, about_json(self.assistant.about(), self.assistant.model_state()))

    def conversations(self, search: str = "") -> list[Data]:
        """See Client."""
        return [summary_json(one) for one in self._conversations.all(OWNER, _MOST, search)]

    def conversation(self, id_: str) -> Data:
        """See Client."""
        return _shaped(WholeConversationShape, conversation_json(self._conversations.get(OWNER, id_)))

    def start(self) -> Data:
        """See Client."""
        return summary_json(self._conversations.start(OWNER))

    def rename(self, id_: str, title: str) -> Data:
        """See Client."""
        return summary_json(self._conversations.rename(OWNER, id_, title))

    def forget(self, id_: str) -> None:
        """See Client."""
        self._conversations.forget(OWNER, id_)

    def export(self, id_: str, form: PageForm) -> str:
        """See Client."""
        if form == "json":
            return json.dumps(self.conversation(id_), indent=2, ensure_ascii=False) + "\n"
        return conversation_markdown(self._conversations.get(OWNER, id_))

    def feedback(self, answer_id: str, rating: Literal["up", "down"], comment: str = "") -> None:
        """See Client."""
        self._feedback.add(OWNER, answer_id, rating, comment)

    def profile(self, told: Told) -> Data:
        """See Client."""
        return _shaped(ProfileShape, self.assistant.profile(**_learner(told)))

    def map(self, told: Told) -> Data:
        """See Client."""
        return _shaped(MapShape, progress_json(self.assistant.progress(**_learner(told))))

    def topic(self, id_: str) -> Data:
        """See Client."""
        return _shaped(TeachingShape, teaching_json(self.assistant.teaching(id_)))

    def _kept(self, asking: Asking, done: Done) -> bool:
        """Whether the answer could be kept; it is given all the same."""
        try:
            self._conversations.keep(asking, done.answer)
        except StoreError:
            return False
        return True

    def _planned(self, told: Told) -> Plan:
        body = _body(PlanBody, told)
        pace = Pace(body.start or date.today(), body.hours, body.hours_per_month)  # noqa: DTZ011 - the day of this machine
        return self.assistant.plan(
            body.about, body.know, body.lack, body.goal, pace=pace, roadmap=body.roadmap, profile=body.kept
        )


def _learner(told: Told) -> dict[str, Any]:
    """What is told of a learner, by the names of the assistant's parameters."""
    body = _body(LearnerBody, told)
    return {
        "text": body.about,
        "known": body.know,
        "lacking": body.lack,
        "goal": body.goal,
        "hours": body.hours,
        "profile": body.kept,
    }


def _body(kind: type[_Body], told: Told) -> _Body:
    try:
        return kind.model_validate(dict(told))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise ProfileError(f"{'.'.join(map(str, first['loc']))} cannot be taken: {first['msg']}. Correct it.") from None


def _shaped(shape: type[BaseModel], data: Data) -> Data:
    return shape.model_validate(data).model_dump(mode="json", by_alias=True)
