"""The one door to Waymark: ask, search, and look at the documents."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing, suppress
from time import perf_counter
from typing import TYPE_CHECKING, Any

from rapidfuzz import process

from ingest.errors import WaymarkError
from ingest.records import Document
from ingest.topics import Topics
from rag import hybrid
from rag.bounds import (
    MOST_TURNS,
    USUAL_PASSAGES,
    check_hours,
    check_oneself,
    check_pace,
    check_passages,
    check_question,
)
from rag.edges import Edge, edges_of
from rag.errors import ProfileError, UnknownDocumentError
from rag.events import Done, Event, told
from rag.journey import Asked, finished
from rag.learner import NOBODY, Learner
from rag.library import Library
from rag.named import goal_named, roadmap_named, topics_named
from rag.noted import noting, sentences_joined
from rag.plan import Pace, Plan
from rag.planner import planner_of
from rag.profile import profile_json, read_profile
from rag.progress import Progress, progress_of
from rag.records import Answer, Passage, Turn
from rag.running import run
from rag.teaching import Teaching, teaching_of
from rag.wishes import Wishes

if TYPE_CHECKING:
    from rag.answering import Answering
    from rag.side_by_side import SideBySide
    from rag.worded.wording import Wording

_KINDS = ("roadmap", "resource", "user")  # in the order in which documents are listed
_LOOKED_FOR = "next"  # where only the searching itself is wanted
_NEAREST = 3  # ids offered in place of an unknown one


class Assistant:
    """Answers from the generation in use, following the pointer from call to call; safe to share between threads.

    `wording`, where there is one, words the answers of `ask` and `stream` by a language model.
    """

    def __init__(self, library: Callable[[], Library], wording: "Wording | None" = None) -> None:
        self._library = library
        self.wording = wording
        self._lock = threading.Lock()
        self._answering: Answering | None = None

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        k: int = USUAL_PASSAGES,
        profile: Mapping[str, Any] | None = None,
    ) -> Answer:
        """The cited answer to `question`, with at least the `k` best passages where there are as many.

        A next step goes on from `profile`, what was kept of the learner as JSON data; what they say counts over it.
        Raises QuestionError for one that cannot be taken, ProfileError and UnknownTopicError for a profile that cannot,
        IndexUnusableError without an index.
        """
        if self.wording:
            return run(self._last(question, history, k, profile))
        started = perf_counter()
        check_question(question)
        check_passages(k)
        answering = self._current()
        opened = perf_counter()
        done = answering.answer(_asked(answering, question, history, k, profile))
        timings = {"open": 1000 * (opened - started), **done.timings_ms, "total": 1000 * (perf_counter() - started)}
        return finished(question, done.value, timings)

    async def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        k: int = USUAL_PASSAGES,
        profile: Mapping[str, Any] | None = None,
    ) -> AsyncGenerator[Event, None]:
        """What happens while `question` is answered, ending with Done and the answer of `ask`; raises as `ask` does.

        A model stops writing when the stream is closed.
        """
        if not self.wording:
            answer = await asyncio.to_thread(self.ask, question, history, k, profile)
            for event in told(answer):
                yield event
            return
        started = perf_counter()
        check_question(question)
        check_passages(k)
        answering = await asyncio.to_thread(self._current)
        opened = {"open": 1000 * (perf_counter() - started)}
        asked = _asked(answering, question, history, k, profile)
        async with aclosing(self.wording.events(answering, asked, opened)) as events:
            async for event in events:
                yield event

    async def _last(self, question: str, history: Sequence[Turn], k: int, profile: Mapping[str, Any] | None) -> Answer:
        """The answer that the stream ends with."""
        async with aclosing(self.stream(question, history, k, profile)) as events:
            return [event.answer async for event in events if isinstance(event, Done)][-1]

    def next_step(  # noqa: PLR0913 - what can be said of a learner
        self,
        text: str = "",
        known: Sequence[str] = (),
        lacking: Sequence[str] = (),
        goal: str | None = None,
        *,
        hours: float | None = None,
        profile: Mapping[str, Any] | None = None,
    ) -> Answer:
        """What a learner should learn next who says `text`, knows and lacks topics by name, and has a goal by name.

        `profile` is what was kept of them, as JSON data; their words count over it, and what is named over both. Raises
        UnknownTopicError for a name that is no topic or goal, QuestionError for a text that cannot be taken,
        ProfileError for a profile that cannot, PlanError for hours that nobody has.
        """
        started = perf_counter()
        check_oneself(text)
        answering = self._current()
        topics = answering.library.topics
        named, kept = _named(topics, known, lacking, goal, hours), _kept(topics, profile)
        done = answering.advise(text, named, kept)
        timings = {"total": 1000 * (perf_counter() - started)}
        return finished(text, done, timings)

    def plan(  # noqa: PLR0913 - what can be said of a learner, and their pace
        self,
        text: str = "",
        known: Sequence[str] = (),
        lacking: Sequence[str] = (),
        goal: str | None = None,
        *,
        pace: Pace,
        roadmap: str | None = None,
        profile: Mapping[str, Any] | None = None,
    ) -> Plan:
        """The whole way of such a learner over weeks at their `pace`; following the `roadmap` of that id alone.

        Without hours in `pace` those count that the learner says to have, else ten a week.

        Raises as `next_step` does, PlanError for a pace that nobody has, UnknownDocumentError for no roadmap's id.
        """
        from rag.planning import plan_for  # late, as what else a next step does not need

        check_oneself(text)
        check_pace(pace)
        answering = self._current()
        library = answering.library
        alone = roadmap_named(library.roadmaps, roadmap) if roadmap else None
        return plan_for(library, _learner(answering, text, known, lacking, goal, None, profile), pace, alone)

    def profile(  # noqa: PLR0913 - what can be said of a learner
        self,
        text: str = "",
        known: Sequence[str] = (),
        lacking: Sequence[str] = (),
        goal: str | None = None,
        *,
        hours: float | None = None,
        profile: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """What is understood of a learner who says `text`, as a profile's JSON data; raises as `next_step` does."""
        check_oneself(text)
        return profile_json(_learner(self._current(), text, known, lacking, goal, hours, profile))

    def progress(  # noqa: PLR0913 - what can be said of a learner
        self,
        text: str = "",
        known: Sequence[str] = (),
        lacking: Sequence[str] = (),
        goal: str | None = None,
        *,
        hours: float | None = None,
        profile: Mapping[str, Any] | None = None,
    ) -> Progress:
        """Where such a learner stands with every topic, on the way to their goal; raises as `next_step` does."""
        check_oneself(text)
        answering = self._current()
        return progress_of(answering.library, _learner(answering, text, known, lacking, goal, hours, profile))

    def teaching(self, topic: str) -> Teaching:
        """Who teaches the topic of that id or name, after what, and with what; raises UnknownTopicError."""
        library = self._library()
        (found,) = topics_named(library.topics, [topic])
        return teaching_of(planner_of(library).curriculum, found)

    def compare(self, topics: Sequence[str] = ()) -> "SideBySide":
        """The roadmaps side by side on topics given by name, on all main ones where none is given.

        Raises UnknownTopicError for a name that is no topic.
        """
        from rag.side_by_side import side_by_side

        library = self._library()
        return side_by_side(library, topics_named(library.topics, topics))

    def topics(self) -> Topics:
        """The topics and goals that a learner can name."""
        return self._library().topics

    def edges(self) -> tuple[Edge, ...]:
        """What each topic requires, with the roadmaps whose order backs it or goes against it."""
        return edges_of(planner_of(self._library()).curriculum)

    def search(self, query: str, k: int = USUAL_PASSAGES) -> tuple[Passage, ...]:
        """The `k` best passages for `query`, best first; raises as `ask` does."""
        check_question(query)
        check_passages(k)
        library = self._library()
        return hybrid.search(library, query, library.vector_of(query), k)

    def search_noted(self, query: str, k: int = USUAL_PASSAGES) -> tuple[tuple[Passage, ...], str | None]:
        """What `search` finds, and why it was searched in a lesser way.

        That is in an older generation, or without the dense leg; None where it was in neither.
        """
        with noting() as noted:
            passages = self.search(query, k)
        return passages, sentences_joined(self._library().notice, *noted)

    def documents(self) -> tuple[Document, ...]:
        """All documents, superseded ones included, ordered by kind and title."""
        documents = self._library().documents.values()
        return tuple(sorted(documents, key=lambda d: (_KINDS.index(d.kind), d.title.lower(), d.id)))

    def document(self, document_id: str) -> Document:
        """The document with that id; raises UnknownDocumentError naming the nearest ids."""
        documents = self._library().documents
        if document_id in documents:
            return documents[document_id]
        near = ", ".join(str(id_) for id_, *_ in process.extract(document_id, list(documents), limit=_NEAREST))
        raise UnknownDocumentError(
            f"No document has the id '{document_id}'. The nearest are {near}; `waymark sources` lists all."
        )

    def superseded(self) -> dict[str, str]:
        """Which document each superseded restatement gave way to."""
        return dict(self._library().contents.manifest.superseded)

    def about(self) -> dict[str, object]:
        """The generation in use: name, embedder, counts of documents and passages, when it was built."""
        manifest = self._library().contents.manifest
        return {
            "generation": manifest.name,
            "embedder": manifest.embedder,
            "documents": manifest.documents,
            "passages": manifest.chunks,
            "built_at": manifest.built_at,
        }

    def notice(self) -> str | None:
        """Why answers are made in a lesser way now: from an older generation, or without the dense leg; else None."""
        return self.search_noted(_LOOKED_FOR, 1)[1]

    def model_state(self) -> dict[str, str] | None:
        """The `name` and `state` (ready or resting) of the language model that words the answers; None without one."""
        if not self.wording:
            return None
        return {"name": self.wording.model.name, "state": "resting" if self.wording.breaker.is_open else "ready"}

    def warm(self) -> None:
        """Ask once, in a thread of its own, what takes longest: nobody then waits for what is worked out only once."""
        threading.Thread(target=self._ask_once, daemon=True).start()

    def _ask_once(self) -> None:
        with suppress(WaymarkError):  # whoever asks next is told
            self.next_step("I know nothing yet")  # for which no language model is asked
            self.search(_LOOKED_FOR)

    def _current(self) -> "Answering":
        """The answering parts for the generation in use, gathered once for each."""
        from rag.answering import Answering  # a third of a second, which who only searches need not wait for

        library = self._library()
        with self._lock:
            if self._answering is None or self._answering.library is not library:
                self._answering = Answering(library)
            return self._answering


