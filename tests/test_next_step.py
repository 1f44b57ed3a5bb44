from kitchen import TOPICS, case, shown

from rag.extractive import next_step
from rag.learner import Learner

STOCK, KNIVES, KNEADING, SUSHI = TOPICS.all
NEXT = "What should I learn next?"


def told(question: str, learner: Learner) -> str:
    return shown(next_step.compose(case(question), learner))


def test_a_finished_stage_is_followed_by_the_next_of_its_roadmap() -> None:
    assert told("I finished phase 1 of the Soup Roadmap. What next?", Learner()) == (
        "Phase 2: Knife Work (1-2 months) comes next in Soup Roadmap [1]. "
        "It teaches dice, julienne and chiffonade [2]. To build: create a salad of nine vegetables [3]."
    )


def test_what_a_roadmap_lists_after_what_is_known_comes_next() -> None:
    text = told("I know kneading. What next in the Bread Roadmap?", Learner(known=(KNEADING,)))
    assert text == (
        "Scoring the loaf, as a sign of the baker: that comes next in Bread Roadmap [1]. "
        "It stands under Step 2: Work with Knives [2]."
    )


def test_behind_the_last_stage_of_a_roadmap_nothing_of_it_follows() -> None:
    text = told("I finished phase 2 of the Soup Roadmap. What next?", Learner(known=(STOCK,)))
    assert "comes next in" not in text


def test_the_lines_stand_in_one_order_and_say_what_is_missing() -> None:
    lines = told(NEXT, Learner(known=(STOCK, KNIVES))).splitlines()
    assert lines[0].startswith("Learn kneading next")
    assert lines[1:4] == [
        "- With: no roadmap names a resource for kneading alone.",
        "- Project: no roadmap sets one for kneading alone.",
        "- Time: not stated by any roadmap.",
    ]
    assert lines[4].startswith("- Then: ")


def test_what_was_understood_comes_last_and_can_be_corrected() -> None:
    text = told(NEXT, Learner(known=(STOCK,), lacking=(KNEADING,)))
    assert text.splitlines()[-1] == (
        "I took it that you know stock, not kneading, and that the goal is AI engineer. Tell me if that is wrong."
    )


def test_a_beginner_is_asked_what_they_know() -> None:
    text = told("Where do I start?", Learner(beginner=True))
    assert text.startswith("Start with stock, beginning with roasted bones and roots [1].")
    assert text.endswith("What do you know already?")


def test_a_step_comes_with_a_course_and_a_project_where_there_are_any() -> None:
    text = told(NEXT, Learner(known=(KNIVES,), goals=(STOCK,)))
    assert text.startswith("Learn stock next")
    assert "- With: Ladle School, a course on broth [" in text
    assert "- Project: build a clear broth for four guests [" in text


def test_a_route_tells_every_step_up_to_the_goal() -> None:
    lines = told("Plan a route for me to sushi, please.", Learner(known=(KNIVES,), goals=(SUSHI,))).splitlines()
    assert lines[0] == "Three steps, each after what it rests on, beginning with stock."
    assert lines[-3] == "- Sushi."


def test_the_sections_that_teach_the_step_stand_behind_the_answer() -> None:
    draft = next_step.compose(case(NEXT), Learner(beginner=True))
    assert draft is not None
    behind = [f.content for f in draft.behind]
    assert behind[0] == "roasted bones and roots"
    assert "dice, julienne and chiffonade" in behind  # of the step that follows
