from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import ODD, PIECES, document

from ingest.load import load
from ingest.outline import duration_in, outline, plain
from ingest.records import Section, Statement
from ingest.settings import SHIPPED_CORPUS


def sections(text: str) -> tuple[Section, ...]:
    return outline(document(text))


def said(text: str) -> list[tuple[str, str]]:
    """The subject and content of every statement."""
    return [(s.subject, s.content) for section in sections(text) for s in section.statements]


def quotes(text: str) -> list[str]:
    return [text[s.start : s.end] for section in sections(text) for s in section.statements]


# Sections.


def test_the_title_is_left_out_of_heading_paths() -> None:
    found = sections("Hello.\n\n# Soup\n\nHot.\n\n## Stock\n\n### Bones\n\nBoil.\n\n## Salt\n")
    assert [s.heading_path for s in found] == [(), (), ("Stock",), ("Stock", "Bones"), ("Salt",)]
    assert [s.order for s in found] == [0, 1, 2, 3, 4]


def test_with_two_headings_of_the_first_level_neither_is_the_title() -> None:
    assert [s.heading_path for s in sections("# Soup\n\n# Bread\n")] == [("Soup",), ("Bread",)]


def test_sections_stand_where_they_say() -> None:
    text = "# Soup\n\nHot.\n\n## Stock ##\nBoil.\n\nSalt\n----\n\nTaste.\n"
    assert [text[s.start : s.heading_end] for s in sections(text)] == ["# Soup", "## Stock ##", "Salt\n----"]
    assert [(s.start, s.end) for s in sections(text)] == [(0, 14), (14, 33), (33, 51)]


def test_what_a_heading_does_not_tell_holds_from_the_one_above() -> None:
    text = (
        "# Soup\n\n## Step 1: Stock (2-3 weeks)\n\n### Details\n\n### Tools\n\n## Step 2: Projects\n\n### Why cook?\n"
    )
    assert [(s.role, s.stage, s.duration) for s in sections(text)[1:]] == [
        ("learn", 1, "2-3 weeks"),
        ("learn", 1, "2-3 weeks"),
        ("tools", 1, "2-3 weeks"),
        ("projects", 2, None),
        ("why", 2, None),
    ]


def test_stages_are_counted_at_the_outermost_level_that_numbers_two_headings() -> None:
    text = "# Soup\n\n## 1. Stock\n\n### 1. Bones\n\n### 2. Roots\n\n## 2. Salt\n"
    assert [s.stage for s in sections(text)] == [None, 1, 1, 1, 2]
    assert [s.stage for s in sections("## Step 1: Stock\n\n## Salt\n")] == [None, None]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Why Learn Salt?", "why"),
        ("Why Work on Projects?", "why"),
        ("Test Your Knowledge", "test"),
        ("Project Management", "other"),
        ("Where to Find Bones?", "resources"),
        ("Timeline Summary", "time"),
        ("Résumé", "career"),
        ("FAQs", "about"),
        ("Core Concepts", "learn"),
    ],
)
def test_the_words_of_a_heading_give_its_role(heading: str, role: str) -> None:
    assert sections(f"# Soup\n\n## {heading}\n")[1].role == role


def test_a_bold_line_is_a_heading_in_all_but_form() -> None:
    text = "## Projects\n\n1. Cook it\n\n**Resources:**\n- Ladle School\n\n**Stock (3-6 months)**\n- Bones\n"
    found = sections(text)
    assert [s.heading_path for s in found] == [
        ("Projects",),
        ("Projects", "Resources"),
        ("Projects", "Stock (3-6 months)"),
    ]
    assert [(s.role, s.duration) for s in found] == [
        ("projects", None),
        ("resources", None),
        ("projects", "3-6 months"),
    ]
    assert [text[s.start : s.heading_end] for s in found[1:]] == ["**Resources:**", "**Stock (3-6 months)**"]


