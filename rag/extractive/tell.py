"""Telling what facts say, in sentences that carry their marks."""

from collections.abc import Sequence

from rag.extractive.draft import Draft
from rag.extractive.phrase import capital, is_action, is_clause, label_of, listed, phrase_of
from rag.library import Fact

_LONGEST = 24  # words in a sentence, marks aside: the first sentence of an answer must be read in one breath


def tell(draft: Draft, facts: Sequence[Fact], *, speaker: str = "", labelled: bool = False) -> list[str]:
    """What `facts`, all of one document, say; `speaker` names the document where it was not asked about by name.

    Each item is told with what it says it of where `labelled`, or where several items differ in that.
    """
    whole = [f for f in facts if not f.statement.is_item or is_clause(f.content)]
    said = [s for group in _groups([f for f in facts if f not in whole]) for s in _sentences(draft, group, speaker, labelled=labelled)]
    for fact in whole:
        body = capital(fact.content.strip())
        end = body[-1] if body[-1:] in {"?", "!"} else "."
        said.append(f"{body.rstrip('.!?')} {draft.cite(fact)}{end}")
    return said


def _groups(items: Sequence[Fact]) -> list[list[Fact]]:
    """The items of each section together, in order."""
    groups: dict[int, list[Fact]] = {}
    for fact in items:
        groups.setdefault(fact.section.start, []).append(fact)
    return list(groups.values())


def _sentences(draft: Draft, items: Sequence[Fact], speaker: str, *, labelled: bool) -> list[str]:
    """One list's items in as few sentences as stay readable."""
    labelled = labelled or len({label_of(f) for f in items}) > 1
    parts: list[list[tuple[Fact, str]]] = [[]]
    for fact in items:
        phrase = phrase_of(fact, labelled=labelled)
        if parts[-1] and sum(len(p.split()) for _, p in parts[-1]) + len(phrase.split()) > _LONGEST:
            parts.append([])
        parts[-1].append((fact, phrase))
    sentences = []
    for number, part in enumerate(parts):
        body = listed([phrase for _, phrase in part])
        if number:
            body = body if is_action(body) else f"also {body}"
        elif speaker:
            body = f"{speaker} has you {body}" if is_action(body) else f"{speaker} names {body}"
        sentences.append(f"{capital(body).rstrip('.')} {draft.cite(*(fact for fact, _ in part))}.")
    return sentences
