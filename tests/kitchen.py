"""A kitchen's library in memory: three small roadmaps and a resource, with numbers to be added up by hand."""

import re
from functools import cache

from libraries import FakeDense, FakeEmbedder, FakeKeyword, case_of

from ingest.chunk import chunk
from ingest.edition import Edition, texts_of
from ingest.generation import Contents
from ingest.outline import outline
from ingest.records import Document, Requirement, ResourceFacts, Topic
from ingest.syllabus import syllabus_of
from ingest.topics import Topics
from rag.case import Case
from rag.citations import cited
from rag.extractive.draft import Draft
from rag.fact import Fact
from rag.library import Library

SOUP = """# Soup Roadmap

- Soup Roadmap, total time: it takes 3-5 months of focused work to become a cook.

## Phase 1: Stock (2-3 months)

### What to Learn

- Stock, bones: roasted bones and roots.
- Stock, herbs: bay, thyme and parsley.

### Resources

- Stock, course: [Ladle School](https://school.example.org/), a course on broth.
- Stock, book: The Clear Pot, a book on broth.

### Projects

- Stock, project: build a clear broth for four guests.
- Stock, project: build a vegetable stock.

## Phase 2: Knife Work (1-2 months)

### What to Learn

- Knife work, cuts: dice, julienne and chiffonade.

### Projects

- Knife work, project: create a salad of nine vegetables.
"""

BREAD = """# Bread Roadmap

## 1. Knead the Dough

- Dough, kneading: ten minutes by hand.
- Dough, why: kneading builds the net that holds the air.

## 2. Work with Knives

- Knives, knife work: scoring the loaf, as a sign of the baker.

## 4. Bake

- Baking, oven: a stone that is hot.
"""

GRILL = """# Grill Roadmap

## Phase 1: Knife Work (Months 1-3)

### What to Learn

- Knife work, meat: trimming, boning and slicing.

### Test Your Knowledge

- Knife work, test: prepare a chicken in two minutes.

## Phase 2: Stock (Months 4-6)

### What to Learn

- Stock, glaze: a glaze from reduced stock.
"""

SCHOOL = """# Ladle School

## What it is

Ladle School is a course on clear broth. It lasts six evenings.

## Where it fits

Ladle School has moved to a new address. It belongs to the stock phase of the Soup Roadmap.
"""

STOCK_FIRST = Requirement("stock", "Who can wait for a stock can wait for a dough.")
KNIVES_FIRST = Requirement("knife-work", "The fish is cut by hand.")
DOUGH_FIRST = Requirement("kneading", "Rice is handled like dough.")
TOPICS = Topics(
    (
        Topic("stock", "stock", "programming", ("broth",), (), "the clear liquid that bones and roots give"),
        Topic("knife-work", "knife work", "foundations", (), ("dice",), "cutting things into even pieces"),
        Topic("kneading", "kneading", "classical-ml", (), (), "working dough with the hands", (STOCK_FIRST,)),
        Topic("sushi", "sushi", "nlp", (), (), "raw fish on rice", (KNIVES_FIRST, DOUGH_FIRST)),
    ),
    {"programming": "Basics", "foundations": "Cutting", "classical-ml": "Dough", "nlp": "Abroad"},
)


def roadmap(id_: str, text: str, author: str | None = None) -> Document:
    title = re.findall(r"^# (.+)", text)[0]
    return Document(id_, "roadmap", title, title, author, None, None, "restated", id_, (), None, f"{id_}.md", text)


def resource(id_: str, text: str, facts: ResourceFacts, url: str) -> Document:
    title = re.findall(r"^# (.+)", text)[0]
    return Document(id_, "resource", title, title, None, url, None, "editorial", id_, (), facts, f"{id_}.md", text)


def library_with(*documents: Document) -> Library:
    """A library in memory of `documents` alone."""
    embedder = FakeEmbedder()
    outlines = {d.id: tuple(TOPICS.marked(section) for section in outline(d)) for d in documents}
    sections = tuple(section for d in documents for section in outlines[d.id])
    edition = Edition(
        documents=documents,
        sections=sections,
        chunks=tuple(passage for d in documents for passage in chunk(d, outlines[d.id], embedder.count)),
        topics=TOPICS,
        syllabus=syllabus_of(documents, sections, TOPICS),
        intents=(),
        phrases={},
        superseded={},
    )
    texts = texts_of(edition)
    contents = Contents(
        manifest=edition.manifest(embedder),
        documents=edition.documents,
        sections=edition.sections,
        chunks=edition.chunks,
        topics=TOPICS,
        syllabus=edition.syllabus,
        intents=(),
        phrases={},
        vectors=embedder.embed(texts.chunks),
        statements=embedder.embed(texts.statements),
        glosses=embedder.embed(texts.glosses),
        wordings=embedder.embed(texts.wordings),
        exemplars=embedder.embed(texts.exemplars),
    )
    dense = FakeDense([c.id for c in contents.chunks], contents.vectors)
    return Library(contents, dense, FakeKeyword(contents.chunks), embedder)


def school(status: str = "open", note: str | None = None) -> Document:
    """The course that the Soup Roadmap names."""
    facts = ResourceFacts("course", "beginner", "free", ("stock",), (), ("soup",), status, note)
    return resource("ladle-school", SCHOOL, facts, "https://school.example.org/")


@cache
def kitchen() -> Library:
    """The three roadmaps and the course."""
    return library_with(
        roadmap("soup", SOUP, "Ann Potter"), roadmap("bread", BREAD), roadmap("grill", GRILL, "Bo Ember"), school()
    )


def case(question: str, library: Library | None = None) -> Case:
    """A question, read over the kitchen's library or another."""
    return case_of(library or kitchen(), question)


def fact(beginning: str, library: Library | None = None) -> Fact:
    """The one fact whose content begins with `beginning`."""
    (found,) = [f for f in (library or kitchen()).facts if f.content.startswith(beginning)]
    return found


def shown(draft: Draft | None) -> str:
    """The text of a draft with its markers numbered."""
    assert draft is not None
    return cited(draft.library, draft)[0]
