"""Mend a document's text and take off what is not the document: the result is what every offset refers to."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import ftfy

from ingest.errors import SourceError

Step = Callable[[str], tuple[str, int]]

MOST_ROUNDS = 50  # real documents settle in two; only markup nested for mischief needs more


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text and how often each kind of repair was made."""

    text: str = field(repr=False)
    repairs: dict[str, int]


def clean(text: str) -> Cleaned:
    """The text with its damage mended and its site chrome gone; cleaning the result again changes nothing.

    Raises SourceError for markup nested so deeply that it does not settle.
    """
    repairs: Counter[str] = Counter()
    for _ in range(MOST_ROUNDS):
        mended, made = _one_round(text)
        if mended == text:
            return Cleaned(text, dict(repairs))
        text = mended
        repairs += made
    raise SourceError("Its images or links are nested too deeply to be cleaned. Remove the innermost ones.")


def _one_round(text: str) -> tuple[str, Counter[str]]:
    made: Counter[str] = Counter()
    for name, step in STEPS:
        text, count = step(text)
        made[name] += count
    return text, made


# The pieces of Markdown that the rules below are made of. Possessive quantifiers (`*+`) keep a hostile line
# from costing more than its length.

FENCED = r"^[ \t]*(?P<fence>`{3,}|~{3,})(?s:.*?)(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|\Z)"
CODE = rf"(?P<code>{FENCED}|(?<!`)(?P<tick>`++)[^`\n]++(?P=tick)(?!`))"
LABEL = r"\[(?:\\.|[^\[\]\\\n]|\[[^\[\]\n]*\]|\n(?![ \t]*\n))*+\]"
TITLE = r"""(?:"(?:\\.|[^"\\\n])*+"|'(?:\\.|[^'\\\n])*+'|\([^()\n]*\))"""
ADDRESS = r"(?:<[^<>\n]*>|data:[^()\n]*+(?:\([^()\n]*\)[^()\n]*+)*+|(?!<)(?:\\.|[^\s()\\]|\([^\s()]*\))*+)"
TARGET = rf"\(\s*+{ADDRESS}(?:\s++{TITLE})?\s*+\)"
LINK = rf"{LABEL}{TARGET}"
ITEM = r"(?:[-*+]|\d+[.)])[ \t]+"
IMAGE = rf"""(?:!{LABEL}(?:{TARGET}|\[[^\[\]\n]*\])|<img\b(?:"[^"]*"|'[^']*'|[^<>"'])*+>)"""
LINKED_IMAGE = rf"(?:\[\s*(?:{IMAGE}\s*)+\](?:{TARGET}|\[[^\[\]\n]*\])|<a\b[^<>]*>\s*(?:{IMAGE}\s*)+</a>)"


def _outside_code(pattern: str) -> re.Pattern[str]:
    """A rule that passes over code, which shows Markdown without meaning it."""
    return re.compile(rf"{CODE}|(?:{pattern})", re.MULTILINE)


def _drop(rule: re.Pattern[str], text: str, keep: Callable[[re.Match[str]], str] = lambda _: "") -> tuple[str, int]:
    """Put what is to be kept of each match in its place; by default that is nothing."""
    count = 0

    def write(match: re.Match[str]) -> str:
        nonlocal count
        kept = match[0] if match["code"] is not None else keep(match)
        count += kept != match[0]
        return kept

    return rule.sub(write, text), count


# Characters.

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


# Mojibake. Windows-1252 has no character for five bytes, so UTF-8 read as Windows-1252 often lost one of them.

FOLLOWING = bytes(range(0x80, 0xC0)).decode("sloppy-windows-1252")
SELECTORS = bytes(range(0x80, 0x90)).decode("sloppy-windows-1252")
LOST_BYTES = (
    (re.compile(rf"\xef\xb8(?![{SELECTORS}])"), "\xef\xb8\x8f"),  # the selector that asks for a coloured emoji
    (re.compile(r"\xe2\u20ac(?=\xf0\u0178)"), "\xe2\u20ac\x8d"),  # a joiner before an emoji
    (re.compile(rf"\xe2\u20ac(?![{FOLLOWING}])"), "\xe2\u20ac\x9d"),  # a closing quotation mark
    (re.compile(rf"\xe2([\u0152\xa4])(?![{FOLLOWING}])"), "\xe2\x9d\\1"),  # a cross mark or a heart
)
# An emoji that lost a byte is past knowing. Two spaces after it are left to ftfy: the first was its last byte.
CUT_OFF_EMOJI = re.compile(
    rf"(?P<opening>(?:^|(?<=\s))[*_]*)?\xf0\u0178[{FOLLOWING}]?(?![{FOLLOWING}]|  \S)(?P<space> ?)", re.MULTILINE
)

MAC_FOLLOWING = bytes(range(0x80, 0xC0)).decode("mac_roman")
MAC_ROMAN = re.compile(rf"\uf8ff[{MAC_FOLLOWING}]{{3}}|\u201a[{MAC_FOLLOWING}]{{2}}|\xd4\u220f\xe8")
GREEK_FOLLOWING = bytes(range(0x80, 0xC0)).decode("cp1253", "ignore")
GREEK = re.compile(rf"\u03b2[\u20ac\u201a\u2020][{GREEK_FOLLOWING}]")


