"""A document's text as it is read: nothing is lost but Markdown, and the mark is on what was quoted."""

from hypothesis import given
from hypothesis import strategies as st
from kitchen import SOUP

from ui.text import PAGE, page_with, pages_of, place_in, shown


def pieces(text: str, marked: tuple[int, int] | None = None) -> list[tuple[str, bool]]:
    lines = shown(text, (0, len(text)), marked)["lines"]
    return [(piece["text"], piece["marked"]) for line in lines for piece in line["pieces"]]


def marked_in(text: str, quote: str) -> str:
    start = text.index(quote)
    return "".join(said for said, is_marked in pieces(text, (start, start + len(quote))) if is_marked)


def test_what_was_quoted_is_marked_and_nothing_else() -> None:
    assert marked_in(SOUP, "bay, thyme and parsley") == "bay, thyme and parsley"
    assert marked_in(SOUP, "## Phase 2: Knife Work (1-2 months)") == "Phase 2: Knife Work (1-2 months)"


def test_a_quote_with_a_link_or_over_lines_is_marked_in_all_its_parts() -> None:
    assert marked_in(SOUP, "course: [Ladle School](https://school.example.org/), a") == "course: Ladle School, a"
    assert marked_in(SOUP, "bones and roots.\n- Stock, herbs") == "bones and roots.Stock, herbs"


def test_lines_have_roles() -> None:
    lines = shown("# A\n\nplain\n- one\n  1. two\n| a | b |\n**Bold** words\n", (0, 60))["lines"]
    assert [(line["kind"], line["depth"]) for line in lines] == [
        ("heading", 1), ("text", 0), ("item", 0), ("item", 1), ("row", 0), ("text", 0),
    ]  # fmt: skip
    assert "".join(piece["text"] for piece in lines[-1]["pieces"]) == "Bold words"


@given(st.text(alphabet="ab *[]()#-\n|!.1", max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_any_text_can_be_shown_and_marked(text: str, start: int, end: int) -> None:
    plain = "".join(said for said, _ in pieces(text))
    assert "".join(said for said, _ in pieces(text, (min(start, end), max(start, end)))) == plain


def test_a_long_text_comes_in_pages_of_whole_lines_that_hold_all_of_it() -> None:
    text = "a line of words\n" * 20_000
    pages = pages_of(text)
    assert "".join(text[start:end] for start, end in pages) == text
    assert all(text[end - 1] == "\n" and end - start < 2 * PAGE for start, end in pages)
    assert page_with(pages, 200_000) == next(n for n, (a, b) in enumerate(pages) if a <= 200_000 < b) > 0


def test_an_address_that_names_no_place_marks_nothing() -> None:
    assert place_in("abc", "0", "3") == (0, 3)
    for start, end in ((None, None), ("0", "9"), ("2", "1"), ("-1", "2"), ("x", "y"), ("0", "9" * 20), ("²", "3")):
        assert place_in("abc", start, end) is None
