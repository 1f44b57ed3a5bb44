"""A learner's profile as a file, and what goes wrong with one."""

import json
from typing import Any

import pytest

from ingest.settings import SHIPPED_CORPUS
from ingest.topics import Topics, read_topics
from rag.errors import ProfileError, UnknownTopicError
from rag.learner import Learner, joined, read_learner
from rag.profile import profile_json, read_profile

EMPTY = {"waymark_profile": 1}


@pytest.fixture(scope="module")
def topics() -> Topics:
    return read_topics(SHIPPED_CORPUS)


def ids(learner: Learner) -> tuple[set[str], set[str], set[str]]:
    return {t.id for t in learner.known}, {t.id for t in learner.basics}, {t.id for t in learner.lacking}


def test_a_profile_is_read_as_it_was_written(topics: Topics) -> None:
    said = "I know SQL and basic Python, no calculus, 5 h a week, free videos preferred, goal NLP engineer"
    learner = read_learner(said, topics)
    written = json.loads(json.dumps(profile_json(learner)))
    assert written["known"] == ["sql", "python"]
    assert (written["basics"], written["lacking"], written["goal"]) == (["python"], ["calculus"], "nlp-engineer")
    assert (written["hours_per_week"], written["free_only"], written["forms"]) == (5, True, ["video"])
    assert read_profile(written, topics) == learner


def test_what_is_said_today_counts_over_what_was_kept(topics: Topics) -> None:
    kept = read_profile({**EMPTY, "known": ["python"], "basics": ["sql"], "lacking": ["calculus"]}, topics)
    now = joined(read_learner("mark calculus as done, I am good at SQL, but I forgot Python", topics), kept)
    assert ids(now) == ({"calculus", "sql"}, set(), {"python"})


def test_a_goal_that_is_only_heard_gives_way_to_one_that_was_named(topics: Topics) -> None:
    nlp, vision = topics.goal_by_id["nlp-engineer"], topics.goal_by_id["computer-vision-engineer"]
    named, heard = Learner(aim=nlp, names_aim=True), Learner(aim=vision)
    assert joined(heard, named) == named
    assert joined(named, heard) == named
    assert joined(Learner(), heard) == heard
    assert joined(heard, Learner(aim=nlp)).aim == nlp


def test_a_name_will_do_for_an_id(topics: Topics) -> None:
    assert ids(read_profile({**EMPTY, "known": ["linear algebra"]}, topics))[0] == {"linear-algebra"}


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        ({"waymark_profile": 2}, ProfileError, "waymark_profile must be 1, the version that this Waymark reads"),
        ({"skills": []}, ProfileError, "a key 'skills' that this version does not know; the keys are waymark_profile"),
        ({"known": "python"}, ProfileError, "known: Input should be a valid list"),
        ({"hours_per_week": 500.0}, ProfileError, "hours_per_week: Input should be less than or equal to 100"),
        ({"known": ["sql"], "lacking": ["sql"]}, ProfileError, "sql both as known and as lacking"),
        ({"known": ["pyhton"]}, UnknownTopicError, "No topic is called 'pyhton'. The nearest are python"),
        ({"goal": "astronaut"}, UnknownTopicError, "No goal is called 'astronaut'"),
    ],
)
def test_what_is_wrong_with_a_profile_is_said(
    topics: Topics, change: dict[str, Any], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says.replace("(", r"\(")):
        read_profile({**EMPTY, **change}, topics)
