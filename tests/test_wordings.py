"""What learners ask of a document reaches its original, which says the same under other headings."""

from dataclasses import replace
from pathlib import Path

import pytest
from kitchen import SOUP, roadmap

from ingest.outline import outline
from ingest.records import Document, Section
from ingest.wordings import Wordings, read_wordings

ASKED = """
- heading: ["Phase 1: Stock (2-3 months)", What to Learn]
  asked: [What goes into the pot?]
  statements:
  - says: "Stock, herbs: bay, thyme and parsley."
    asked: [Which leaves are used?]
"""


@pytest.fixture
def wordings(tmp_path: Path) -> Wordings:
    (tmp_path / "asked").mkdir()
    (tmp_path / "asked" / "soup.yaml").write_text(ASKED, encoding="utf-8")
    return read_wordings(tmp_path)


def worded(wordings: Wordings, document: Document) -> dict[tuple[str, ...], Section]:
    return {section.heading_path: section for section in wordings.worded(document, outline(document))}


def test_what_is_kept_for_a_heading_and_for_an_exact_statement_is_found(wordings: Wordings) -> None:
    section = worded(wordings, roadmap("soup", SOUP))["Phase 1: Stock (2-3 months)", "What to Learn"]
    assert section.asked == ("What goes into the pot?",)
    assert [statement.asked for statement in section.statements] == [(), ("Which leaves are used?",)]


@pytest.mark.parametrize(
    "headings",
    [
        ("## The Way", "### Phase 1: Stock (2-3 months)", "#### What to Learn"),
        ("## Phase 1: Stock (2-3 months)",),
    ],
)
def test_an_original_gets_it_under_a_heading_above_all_or_without_the_innermost(
    wordings: Wordings, headings: tuple[str, ...]
) -> None:
    text = "\n\n".join(("# Soup", *headings, "- **Herbs:** bay, thyme, parsley\n"))
    original = replace(roadmap("soup", text), id="copy", basis="original")
    section = next(s for s in worded(wordings, original).values() if s.statements)
    assert section.asked == ("What goes into the pot?",)
    assert [statement.asked for statement in section.statements] == [("Which leaves are used?",)]


def test_what_an_original_has_under_a_heading_of_its_own_stays_there(wordings: Wordings) -> None:
    text = "# Soup\n\n## Phase 1: Stock (2-3 months)\n\nBay and thyme.\n\n### What to Learn\n\n- Herbs: bay, thyme\n"
    sections = worded(wordings, replace(roadmap("soup", text), id="copy", basis="original"))
    above, own = (sections[path] for path in sections if path and path[0].startswith("Phase 1"))
    assert (above.asked, [statement.asked for statement in above.statements]) == ((), [()])
    assert own.asked == ("What goes into the pot?",)
