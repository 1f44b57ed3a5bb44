"""Making plain text of what a model writes: no link, image, tag or emphasis gets through, and no id as it stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rag.inert import seen, unlinked, untagged, without_addresses

_OTHER_BRACKETS = str.maketrans("\u3010\u3011\u3014\u3015", "[][]")  # models trained on such write markers in them
_ROUND = re.compile(r"\(([\w, ;-]{1,200})\)")
_GROUP = re.compile(r"!?\[([^\[\]\n]{0,200})\]")
_PART = re.compile(r"[\w-]+")
# What stands in brackets instead of an id: a number, a made-up id, a word for a source, a footnote.
_NO_TEXT = re.compile(r"(?:[\s,;:^#-]|\w*\d\w*|ids?|sources?|passages?|facts?|given|citations?|refs?)*", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*+|`+|~~|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|^\s*\|\s*|\s*\|\s*$")
_EMPTY = re.compile(r"\(\s*\)|\{\s*\}")
_BEFORE_POINT = re.compile(r"\s+(?=[.,;:!?](?:\s|$))")
_PRIVATE = re.compile("[\ue000-\uf8ff]")  # which the slots are made of
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
    text = unlinked(_PRIVATE.sub("", seen(written.translate(_OTHER_BRACKETS))))
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
    for id_ in urls:  # an id is nothing to read
        text = text.replace(id_, "")
    text = untagged(_EMPHASIS.sub("", text))  # before addresses are looked for, which signs in them would hide
    return Plain(tidy(without_addresses(text, allowed)), tuple(found), dropped)


def tidy(text: str) -> str:
    """The text with single spaces and none before a point, and without brackets that hold nothing."""
    return _BEFORE_POINT.sub("", re.sub(r"\s+", " ", _EMPTY.sub("", text))).strip()
