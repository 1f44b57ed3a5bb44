"""Drafts of golden questions from the headings and statements of a corpus, for a person to review."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.golden import Evidence, GoldenQuestion, QuestionType
from ingest.outline import outline
from rag.words import content_words

if TYPE_CHECKING:
    from ingest.records import Document, Role, Section, Statement

_MOST_NUGGETS = 3  # a question that wants more of its section is rarely answered in one breath
_SHORTEST = 3  # letters: wordings are looked for inside words too, and two letters stand in too many
_WORDINGS: "dict[Role, tuple[QuestionType, str]]" = {
    "projects": ("build", "What does {title} have me build{under}?"),
    "resources": ("resource", "What does {title} recommend to learn from{under}?"),
    "tools": ("fact", "Which tools does {title} name{under}?"),
    "time": ("plan", "How long does it take{under}, according to {title}?"),
    "why": ("what_is", "What reasons does {title} give{under}?"),
}
_LABELLED: tuple[QuestionType, str] = ("fact", "What does {title} say about {label}{under}?")
_USUAL: tuple[QuestionType, str] = ("fact", "What does {title} say{under}?")


@dataclass(frozen=True, slots=True)
class Topic:
    """A section that a question may be drafted from, with its document."""

    document: "Document"
    section: "Section"

    @property
    def id(self) -> str:
        """The id of the question that is drafted from it."""
        return f"draft-{self.document.id}-{self.section.order}"

    @property
    def place(self) -> str:
        """Where it stands: the title and the headings, outermost first."""
        return " > ".join((self.document.title, *self.section.heading_path))

    @property
    def text(self) -> str:
        """What the section says, its heading included."""
        return self.document.text[self.section.start : self.section.end].strip()


def topics_of(documents: "Iterable[Document]") -> tuple[Topic, ...]:
    """Every section of `documents` that says something, in order."""
    return tuple(Topic(d, s) for d in documents for s in outline(d) if s.statements)


def spread(topics: Sequence[Topic], count: int) -> tuple[Topic, ...]:
    """At most `count` of `topics`, evenly spaced, so that longer documents are asked about more."""
    if len(topics) <= count:
        return tuple(topics)
    return tuple(topics[number * len(topics) // count] for number in range(count))


class Headings:
    """Drafts a question from a section's heading and statements, and its nuggets from their names and rare words."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        """Rare is what stands in few statements of `topics`."""
        self._frequency = Counter(
            w for t in topics for s in t.section.statements for w in set(content_words(s.content))
        )

    def draft(self, topic: Topic) -> GoldenQuestion | None:
        """The question, marked as a draft; None where the section has no word that its headings lack."""
        statements = topic.section.statements
        labelled = next((s for s in statements if _label(s)), None)
        type_, wording = _WORDINGS.get(topic.section.role, _LABELLED if labelled else _USUAL)
        path = " > ".join(topic.section.heading_path)
        question = wording.format(
            title=topic.document.title,
            label=_label(labelled) if labelled else "",
            under=f' under "{path}"' if path else "",
        )
        if topic.section.heading.endswith("?") and content_words(topic.section.heading):
            question = f"According to {topic.document.title}: {topic.section.heading}"
        asked = frozenset(content_words(question))
        if wording is _LABELLED[1] and labelled:
            nuggets = self._telling(labelled, asked)[:_MOST_NUGGETS]
        else:
            nuggets = [word for s in statements for word in self._telling(s, asked)[:1]][:_MOST_NUGGETS]
        return drafted(topic, type_, question, tuple((word,) for word in dict.fromkeys(nuggets))) if nuggets else None

    def _telling(self, statement: "Statement", asked: frozenset[str]) -> list[str]:
        """The statement's words that the question does not give away: names and figures first, then rare ones."""
        capitals = [word for word in statement.content.split()[1:] if re.search(r"[A-Z0-9]", word)]
        names = frozenset(content_words(" ".join(capitals)))
        words = [word.removesuffix("'s") for word in content_words(statement.content) if word not in asked]
        fit = dict.fromkeys(word for word in words if len(word) >= _SHORTEST)
        return sorted(fit, key=lambda word: (word not in names, self._frequency[word], -len(word), word))


def _label(statement: "Statement") -> str:
    """What the statement says it is about, without what it repeats of the headings above it."""
    label = statement.subject.rpartition(", ")[2].strip()
    return label if content_words(label) else ""


def drafted(
    topic: Topic,
    type_: QuestionType,
    question: str,
    nuggets: tuple[tuple[str, ...], ...],
    must_not: tuple[str, ...] = (),
) -> GoldenQuestion:
    """A draft that rests on `topic`; of the dev split, since whoever reviews it has looked at it."""
    return GoldenQuestion(
        id=topic.id,
        split="dev",
        type=type_,
        question=question,
        answerable=True,
        evidence=(Evidence(topic.document.id, topic.section.heading_path),),
        nuggets=nuggets,
        must_not=must_not,
        draft=True,
    )


def golden_line(question: GoldenQuestion) -> str:
    """The question as the line of a golden file, with `draft` for a reviewer to take out."""
    line = {
        "id": question.id,
        "split": question.split,
        "type": question.type,
        "question": question.question,
        "answerable": question.answerable,
        "evidence": [{"document": e.document, "heading_path": list(e.heading_path)} for e in question.evidence],
        "nuggets": [list(nugget) for nugget in question.nuggets],
        "must_not": list(question.must_not),
        **({"draft": True} if question.draft else {}),
    }
    return json.dumps(line, ensure_ascii=False)
