"""Plans over weeks: the times that roadmaps state, spread at a learner's pace.

In the kitchen, Stock takes 2-3 months and Knife Work 1-2 by the Soup Roadmap, three months each by the Grill Roadmap.
"""

from datetime import date

import pytest
from kitchen import SOUP, TOPICS, kitchen, library_with, roadmap

from ingest.records import Goal
from rag.curriculum import Curriculum
from rag.errors import PlanError, UnknownDocumentError
from rag.learner import Learner
from rag.library import Library
from rag.named import roadmap_named
from rag.paths import known_to, own_path
from rag.plan import Pace, Plan
from rag.planner import Planner
from rag.planning import plan_for

STOCK, KNIVES, KNEADING, SUSHI = TOPICS.all
MONDAY = date(2026, 1, 5)
PACE = Pace(MONDAY, 10)
ROADMAPS = ["2024-2025", "2025-26", "2025", "ten-steps", "twelve-months"]

TIMELINE = """
## Timeline

- Timeline, months 1-4: Stock.
- Timeline, months 5-6: Knife Work.
"""


def hours_of(plan: Plan) -> dict[str, float]:
    return {step.topic.id: step.hours for step in plan.steps}


def weeks_of(plan: Plan) -> dict[str, tuple[int, int]]:
    return {step.topic.id: (step.first_week, step.last_week) for step in plan.steps}


def plan(*known: str, pace: Pace = PACE, library: Library | None = None, roadmap: str | None = None) -> Plan:
    library = library or kitchen()
    document = library.documents[roadmap] if roadmap else None
    return plan_for(library, Learner(known=tuple(TOPICS.by_id[id_] for id_ in known)), pace, document)


def test_a_source_month_is_forty_hours_and_the_middle_of_a_range_counts() -> None:
    # 2.5 and 1.5 months of 40 hours; the others get the median of 100 and 60
    assert hours_of(plan()) == {"stock": 100, "knife-work": 60, "kneading": 80, "sushi": 80}


def test_steps_follow_one_another_through_the_weeks() -> None:
    by_order = plan()
    done = 0.0
    for step in by_order.steps:
        assert step.first_week == done // 10 + 1
        done += step.hours
        assert step.last_week == done / 10
    assert (by_order.hours, by_order.weeks) == (320, 32)
    assert by_order.starts(by_order.steps[0]) == MONDAY
    assert by_order.ends(by_order.steps[-1]) == date(2026, 8, 16)  # 32 weeks after the 5th of January, less a day


def test_two_steps_may_share_a_week() -> None:
    # 30 hours a week: 100 end in the fourth week, where the next 60 begin and go on to 160 / 30 = 5.3
    own = plan(pace=Pace(MONDAY, 30), roadmap="soup")
    assert weeks_of(own) == {"stock": (1, 4), "knife-work": (4, 6)}


def test_another_month_makes_other_hours() -> None:
    assert hours_of(plan(pace=Pace(MONDAY, 10, 80), roadmap="soup")) == {"stock": 200, "knife-work": 120}
    assert "80 hours of work" in plan(pace=Pace(MONDAY, 10, 80)).assumptions[0]


def test_a_roadmap_that_numbers_its_months_gives_their_number() -> None:
    own = plan(roadmap="grill")
    assert hours_of(own) == {"knife-work": 120, "stock": 120}
    assert [s.time.figures[0].said for s in own.steps if s.time] == ["months 1-3", "months 4-6"]


def test_each_stated_time_has_its_exact_quote() -> None:
    made = plan()
    texts = {id_: d.text for id_, d in kitchen().documents.items()}
    assert [c.marker for c in made.citations] == [1, 2]
    assert all(texts[c.document_id][c.start : c.end] == c.quote for c in made.citations)
    assert {c.quote for c in made.citations} == {
        "## Phase 1: Stock (2-3 months)",
        "## Phase 2: Knife Work (1-2 months)",
    }


def test_what_no_roadmap_times_is_said_to_be_assumed() -> None:
    made = plan()
    assert [s.topic.id for s in made.steps if s.time is None] == ["kneading", "sushi"]
    assert made.assumptions[-1] == (
        "No roadmap states a time for kneading and sushi: Waymark assumes 80.0 hours each, the median of the others."
    )


