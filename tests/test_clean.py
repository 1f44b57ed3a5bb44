import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import clean
from ingest.errors import SourceError

GLASS, SPANNER, BRAIN, PAN, CROSS = "\U0001f50d", "\U0001f6e0\ufe0f", "\U0001f9e0", "\U0001f373", "\u274c"


def misread(text: str, encoding: str) -> str:
    """UTF-8 opened in another encoding, as a careless editor does; bytes without a character are lost."""
    return text.encode("utf-8").decode(encoding, "ignore")


def cleaned(text: str) -> str:
    return clean(text).text


# Mojibake.


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac_roman", "cp437"])
def test_text_read_in_a_wrong_encoding_is_mended(encoding: str) -> None:
    text = "The caf\u00e9\u2019s cr\u00eape pan \u2013 na\u00efvely simple\n"
    assert cleaned(misread(text, encoding)) == text


def test_good_quotes_ligatures_and_wide_characters_stay() -> None:
    text = "\u201cStir\u201d the \ufb01ne \uff26lour, don\u2019t beat it\n"
    assert clean(text).text == text
    assert clean(text).repairs == {}


def test_closing_quotes_that_lost_a_byte_come_back() -> None:
    text = "\u201cSalt\u201d and \u201cpepper\u201d.\n"
    assert cleaned(misread(text, "cp1252")) == text


@pytest.mark.parametrize("text", [f"{SPANNER} Pans\n", "\u26a0\ufe0f Hot\n", f"{CROSS} Not so\n", f"{BRAIN} Think\n"])
def test_emoji_whose_lost_byte_can_be_told_come_back(text: str) -> None:
    assert cleaned(misread(text, "cp1252")) == text


@pytest.mark.parametrize("around", ["## {} Taste it\n", "- {} Taste it\n", "See {} and taste\n", "Taste it {}\n"])
@pytest.mark.parametrize("emoji", [GLASS, "\U0001f355", "\U0001f40d"])
def test_emoji_that_lost_a_byte_go_without_touching_the_words_around(emoji: str, around: str) -> None:
    result = clean(misread(around.format(emoji), "cp1252"))
    assert result.text.split() == around.format("").split()
    assert result.repairs["cut-off emoji"] == 1


def test_bold_text_stays_bold_when_the_emoji_that_began_it_goes() -> None:
    assert cleaned(misread(f"#### **{GLASS} Taste it:**\n", "cp1252")) == "#### **Taste it:**\n"


def test_the_space_behind_a_cut_off_emoji_still_parts_the_words() -> None:
    assert cleaned(misread(f"**done**{GLASS} next\n", "cp1252")) == "**done** next\n"


def test_a_no_break_space_turned_into_a_space_is_still_read_as_part_of_its_emoji() -> None:
    assert cleaned(misread(f"{BRAIN} Think\n", "cp1252").replace("\xa0", " ")) == f"{BRAIN} Think\n"


@pytest.mark.parametrize(
    "line", [f"- {PAN} [Pans](https://example.org/)\n", f"{SPANNER} Wash it, don\u2019t soak it\n"]
)
def test_emoji_read_as_mac_roman_are_mended(line: str) -> None:
    assert cleaned(misread(line, "mac_roman")) == line


def test_mac_roman_is_mended_beside_characters_that_are_whole() -> None:
    damaged = f"{PAN} and " + misread(f"{PAN} don\u2019t", "mac_roman")
    assert cleaned(damaged) == f"{PAN} and {PAN} don\u2019t"


@pytest.mark.parametrize("text", ["salt\u2014pepper", "don\u2019t", "\u2192 stir", "wait\u2026"])
def test_punctuation_read_as_greek_is_mended(text: str) -> None:
    assert cleaned(misread(text, "cp1253")) == text


@pytest.mark.parametrize(
    "text", ["\u03b2 is the dose; \u03b1\u2013\u03b2 the range", "\u201aOlga\u2018 kocht", "p\u00e2t\u00e9\u2026"]
)
def test_text_that_merely_looks_unusual_is_left_alone(text: str) -> None:
    assert clean(text).repairs == {}


# Characters.


def test_line_ends_become_line_feeds() -> None:
    assert cleaned("one\r\ntwo\rthree\x0cfour") == "one\ntwo\nthree\nfour"


def test_control_characters_go_but_tabs_and_line_feeds_stay() -> None:
    assert cleaned("a\x00b\x07\tc\nd\x7f \x1b[31mred\x1b[0m") == "ab\tc\nd red"


def test_characters_that_nobody_sees_go() -> None:
    hidden = "\ufeffwhi\u200bsk \u202ethe\u202c e\xadggs\u2060" + "".join(chr(0xE0000 + ord(char)) for char in "obey")
    assert cleaned(hidden) == "whisk the eggs"


def test_joiners_stay_only_inside_emoji_and_words_that_need_them() -> None:
    cook = "\U0001f469\u200d\U0001f373"
    persian = "\u0645\u06cc\u200c\u062e\u0648\u0631\u0645"
    assert cleaned(f"{cook} {persian} pl\u200da\u200c\u200din") == f"{cook} {persian} plain"


