from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from texts import ODD, PIECES, document

from ingest.chunk import MOST_CHARACTERS, MOST_PIECES, chunk, embedded_text
from ingest.load import load
from ingest.outline import outline
from ingest.records import Chunk
from ingest.settings import SHIPPED_CORPUS


def words(text: str) -> int:
    """A word a piece, so that limits can be worked out by hand."""
    return len(text.split())


def cut(text: str) -> tuple[Chunk, ...]:
    whole = document(text)
    return chunk(whole, outline(whole), words)


def texts(text: str) -> list[str]:
    return [c.text for c in cut(text)]


def test_each_section_is_a_passage_that_begins_at_its_heading() -> None:
    text = "Hot.\n\n# Soup\n\n## Stock\n\n- Bones\n- Roots\n\n**Tools:**\n- pot\n"
    assert texts(text) == ["Hot.", "# Soup", "## Stock\n\n- Bones\n- Roots", "**Tools:**\n- pot"]
    assert [c.heading_path for c in cut(text)] == [(), (), ("Stock",), ("Stock", "Tools")]
    assert [c.position for c in cut(text)] == [0, 1, 2, 3]


def test_a_long_section_is_cut_between_items() -> None:
    items = [f"- item {n}: {'word ' * 47}" for n in range(8)]  # 50 words each, with the dash
    text = "## Soup\n\n" + "\n".join(items)
    # The heading is 2 words: 2 + 3 * 50 = 152 fit, 202 do not; then 4 * 50 = 200, and one is left.
    assert [words(t) for t in texts(text)] == [152, 200, 50]
    assert [t.splitlines()[0][:8] for t in texts(text)] == ["## Soup", "- item 3", "- item 7"]


def test_a_line_that_introduces_items_stays_with_them() -> None:
    text = f"## Soup\n\n- Stock:\n  - {'bone ' * 190}\n- Salt:\n  - {'grain ' * 20}\n"
    assert [t.splitlines()[0] for t in texts(text)] == ["## Soup", "- Salt:"]


def test_a_table_is_cut_between_rows() -> None:
    rows = "".join(f"| {n} | {'word ' * 95}|\n" for n in range(4))  # 99 words with the bars
    assert [t.count("\n") + 1 for t in texts(f"| n | what |\n|---|---|\n{rows}")] == [3, 2, 1]


def test_a_statement_too_long_for_a_passage_is_cut_between_words() -> None:
    found = texts("- " + "word " * 450)
    assert [words(t) for t in found] == [200, 200, 51]
    assert set(" ".join(found).split()) == {"-", "word"}


def test_a_run_without_spaces_is_cut_at_the_most_characters() -> None:
    assert [len(t) for t in texts("x" * 9000)] == [4000, 4000, 1000]


def test_ids_depend_on_what_stands_where_and_not_on_what_stands_before() -> None:
    before = cut("# Soup\n\n## Stock\n\nBoil.\n\n## Salt\n\nTaste.\n")
    after = cut("# Soup\n\nHot.\n\n## More\n\n## Stock\n\nBoil.\n\n## Salt\n\nTaste it.\n")
    assert before[1].id in {c.id for c in after}
    assert before[2].id not in {c.id for c in after}


def test_the_same_passage_twice_has_two_ids() -> None:
    first, second = cut("## Stock\n\nBoil.\n\n## Stock\n\nBoil.\n")
    assert first.text == second.text
    assert first.id != second.id


def test_title_and_heading_path_stand_for_a_passage_with_its_text() -> None:
    passage = cut("## Stock\n\n### Bones\n\nBoil.\n")[1]
    assert embedded_text("Soup Roadmap", passage) == "Soup Roadmap > Stock > Bones\n### Bones\n\nBoil."


@given(st.lists(st.one_of(st.sampled_from([*PIECES, "word " * 150]), ODD), max_size=25).map("".join))
def test_passages_cover_any_text_but_for_white_space(text: str) -> None:
    at = 0
    for passage in cut(text):
        assert text[passage.start : passage.end] == passage.text == passage.text.strip()
        assert words(passage.text) <= MOST_PIECES
        assert len(passage.text) <= MOST_CHARACTERS
        assert not text[at : passage.start].strip()
        at = passage.end
    assert not text[at:].strip()


def test_no_statement_of_the_shipped_corpus_is_torn() -> None:
    for path in sorted(Path(SHIPPED_CORPUS).rglob("*.md")):
        source, _ = load(path, shipped=True)
        found = outline(source)
        spans = [(c.start, c.end) for c in chunk(source, found, lambda text: words(text) * 2)]
        for statement in (s for section in found for s in section.statements):
            assert any(start <= statement.start and statement.end <= end for start, end in spans)
