"""Images, in every spelling that Markdown and HTML have for them, taken off."""

import re

from ingest.markup import IMAGE, ITEM, LINKED_IMAGE, drop, outside_code

IMAGES = outside_code(
    rf"^[ \t]*(?:{ITEM}|\#{{1,6}}[ \t]+)(?:(?:{LINKED_IMAGE}|{IMAGE})[ \t]*)+$|{LINKED_IMAGE}|{IMAGE}"
)
SHORT_IMAGE = outside_code(r"!\[(?P<label>[^\[\]\n]+)\](?![\[(:])")
DEFINITION = outside_code(r"^ {0,3}\[(?P<label>[^\[\]\n]+)\]:[^\n]*\n?")
REFERENCE = re.compile(r"\[([^\[\]\n]+)\](?!:)")
EMPTIED_TAGS = outside_code(r"<(?P<tag>a|p|div|picture|figure|center)\b[^<>]*>\s*</(?P=tag)>")


def drop_images(text: str) -> tuple[str, int]:
    """Images go in every spelling, with the link around them and the definitions that served only them."""
    kept, images = drop(IMAGES, text)
    kept, short = _drop_short_images(kept)
    if images + short == 0:
        return text, 0
    kept, _ = drop(EMPTIED_TAGS, kept)
    return _drop_unused_definitions(text, kept), images + short


def _drop_short_images(text: str) -> tuple[str, int]:
    defined = {_folded(match["label"]) for match in DEFINITION.finditer(text) if match["label"]}
    return drop(SHORT_IMAGE, text, keep=lambda image: "" if _folded(image["label"]) in defined else image[0])


def _drop_unused_definitions(before: str, after: str) -> str:
    unused = _references(before) - _references(after)
    return drop(DEFINITION, after, keep=lambda line: "" if _folded(line["label"]) in unused else line[0])[0]


def _references(text: str) -> set[str]:
    return {_folded(label) for label in REFERENCE.findall(text)}


def _folded(label: str) -> str:
    return " ".join(label.casefold().split())