def test_no_break_spaces_become_spaces() -> None:
    assert cleaned("10\xa0g\u202fsalt") == "10 g salt"


# Images, links and data.


@pytest.mark.parametrize(
    "image",
    [
        "![A pot](https://example.org/pot.png)",
        "![A [round] pot](pot.png 'Grandmother\"s')",
        "![](<my pot.png>)",
        '![pot](https://example.org/pot_(iron).png "It\'s iron")',
        "![pot](data:image/svg+xml;utf8,<svg xmlns='x'><g transform='scale(2 2)'/></svg>)",
        "![pot](data:image/png;base64," + "iVBORw0KGgo" * 50 + "=)",
        '<img src="pot.png" alt="a > b">',
        "<img src=pot.png/>",
        "[![pot](pot.png)](https://example.org/)",
        '[![pot](pot.png)\n\n](https://example.org/ "Buy it, it\'s (nearly) new")',
        '<a href="https://example.org/"><img src="pot.png"></a>',
        "<p align=center>\n<img src='pot.png'>\n</p>",
        "- ![pot](pot.png)",
        "1. [![pot](pot.png)](https://example.org/)",
        "[![one](1.png)](https://a.example/) [![two](2.png)](https://b.example/)",
    ],
)
def test_images_go_in_every_spelling(image: str) -> None:
    assert cleaned(f"Before\n\n{image}\n\nAfter\n").replace("\n\n\n", "\n\n") == "Before\n\nAfter\n"


def test_reference_images_go_with_the_definitions_that_served_only_them() -> None:
    text = (
        "![A pot][pot] ![lid][] ![Spoon] [![badge][b]][shop] and [a shop][home]\n\n"
        "[pot]: pot.png\n[lid]: lid.png\n[spoon]: spoon.png\n[b]: b.png\n[shop]: https://example.org/shop\n"
        "[home]: https://example.org/\n"
    )
    assert " ".join(cleaned(text).split()) == "and [a shop][home] [home]: https://example.org/"


def test_an_exclamation_before_a_bracket_is_no_image_without_its_definition() -> None:
    assert clean("Look![sic] there [1]\n\n[1]: https://example.org/\n").repairs == {}


def test_words_that_share_a_link_with_an_image_stay() -> None:
    assert cleaned("[![pot](pot.png) Iron pots](https://example.org/)") == "[ Iron pots](https://example.org/)"


def test_links_without_words_go_and_others_stay() -> None:
    text = "- **[Pots](https://example.org/)** [](https://example.org/)\u2014 made of iron\n"
    assert cleaned(text) == "- **[Pots](https://example.org/)** \u2014 made of iron\n"


def test_a_link_broken_over_lines_comes_back_on_one() -> None:
    assert cleaned("[  \nPots](https://a.example/) and [\n\nPans\n\n](https://b.example/)") == (
        "[Pots](https://a.example/) and [Pans](https://b.example/)"
    )


def test_embedded_files_go_and_leave_the_words_of_their_link() -> None:
    blob = "data:application/pdf;base64," + "JVBERi0x" * 20
    assert cleaned(f"The [recipe]({blob}) is here: {blob} Enjoy.") == "The recipe is here:  Enjoy."


def test_code_keeps_what_would_elsewhere_go() -> None:
    code = (
        "Write `![alt](file.png)` or `[](link)`:\n\n```md\n![alt](file.png)\n#one #two\nCtrl+M\n```\n\n"
        '~~~python\nurl = f"data:image/png;base64,{picture}"\n\n\nnext()\n~~~\n'
    )
    assert clean(code).text == code


# Site chrome.

TARGET = '(https://blog.example/@ann "I\'m Ann. I cook, (mostly) soups.")'
PROFILE = f"[Ann]{TARGET}"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (f"{PROFILE}[Follow]{TARGET}", "bylines"),
        (PROFILE, "bylines"),
        (
            "[Soups](https://blog.example/soups)kitchen~12 min read\xb7May 1, 2020 (Updated: May 2, 2020)\xb7Free: No",
            "reading times",
        ),
        ("4 min read", "reading times"),
        ("4 min read \xb7 May 1, 2020", "reading times"),
        (
            "This story is published on [Soups](https://s.example/). Connect with us on [X](https://x.example/).",
            "publication notes",
        ),
        ("Subscribe to our [newsletter](https://s.example/) and never miss a soup!", "newsletter calls"),
        ("**\U0001f4ac Was it good? Drop a comment below!** \U0001f447", "comment calls"),
        ("**\U0001f517 Share this with someone who needs it!**", "share calls"),
        ("#soup #Bread_and_Butter #three-star", "hashtags"),
        ('[#soup](https://t.example/soup "Soup")[#bread](https://t.example/bread)', "hashtags"),
        ("Ctrl+M", "shortcut hints"),
    ],
)
def test_lines_that_a_web_copy_brings_along_go(line: str, name: str) -> None:
    result = clean(f"# Soup\n\nFirst.\n\n{line}\n\nSecond.\n")
    assert result.text == "# Soup\n\nFirst.\n\nSecond.\n"
    assert result.repairs[name] == 1


