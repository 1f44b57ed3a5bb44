import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.decode import Decoded, decode
from ingest.errors import SourceError

CAFE = "Boil the rice first.\nThen visit the caf\u00e9 \u2014 it closes at nine.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_text_is_read_in_the_encoding_it_was_saved_in(encoding: str) -> None:
    assert decode(CAFE.encode(encoding)) == Decoded(CAFE, encoding)


@pytest.mark.parametrize(
    ("mark", "encoding", "name"),
    [
        (b"\xfe\xff", "utf-16-be", "utf-16"),
        (b"\xff\xfe", "utf-16-le", "utf-16"),
        (b"\0\0\xfe\xff", "utf-32-be", "utf-32"),
        (b"\xff\xfe\0\0", "utf-32-le", "utf-32"),
    ],
)
def test_a_byte_order_mark_is_honoured_and_left_out_of_the_text(mark: bytes, encoding: str, name: str) -> None:
    assert decode(mark + CAFE.encode(encoding)) == Decoded(CAFE, name)


def test_western_text_that_is_not_utf8_is_read_as_cp1252() -> None:
    assert decode(CAFE.encode("cp1252")) == Decoded(CAFE, "cp1252")


def test_a_byte_that_cp1252_lacks_is_read_as_latin_1() -> None:
    assert decode(b"Knead the dough for ten minutes\x8d and let it rest, \xe0 la carte.").encoding == "latin-1"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_cyrillic_text_is_refused_rather_than_read_as_accented_latin(encoding: str) -> None:
    russian = "".join(map(chr, range(0x430, 0x44F))) + " " + "".join(map(chr, range(0x410, 0x42F)))
    with pytest.raises(SourceError, match="Save it as UTF-8"):
        decode(russian.encode(encoding))


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04\0\0\0\0 archive",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"text with a \0 byte",
        "UTF-16 without a mark".encode("utf-16-le"),
        bytes(range(1, 32)) * 4,
    ],
    ids=["zip", "png", "nul", "unmarked utf-16", "controls"],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="binary data"):
        decode(data)


@pytest.mark.parametrize("data", [b"", b" \t\r\n\n", b"\xef\xbb\xbf", b"\xff\xfe", "\u00a0\u3000".encode()])
def test_a_file_without_text_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="no text"):
        decode(data)


def test_text_cut_off_within_a_character_is_refused_with_its_encoding_and_place() -> None:
    with pytest.raises(SourceError, match="utf-16 but breaks off or is damaged at byte 16"):
        decode("Cut off".encode("utf-16") + b"\x20")


def test_the_colours_of_a_terminal_log_do_not_make_it_binary() -> None:
    log = "\x1b[32mdone\x1b[0m\n\x1b[31mfailed\x1b[0m\n"
    assert decode(log.encode()).text == log


@given(st.binary())
def test_any_bytes_are_either_decoded_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data)
    except SourceError:
        return
    assert decoded.text.strip()
    assert "\0" not in decoded.text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])).filter(str.strip))
def test_any_utf8_text_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode("utf-8-sig")).text == text
