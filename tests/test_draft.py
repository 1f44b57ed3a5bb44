from kitchen import fact, kitchen, library_with, roadmap, shown

from rag.extractive.draft import MARK, Draft


def test_neighbours_in_a_passage_share_a_mark_in_whatever_order_they_are_cited() -> None:
    draft = Draft(kitchen())
    marks = draft.cite(fact("bay, thyme"), fact("roasted bones"))
    assert len(MARK.findall(marks)) == len(draft.spans) == 1
    text = kitchen().documents["soup"].text[draft.spans[0].start : draft.spans[0].end]
    assert text == "Stock, bones: roasted bones and roots.\n- Stock, herbs: bay, thyme and parsley."


def test_facts_of_two_sections_or_with_another_between_have_marks_of_their_own() -> None:
    draft = Draft(kitchen())
    assert len(MARK.findall(draft.cite(fact("bay, thyme"), fact("dice")))) == 2
    library = library_with(roadmap("r", "# R Roadmap\n\n## Step 1\n\n- a: one\n- a: two\n- a: three\n"))
    assert len(MARK.findall(Draft(library).cite(library.facts[0], library.facts[2]))) == 2


def test_neighbours_that_no_one_passage_holds_are_cited_one_by_one() -> None:
    lines = "".join(f"- Larder: {'salt ' * 60}{n}\n" for n in range(6))  # six times 60 words are more than one passage
    library = library_with(roadmap("r", f"# R Roadmap\n\n## Step 1\n\n{lines}"))
    draft = Draft(library)
    draft.cite(*library.facts)
    assert len(draft.spans) == 6


def test_the_same_span_has_the_same_mark() -> None:
    draft = Draft(kitchen())
    assert draft.cite(fact("dice")) == draft.cite(fact("dice"))
    assert len(draft.spans) == 1


def test_a_heading_is_cited_by_its_own_line() -> None:
    draft = Draft(kitchen())
    draft.cite_heading(kitchen().sections_of["grill"][1])
    (span,) = draft.spans
    assert kitchen().documents["grill"].text[span.start : span.end].lstrip("# ") == "Phase 1: Knife Work (Months 1-3)"


def test_what_is_said_after_a_list_begins_a_paragraph() -> None:
    draft = Draft(kitchen()).say("One.", "", "Two.").lines(["a", "b"]).lines([]).say("Three.")
    assert draft.text == "One. Two.\n- a\n- b\n\nThree."


def test_markers_are_numbered_as_they_appear() -> None:
    draft = Draft(kitchen())
    later, earlier = draft.cite(fact("dice")), draft.cite(fact("bay"))
    assert shown(draft.say(f"B {earlier}. A {later}. B {earlier}.")) == "B [1]. A [2]. B [1]."
