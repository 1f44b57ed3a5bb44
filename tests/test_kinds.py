from kitchen import fact, kitchen, library_with, roadmap, shown

from rag.extractive.draft import Draft
from rag.extractive.kinds import say_kinds

GRAINS = ("oats", "barley", "millet", "maize")
LOAVES = "\n".join(f"- Baking, loaf {n}: a loaf of rye, spelt, wheat and {grain}." for n, grain in enumerate(GRAINS))


def test_each_kind_is_a_sentence_and_an_absent_one_is_left_out() -> None:
    draft = Draft(kitchen())
    say_kinds(draft, kitchen().facts_of["soup"], ("learn", "tools", "projects"), 1)
    assert shown(draft) == "It teaches roasted bones and roots [1]. To build: build a clear broth for four guests [2]."


def test_what_does_not_fit_into_one_breath_follows_in_a_second_sentence() -> None:
    library = library_with(roadmap("oven", f"# Oven Roadmap\n\n## Phase 1: Loaves\n\n### What to Learn\n\n{LOAVES}\n"))
    draft = Draft(library)
    say_kinds(draft, library.facts, ("learn",), 7, "In Phase 1")
    first, second = shown(draft).split(". ")
    assert (
        first
        == "In Phase 1 you learn a loaf of rye, spelt, wheat and oats; and a loaf of rye, spelt, wheat and barley [1]"
    )
    assert second.startswith("It teaches a loaf of rye, spelt, wheat and millet")


def test_what_to_do_is_not_told_as_taught() -> None:
    bones, project = fact("roasted bones"), fact("build a clear broth")
    draft = Draft(kitchen())
    say_kinds(draft, [bones, project], ("learn",), 7)
    assert shown(draft) == "It teaches roasted bones and roots [1]."
