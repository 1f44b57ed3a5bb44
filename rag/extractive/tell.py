"""Telling what facts say, in sentences that carry their marks."""

from collections.abc import Sequence

from rag.extractive.draft import Draft
from rag.extractive.phrase import is_clause, is_instruction, label_of, phrase_of
from rag.extractive.wording import BREATH, capital, listed
from rag.fact import Fact

_LEAD_IN = 3  # words beside the speaker's name and the things listed: `has you`, `and`


def tell(draft: Draft, facts: Sequence[Fact], *, speaker: str = "", labelled: bool = False) -> list[str]:
    """What `facts`, all of one document, say; `speaker` names the document where it was not asked about by name.

    Each item is told with what it says it of where `labelled`, or where several items differ in that.
    """
    sentences = _sentences(draft, facts, speaker, labelled=labelled)
    return [capital(sentence) for sentence in sentences]


def tell_after_colon(draft: Draft, facts: Sequence[Fact]) -> str:
    """The same in running text, its first letter as the source writes it."""
    first, *others = _sentences(draft, facts, "", labelled=False)
    return " ".join([first, *map(capital, others)])


def _sentences(draft: Draft, facts: Sequence[Fact], speaker: str, *, labelled: bool) -> list[str]:
    """The lists among `facts`, each in its sentences, and then what is a sentence by itself."""
    whole = [f for f in facts if not f.statement.is_item or is_clause(f.content) or f.content.endswith("?")]
    lists = _by_section([f for f in facts if f not in whole])
    told = [s for items in lists for s in _of_list(draft, items, speaker, labelled=labelled)]
    return [*told, *(_of_sentence(draft, fact) for fact in whole)]


def _of_sentence(draft: Draft, fact: Fact) -> str:
    """A fact that is a sentence by itself, its mark before its full stop."""
    body = fact.content.strip()
    end = body[-1] if body[-1:] in {"?", "!"} else "."
    return f"{body.rstrip('.!?')} {draft.cite(fact)}{end}"


def _by_section(items: Sequence[Fact]) -> list[list[Fact]]:
    """The items of each section together, in order."""
    groups: dict[int, list[Fact]] = {}
    for fact in items:
        groups.setdefault(fact.section.start, []).append(fact)
    return list(groups.values())


def _of_list(draft: Draft, items: Sequence[Fact], speaker: str, *, labelled: bool) -> list[str]:
    """One list's items in as few sentences as stay readable."""
    labelled = labelled or len({label_of(f) for f in items}) > 1
    phrases = [(f, phrase_of(f, labelled=labelled)) for f in items]
    sentences: list[str] = []
    for part in _parts(phrases, spent=len(speaker.split()) + _LEAD_IN):
        body = listed([phrase for _, phrase in part]).rstrip(".")
        marks = draft.cite(*(fact for fact, _ in part))
        sentences.append(f"{_opening(body, speaker, len(sentences))}{body} {marks}.")
    return sentences


def _opening(body: str, speaker: str, before: int) -> str:
    """What leads up to a list after `before` other sentences on it; nothing where it is a sentence as it stands."""
    if is_instruction(body):
        return f"{speaker} has you " if speaker and not before else ""
    if before:
        return "it also names " if before % 2 else "beside these it names "
    return f"{speaker} names " if speaker else ""


def _parts(phrases: Sequence[tuple[Fact, str]], *, spent: int) -> list[list[tuple[Fact, str]]]:
    """Phrases in groups that each make a sentence: all things to do or all things named, and not too many words."""
    parts: list[list[tuple[Fact, str]]] = []
    for fact, phrase in phrases:
        spent += len(phrase.split())
        if parts and spent <= BREATH and is_instruction(phrase) == is_instruction(parts[-1][0][1]):
            parts[-1].append((fact, phrase))
        else:
            spent = len(phrase.split()) if parts else spent
            parts.append([(fact, phrase)])
    return parts
