import pytest

from rag.extractive.wording import capital, listed, number_word, share, verb


@pytest.mark.parametrize(("number", "word"), [(0, "no"), (5, "five"), (20, "twenty"), (21, "21"), (-1, "-1")])
def test_numbers_are_words_up_to_twenty(number: int, word: str) -> None:
    assert number_word(number) == word


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ([], ""),
        (["soup"], "soup"),
        (["soup", "bread"], "soup and bread"),
        (["soup", "bread", "grill"], "soup, bread and grill"),
        (["salt, early", "pepper"], "salt, early; and pepper"),
        (["salt and pepper", "oil", "bread"], "salt and pepper; oil; and bread"),
        (["herbs (bay and thyme)", "salt"], "herbs (bay and thyme) and salt"),
        (["herbs (bay, thyme)", "salt"], "herbs (bay, thyme); and salt"),
        (["sandwiches", "brandy"], "sandwiches and brandy"),
    ],
)
def test_lists_take_semicolons_where_an_item_is_a_list_of_its_own(items: list[str], text: str) -> None:
    assert listed(items) == text


@pytest.mark.parametrize(
    ("base", "one"), [("mention", "mentions"), ("teach", "teaches"), ("do", "does"), ("put", "puts")]
)
def test_verbs_agree_with_their_number(base: str, one: str) -> None:
    assert (verb(base, 1), verb(base, 3)) == (one, base)


def test_a_share_begins_a_sentence() -> None:
    assert share(3, 5) == "Three of the five"
    assert share(5, 5) == "All five"


def test_a_capital_touches_the_first_letter_only() -> None:
    assert capital("eBPF and LLMs") == "EBPF and LLMs"
    assert capital("") == ""
