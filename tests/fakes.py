"""Stand-ins that are pleasant enough that nobody reaches for a mock."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ingest.records import Basis, Chunk, Document, Goal, Kind, Requirement, Topic
from ingest.topics import Topics
from rag.errors import ProfileError, QuestionError, UnknownDocumentError, UnknownTopicError
from rag.events import Delta, Event, told
from rag.records import Answer, Citation, Passage, Turn

if TYPE_CHECKING:
    from ingest.doubter import Doubt
    from ingest.embed import Vectors
    from rag.side_by_side import SideBySide

ROADMAP = """# Sample Roadmap

## Phase 1: Foundations (2 months)

### What to learn

- Foundations, mathematics: vectors, matrices and eigenvalues come before any model.
- Foundations, programming: [Python Course](https://learn.example.org/python), free and short.

### Projects

- Foundations, project: plot the gradient of a function by hand.

## Phase 2: Machine Learning (3 months)

- Machine learning, algorithms: linear regression, decision trees and support vector machines.
"""

COURSE = """# Deep Learning Course

## What it is
Deep Learning Course is a series of video lessons with exercises. It starts from linear regression.

## Before you start
Deep Learning Course needs Python and a little calculus.
"""


TEXT = """Learn linear algebra next, starting with vectors and matrices [1]. You have the Python that it takes.
- With: Deep Learning Course, which starts from linear regression [2].
- Mind: your own notes say ![x](http://127.0.0.1:9/x.png) <b>much</b> [3][1].

Tell me if that is wrong [9]."""

_LEARN = ("Phase 1: Foundations (2 months)", "What to learn")
_KINDS: dict[Basis, Kind] = {"restated": "roadmap", "editorial": "resource", "yours": "user"}


def hostile(canary: str) -> str:
    """A document that tries to make the page fetch from `canary`, run script, or link to it."""
    return f"""# Notes ![t]({canary}/title.png)

- Trick: ![x]({canary}/x.png) <img src="{canary}/i.png" onerror="document.title='run'"> and [go]({canary}/go).
- More: ![r][ref] <script>document.title='run'</script> <{canary}/auto> www.example.com :streamlit:

[ref]: {canary}/ref.png
"""


class FakeAssistant:
    """Has the interface of rag.assistant.Assistant over three small documents.

    Any question gets the same cited answer; one with "weather" in it a refusal, one with "broken" a WaymarkError,
    one with "crash" an error that nobody expected.
    """

    def __init__(self, canary: str = "http://127.0.0.1:9", pause: float = 0.2) -> None:
        self.pause = pause
        self.asked: list[tuple[str, tuple[Turn, ...]]] = []
        self.profiles: list[Mapping[str, Any] | None] = []
        notes = _document("notes", "yours", f"Notes ![t]({canary}/t.png)", hostile(canary), "javascript:alert(1)")
        roadmap = _document("sample", "restated", "Sample Roadmap", ROADMAP, "https://roadmaps.example.org/sample")
        course = _document("course", "editorial", "Deep Learning Course", COURSE, "https://courses.example.org/dl")
        self._documents = {d.id: d for d in (roadmap, course, notes)}

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        k: int = 10,  # noqa: ARG002  there are but four passages
        profile: Mapping[str, Any] | None = None,
    ) -> Answer:
        """The one answer, or what the question's words call for."""
        self.asked.append((question, tuple(history)))
        self.profiles.append(profile)
        if "broken" in question:
            raise QuestionError("The question is too long. Ask it in fewer than 2000 characters.")
        if "crash" in question:
            raise ZeroDivisionError(question)
        if "weather" in question:
            return self._answer(question, "I can't help with the weather. I answer from roadmaps.", (), abstained=True)
        trick = self._documents["notes"].text.splitlines()[2].removeprefix("- ")
        citations = (
            self._citation(1, "sample", _LEARN, "vectors, matrices and eigenvalues come before any model."),
            self._citation(2, "course", ("What it is",), "It starts from linear regression."),
            self._citation(3, "notes", (), trick),
        )
        return self._answer(question, TEXT, citations, abstained=False)

    async def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        k: int = 10,
        profile: Mapping[str, Any] | None = None,
    ) -> AsyncGenerator[Event, None]:
        """The events of that answer; one for "slowly" takes `pause` seconds before each piece of the text."""
        for event in told(self.ask(question, history, k, profile)):
            if "slowly" in question and isinstance(event, Delta):
                await asyncio.sleep(self.pause)
            yield event

    def next_step(
        self,
        text: str = "",
        known: Sequence[str] = (),
        lacking: Sequence[str] = (),
        goal: str | None = None,
        *,
        hours: float | None = None,
        profile: Mapping[str, Any] | None = None,
    ) -> Answer:
        """The one answer as a next step, whoever asks; what was told of the learner is its profile.

        A profile without a version is refused.
        """
        if profile is not None and "waymark_profile" not in profile:
            raise ProfileError("The profile cannot be read: waymark_profile must be 1. It is left as it is.")
        told = {"text": text, "known": list(known), "lacking": list(lacking), "goal": goal, "hours_per_week": hours}
        answer = self.ask(text or "What next?")
        return replace(
            answer, plan={"profile": {**(profile or {}), **told}, "next": {"topic": "linear-algebra"}, "then": []}
        )

    def topics(self) -> Topics:
        """Two topics and a goal."""
        algebra = Topic("linear-algebra", "linear algebra", "maths", ())
        learning = Topic(
            "ml", "machine learning", "models", (), requires=(Requirement("linear-algebra", "It adds up."),)
        )
        goal = Goal("ml-engineer", "ML engineer", (), "", ("ml",))
        return Topics((algebra, learning), {"maths": "Mathematics", "models": "Models"}, goals=(goal,))

    def search(self, query: str, k: int = 10) -> tuple[Passage, ...]:  # noqa: ARG002  the fake finds the same for all
        """A passage for each section that matters, best first."""
        found = (
            self._passage("sample", _LEARN, "### What to learn", {"dense": 1, "keyword": 2}),
            self._passage("course", ("What it is",), "## What it is", {"dense": 2, "keyword": 1}),
            self._passage("notes", (), "# Notes", {"keyword": 3}),
            self._passage("sample", ("Phase 2: Machine Learning (3 months)",), "## Phase 2", {"dense": 3}),
        )
        return found[:k]

    def search_noted(self, query: str, k: int = 10) -> tuple[tuple[Passage, ...], None]:
        """The same, found as it should be."""
        return self.search(query, k), None

    def documents(self) -> tuple[Document, ...]:
        """The three documents."""
        return tuple(self._documents.values())

    def document(self, document_id: str) -> Document:
        """One of them."""
        if document_id not in self._documents:
            raise UnknownDocumentError(f"There is no document '{document_id}'. The nearest is 'sample'.")
        return self._documents[document_id]

    def superseded(self) -> dict[str, str]:
        """No document gave way to another."""
        return {}

    def about(self) -> dict[str, object]:
        """An index that was never built."""
        return {
            "generation": "fake",
            "embedder": "none",
            "documents": 3,
            "passages": 4,
            "built_at": "2025-01-02T03:04:05+00:00",
        }

    def model_state(self) -> dict[str, str] | None:
        """No language model is set."""
        return None

    def compare(self, topics: Sequence[str] = ()) -> "SideBySide":
        """Nothing side by side; any name is unknown."""
        if topics:
            raise UnknownTopicError(f"There is no topic called '{topics[0]}'.")
        from rag.side_by_side import SideBySide  # late, for NumPy and Chroma come with it

        return SideBySide((), (), ())

    def notice(self) -> None:
        """Nothing: no index stands in for another."""

    def _answer(self, question: str, text: str, citations: tuple[Citation, ...], *, abstained: bool) -> Answer:
        return Answer(
            id="fake-1",
            question=question,
            text=text,
            citations=citations,
            abstained=abstained,
            intent="out_of_scope" if abstained else "next_step",
            passages=self.search(question),
            plan=None,
            degraded=None,
            model="extractive",
            timings_ms={"total": 1.0},
        )

    def _citation(self, marker: int, id_: str, heading_path: tuple[str, ...], quote: str) -> Citation:
        document = self._documents[id_]
        start = document.text.index(quote)
        end = start + len(quote)
        return Citation(marker, id_, document.title, document.kind, heading_path, document.url, start, end, quote)

    def _passage(self, id_: str, heading_path: tuple[str, ...], first: str, ranks: dict[str, int]) -> Passage:
        """The passage from the heading that begins with `first` to the next heading."""
        document = self._documents[id_]
        start = document.text.index(first)
        end = document.text.find("\n#", start)
        end = end if end >= 0 else len(document.text)
        chunk = Chunk(f"{id_}-{start}", id_, heading_path, 0, start, end, document.text[start:end])
        return Passage(chunk, document.title, score=0.5, similarity=0.5, ranks=ranks)


def _document(id_: str, basis: Basis, title: str, text: str, url: str) -> Document:
    return Document(
        id=id_,
        kind=_KINDS[basis],
        title=title,
        short=title,
        author=None,
        url=url,
        published=None,
        basis=basis,
        work=id_,
        aliases=(),
        resource=None,
        source=f"corpus/{id_}.md",
        text=text,
    )


class FakeFinder:
    """Puts every question where the statement that `answers` it stands: `embed` makes vectors of texts."""

    def __init__(self, embed: "Callable[[Sequence[str]], Vectors]", answer: str) -> None:
        self._vector = embed([answer])[0]

        self.read: list[tuple[str, str]] = []

    def vector(self, question: str, said: str = "") -> "Vectors":
        """The one vector, whatever was `said` before."""
        self.read.append((question, said))
        return self._vector


class FakeDoubter:
    """Doubts every question alike, and remembers what it was asked of it."""

    def __init__(self, beyond: float, otherwise: float = 0.0) -> None:
        from ingest.doubter import Doubt  # which opens onnxruntime, for tests that need it alone

        self._doubt = Doubt(beyond, otherwise)
        self.asked: list[tuple[str, str, list[float]]] = []

    def doubt(self, question: str, _vector: object, found: str, scores: Iterable[float]) -> "Doubt":
        """The one doubt."""
        self.asked.append((question, found, list(scores)))
        return self._doubt
