"""Turning facts into phrases."""

import re
from functools import lru_cache

from ingest.verbs import is_action
from rag.fact import Fact
from rag.words import words

# Up to nine words that can form a subject, none of which opens a clause of its own, and then a verb.
_CLAUSE = re.compile(
    r"^(?:yes|no)\b|^(?:(?!(?:which|that|who|whose|where|when|how|as|what)\b)[\w'/&().-]+,? ){1,9}?"
    r"(?:is|are|was|can|cannot|has|have|will|may|must|should|could|does|do|asks?|calls?|tells?|means?|depends?|includes?"
    r"|need|needs|covers?|forms?|holds?|uses|use(?! and\b|,|$)|makes?|relies|rely|matters?|helps?|opens?|counts?|says?"
    r"|works?|taught|varies)\b"
)
_FOLLOWS = re.compile(r"\w+ed among\b")  # a label such as `listed among books` stands behind what it labels
_FEW_WORDS = 9  # a phrase of more is told by its label where a stage is told in brief
_IN_BRACKETS = 12  # words up to which a phrase goes into brackets behind its label


def is_instruction(phrase: str) -> bool:
    """Whether a phrase tells the learner to do something and is not a name, such as `Research Engineer`."""
    return is_action(phrase) and not phrase.istitle()


def is_clause(phrase: str) -> bool:
    """Whether a phrase is a whole sentence of its own: it has a subject and a verb."""
    return not is_instruction(phrase) and bool(_CLAUSE.match(phrase))


def label_of(fact: Fact) -> str:
    """What sets a fact apart from the others of its list: the end of its subject, unless they all end alike."""
    return _tail(fact.statement.subject) if len(set(_labels(fact))) > 1 else ""


def phrase_of(fact: Fact, *, labelled: bool) -> str:
    """What a fact says, as a phrase without a full stop; with what it says it of, where `labelled`."""
    content = re.sub(r"^\((.*)\)$", r"\1", fact.content.strip())
    if not fact.statement.is_item:
        return content
    content = _lowered(content)
    if "optional" in fact.statement.subject.lower() and "optional" not in content.lower():
        content = re.sub(r"(?=,|$)", " (optional)", content, count=1)
    label = label_of(fact) if labelled and not (is_instruction(content) and not _names_items(fact)) else ""
    if set(words(label)) <= set(words(content)):
        return content
    if _FOLLOWS.match(label):
        return f"{content}, {label}"
    if "(" in content or len(content.split()) > _IN_BRACKETS:
        return f"{label}: {content}"
    return f"{content} ({label})" if is_instruction(content) else f"{label} ({content})"


def short_phrase(fact: Fact) -> str:
    """A fact in as few words as name it: its label where it has one, else its phrase."""
    is_long = len(phrase_of(fact, labelled=False).split()) > _FEW_WORDS
    return (label_of(fact) if is_long else "") or phrase_of(fact, labelled=True)


def _labels(fact: Fact) -> list[str]:
    """The labels of all items in a fact's list."""
    return [_tail(s.subject) for s in fact.section.statements if s.is_item]


@lru_cache(maxsize=10_000)  # each item of a list is asked for the labels of them all
def _tail(subject: str) -> str:
    flat = re.sub(r"\([^)]*\)", "", subject)
    return re.sub(r"\s+\d+$", "", flat.rsplit(",", 1)[-1].strip())


def _names_items(fact: Fact) -> bool:
    """Whether a list labels each of its items, so that the labels are the names of things and not of kinds."""
    labels = _labels(fact)
    return fact.section.role not in {"projects", "test"} and len(labels) > 2 and len(set(labels)) == len(labels)


def _lowered(content: str) -> str:
    """`content` with a small first letter where its first word is a verb, not a name or an abbreviation."""
    first, _, rest = content.partition(" ")
    is_common = first[:1].isupper() and first[1:].islower() and is_action(first) and not rest[:1].isupper()
    return content[:1].lower() + content[1:] if is_common else content
