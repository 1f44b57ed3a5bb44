"""Follow-ups made of questions that name a resource: its name becomes `it`, `the second one` or `the last book`.

They teach the finder how a question points at what was said before it, of which people wrote too few examples.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ingest.records import Document
from rag.fact import Fact
from rag.library import Library
from rag.records import Turn

_SEED = 0
_LISTED = 0.55  # share of those that are picked out of several things
_MOST_OTHERS = 3
_PLACES = ("first", "second", "third", "fourth")
_ASKED_FOR_SEVERAL = (
    "which ones are there?", "what do the roadmaps name?", "any resources?", "what can I use?",
    "which of them are listed",
)  # fmt: skip
_ASKED_OF_ONE = ("what is {}?", "{}?", "tell me about {}", "who should use {}")
_OPENINGS = ("", "It lists ", "The roadmap names ", "There are ")
_POINTERS = ("it", "it", "this", "that", "that one")

Answered = tuple[str, Sequence[Fact]]  # a question with the statements that answer it


def pointing(asked: Iterable[Answered], library: Library) -> Iterator[tuple[str, tuple[Turn, Turn], Sequence[Fact]]]:
    """Each of `asked` that names the resource that answers it, as a question that points at it, and the turns before.

    The same for the same questions and library.
    """
    chance = random.Random(_SEED)  # noqa: S311 - no secret
    beside = _Beside(library)
    for question, facts in asked:
        thing = facts[0].document
        name = _name_in(question, thing) if thing.kind == "resource" else None
        if not name:
            continue
        others = beside.of(thing, chance)
        if others and chance.random() < _LISTED:
            things = [*others]
            things.insert(chance.randint(0, len(others)), thing)
            turns, pointers = _listing(things, chance), _places(things, thing)
        else:
            turns, pointers = _telling(thing, library, chance), [*_POINTERS, *_by_form(thing)]
        pointer = _inflected(chance.choice(pointers), is_genitive=name.group().endswith("'s"))
        yield f"{question[: name.start()]}{pointer}{question[name.end() :]}", turns, facts


class _Beside:
    """What a resource is named beside: in a list of a roadmap, else others of its form."""

    def __init__(self, library: Library) -> None:
        lists: dict[tuple[str, int], dict[str, Document]] = defaultdict(dict)
        for fact in library.facts_in(library.roadmaps):
            named = library.resource_of(fact)
            if named:
                lists[fact.document.id, fact.section.order][named.id] = named
        self._lists = list(lists.values())
        self._resources = library.resources

    def of(self, thing: Document, chance: random.Random) -> list[Document]:
        """Up to three of them, in any order."""
        lists = [[d for d in named.values() if d is not thing] for named in self._lists if thing.id in named]
        lists = [named for named in lists if named]
        alike = [d for d in self._resources if d is not thing and _form(d) == _form(thing)]
        others = chance.choice(lists) if lists else alike
        return chance.sample(others, chance.randint(min(1, len(others)), min(_MOST_OTHERS, len(others))))


def _name_in(question: str, thing: Document) -> re.Match[str] | None:
    """Where `question` names `thing`."""
    names = sorted({thing.title, thing.short, *thing.aliases}, key=lambda name: (-len(name), name))
    pattern = "|".join(map(re.escape, names))
    return re.search(rf"(?:\bthe )?(?<!\w)(?:{pattern})(?:'s)?(?!\w)", question, re.IGNORECASE)


def _listing(things: Sequence[Document], chance: random.Random) -> tuple[Turn, Turn]:
    """A question for several things, and an answer that lists them, in a sentence or line by line."""
    names = [chance.choice((thing.title, thing.short)) for thing in things]
    in_line = f"{chance.choice(_OPENINGS)}{', '.join(names[:-1])} and {names[-1]} [1]."
    told = in_line if chance.random() < _LISTED else "\n".join(f"- {name}" for name in names)
    return Turn("user", chance.choice(_ASKED_FOR_SEVERAL)), Turn("assistant", told)


def _places(things: Sequence[Document], thing: Document) -> list[str]:
    """What people call `thing` by its place among `things`, or by being the only one of its form."""
    at = things.index(thing)
    place = _PLACES[at]
    called = [f"the {place}", f"the {place} one", f"number {at + 1}", f"the {place} of them"]
    if thing is things[-1]:
        called += ["the last", "the last one", "the last one"]
    if at == 0:
        called.append("the one you named first")
    if len(things) == len(("former", "latter")):
        called.append(("the former", "the latter")[at])
    return called if sum(_form(d) == _form(thing) for d in things) > 1 else [*called, *_by_form(thing)]


def _telling(thing: Document, library: Library, chance: random.Random) -> tuple[Turn, Turn]:
    """A question for one thing, and the first that its summary says of it."""
    asked = chance.choice(_ASKED_OF_ONE).format(chance.choice((thing.title, thing.short)))
    return Turn("user", asked), Turn("assistant", f"{library.facts_of[thing.id][0].content} [1]")


def _by_form(thing: Document) -> list[str]:
    return [f"that {_form(thing)}", f"the {_form(thing)}"]


def _form(thing: Document) -> str:
    return thing.resource.form if thing.resource else ""


def _inflected(pointer: str, *, is_genitive: bool) -> str:
    if not is_genitive:
        return pointer
    return "its" if pointer == "it" else f"{pointer}'s"