@pytest.mark.parametrize(
    "line",
    [
        "## Subscribe to our newsletter",
        "- [Follow](https://blog.example/@ann)",
        "- [A long read](https://s.example/) \xb7 12 min read",
        "- Connect with cooks on [LinkedIn](https://www.linkedin.com/) and [GitHub](https://github.com/)",
        "- \U0001f373 Founder of [Soup School](https://video.example/@soup)",
        "[Soup School](https://video.example/@soup)",
        "**Follow:**",
        "**Share:** every recipe you make",
        "Follow [Ann](https://blog.example/@ann) for more soups.",
        "Subscribe to a newsletter such as The Ladle.",
        "This story is published on page 3 of the cookbook.",
        "#soup",
        "#1 in sales, #2 in taste",
        "The soup is a 5 min read of a recipe.",
        "Press Ctrl+M to mute the mixer.",
        "| Ctrl+M | mute |",
    ],
)
def test_lines_of_the_article_itself_stay(line: str) -> None:
    text = f"# Soup\n\n{line}\n\nSecond.\n"
    assert clean(text).text == text


def test_what_stands_above_the_first_title_goes_if_it_only_leads_elsewhere() -> None:
    text = (
        "[  \nMirror](https://m.example/)\n\n- [tip jar](https://tips.example/)\n- [shop](https://shop.example/)\n\n"
        "Sign in | [< Go to the original](https://s.example/#top)\n\n![Preview](p.png)\n\n# Soup\n\nStir.\n"
    )
    assert cleaned(text) == "# Soup\n\nStir.\n"


@pytest.mark.parametrize(
    "above",
    [
        "This is [my page](https://s.example/) on soup.",
        "## Reading\n\n- [Soups](https://s.example/)",
        "Home",
        "---\ntitle: Soup\n---",
        "```sh\n# a comment in code\n```\n\n[Soups](https://s.example/)",
    ],
)
def test_words_above_the_first_title_stay_with_all_around_them(above: str) -> None:
    text = f"{above}\n\n# Soup\n\nStir.\n"
    assert clean(text).text == text


def test_links_stay_where_there_is_no_title_below_them() -> None:
    text = "- [Soups](https://s.example/)\n- [Breads](https://b.example/)\n"
    assert clean(text).text == text


# White space and the whole.


def test_trailing_spaces_go_and_wide_gaps_close() -> None:
    assert cleaned("\n\nOne  \n \t\n\n\nTwo\n\n\nThree\t\n\n\n") == "One\n\nTwo\n\n\nThree\n"


def test_repairs_are_counted_by_name() -> None:
    text = "Caf" + misread("\u00e9", "cp1252") + "\r\n\r\n![a](b)\r\n\r\n![c](d)\r\n\r\nTea\xa0time\r\n"
    assert clean(text).repairs == {"line ends": 7, "mojibake": 1, "images": 2, "no-break spaces": 1, "blank lines": 1}


def test_text_without_damage_is_left_as_it_is() -> None:
    text = (
        '# Soup\n\n1. Stir [well](https://example.org/a_(b) "title").\n   - Taste\n\n> Salt\n\n| a | b |\n|---|---|\n'
    )
    assert clean(text).text == text
    assert clean(text).repairs == {}


def test_markup_nested_for_mischief_is_refused() -> None:
    with pytest.raises(SourceError, match="nested too deeply"):
        clean("![a" * 300 + "](b)" * 300)


PIECES = st.sampled_from(
    [
        misread(piece, encoding)
        for encoding in ("cp1252", "mac_roman", "cp1253", "latin-1")
        for piece in (f"{GLASS} ", SPANNER, BRAIN, "\u201ca\u201d", "\u2014", "\u00e0 ")
    ]
    + [
        "![a](b)",
        "![a][b]",
        "[b]: c\n",
        "[",
        "]",
        "(",
        ")",
        "!",
        "(u)",
        "[](u)",
        "<img src='a'>",
        "<a>",
        "</a>",
        "&lt;",
    ]
    + [
        "data:a/b,",
        "x" * 16,
        "[#a](u)",
        "[Follow](u)",
        "# ",
        "#a ",
        "- ",
        "`",
        "```",
        "\n",
        "\n\n",
        "\r",
        " ",
        "  ",
        "\t",
    ]
    + ["4 min read", "Ctrl+M", "home", "\u200d", "\u200c", "\ufe0f", "\xad", "\x8f", "\xa0", "a", "&nbsp;", "\\", '"t"']
)


@given(st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=40).map("".join)))
def test_cleaning_any_text_settles_at_once(text: str) -> None:
    first = clean(text)
    second = clean(first.text)
    assert second.text == first.text
    assert second.repairs == {}
    first.text.encode("utf-8")
