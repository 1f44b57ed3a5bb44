"""Making plain text of what a model writes: no link, image, tag or emphasis gets through, and no id as it stands."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

_OTHER_BRACKETS = str.maketrans("\u3010\u3011\u3014\u3015", "[][]")  # models trained on such write markers in them
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)?")
_ROUND = re.compile(r"\(([\w, ;-]{1,200})\)")
_GROUP = re.compile(r"!?\[([^\[\]\n]{0,200})\]")
_PART = re.compile(r"[\w-]+")
# What stands in brackets instead of an id: a number, a made-up id, a word for a source, a footnote.
_NO_TEXT = re.compile(r"(?:[\s,;:^#-]|\w*\d\w*|ids?|sources?|passages?|facts?|given|citations?|refs?)*", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>?")
_ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}:\s*//\S*"  # with a scheme
    r"|(?:(?<=\s)|(?<=^)|(?<=\())//[\w-]+\.\S*"  # without one
    r"|\b(?:javascript|vbscript|data|mailto|file|tel):\S+"
    r"|\bwww\.\S+|\S+@[\w-]+\.[\w.-]+"
    r"|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?/\S*"  # a host and a path
    r"|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?:/\S*)?",
    re.IGNORECASE,
)
_CLOSING = ".,;:!?'\")"
_EMPHASIS = re.compile(r"\*+|`+|~~|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|^\s*\|\s*|\s*\|\s*$")
_EMPTY = re.compile(r"\(\s*\)|\{\s*\}")
_BEFORE_POINT = re.compile(r"\s+(?=[.,;:!?](?:\s|$))")
_UNSEEN = {"Cf", "Cc", "Co", "Cs", "Cn"}  # categories of characters that nobody sees, and that may hide or turn a text
_SLOT = "\ue000{}\ue001"  # private use, which no text keeps
SLOT = re.compile("\ue000(\\d+)\ue001")


@dataclass(frozen=True, slots=True)
class Plain:
    """A sentence as plain text with a slot for each marker, the passages these name, and how many named none."""

    text: str
    ids: tuple[str, ...]
    dropped: int

    @property
    def bare(self) -> str:
        """The text without its slots."""
        return tidy(SLOT.sub("", self.text))


def plain(written: str, urls: Mapping[str, str | None]) -> Plain:
    """What a model wrote as plain text; `urls` are the known ids, each with the address of its source.

    An address stays where it is that of a source which the same sentence names.
    """
    text = "".join(
        c for c in written.translate(_OTHER_BRACKETS) if c in "\n\t" or unicodedata.category(c) not in _UNSEEN
    )
    text = _COMMENT.sub("", _LINK.sub(r"[\1]", text))
    text = _ROUND.sub(lambda m: f"[{m[1]}]" if set(_PART.findall(m[1])) <= urls.keys() else m[0], text)
    found: list[str] = []
    dropped = 0

    def slots(group: re.Match[str]) -> str:
        nonlocal dropped
        named = [part for part in _PART.findall(group[1]) if part in urls]
        if named:
            first = len(found)
            found.extend(named)
            return "".join(_SLOT.format(first + i) for i in range(len(named)))
        if _NO_TEXT.fullmatch(group[1]):
            dropped += 1
            return ""
        return group[1]

    text = _GROUP.sub(slots, text)
    text = re.sub(r"[\[\]]", "", text)
    allowed = {url for id_ in found if (url := urls[id_])}
    text = _ADDRESS.sub(lambda match: _kept(match[0], allowed), _TAG.sub("", text))
    text = _EMPHASIS.sub("", re.sub(r"<(?=\S)|(?<=\S)>(?=\S)", "", text))
    for id_ in urls:  # an id is nothing to read
        text = text.replace(id_, "")
    return Plain(tidy(text), tuple(found), dropped)


def tidy(text: str) -> str:
    """The text with single spaces and none before a point, and without brackets that hold nothing."""
    return _BEFORE_POINT.sub("", re.sub(r"\s+", " ", _EMPTY.sub("", text))).strip()


def _kept(address: str, allowed: Collection[str]) -> str:
    bare = address.rstrip(_CLOSING)
    closing = address[len(bare) :]
    return bare + closing if bare in allowed or bare + "/" in allowed else closing
