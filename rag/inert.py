"""Making text inert: nothing in it is a link, an image, a tag or hidden, whatever those make of it who show it."""

import re
import unicodedata
from collections.abc import Collection

_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)?")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")  # Markdown's way to write a sign that is none of its own
_NUMBER = re.compile(r"!?\[[\s^]*\d+\s*\]")
_BRACKETS = re.compile(r"!?\[|\]")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>?")
_ADDRESS = re.compile(
    r"[\w+.-]*:\s*//\S*"  # with a scheme
    r"|(?:(?<=\s)|(?<=^)|(?<=\())//[\w-]+\.\S*"  # without one
    r"|(?:javascript|vbscript|mailto):\S*|\b(?:data|file|tel):\S+"
    r"|www\.\S+|\S+@[\w-]+\.[\w.-]+"
    r"|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?/\S*"  # a host and a path
    r"|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?:/\S*)?",
    re.IGNORECASE,
)
_CLOSING = ".,;:!?'\")"
_UNSEEN = {"Cf", "Cc", "Cs", "Cn"}  # categories of characters that nobody sees, and that may hide or turn a text


def inert(text: str, allowed: Collection[str] = ()) -> str:
    """The text as plain words: no markup, no marker of its own, and no address but those `allowed`."""
    words = _BRACKETS.sub("", _NUMBER.sub("", unlinked(seen(text))))
    return without_addresses(untagged(words), allowed)


def seen(text: str) -> str:
    """The text without what nobody sees of it, backslashes before signs included; private-use characters stay."""
    return _ESCAPED.sub(r"\1", "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _UNSEEN))


def unlinked(text: str) -> str:
    """The text with the words of a link or an image in brackets, and without where it leads."""
    return _LINK.sub(r"[\1]", text)


def untagged(text: str) -> str:
    """The text without tags and comments, and no `<` left that could begin one."""
    return re.sub(r"<(?=\S)|(?<=\S)>(?=\S)", "", _TAG.sub("", _COMMENT.sub("", text)))


def without_addresses(text: str, allowed: Collection[str] = ()) -> str:
    """The text without addresses, but for those `allowed`."""

    def kept(match: re.Match[str]) -> str:
        bare = match[0].rstrip(_CLOSING)
        closing = match[0][len(bare) :]
        return bare + closing if bare in allowed or bare + "/" in allowed else closing

    return _ADDRESS.sub(kept, text)
