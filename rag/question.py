"""Reading a question: what it names, what it asks for, and the words that must stand in the evidence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from ingest.records import Document, Role, Topic
from rag import cues
from rag.library import Library
from rag.records import Intent
from rag.sources import Names, normal, roadmap_names
from rag.words import FRAME, STOP, content_words, stem, stems, words

_STAGE = re.compile(r"\b(phase|step|stage|section)s? ?#?(\d{1,2})(?:\s*(?:to|-|–|and|through|until|,)\s*(\d{1,2}))?\b")  # noqa: RUF001
_MONTHS = re.compile(r"\bmonths? (\d{1,2})(?:\s*(?:to|-|–|and|through)\s*(\d{1,2}))?\b")  # noqa: RUF001
_LAST_STAGE = re.compile(r"\b(?:last|final|closing) (?:phase|step|section|stage)\b")
_FIRST_STAGES = re.compile(r"\bfirst (\d) (?:phases|steps|sections|stages)\b")
_NAMED_STAGE = re.compile(r"((?:[\w&+#/.'-]+ ){1,4})(?:phase|step|section|stage)\b")
_BEFORE_STAGE = re.compile(r"\b(?:before|prior to|ahead of) (?:phase|step|stage|section) 1\b")
_EXCLUDED = re.compile(r"\b(?:besides|apart from|other than|except(?: for)?|aside from|in addition to|not counting|outside(?: of)?) [\w+#]+")
_FIGURE = re.compile(r"\bhow (?:many|long)\b|\bhow much (?:time|money|does|do|will|is|per)\b|\b(?:cost|salary|fee)s?\b|\bprice (?:of|for|per)\b|\bpercentage\b")
_UNKNOWN_WEIGHT = 5.0  # of a word that stands nowhere in the corpus: it may be slang, so it weighs less than a rare known one
_MEANT = 4.0  # of a topic that a question describes without naming it
_NARROWING = frozenset("graph speech quantum federated neuromorphic spiking symbolic evolutionary causal".split())
_LED_UP = 0.3  # of its weight: a unit that only leads up to the question
_ENOUGH_WORDS = 2
_ASKS = re.compile(r"^(?:and |so |but |ok |well,? )?(?:what|which|how|where|when|why|who|whom|whose|do|does|did|is|are|can|could|should|would|will|name|list|tell|give|show|explain|compare|suggest|count|add|plan|lay|set|describe)\b")
_DATES = frozenset("january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday mondays saturdays sundays english german europe i'm".split())
_QUIET = 1.5  # of such a word beside a topic
_MISSPELT = 0.79  # Damerau-Levenshtein similarity from which an unknown word is taken for a word of the corpus
_TAGS = re.compile(r"<\s*(script|style)[^>]*>.*?<\s*/\s*\1\s*>|<[^>]{0,200}>", re.IGNORECASE | re.DOTALL)
_BRACKETED = re.compile(r"\{[^{}]*[\"':][^{}]*\}|\[\[[^\]]*\]\]|\{\{[^}]*\}\}|!?\[[^\]]*\]\([^)]*\)|https?://\S+")
_CLAUSE = re.compile(r"(?<=[.!?;\n])\s+|\s*--\s*|(?<=[.!?;])(?=[A-Z])|\n+|(?<=instructions), | and (?=(?:print|reveal|show|say|hide|rate|output)\b)")


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that a question asks about: any of `alternatives` (each a set of stems that stand together) is it.

    `weight` is its rarity in the corpus; a `named` unit (a proper name, a figure) cannot be left out of the evidence.
    """

    text: str
    alternatives: tuple[frozenset[str], ...]
    weight: float
    named: bool = False
    topic: Topic | None = None

    def is_in(self, found: frozenset[str]) -> bool:
        """Whether one of the alternatives stands among the stems `found`."""
        return any(alternative <= found for alternative in self.alternatives)


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read. `text` is its words without smuggled orders, `normal` the same with names made uniform,

    `about` the same without the names of roadmaps and stages, which is what is searched for.
    """

    text: str
    normal: str
    about: str
    intent: Intent
    sources: tuple[Document, ...] = ()
    stage: tuple[int, int] | None = None
    months: tuple[int, int] | None = None
    role: Role | None = None
    form: str | None = None
    units: tuple[Unit, ...] = ()
    topics: tuple[Topic, ...] = ()
    resources: tuple[Document, ...] = ()
    figure: bool = False
    wish: bool = False
    smuggled: bool = False
    followed_up: bool = False
    described: bool = False
    order: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing that could be looked for is left of it."""
        return not re.search(r"[a-zà-ÿ0-9]", self.normal)


