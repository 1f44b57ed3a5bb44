"""A learner's map: every topic has a standing, and every area a share of what the goal needs."""

from kitchen import TOPICS, kitchen

from rag.assistant import Assistant
from rag.learner import Learner
from rag.progress import Place, Progress, progress_of


def progress(**learner: tuple[str, ...]) -> Progress:
    said = {name: tuple(TOPICS.by_id[id_] for id_ in ids) for name, ids in learner.items()}
    return progress_of(kitchen(), Learner(**said))  # type: ignore[arg-type] - topics alone


def places(found: Progress) -> dict[str, Place]:
    return {place.topic.id: place for place in found.places}


def test_who_knows_nothing_can_take_up_what_requires_nothing() -> None:
    standings = {id_: place.standing for id_, place in places(progress()).items()}
    assert standings == {"stock": "next", "knife-work": "next", "kneading": "later", "sushi": "later"}


def test_what_is_known_opens_what_rests_on_it() -> None:
    found = places(progress(known=("stock",)))
    assert (found["stock"].standing, found["stock"].step) == ("known", None)
    assert found["kneading"].standing == "next"


def test_what_does_not_lead_to_the_goal_is_aside() -> None:
    found = progress(goals=("kneading",))
    assert {id_: place.standing for id_, place in places(found).items()} == {
        "stock": "next",
        "knife-work": "aside",
        "kneading": "later",
        "sushi": "aside",
    }
    assert found.goal == "kneading"


def test_the_steps_are_numbered_along_the_way() -> None:
    found = places(progress(goals=("sushi",)))
    assert sorted(place.step or 0 for place in found.values()) == [1, 2, 3, 4]
    assert found["sushi"].step == 4


def test_areas_count_what_the_goal_rests_on_and_what_of_it_is_known() -> None:
    areas = {area.id: (area.known, area.needed) for area in progress(known=("stock",), goals=("kneading",)).areas}
    assert areas == {"programming": (1, 1), "foundations": (0, 0), "classical-ml": (0, 1), "nlp": (0, 0)}


def test_a_profile_is_what_is_understood_of_a_text() -> None:
    assistant = Assistant(kitchen)
    profile = assistant.profile("I know stock. I have 5 hours a week.", lacking=["knife-work"])
    assert (profile["known"], profile["lacking"], profile["hours_per_week"]) == (["stock"], ["knife-work"], 5.0)
    assert places(assistant.progress(profile=profile))["stock"].standing == "known"
