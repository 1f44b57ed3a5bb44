import pytest

from rag.inert import inert


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("3-6 months, with C++ (optional) and CI/CD, > 90 %.", "3-6 months, with C++ (optional) and CI/CD, > 90 %."),
        ("Take the [Python Course](https://learn.example/p), free.", "Take the Python Course, free."),
        (r"See !\[x\](http://127.0.0.1:9/x) \[1\] and [2].", "See x  and ."),
        ("<b>Bold</b> <img src=x> text", "Bold  text"),
        ("At https://a.example/x or https://evil.example/x.", "At https://a.example/x or ."),
        ("A mark \ue0000\ue001 stays.", "A mark \ue0000\ue001 stays."),
        ("hid\u200bden \u202eturned", "hidden turned"),
    ],
)
def test_words_stay_and_what_could_be_live_goes(written: str, text: str) -> None:
    assert inert(written, {"https://a.example/x"}) == text