def restore_lost_bytes(text: str) -> tuple[str, int]:
    """Bytes that Windows-1252 dropped come back where only one can have stood, so that ftfy can read the character."""
    count = 0
    for pattern, whole in LOST_BYTES:
        text, restored = pattern.subn(whole, text)
        count += restored
    return text, count


def drop_cut_off_emoji(text: str) -> tuple[str, int]:
    """Emoji that lost a byte go, before ftfy can take the space behind them for that byte.

    The space stays unless it would now begin a line or bold text, which Markdown would not read as bold.
    """
    return CUT_OFF_EMOJI.subn(lambda cut: cut["space"] if cut["opening"] is None else cut["opening"], text)


def mend_mojibake(text: str) -> tuple[str, int]:
    """What ftfy can mend, counted in lines; good quotes, ligatures and wide characters stay as they are."""
    mended = ftfy.fix_text(text, uncurl_quotes=False, fix_latin_ligatures=False, fix_character_width=False)
    if mended == text:
        return text, 0
    changed = sum(old != new for old, new in zip(text.split("\n"), mended.split("\n"), strict=False))
    return mended, max(changed, 1)


def mend_mac_roman(text: str) -> tuple[str, int]:
    """UTF-8 emoji and punctuation that were read as MacRoman."""
    return _reread(MAC_ROMAN, "mac_roman", text)


def mend_greek(text: str) -> tuple[str, int]:
    """UTF-8 punctuation that was read as Greek Windows-1253."""
    return _reread(GREEK, "cp1253", text)


def _reread(pattern: re.Pattern[str], encoding: str, text: str) -> tuple[str, int]:
    def read(match: re.Match[str]) -> str:
        try:
            return match[0].encode(encoding).decode("utf-8")
        except UnicodeError:
            return match[0]

    return pattern.subn(read, text)


# Images and links.

IMAGES = _outside_code(
    rf"^[ \t]*(?:{ITEM}|\#{{1,6}}[ \t]+)(?:(?:{LINKED_IMAGE}|{IMAGE})[ \t]*)+$|{LINKED_IMAGE}|{IMAGE}"
)
SHORT_IMAGE = _outside_code(r"!\[(?P<label>[^\[\]\n]+)\](?![\[(:])")
DEFINITION = _outside_code(r"^ {0,3}\[(?P<label>[^\[\]\n]+)\]:[^\n]*\n?")
REFERENCE = re.compile(r"\[([^\[\]\n]+)\](?!:)")
EMPTIED_TAGS = _outside_code(r"<(?P<tag>a|p|div|picture|figure|center)\b[^<>]*>\s*</(?P=tag)>")
FOLDED_LINK = _outside_code(
    r"(?<!!)\[(?:[ \t]*\n\s*+(?P<first>[^\[\]\n]++)\s*+|(?P<last>[^\[\]\s][^\[\]\n]*+)\n\s*+)\](?=\()"
)
EMPTY_LINK = _outside_code(rf"(?<!!)\[\s*\]{TARGET}|(?<![\w\])!])\[\s*\]\[[^\[\]\n]+\]")
DATA_LINK = _outside_code(r"(?<!!)\[(?P<words>[^\[\]]*)\]\(\s*data:[^()\n]*+(?:\([^()\n]*\)[^()\n]*+)*+\)")
# Shorter ones can be read, and a brace marks a template in a lesson on images, not an image.
DATA_URI = re.compile(r"""\bdata:\w+/[\w.+-]+(?:;[\w=.+-]+)*,[^\s()\[\]{}<>"'`]{16,}""")


def drop_images(text: str) -> tuple[str, int]:
    """Images go in every spelling, with the link around them and the definitions that served only them."""
    kept, images = _drop(IMAGES, text)
    kept, short = _drop_short_images(kept)
    if images + short == 0:
        return text, 0
    kept, _ = _drop(EMPTIED_TAGS, kept)
    return _drop_unused_definitions(text, kept), images + short


def _drop_short_images(text: str) -> tuple[str, int]:
    defined = {_folded(match["label"]) for match in DEFINITION.finditer(text) if match["label"]}
    return _drop(SHORT_IMAGE, text, keep=lambda image: "" if _folded(image["label"]) in defined else image[0])


def _drop_unused_definitions(before: str, after: str) -> str:
    unused = _references(before) - _references(after)
    return _drop(DEFINITION, after, keep=lambda line: "" if _folded(line["label"]) in unused else line[0])[0]


def _references(text: str) -> set[str]:
    return {_folded(label) for label in REFERENCE.findall(text)}


def _folded(label: str) -> str:
    return " ".join(label.casefold().split())


def unfold_links(text: str) -> tuple[str, int]:
    """A link whose words were parted from its brackets by line breaks comes back on one line."""
    return _drop(FOLDED_LINK, text, keep=lambda link: f"[{link['first'] or link['last']}]")


