"""Order: which of two topics each roadmap puts first."""

from ingest.records import Document
from rag.case import Case
from rag.extractive.draft import Draft
from rag.extractive.place import first_place, name_of
from rag.extractive.wording import capital, listed, number_word, verb
from rag.fact import Fact
from rag.library import Library
from rag.question import Unit

Placed = tuple[Document, Fact, Fact]  # a roadmap, and its first places of the one topic and of the other


def compose(case: Case, one: Unit, other: Unit) -> Draft | None:
    """A verdict, then one line for each roadmap; None when no roadmap places both."""
    placed = both_places(case.library, one, other)
    if not placed:
        return None
    draft = Draft(case.library)
    a, b = name_of(one), name_of(other)
    a_first = [p for p in placed if _side(p) < 0]
    b_first = [p for p in placed if _side(p) > 0]
    together = [p for p in placed if _side(p) == 0]
    if len(a_first) >= len(b_first):
        draft.say(_verdict(case, (a, len(a_first)), (b, len(b_first)), len(together)))
    else:
        draft.say(_verdict(case, (b, len(b_first)), (a, len(a_first)), len(together)))
    for words, rows in (
        (f"{a} before {b}", a_first),
        (f"{b} before {a}", b_first),
        (f"{a} and {b} together", together),
    ):
        draft.lines(f"{d.short}: {words} {_marks(draft, f, g)}." for d, f, g in rows)
    silent = [d.short for d in case.library.roadmaps if d not in {p[0] for p in placed}]
    return draft.lines([f"{listed(silent)}: {verb('do', len(silent))} not place both."] if silent else [])


def both_places(library: Library, one: Unit, other: Unit) -> list[Placed]:
    """The roadmaps that teach both topics, each with where it first does."""
    places = [(d, first_place(library, d, [one]), first_place(library, d, [other])) for d in library.roadmaps]
    return [(d, f, g) for d, f, g in places if f and g]


def _side(placed: Placed) -> int:
    """Below 0 where the one topic comes first, above where the other does, 0 where one section teaches both."""
    _, one, other = placed
    return 0 if one.section.order == other.section.order else one.number - other.number


def _marks(draft: Draft, *facts: Fact) -> str:
    return "".join(dict.fromkeys(draft.cite(fact) for fact in facts))


def _verdict(case: Case, more: tuple[str, int], less: tuple[str, int], together: int) -> str:
    if not less[1] and not together:
        return f"{capital(more[0])} first: the {number_word(more[1])} roadmaps that place both agree."
    total = number_word(len(case.library.roadmaps))
    others = number_word(less[1]) if less[1] else "none"
    counts = f"{number_word(more[1])} of the {total} {verb('put', more[1])} {more[0]} first, {others} {less[0]}"
    return f"They do not agree: {counts}."
