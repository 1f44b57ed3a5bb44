import random

import pytest

from rag.worded.scanner import Scanner

TEXT = """# Next

Learn calculus next. [a1] Then e.g. statistics [b2][c3]. It takes 3-6 months.[d4]
* With: X (free). It is no. 5.
1. Then: Z, and C++ (optional)
2) Last

---
```
I took it that you know Python.
More here"""
CUT = """Learn calculus next. [a1] Then e.g. statistics [b2][c3]. It takes 3-6 months.[d4]
- With: X (free). It is no. 5.
- Then: Z, and C++ (optional)
- Last

I took it that you know Python. More here"""


def scanned(pieces: list[str]) -> str:
    scanner = Scanner()
    found = [s for piece in pieces for s in scanner.feed(piece)] + list(scanner.finish())
    return "|".join(s.lead + s.text for s in found)


def test_a_text_is_cut_into_sentences_and_items_whose_signs_are_alike() -> None:
    whole = scanned([TEXT])
    assert whole.replace("|", "") == CUT
    assert whole.split("|")[1:4] == [
        " Then e.g. statistics [b2][c3].",
        " It takes 3-6 months.[d4]",
        "\n- With: X (free).",
    ]


@pytest.mark.parametrize("seed", range(30))
def test_however_a_text_comes_in_pieces_its_sentences_are_the_same(seed: int) -> None:
    cut = random.Random(seed)  # noqa: S311 - nothing secret
    places = sorted(cut.sample(range(len(TEXT)), cut.randint(1, len(TEXT) // 2)))
    pieces = [TEXT[a:b] for a, b in zip([0, *places], [*places, len(TEXT)], strict=True)]
    assert scanned(pieces) == scanned([TEXT])


def test_a_sentence_is_given_as_soon_as_it_has_ended() -> None:
    scanner = Scanner()
    assert list(scanner.feed("One [a1].")) == []
    (first,) = scanner.feed(" Two")
    assert first.text == "One [a1]."
    assert [s.text for s in scanner.finish()] == ["Two"]


@pytest.mark.parametrize("text", ["", " \n\n ", "\n"])
def test_nothing_has_no_sentences(text: str) -> None:
    assert scanned([text]) == ""