def _asked(
    answering: "Answering", question: str, history: Sequence[Turn], k: int, profile: Mapping[str, Any] | None
) -> Asked:
    return Asked(question, history[-MOST_TURNS:], k, _kept(answering.library.topics, profile))


def _learner(  # noqa: PLR0913, PLR0917 - what can be said of a learner
    answering: "Answering",
    text: str,
    known: Sequence[str],
    lacking: Sequence[str],
    goal: str | None,
    hours: float | None,
    profile: Mapping[str, Any] | None,
) -> Learner:
    """What is understood of a learner, by the same generation as what is then worked out for them."""
    topics = answering.library.topics
    return answering.learner(text, _named(topics, known, lacking, goal, hours), _kept(topics, profile))


def _named(
    topics: Topics, known: Sequence[str], lacking: Sequence[str], goal: str | None, hours: float | None = None
) -> Learner:
    """A learner by the names of what they know and lack, and of their goal."""
    if hours is not None:
        check_hours(hours)
    named = Learner(
        known=topics_named(topics, known),
        lacking=topics_named(topics, lacking),
        aim=goal_named(topics, goal) if goal else None,
        names_aim=goal is not None,
        wishes=Wishes(hours),
    )
    both = next((t.name for t in named.known if t in named.lacking), None)
    if both:
        raise ProfileError(f"{both} is given both as known and as lacking. Leave one of the two out.")
    return named


def _kept(topics: Topics, profile: Mapping[str, Any] | None) -> Learner:
    """The learner of a profile; one of whom nothing is known without it."""
    return NOBODY if profile is None else read_profile(profile, topics)
