import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import FrontMatterError
from ingest.frontmatter import split


def test_front_matter_and_body_are_parted() -> None:
    assert split("---\ntitle: Baking bread\ntags: [flour, yeast]\n---\n\n\n# Baking bread\n") == (
        {"title": "Baking bread", "tags": ["flour", "yeast"]},
        "# Baking bread\n",
    )


def test_windows_line_ends_are_understood() -> None:
    assert split("---\r\ntitle: Soup\r\n---\r\n\r\nStir.\r\n") == ({"title": "Soup"}, "Stir.\r\n")


@pytest.mark.parametrize(
    "text",
    [
        "# Only a heading\n",
        "",
        "\n---\ntitle: not at the very start\n---\n",
        "--- a dash\ntitle: x\n---\n",
        "----\ntitle: x\n----\n",
        "---\ntitle: never closed\n",
    ],
)
def test_text_without_front_matter_is_returned_as_it_is(text: str) -> None:
    assert split(text) == ({}, text)


def test_empty_front_matter_is_an_empty_mapping() -> None:
    assert split("---\n---\nBody") == ({}, "Body")


def test_front_matter_may_be_all_there_is() -> None:
    assert split("---\ntitle: Stub\n---") == ({"title": "Stub"}, "")


def test_a_rule_further_down_belongs_to_the_body() -> None:
    assert split("---\na: b\n---\nOne\n\n---\n\nTwo\n")[1] == "One\n\n---\n\nTwo\n"


def test_indentation_of_the_first_line_of_the_body_is_kept() -> None:
    assert split("---\na: b\n---\n \n    code\n")[1] == "    code\n"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2024-11-05", "2024-11-05"),
        ("2024-11-05 10:30:00", "2024-11-05T10:30:00"),
        ("2025-02-30", "2025-02-30"),
        ("'2024-11-05'", "2024-11-05"),
        ("no", "no"),
        ("On", "On"),
        ("3:20", "3:20"),
        ("010", "010"),
        ("true", True),
        ("null", None),
        ("12", 12),
        ("9" * 5_000, "9" * 5_000),
        ("-0.5", -0.5),
        ("1.10.2", "1.10.2"),
        ("a plain sentence", "a plain sentence"),
    ],
)
def test_scalars_keep_the_sense_a_writer_gave_them(written: str, value: object) -> None:
    assert split(f"---\nkey: {written}\n---\n")[0] == {"key": value}


def test_dates_inside_lists_are_strings_too() -> None:
    assert split("---\nseen: [2024-01-02]\n---\n")[0] == {"seen": ["2024-01-02"]}


def test_keys_are_strings() -> None:
    assert split("---\n2024: year\n---\n")[0] == {"2024": "year"}


@pytest.mark.parametrize(
    ("block", "line"),
    [
        ("title: Bread\ntags: [flour\nauthor: Ann", 4),
        ("title: one: two", 2),
        ("a: b\nkind: !!python/name:os.system x", 3),
        ("a: b\nc: d\nbell: \x07", 4),
        ("? [list]\n: value", 2),
        ("a: &a [x, x]\nb: [*a, *a]", 3),
    ],
    ids=["unclosed list", "second colon", "python tag", "control character", "list as key", "alias"],
)
def test_broken_yaml_is_refused_with_its_line(block: str, line: int) -> None:
    with pytest.raises(FrontMatterError, match=f"on line {line}"):
        split(f"---\n{block}\n---\nBody\n")


@pytest.mark.parametrize("block", ["- one\n- two", "just a sentence", "42"])
def test_anything_but_a_mapping_is_refused(block: str) -> None:
    with pytest.raises(FrontMatterError, match="line 2 is not made of `key: value` lines"):
        split(f"---\n{block}\n---\n")


def test_endless_nesting_is_refused() -> None:
    with pytest.raises(FrontMatterError, match="nested too deeply"):
        split("---\na: " + "[" * 5_000 + "\n---\n")


@given(st.text())
def test_any_text_is_either_split_or_refused(text: str) -> None:
    try:
        _, body = split("---\n" + text)
    except FrontMatterError:
        return
    assert ("---\n" + text).endswith(body)
