"""What the pages need of Waymark. All of it is plain JSON data, in the shapes that docs/api.md tells."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, Protocol

Data = dict[str, Any]
Told = Mapping[str, Any]  # of a learner and their pace: about, know, lack, goal, hours, profile, hours_per_month, ...
PlanForm = Literal["markdown", "csv", "calendar"]
PageForm = Literal["markdown", "json"]


class Client(Protocol):
    """Waymark for one person. Every call raises WaymarkError, whose message is a sentence for them."""

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
        """The events of an answer by name: passages, citation, delta, plan, replaced, and at last done.

        A next step goes on from `profile`. The answer is kept in the conversation before `done` is told, in place of
        its `turn` where that is given. A question that cannot be taken raises at the first event. Closing the iterator
        stops the answer, unkept.
        """
        ...

    def search(self, query: str, k: int = 10) -> list[Data]:
        """The `k` best passages for `query`, best first."""
        ...

    def next_step(self, told: Told) -> Data:
        """What the learner should learn next of whom is `told` what the body of POST /v1/next holds."""
        ...

    def plan(self, told: Told) -> Data:
        """Their way over weeks, told as in the body of POST /v1/plan."""
        ...

    def plan_as(self, form: PlanForm, told: Told) -> str:
        """The same as the text of a file."""
        ...

    def compare(self, topics: Sequence[str] = ()) -> Data:
        """The roadmaps side by side on the topics of those names, on all main ones where none is given."""
        ...

    def topics(self) -> Data:
        """The topics and goals that a learner can name."""
        ...

    def documents(self) -> list[Data]:
        """All documents, without their texts."""
        ...

    def document(self, document_id: str) -> Data:
        """The document of that id with its text; raises UnknownDocumentError."""
        ...

    def about(self) -> Data:
        """The index in use, and the language model."""
        ...

    def conversations(self, search: str = "") -> list[Data]:
        """The conversations that hold `search`, newest first, without their turns."""
        ...

    def conversation(self, id_: str) -> Data:
        """One with its turns, oldest first; raises UnknownConversationError, as all below do."""
        ...

    def start(self) -> Data:
        """A new one."""
        ...

    def rename(self, id_: str, title: str) -> Data:
        """Give it a title."""
        ...

    def forget(self, id_: str) -> None:
        """Take it away with all its turns."""
        ...

    def export(self, id_: str, form: PageForm) -> str:
        """The text of a file that holds it with its citations."""
        ...

    def feedback(self, answer_id: str, rating: Literal["up", "down"], comment: str = "") -> None:
        """Keep what is said of an answer."""
        ...

    def profile(self, told: Told) -> Data:
        """What is understood of a learner, as the profile to keep; told as in the body of POST /v1/profile."""
        ...

    def map(self, told: Told) -> Data:
        """Where the learner stands with every topic and in every area; told as in the body of POST /v1/map."""
        ...

    def topic(self, id_: str) -> Data:
        """Who teaches the topic of that id, after what and with what; raises UnknownTopicError."""
        ...