def drop_empty_links(text: str) -> tuple[str, int]:
    """Links without words go."""
    return _drop(EMPTY_LINK, text)


def drop_data_uris(text: str) -> tuple[str, int]:
    """Embedded files go; a link to one becomes its words."""
    text, links = _drop(DATA_LINK, text, keep=lambda link: str(link["words"]))
    text, bare = DATA_URI.subn("", text)
    return text, links + bare


# Site chrome: lines that a web copy brings along. Headings, list items and table rows are never chrome.

NAVIGATION = (
    r"(?:menu|home|search|sign (?:in|up|out)|log ?(?:in|out)|open in app|get (?:the )?app|listen|share|save|write"
    r"|subscribe|skip to (?:main )?content|table of contents)"
)
NAVIGATION_LINE = re.compile(rf"(?i:[ \t]*(?:{ITEM})?(?:(?:{LINK}|{NAVIGATION}\b)[ \t|,/>\u00b7\u2022\u203a]*)+)")
FIRST_TITLE = re.compile(r"^# ", re.MULTILINE)


def _chrome(pattern: str) -> re.Pattern[str]:
    """A rule for a whole line, whatever emphasis or emoji stand around its words."""
    structure = rf"[ \t]*(?:{ITEM}|\#{{1,6}}[ \t]|\|)"
    return _outside_code(rf"^(?!{structure})[^\w\[\n#~\u2318]*+(?i:{pattern})[^\w\n:]*$")


CHROME = {
    "bylines": _chrome(
        rf"(?:{LINK}[ \t]*)*\[follow\]{TARGET}(?:[ \t]*{LINK})*"  # names in a row, with a button among them
        rf"|\[[^\[\]\n]+\]\(https?://[^\s()]*/@[\w.-]+\s+{TITLE}\)"  # an author, with the profile as tooltip
    ),
    "reading times": _chrome(
        r"[^\n]{0,600}\b\d+ min read\b[^\n]{0,200}\bfree: (?:yes|no)"
        r"|~?\d+ min read(?:[ \t]*[\u00b7\u2022|-][ \t]*[a-z]{3,9} \d{1,2}(?:, \d{4})?)?"
    ),
    "publication notes": _chrome(
        r"this (?:story|article|post) (?:is|was) (?:originally )?published (?:on|in|at)\b[^\n]*"
        r"\b(?:connect with|follow) us\b[^\n]*"
    ),
    "newsletter calls": _chrome(r"subscribe to (?:our|my)\b[^\n]*\bnewsletter\b[^\n]*"),
    "comment calls": _chrome(r"[^\n]{0,80}\bdrop (?:a|your) comments? below"),
    "share calls": _chrome(r"share (?:this |it )?(?:\w+ )?with (?:someone|anyone|a friend) who needs (?:this|it)"),
    "hashtags": _chrome(rf"(?:#[^\W\d][\w-]*[ \t,]*){{2,}}|(?:\[\\?#[^\W\d][\w-]*\]{TARGET}[ \t,]*)+"),
    "shortcut hints": _chrome(r"(?:ctrl|cmd|alt|\u2318)[ \t]?\+[ \t]?[a-z\d]"),
}


def drop_navigation(text: str) -> tuple[str, int]:
    """The lines above the first title go if they are nothing but links and the words of menus."""
    title = FIRST_TITLE.search(text)
    above = [line for line in text[: title.start()].split("\n") if line.strip()] if title else []
    if not title or not any("](" in line for line in above):
        return text, 0
    if not all(NAVIGATION_LINE.fullmatch(line) for line in above):
        return text, 0
    return text[title.start() :], len(above)


def _dropping(rule: re.Pattern[str]) -> Step:
    return lambda text: _drop(rule, text)


# White space.


def trim_lines(text: str) -> tuple[str, int]:
    """Spaces at line ends go."""
    return re.subn(r"(?<![ \t])[ \t]++$", "", text, flags=re.MULTILINE)


def collapse_blank_lines(text: str) -> tuple[str, int]:
    """Three or more blank lines become one, and none stand at either end."""
    text, gaps = re.subn(r"\n{4,}", "\n\n", text)
    text, ends = re.subn(r"\A\n+|(?<=\n)\n+\Z", "", text)
    return text, gaps + ends


STEPS: tuple[tuple[str, Step], ...] = (
    ("line ends", unify_line_ends),
    ("control characters", drop_controls),
    ("zero-width characters", drop_zero_width),
    ("lost bytes", restore_lost_bytes),
    ("cut-off emoji", drop_cut_off_emoji),
    ("mojibake", mend_mojibake),
    ("MacRoman mojibake", mend_mac_roman),
    ("Greek mojibake", mend_greek),
    ("leftover bytes", drop_leftover_bytes),
    ("no-break spaces", plain_spaces),
    ("trailing spaces", trim_lines),
    ("images", drop_images),
    ("data URIs", drop_data_uris),
    ("folded links", unfold_links),
    ("empty links", drop_empty_links),
    ("navigation", drop_navigation),
    *((name, _dropping(rule)) for name, rule in CHROME.items()),
    ("blank lines", collapse_blank_lines),
)