def test_a_stage_shares_its_time_and_what_is_known_of_it_is_saved() -> None:
    library = library_with(roadmap("soup", SOUP.replace("bay, thyme and parsley", "bay, then kneading")))
    # the 100 hours of the first phase
    assert hours_of(plan(library=library, roadmap="soup")) == {"stock": 50, "kneading": 50, "knife-work": 60}
    assert hours_of(plan("stock", library=library, roadmap="soup")) == {"kneading": 50, "knife-work": 60}


def test_figures_of_one_source_that_differ_are_both_told() -> None:
    library = library_with(roadmap("soup", SOUP + TIMELINE))
    stock = plan(library=library, roadmap="soup").steps[0]
    assert stock.time
    assert [f.said for f in stock.time.figures] == ["2-3 months", "months 1-4"]
    assert [f.citation.quote for f in stock.time.figures][1] == "Timeline, months 1-4: Stock."
    assert stock.hours == 100


def test_nothing_known_is_planned_and_who_knows_all_has_an_empty_plan() -> None:
    assert "stock" not in hours_of(plan("stock"))
    nothing = plan("stock", "knife-work", "kneading", "sushi")
    assert (nothing.steps, nothing.weeks, nothing.hours, nothing.assumptions) == ((), 0, 0, ())


def test_a_goal_bounds_the_way() -> None:
    learner = Learner(aim=Goal("cook", "cook", (), "", ("kneading",)))
    assert hours_of(plan_for(kitchen(), learner, PACE)).keys() == {"stock", "kneading"}


def test_what_a_goal_needs_beside_the_roadmap_is_named() -> None:
    learner = Learner(aim=Goal("cook", "cook", (), "", ("kneading",)))
    own = plan_for(kitchen(), learner, PACE, kitchen().documents["soup"])
    assert hours_of(own).keys() == {"stock"}
    assert own.assumptions[-1] == "Soup Roadmap does not teach kneading, which the goal rests on."


def test_the_times_of_the_roadmap_that_is_followed_count_first(shelf: Library) -> None:
    own = plan_for(shelf, Learner(), PACE, shelf.documents["twelve-months"])
    short = shelf.documents["twelve-months"].short
    stages = [s.time for s in own.steps if s.topic.id in {"python", "machine-learning", "model-deployment", "mlops"}]
    assert [time.roadmap for time in stages if time] == [short] * 4


def test_a_plan_without_end_is_refused() -> None:
    with pytest.raises(PlanError, match="after the year 9999"):
        plan(pace=Pace(MONDAY, 0.0001))


def test_an_unknown_roadmap_names_the_nearest() -> None:
    with pytest.raises(UnknownDocumentError, match="The nearest is grill; there are soup, bread, grill"):
        roadmap_named(kitchen().roadmaps, "gril")


@pytest.mark.parametrize("id_", ROADMAPS)
@pytest.mark.parametrize("known", [(), ("python", "linear-algebra")])
def test_the_path_of_one_roadmap_alone_keeps_its_order(shelf: Library, id_: str, known: tuple[str, ...]) -> None:
    planner = Planner(Curriculum(shelf))
    learner = Learner(known=tuple(shelf.topics.by_id[i] for i in known))
    path = own_path(planner, learner, roadmap_named(shelf.roadmaps, id_))
    places = [planner.curriculum.places(topic)[id_] for topic in path]
    starts = [fact.statement.start for fact in places]
    assert len(path) > 10
    assert starts == sorted(starts)
    knows = known_to(planner, learner)
    taught = {t.id for t in shelf.topics.all if id_ in planner.curriculum.places(t)}
    assert {t.id for t in path} == taught - knows


def test_every_number_of_a_shipped_plan_is_quoted_or_assumed(shelf: Library) -> None:
    made = plan_for(shelf, Learner(), PACE)
    for step in made.steps:
        if step.time:
            assert step.hours == step.time.figures[0].hours / step.time.shared
            for figure in step.time.figures:
                assert figure.said in figure.citation.quote.lower()
        else:
            assert step.topic.name in made.assumptions[-1]
    timed = [(step, step.time) for step in made.steps if step.time]
    for time in {time for _, time in timed}:
        assert sum(step.hours for step, its in timed if its == time) <= time.figures[0].hours + 1e-6