@dataclass(frozen=True)
class Reader:
    """Reads questions against the names and words of one library."""

    library: Library
    names: Names = field(init=False)
    resource_names: Names = field(init=False)

    def __post_init__(self) -> None:
        """Gather the names once for a generation."""
        object.__setattr__(self, "names", roadmap_names(self.library.roadmaps))
        object.__setattr__(self, "resource_names", Names(tuple(d for d in self.library.documents.values() if d.kind != "roadmap")))

    def read(self, raw: str) -> Question:
        """The question that `raw` asks, smuggled orders and markup left out."""
        text, smuggled = without_orders(raw)
        folded = normal(text)
        sources, rest = self._taken(self.names, folded)
        rest = re.sub(r"%\w\b|\bnull\b|[{}|^~]+", " ", rest)
        rest = _BEFORE_STAGE.sub(" prerequisites ", rest)
        stage, months = _span(_STAGE, rest, first=2), _span(_MONTHS, rest, first=1)
        if stage is None and len(sources) == 1:
            stage = self._stage_by_place(sources[0], rest) or (None if cues.OVERVIEW.search(folded) else self._stage_by_name(sources[0], rest))
        rest = _MONTHS.sub(" ", _STAGE.sub(" ", rest))
        resources = tuple(d for d in self._taken(self.resource_names, rest)[0] if not self._is_merely_a_topic(d))
        role, form = cues.role_asked(rest), cues.form_asked(rest)
        units = self._units(text, rest, resources, cues.without_cues(_EXCLUDED.sub(" ", rest), role, form))
        intent = cues.intent_of(folded, sources=len(sources))
        return Question(
            text=text,
            normal=folded,
            about=" ".join(rest.split()),
            intent=intent,
            sources=sources,
            stage=stage,
            months=months,
            role=role,
            form=form,
            units=units,
            topics=tuple(dict.fromkeys(u.topic for u in units if u.topic)),
            resources=resources,
            smuggled=smuggled,
            wish=bool(cues.WISH.search(rest)),
            figure=bool(_FIGURE.search(rest)),
            order=bool(cues.ORDER.search(rest)),
        )

    def _stage_by_place(self, source: Document, text: str) -> tuple[int, int] | None:
        """The stages that `text` names by their place: the last one, or the first three."""
        numbers = [s.stage for s in self.library.sections_of[source.id] if s.stage is not None]
        if numbers and _LAST_STAGE.search(text):
            return max(numbers), max(numbers)
        first = _FIRST_STAGES.search(text)
        return (min(numbers), int(first.group(1))) if numbers and first else None

    def _stage_by_name(self, source: Document, text: str) -> tuple[int, int] | None:
        """The stage that `text` names by its heading, as in `the deep learning step` or `its MLOps phase`."""
        for match in _NAMED_STAGE.finditer(text):
            said = [w for w in words(match.group(1)) if w not in STOP and w not in FRAME]
            for length in range(len(said), 0, -1):
                unit = [self.library.alternatives(" ".join(said[-length:]))]
                topics = self.library.topics.found_in(" ".join(said[-length:]))
                unit += [self._topic_unit(t, text[:0] or t.name).alternatives for t, start, end in topics if end - start == len(" ".join(said[-length:]))]
                for section in self.library.sections_of[source.id]:
                    heading = frozenset(stems(section.heading))
                    if section.stage is not None and any(a and a <= heading for alternatives in unit for a in alternatives):
                        return section.stage, section.stage
        return None

    def meaning(self, question: Question, topic: Topic) -> Question:
        """The question with the topic that it describes beside its own words, which then weigh little."""
        own = tuple(replace(u, weight=min(u.weight, _QUIET)) if not u.named else u for u in question.units)
        return replace(question, units=(*own, replace(self._topic_unit(topic, topic.name), weight=_MEANT)), topics=(topic,), described=True)

    def _taken(self, names: Names, text: str) -> tuple[tuple[Document, ...], str]:
        """The documents that `text` names, in order, and the text without their names."""
        found = names.found_in(text)
        rest = text
        for _, start, end in reversed(found):
            rest = f"{rest[:start]} {rest[end:]}"
        return tuple(dict.fromkeys(self.library.documents[id_] for id_, _, _ in found)), rest

    def _is_merely_a_topic(self, document: Document) -> bool:
        """Whether a course or book is called like a topic: its title alone then names the topic."""
        found = self.library.topics.found_in(document.title)
        is_teaching = document.resource is not None and document.resource.form in {"course", "book", "video"}
        return is_teaching and any(end - start == len(document.title) for _, start, end in found)

    def _units(self, text: str, whole: str, resources: Sequence[Document], rest: str) -> tuple[Unit, ...]:
        """The resources, the topics and the other content words that are asked about, each once."""
        units: dict[tuple[frozenset[str], ...], Unit] = {}
        for document in resources:
            unit = self._resource_unit(document)
            units.setdefault(unit.alternatives, unit)
        for id_, start, end in reversed(self.resource_names.found_in(whole)):
            if any(d.id == id_ for d in resources) and not self.library.topics.found_in(whole[start:end]):
                rest = rest.replace(whole[start:end].strip(), " ")
        rest = " ".join(self._respelt(word) for word in rest.split())
        covered: set[int] = set()
        proper = _proper_names(text)
        for topic, start, end in self.library.topics.found_in(rest):
            span = rest[start:end]
            covered |= set(range(start, end))
            unit = self._topic_unit(topic, span)
            units.setdefault(unit.alternatives, unit)
        left = "".join(" " if i in covered else c for i, c in enumerate(rest))
        modifiers = self._modifiers(rest, covered)
        for word in content_words(left):
            unit = self._word_unit(word, named=(word in proper and word not in _DATES) or word in modifiers)
            units.setdefault(unit.alternatives, unit)
        return _quietened(_asked_first(tuple(units.values()), whole))

    def _modifiers(self, text: str, covered: set[int]) -> set[str]:
        """The words that stand right before a topic's name and narrow it, such as `graph` in `graph neural networks`."""
        starts = [i for i in covered if i - 1 not in covered]
        before = [re.search(r"([\w+#-]+) $", text[:i]) for i in starts]
        found = {m.group(1) for m in before if m}
        return found & _NARROWING

    def _resource_unit(self, document: Document) -> Unit:
        names = (document.title, *document.aliases)
        alternatives = tuple(dict.fromkeys(a for name in names for a in self.library.alternatives(normal(name))))
        return Unit(document.title, alternatives, self._weight(alternatives), named=True)

    def _topic_unit(self, topic: Topic, span: str) -> Unit:
        """The unit for a topic called `span`: a part of a topic stands for itself alone, any other name for all of them."""
        names = (span,) if span in {normal(p) for p in topic.parts} else (span, topic.name, *topic.aliases)
        alternatives = tuple(dict.fromkeys(a for name in names for a in self.library.alternatives(name)))
        return Unit(span, alternatives, self._weight(alternatives), topic=topic)

    def _word_unit(self, word: str, *, named: bool) -> Unit:
        synonyms = () if named else cues.SYNONYMS.get(word, ())
        alternatives = tuple(dict.fromkeys((*self.library.alternatives(word), *(frozenset({stem(s)}) for s in synonyms))))
        figure = bool(re.fullmatch(r"\d[\d.,]*", word))
        return Unit(word, alternatives, self._weight(alternatives), named=named or (figure and len(word) > 1))

    def _weight(self, alternatives: Sequence[frozenset[str]]) -> float:
        known = [a for a in alternatives if all(s in self.library.frequency for s in a)]
        if not known:
            return _UNKNOWN_WEIGHT
        return max(max(self.library.rarity(s) for s in a) for a in known)

    def _respelt(self, word: str) -> str:
        """The corpus's word for one that only a slip of the finger keeps from being it; any other word as it is."""
        bare = re.sub(r"[^\w+#'-]", "", word)
        if len(bare) < 4 or bare in STOP or bare in FRAME or not bare.isalpha() or self.library.knows(bare):
            return word
        found = process.extractOne(bare, self.library.vocabulary, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=_MISSPELT)
        if found and found[0][0] == bare[0]:
            return str(found[0])
        if bare.endswith("s") and self.library.knows(bare[:-1]):
            return bare[:-1]
        return word


