"""Characters that nobody sees, and white space."""

import re

CONTROLS = re.compile(r"\x1b\[[\d;]*[A-Za-z]|[\x00-\x08\x0e-\x1f\x7f]")
# Neither soft hyphens nor C1 controls: before mojibake is mended they may be parts of letters.
ZERO_WIDTH = re.compile(
    "[\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Joiners hold emoji and some scripts together, so between two such characters they stay.
JOINED = r"[^\x00-\x7f\s\u200c\u200d]"
STRAY_JOINERS = re.compile(rf"(?<!{JOINED})[\u200c\u200d]+|[\u200c\u200d]+(?!{JOINED})")
LEFTOVER_BYTES = re.compile(r"[\xad\x80-\x9f]")


def unify_line_ends(text: str) -> tuple[str, int]:
    """CRLF, CR, vertical tabs and page breaks become line feeds."""
    return re.subn(r"\r\n?|[\v\f]", "\n", text)


def drop_controls(text: str) -> tuple[str, int]:
    """Control characters go, but for line feeds and tabs."""
    return CONTROLS.subn("", text)


def drop_zero_width(text: str) -> tuple[str, int]:
    """Characters that nobody sees go, but for the joiners inside emoji and words."""
    text, unseen = ZERO_WIDTH.subn("", text)
    text, joiners = STRAY_JOINERS.subn("", text)
    return text, unseen + joiners


def drop_leftover_bytes(text: str) -> tuple[str, int]:
    """Soft hyphens and C1 controls that were no part of mojibake go."""
    return LEFTOVER_BYTES.subn("", text)


def plain_spaces(text: str) -> tuple[str, int]:
    """No-break spaces become spaces."""
    return re.subn(r"[\xa0\u2007\u202f]", " ", text)


def trim_lines(text: str) -> tuple[str, int]:
    """Spaces at line ends go."""
    return re.subn(r"(?<![ \t])[ \t]++$", "", text, flags=re.MULTILINE)


def collapse_blank_lines(text: str) -> tuple[str, int]:
    """Three or more blank lines become one, and none stand at either end."""
    text, gaps = re.subn(r"\n{4,}", "\n\n", text)
    text, ends = re.subn(r"\A\n+|(?<=\n)\n+\Z", "", text)
    return text, gaps + ends