def test_numbered_bold_lines_are_stages_with_other_bold_lines_below_them() -> None:
    text = "**Step 1: Stock**\n\n**Tools:**\n\n- pot\n\n**Step 2: Salt**\n\n- taste\n"
    assert [(s.heading_path, s.stage) for s in sections(text)] == [
        (("Step 1: Stock",), 1),
        (("Step 1: Stock", "Tools"), 1),
        (("Step 2: Salt",), 2),
    ]


def test_a_word_or_two_with_a_colon_before_a_list_is_a_heading_too() -> None:
    assert [s.heading_path for s in sections("Key tools:\n\n- pot\n")] == [("Key tools",)]


def test_a_bold_sentence_and_a_sentence_before_a_list_are_statements() -> None:
    text = "## Soup\n\n**Taste it often!**\n\nSoup is a broad field, so it helps to:\n\n- read\n"
    assert [s.heading for s in sections(text)] == ["Soup"]
    assert [content for _, content in said(text)] == [
        "Taste it often!",
        "Soup is a broad field, so it helps to:",
        "read",
    ]


def test_a_paragraph_that_only_repeats_its_heading_says_nothing() -> None:
    assert said("### 5. Dive into Soup\n\nDive into Soup\n\nIt is hot.\n") == [("", "It is hot.")]


# Statements.


@pytest.mark.parametrize(
    ("item", "subject", "content"),
    [
        ("Stock: bones and roots", "Stock", "bones and roots"),
        ("**Stock:** bones and roots.", "Stock", "bones and roots."),
        ("**Stock**: bones", "Stock", "bones"),
        ("**Stock** : bones", "Stock", "bones"),
        ("**Stock** \u2014 [bones](https://b.example/) (free)", "Stock", "bones (free)"),
        ("**Stock** is what bones give", "", "Stock is what bones give"),
        ("**Stock** (bones, roots)", "", "Stock (bones, roots)"),
        ("Stock (mind: hot) first", "", "Stock (mind: hot) first"),
        ("Boil it. Note: it is hot", "", "Boil it. Note: it is hot"),
        ("\U0001f373 `Stock`: **bones** , roots", "Stock", "bones, roots"),
        ("See https://b.example/ first", "", "See https://b.example/ first"),
    ],
)
def test_an_item_names_its_subject_before_a_colon_or_in_a_bold_lead(item: str, subject: str, content: str) -> None:
    assert said(f"## Soup\n\n- {item}\n") == [(subject, content)]


def test_nested_items_have_the_outer_one_as_their_subject() -> None:
    text = "- **Stock:**\n  - Bones\n  - Roots: carrots\n- **Bread**\n  - Flour\n- Salt\n"
    assert said(text) == [("Stock", "Bones"), ("Roots", "carrots"), ("", "Bread"), ("Bread", "Flour"), ("", "Salt")]
    assert quotes(text) == ["Bones", "Roots: carrots", "**Bread**", "Flour", "Salt"]


def test_numbered_items_and_items_of_several_lines_are_quoted_whole() -> None:
    text = "1. Stock of\n   bones\n2) Salt\n\n10. Serve\n"
    assert quotes(text) == ["Stock of\n   bones", "Salt", "Serve"]


def test_a_list_drawn_with_symbols_is_a_list() -> None:
    text = "You can cook when you:\n✅ Dice evenly\n✅ Salt **early**\n"
    assert said(text) == [("", "You can cook when you:"), ("", "Dice evenly"), ("", "Salt early")]
    assert quotes(text) == ["You can cook when you:", "Dice evenly", "Salt **early**"]
    assert said("• Stock: bones\n• Salt\n") == [("Stock", "bones"), ("", "Salt")]


def test_lines_that_each_name_a_subject_are_a_list() -> None:
    assert said("Month 1: Stock\nMonth 2: Salt\n") == [("Month 1", "Stock"), ("Month 2", "Salt")]


