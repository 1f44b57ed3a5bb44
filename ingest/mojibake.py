"""Text that was once read in a wrong encoding, mended.

Windows-1252 has no character for five bytes, so UTF-8 read as Windows-1252 often lost one of them.
"""

import re

import ftfy

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
