"""Links mended or, where nothing can be read in them, taken off."""

import re

from ingest.markup import TARGET, drop, outside_code

FOLDED_LINK = outside_code(
    r"(?<!!)\[(?:[ \t]*\n\s*+(?P<first>[^\[\]\n]++)\s*+|(?P<last>[^\[\]\s][^\[\]\n]*+)\n\s*+)\](?=\()"
)
EMPTY_LINK = outside_code(rf"(?<!!)\[\s*\]{TARGET}|(?<![\w\])!])\[\s*\]\[[^\[\]\n]+\]")
DATA_LINK = outside_code(r"(?<!!)\[(?P<words>[^\[\]]*)\]\(\s*data:[^()\n]*+(?:\([^()\n]*\)[^()\n]*+)*+\)")
# Shorter ones can be read, and a brace marks a template in a lesson on images, not an image.
DATA_URI = re.compile(r"""\bdata:\w+/[\w.+-]+(?:;[\w=.+-]+)*,[^\s()\[\]{}<>"'`]{16,}""")


def unfold_links(text: str) -> tuple[str, int]:
    """A link whose words were parted from its brackets by line breaks comes back on one line."""
    return drop(FOLDED_LINK, text, keep=lambda link: f"[{link['first'] or link['last']}]")


def drop_empty_links(text: str) -> tuple[str, int]:
    """Links without words go."""
    return drop(EMPTY_LINK, text)


def drop_data_uris(text: str) -> tuple[str, int]:
    """Embedded files go; a link to one becomes its words."""
    text, links = drop(DATA_LINK, text, keep=lambda link: str(link["words"]))
    text, bare = DATA_URI.subn("", text)
    return text, links + bare
