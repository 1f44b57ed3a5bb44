"""The form of an answer: what a reader trips over, whatever it says."""

import re
from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING

from eval.golden import QuestionType
from eval.sentences import Sentence, sentences, word_count

if TYPE_CHECKING:
    from rag.records import Answer

FAULTS = ("late_answer", "preamble", "markdown", "emoji", "fragment", "repetition", "too_long")

MOST_WORDS = 150
MOST_WORDS_LOOK_UP = 60
LOOK_UPS: Collection[QuestionType] = frozenset({"fact", "what_is", "resource", "unanswerable", "out_of_scope"})
_FIRST_WORDS = 25  # within which the first sentence answers

_PREAMBLE = re.compile(
    r"(?:sure|certainly|of course|absolutely|great question|good question|thank you for|thanks for asking"
    r"|here(?:'s| is| are)|based on|according to (?:the|my) (?:sources|passages|context|documents|provided)"
    r"|as an ai|as a language model|let me|let's|i'd be happy|i am happy|i would be|to answer|you asked"
    r"|your question|the question|in this answer)\b",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(
    r"^\s*(?:#{1,6} |[*+•▪◦‣] |>|\d{1,2}[.)] (?=.*\n\s*\d{1,2}[.)] )|\||-{3,}\s*$|={3,}\s*$| +- )"  # blocks
    r"|```|`[^`\n]+`|\*\*|__\w|(?<!\w)[*_](?=\w)[^*_\n]*\w[*_](?!\w)"  # code, emphasis
    r"|!?\[[^\]\n]*\]\([^)\n]*\)|!\[|</?[a-zA-Z][^>\n]*>"  # links, images, tags
    r"|[.!?:;] - [A-Z]|(?:^|\s)[*•](?:\s|$)",  # a list run into a line, a sign that stands about
    re.MULTILINE,
)
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u20e3]")
_CLOSED = re.compile(r"[.!?][\"'”’)\]]*$")  # noqa: RUF001 - typographic quotes may close a sentence
_LOWER = re.compile(r"[a-zà-ÿ]+[,.;:!?]?(?:\s|$)")  # a word of small letters: `scikit-learn` and `spaCy` are names


def faults(answer: "Answer", type_: QuestionType) -> tuple[str, ...]:
    """What is wrong with the form of `answer` to a question of that type, in the order of `FAULTS`.

    late_answer: the first sentence has over 25 words. preamble: it opens with words about answering. markdown: signs of
    Markdown or HTML, apart from list items with "- ". fragment: a sentence that begins in lower case, has no closing
    mark or is but a heading. repetition: a sentence twice. too_long: over 150 words, 60 in a look-up.
    """
    told = sentences(answer.text)
    names = {c.title for c in answer.citations}
    headings = {_bare(h) for c in answer.citations for h in c.heading_path} | {_bare(name) for name in names}
    found = {
        "late_answer": not told or word_count(told[0].text) > _FIRST_WORDS,
        "preamble": bool(_PREAMBLE.match(answer.text.strip())),
        "markdown": bool(_MARKDOWN.search(answer.text)),
        "emoji": bool(_EMOJI.search(answer.text)),
        "fragment": any(is_fragment(s, headings, names) for s in told),
        "repetition": any(times > 1 for times in Counter(_bare(s.plain) for s in told).values()),
        "too_long": word_count(answer.text) > (MOST_WORDS_LOOK_UP if type_ in LOOK_UPS else MOST_WORDS),
    }
    return tuple(fault for fault in FAULTS if found[fault])


def is_fragment(sentence: Sentence, headings: Collection[str], names: Collection[str]) -> bool:
    """Whether a sentence is but part of one; a colon may close it ahead of a list, and a name may open it small.

    A list may be one of headings, as that of a roadmap's phases.
    """
    text = sentence.plain.strip()
    small = bool(_LOWER.match(text)) and not any(text.startswith(name) for name in names)
    closed = _CLOSED.search(text) or text.endswith(":")
    return small or not closed or (not sentence.is_item and _bare(text) in headings)


def _bare(text: str) -> str:
    """The text as words alone, in lower case."""
    return " ".join(re.findall(r"\w+", text.lower()))