def _asked_first(units: tuple[Unit, ...], text: str) -> tuple[Unit, ...]:
    """The units with those outside the sentence that asks weighing little: what leads up to a question is not asked for."""
    asking = asking_part(text)
    if asking == text:
        return units
    return tuple(u if u.text in asking or u.topic else replace(u, weight=u.weight * _LED_UP, named=False) for u in units)


def asking_part(text: str) -> str:
    """The sentences of `text` that ask, when they say enough by themselves; else all of it."""
    sentences = [s for s in re.split(r"(?<=[.!?;:])\s+", text) if s.strip()]
    asking = [s for s in sentences if s.rstrip().endswith("?") or _ASKS.match(s)]
    if not asking or len(asking) == len(sentences):
        return text
    part = " ".join(asking)
    return part if len(content_words(part)) >= _ENOUGH_WORDS else text


def _quietened(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The units with words unknown to the corpus weighing little where a topic says what the question is about."""
    if not any(u.topic for u in units):
        return units
    return tuple(replace(u, weight=_QUIET) if u.weight == _UNKNOWN_WEIGHT and not u.named and not u.topic else u for u in units)


def without_orders(raw: str) -> tuple[str, bool]:
    """`raw` without markup, links and clauses that give the assistant orders, and whether there were such clauses."""
    text = _BRACKETED.sub(" ", _TAGS.sub(" ", raw))
    text = "".join(c if c.isprintable() or c in "\n\t" else " " for c in text)
    clauses = [c for c in _CLAUSE.split(text) if c and c.strip()]
    kept = [c for c in clauses if not cues.INJECTION.search(c)]
    return " ".join(" ".join(kept).split()), len(kept) < len(clauses) or text.strip() != raw.strip() and bool(_BRACKETED.search(raw))


def _proper_names(text: str) -> set[str]:
    """The words that `text` writes with a capital or a digit inside a sentence, in lower case; none in shouted text."""
    found = set()
    tokens = re.findall(r"[\w'+#.-]+|[.?!:]", text)
    if sum(t.isupper() and len(t) > 1 for t in tokens) > len(tokens) / 2:
        return set()
    for before, token in zip([".", *tokens], tokens, strict=False):
        bare = token.strip(".'-")
        inside = before not in {".", "?", "!", ":"}
        if re.search(r"[a-z][A-Z][a-z]?[A-Z]", bare):
            continue  # shouted at random, not a name
        if bare and ((bare[0].isupper() and inside and bare != "I" and not bare.startswith("I'")) or (len(bare) > 1 and any(c.isupper() for c in bare[1:]))):
            found |= set(words(bare))
    return found


def _span(pattern: re.Pattern[str], text: str, *, first: int) -> tuple[int, int] | None:
    found = pattern.search(text)
    if not found:
        return None
    low = int(found.group(first))
    high = int(found.group(first + 1) or low)
    return (low, high) if high >= low else (low, low)
