import pytest
from kitchen import SOUP, case, fact, kitchen, library_with, roadmap, school

from rag.extractive.around import introduction, taught
from rag.extractive.backing import backing
from rag.extractive.draft import Draft
from rag.fact import Fact
from rag.library import Library
from rag.records import Intent

HERBS = SOUP.replace(
    "## Phase 1: Stock (2-3 months)", "## Phase 1: Stock (2-3 months)\n\n- Stock, goal: a broth to be proud of."
)


@pytest.fixture(scope="module")
def stages() -> Library:
    """The Soup Roadmap, which tells the goal of its first stage before what to learn in it, and the course."""
    return library_with(roadmap("soup", HERBS, "Ann Potter"), school())


def behind(question: str, intent: Intent, *quoted: Fact, library: Library | None = None) -> list[str]:
    """What stands behind an answer to `question` that quotes these facts."""
    asked = case(question, library)
    draft = Draft(asked.library)
    return [f.content for f in backing(asked, intent, draft.say(draft.cite(*quoted)))]


def test_the_goal_of_a_stage_leads_to_the_first_thing_to_learn_in_it(stages: Library) -> None:
    goal, bones = fact("a broth to be proud of", stages), fact("roasted bones", stages)
    assert taught(stages, goal) is bones
    assert taught(stages, bones) is bones
    assert behind("What is the stock for?", "fact", goal, library=stages) == [bones.content]


def test_a_list_is_introduced_by_what_a_heading_above_it_says(stages: Library) -> None:
    introduced = introduction(stages, fact("roasted bones", stages))
    assert introduced is not None
    assert introduced.content == "a broth to be proud of"
    assert introduction(stages, fact("a broth to be proud of", stages)) is None


def test_the_lessons_of_a_next_step_are_introduced(stages: Library) -> None:
    asked = case("What next?", stages)
    draft = Draft(stages, "Stock.", behind=[fact("roasted bones", stages)])
    assert [f.content for f in backing(asked, "next_step", draft)] == [
        "roasted bones and roots",
        "a broth to be proud of",
    ]


def test_every_section_that_names_the_thing_is_behind_a_count() -> None:
    found = behind("How many roadmaps name knife work?", "count", fact("dice"))
    assert {fact(f).document.id for f in found} == {"soup", "bread", "grill"}
    assert behind("How do I dice?", "fact", fact("dice")) == []


def test_behind_a_resource_stand_its_best_statement_and_what_it_is() -> None:
    found = behind("Which course is there on broth?", "resource", fact("Ladle School, a course"))
    assert "Ladle School is a course on clear broth." in found
    assert {fact(f).document.id for f in found} == {"ladle-school"}


def test_behind_a_refusal_stands_nothing_but_its_own() -> None:
    assert backing(case("How many roadmaps name knife work?"), "count", Draft(kitchen(), abstained=True)) == []
