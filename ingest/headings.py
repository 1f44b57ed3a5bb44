"""Headings, and what their words say of the section below: its role, its stage and how long it takes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.blocks import LISTS, Block, Page, words_of
from ingest.inline import decoration, plain
from ingest.records import Role

# The first pattern that a heading matches gives its role; a heading that matches none inherits its parent's.
_ROLES: dict[Role, re.Pattern[str]] = {
    "why": re.compile(r"^why\b", re.IGNORECASE),
    "test": re.compile(r"test your|check your|self.?check|success metrics", re.IGNORECASE),
    "projects": re.compile(r"\bprojects?\b(?! management)|project ideas", re.IGNORECASE),
    "resources": re.compile(
        r"\bresources?\b|\bcourses?\b|\bbooks\b|reading list|where to find|other roadmaps", re.IGNORECASE
    ),
    "tools": re.compile(r"\btools?\b|\bframeworks?\b|\blibraries\b|\bplatforms\b", re.IGNORECASE),
    "time": re.compile(r"\btimeline\b|\bschedule\b|how long", re.IGNORECASE),
    "career": re.compile(
        r"\bjobs?\b|\binterview|r[e\xe9]sum[e\xe9]|\bcareer|\bportfolio\b|\bnetworking\b|\bcompanies\b|internship",
        re.IGNORECASE,
    ),
    "about": re.compile(
        r"about the author|introduction|conclusion|final (note|advice|step)|\bFAQs?\b|pro tip", re.IGNORECASE
    ),
    "learn": re.compile(r"what to learn|topics?\b|concepts?\b|basics|fundamentals|foundation|skills?\b", re.IGNORECASE),
}
_STAGE = re.compile(
    r"^(?:(?:phase|step|stage|part|section|level|week|month|module|chapter)\s+(\d{1,2})\b|(\d{1,2})\.\s)", re.IGNORECASE
)
_UNIT = r"(?:hours?|days?|weeks?|months?|years?)"
_RANGE = r"\d+\s*(?:-|\u2013|to)\s*\d+"
_DURATION = re.compile(
    rf"\b{_UNIT}\s+{_RANGE}\b|\b{_RANGE}\s*[- ]?{_UNIT}\b(?:\s+if\s+\w+)?|\b\d+\s*[- ]?{_UNIT}\b", re.IGNORECASE
)
_BOLD_LINE = re.compile(r"\*\*[^*\n]+\*\*:?")
_MOST_LABEL_WORDS = 14  # longer bold lines are sentences said with emphasis
_MOST_PLAIN_LABEL_WORDS = 4
_MOST_LABEL_CHARACTERS = 200
_NUMBERED_LABEL, _LABEL = 7, 8  # levels below those that Markdown has


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, or a bold line that serves as one; `level` counts from 1, the outermost."""

    level: int
    text: str
    start: int
    end: int

    @property
    def role(self) -> Role | None:
        """What the section below is for, if the words tell."""
        return next((role for role, pattern in _ROLES.items() if pattern.search(self.text)), None)

    @property
    def stage(self) -> int | None:
        """The number that the source gives its step or phase."""
        return _stage_in(self.text)

    @property
    def duration(self) -> str | None:
        """How long the section takes, if the words tell."""
        return duration_in(self.text)


def duration_in(text: str) -> str | None:
    """The first stretch of time that `text` states, as it stands there, or None."""
    found = _DURATION.search(text)
    return found.group() if found else None


def heading_of(page: Page, block: Block, following: Block | None) -> Heading | None:
    """The heading that `block` is, or None for a block of any other use."""
    if block.type == "heading":
        level = int(block.tag[1])
    elif _is_label(block, following):
        level = _NUMBERED_LABEL if _stage_in(plain(words_of(block))) is not None else _LABEL
    else:
        return None
    return Heading(level, plain(words_of(block)).rstrip(": "), *page.span(block))


def stage_level(headings: Sequence[Heading]) -> int | None:
    """The shallowest level at which two headings carry a number: that is where a roadmap counts its stages."""
    numbered = [h.level for h in headings if h.stage is not None]
    return min((level for level in numbered if numbered.count(level) > 1), default=None)


def _stage_in(text: str) -> int | None:
    found = _STAGE.match(text)
    return int(found.group(1) or found.group(2)) if found else None


def _is_label(block: Block, following: Block | None) -> bool:
    """Whether a paragraph is a bold line, or a word or two with a colon before a list: a heading in all but form."""
    if block.type != "paragraph":
        return False
    text = words_of(block)
    if "\n" in text or len(text) > _MOST_LABEL_CHARACTERS:
        return False
    label = plain(text)
    if _BOLD_LINE.fullmatch(text[decoration(text) :].strip()):
        return bool(label) and len(label.split()) <= _MOST_LABEL_WORDS and label[-1] not in ".!"
    before_list = following is not None and following.type in LISTS
    return before_list and label.endswith(":") and len(label.split()) <= _MOST_PLAIN_LABEL_WORDS
