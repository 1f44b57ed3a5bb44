"""From a file's bytes to its text, naming the encoding that fitted."""

import codecs
import unicodedata
from dataclasses import dataclass, field

from ingest.errors import SourceError

# UTF-32 stands before UTF-16: the little-endian mark of the one begins with the mark of the other.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WESTERN_ENCODINGS = ("cp1252", "latin-1")
TEXT_CONTROLS = frozenset("\t\n\v\f\r\x1b\x85")

MOST_CONTROLS = 0.05  # logs with colours stay below it; archives and images do not
MOST_ACCENTED = 0.3  # French stays near 0.05; Cyrillic or Chinese read as cp1252 is nearly all accents


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text and the encoding it was read in."""

    text: str = field(repr=False)
    encoding: str


def decode(data: bytes) -> Decoded:
    """The text of a file: by its byte order mark, else as UTF-8, else as Western European if that looks like text.

    Raises SourceError for binary and for empty data; the caller knows the path and adds it.
    """
    decoded = _by_mark(data) or _as_utf8(data) or _as_western(data)
    if "\0" in decoded.text or _share_of_controls(decoded.text) > MOST_CONTROLS:
        raise SourceError("This is binary data, not text. Give a text file saved as UTF-8.")
    if not decoded.text.strip():
        raise SourceError("There is no text in it.")
    return decoded


def _by_mark(data: bytes) -> Decoded | None:
    encoding = next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), None)
    if encoding is None:
        return None
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"It is marked as {encoding} but breaks off or is damaged at byte {error.start}. Save it again as UTF-8."
        ) from None


def _as_utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return None


def _as_western(data: bytes) -> Decoded:
    for encoding in WESTERN_ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _share_of_accented(text) <= MOST_ACCENTED:
            return Decoded(text, encoding)
    raise SourceError("It is neither UTF-8 nor a Western European text. Save it as UTF-8.")


def _share_of_controls(text: str) -> float:
    controls = sum(unicodedata.category(char) == "Cc" and char not in TEXT_CONTROLS for char in text)
    return controls / max(len(text), 1)


def _share_of_accented(text: str) -> float:
    return sum(not char.isascii() for char in text) / max(len(text), 1)