def test_a_question_in_bold_is_the_subject_of_its_answer() -> None:
    text = "**1. Is soup hard?** No, it is not. Try it.\n"
    assert said(text) == [("Is soup hard?", "No, it is not."), ("Is soup hard?", "Try it.")]
    assert quotes(text) == ["**1. Is soup hard?** No, it is not.", "Try it."]


def test_sentences_end_where_they_end() -> None:
    text = "Dr. Ladle likes roots, e.g. Leeks vs. Onions etc. She does! \u201cYes.\u201d (Really?) 3 pots"
    assert quotes(text) == [
        "Dr. Ladle likes roots, e.g. Leeks vs. Onions etc. She does!",
        "\u201cYes.\u201d",
        "(Really?)",
        "3 pots",
    ]


def test_an_announcement_says_nothing() -> None:
    assert said("Soup is hot. Here\u2019s the plan:\n\n- Boil\n") == [("", "Soup is hot."), ("", "Boil")]


def test_rows_of_a_table_have_their_first_cell_as_subject() -> None:
    text = "| Week | Topic | Pot |\n|---|---|---|\n| 1 | [Stock](https://s.example/) | tall |\n| 2 | | |\n"
    assert said(text) == [("1", "Stock, tall"), ("2", "2")]
    assert quotes(text) == ["| 1 | [Stock](https://s.example/) | tall |", "| 2 | | |"]


def test_code_and_quotations_are_statements() -> None:
    text = "> Soup is\n> hot. Mind it.\n\n```\nboil()\n```\n"
    assert quotes(text) == ["Soup is\n> hot.", "Mind it.", "```\nboil()\n```"]


def test_headings_inside_code_are_none() -> None:
    assert [s.heading for s in sections("## Soup\n\n```\n# Not this\n```\n")] == ["Soup"]


def test_links_have_their_own_words() -> None:
    (section,) = sections("- [Ladle School](https://l.example/) and **[Pots](https://p.example/)** (free)\n")
    assert section.statements[0].links == (
        ("Ladle School", "https://l.example/"),
        ("Pots", "https://p.example/"),
    )


def test_plain_words_have_no_markup_or_decoration() -> None:
    assert plain("**\U0001f680 Soup** , `salt` ![x](y) & [a pot](u) → hot 1\ufe0f\u20e3") == "Soup, salt & a pot → hot"


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("Phase 1 (Months 1-3)", "Months 1-3"),
        ("Stock (2-4 months if new)", "2-4 months if new"),
        ("in 6\u201312 months", "6\u201312 months"),
        ("Your 12-Month Plan", "12-Month"),
        ("Step 3 of 10", None),
    ],
)
def test_durations_are_found_as_they_stand(text: str, duration: str | None) -> None:
    assert duration_in(text) == duration


@given(st.lists(st.one_of(st.sampled_from(PIECES), ODD), max_size=25).map("".join))
def test_any_text_has_an_outline_that_lies_in_it(text: str) -> None:
    found = sections(text)
    assert [s.end for s in found[:-1]] == [s.start for s in found[1:]]
    for section in found:
        assert section.start <= section.heading_end <= section.end <= len(text)
        _assert_in_order(section.statements, section, text)


def _assert_in_order(statements: tuple[Statement, ...], section: Section, text: str) -> None:
    at = section.heading_end
    for statement in statements:
        assert at <= statement.start < statement.end <= section.end
        assert text[statement.start : statement.end].strip()
        at = statement.end


@pytest.mark.parametrize("path", sorted((SHIPPED_CORPUS / "roadmaps").glob("*.md")), ids=lambda path: path.stem)
def test_each_item_of_a_shipped_roadmap_has_a_subject(path: Path) -> None:
    statements = [s for section in outline(load(path, shipped=True)[0]) for s in section.statements]
    items = [s for s in statements if s.is_item]
    assert len(items) > 20
    assert all(s.subject and s.content for s in items)
