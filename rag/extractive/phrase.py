"""Turning facts into phrases and phrases into sentences."""

import re
from collections.abc import Sequence

from rag.library import Fact

_VERBS = frozenset(
    """add aim analyze apply ask attend avoid begin break bring build carry check choose collaborate compete complete connect consider contribute
    create debug define deliver demonstrate deploy describe design develop do document enjoy estimate evaluate explain explore extract fine-tune
    find focus follow get give handle help highlight implement improve include integrate invest join keep land learn link make master monitor
    name optimize participate plan polish post practice predict prepare present preprocess process progress publish put quantify read record remember
    report research retrain review run search segment set share show solve start stay study take teach test track train treat try turn understand
    use rank move become seek lay enter immerse value visit walk watch work write program classify showcase use let network optimise practise state""".split()
)
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
          "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")  # fmt: skip


def number_word(number: int) -> str:
    """`number` in words up to twenty, in digits above."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else str(number)


def capital(text: str) -> str:
    """`text` with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def listed(items: Sequence[str], *, last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; with semicolons where an item has commas of its own."""
    if len(items) < 2:
        return "".join(items)
    comma = ";" if any("," in item for item in items) else ","
    return f"{f'{comma} '.join(items[:-1])}{comma if comma == ';' else ''} {last} {items[-1]}"


def is_action(phrase: str) -> bool:
    """Whether a phrase tells the learner to do something: it begins with a verb."""
    return phrase.split(" ", 1)[0].lower().rstrip(",;:") in _VERBS


_CLAUSE = re.compile(
    r"^(?:yes|no)\b|^(?:(?!which\b|that\b|who\b|whose\b|where\b|when\b|how\b|as\b|what\b)[\w'/&().-]+,? ){1,9}?"
    r"(?:is|are|was|can|cannot|has|have|will|may|must|should|could|does|do|asks?|calls?|tells?|means?|depends?|includes?|need|needs|covers?|forms?|holds?|uses?|makes?|relies|rely|matters?|helps?|opens?|counts?|says?|works?|taught|varies)\b"
)


def is_clause(phrase: str) -> bool:
    """Whether a phrase is a whole sentence of its own: it has a subject and a verb."""
    return not is_action(phrase) and bool(_CLAUSE.match(phrase))


def label_of(fact: Fact) -> str:
    """What sets a fact apart from the others of its list: the end of its subject, unless they all end alike."""
    tails = {_tail(s.subject) for s in fact.section.statements if s.is_item}
    return _tail(fact.statement.subject) if len(tails) > 1 else ""


def _tail(subject: str) -> str:
    flat = re.sub(r"\([^)]*\)", "", subject)
    return re.sub(r"\s+\d+$", "", flat.rsplit(",", 1)[-1].strip())


def phrase_of(fact: Fact, *, labelled: bool) -> str:
    """What a fact says, as a phrase without a full stop; with what it says it of, where `labelled`."""
    content = re.sub(r"^\((.*)\)$", r"\1", fact.content.strip())
    if not fact.statement.is_item:
        return content
    content = _lowered(content)
    if "optional" in fact.statement.subject.lower() and "optional" not in content.lower():
        content = f"optionally {content}"
    label = label_of(fact)
    if not labelled or not label or (is_action(content) and not _are_names(fact)) or label.lower() in content.lower():
        return content
    return f"{label} ({content})" if len(content.split()) <= 12 and "(" not in content else f"{label}: {content}"


def _are_names(fact: Fact) -> bool:
    """Whether a list labels each of its items, so that the labels are the names of things and not of kinds."""
    labels = [_tail(s.subject) for s in fact.section.statements if s.is_item]
    return fact.section.role not in {"projects", "test"} and len(labels) > 2 and len(set(labels)) == len(labels)


def _lowered(content: str) -> str:
    """`content` with a small first letter, unless its first word is a name or an abbreviation."""
    first = content.split(" ", 1)[0]
    second = content[len(first) + 1 :]
    is_common = first[:1].isupper() and first[1:].islower() and first.lower() in _VERBS and not second[:1].isupper()
    return content[:1].lower() + content[1:] if is_common else content
