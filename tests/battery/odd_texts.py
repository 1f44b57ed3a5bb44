"""B4: texts made of odd pieces, read and cut: what goes in is what can be cited."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, Phase, given
from hypothesis import seed as with_seed
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from texts import ODD, PIECES

from battery.row import Bench, Row, Trial, Try
from ingest.chunk import MOST_CHARACTERS, chunk
from ingest.errors import SourceError
from ingest.load import load
from ingest.outline import outline
from ingest.records import Chunk, Document, Section

_TEXTS = 50  # in a trial
_SUFFIXES = (".md", ".txt", ".html")
_ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
_TEXT = st.lists(st.one_of(st.sampled_from([*PIECES, "word " * 150, "<p>a</p>", "<li>b"]), ODD, _ANY), max_size=30)
_QUIET = hypothesis_settings(
    max_examples=_TEXTS,
    deadline=None,
    database=None,
    phases=(Phase.generate,),  # without looking for a simpler one: the trial can be made again
    suppress_health_check=list(HealthCheck),
)
Cut = Callable[[Document, tuple[Section, ...], Callable[[str], int]], tuple[Chunk, ...]]


def draw(chance: Random, number: int) -> list[Trial]:
    """Markdown, text and web pages; what they hold follows from the seed of the trial."""
    # A web page is read in a process of its own, which takes a hundred times as long: one in ten is enough.
    return [
        {"suffix": ".html" if n % 10 == 9 else _SUFFIXES[n % 2], "seed": chance.randrange(10**6)} for n in range(number)
    ]


def words(text: str) -> int:
    """A word a piece."""
    return len(text.split())


def tidied(document: Document, sections: tuple[Section, ...], count: Callable[[str], int]) -> tuple[Chunk, ...]:
    """The weak twin: it cuts as splitters do that tidy what they cut, and keep no offsets of what they changed."""
    return tuple(replace(c, text=" ".join(c.text.split())) for c in chunk(document, sections, count))


@contextmanager
def subject(bench: Bench, *, weak: bool) -> Iterator[Try]:
    cut: Cut = tidied if weak else chunk

    def attempt(trial: Trial) -> str | None:
        path, wrong = bench.folder / f"text{trial['suffix']}", list[str]()

        @with_seed(trial["seed"])
        @hypothesis_settings(_QUIET, max_examples=2 if trial["suffix"] == ".html" else _TEXTS)
        @given(_TEXT.map("".join))
        def read(text: str) -> None:
            path.write_bytes(text.encode())
            wrong.extend(_wrong(path, cut))

        read()
        return wrong[0] if wrong else None

    yield attempt


def _wrong(path: Path, cut: Cut) -> Iterator[str]:
    """What is wrong with what is made of a file, if anything is."""
    try:
        document, _ = load(path, shipped=False)
    except SourceError:
        return  # nothing to be read in it, or no text at all
    text, at = document.text, 0
    sections = outline(document)
    for passage in cut(document, sections, words):
        if passage.text != text[passage.start : passage.end]:
            yield f"a passage is not what stands at its place: {passage.text[:80]!r}"
        if text[at : passage.start].strip():
            yield f"no passage holds {text[at : passage.start].strip()[:80]!r}"
        if not 0 < len(passage.text) <= MOST_CHARACTERS:
            yield f"a passage has {len(passage.text)} characters"
        at = passage.end
    if text[at:].strip():
        yield f"no passage holds {text[at:].strip()[:80]!r}"
    for statement in (s for section in sections for s in section.statements):
        if not 0 <= statement.start < statement.end <= len(text):
            yield f"a statement stands at {statement.start} to {statement.end} of {len(text)} characters"


ROW = Row(
    "B4",
    f"{_TEXTS} texts a trial of odd pieces (2 where they are web pages): read, cut, and cited where they stand",
    {"change": 20, "nightly": 400},
    draw,
    partial(subject, weak=False),
    partial(subject, weak=True),
    "cuts what it has tidied",
)
