"""A learner's profile on the page: chips that can be taken out, and files that keep it."""

from pathlib import Path
from typing import Any

import pytest

from rag.errors import ProfileError
from ui.keeping import NOBODY, InFile, InSession
from ui.learner import chips, knowing, lacking, only, over, wanting

NAMES = {"python": "Python", "sql": "SQL", "nlp": "NLP", "nlp-engineer": "NLP engineer"}


def profile(**said: Any) -> dict[str, Any]:
    return {**NOBODY, **said}


FULL = profile(
    known=["python", "sql"], basics=["sql"], lacking=["calculus"], wanted=["nlp"], goal="nlp-engineer",
    hours_per_week=7.5, free_only=True, forms=["video"], language="german",
)  # fmt: skip


def test_each_thing_that_was_understood_is_a_chip() -> None:
    assert list(chips(FULL, NAMES).values()) == [
        "knows Python", "knows SQL (the basics)", "does not know calculus", "wants to learn NLP",
        "goal: NLP engineer", "7.5 hours a week", "free resources only", "videos first", "in German",
    ]  # fmt: skip
    assert chips(profile(), NAMES) == {}


def test_taking_out_one_chip_takes_out_that_alone() -> None:
    for key in chips(FULL, NAMES):
        left = only(FULL, [other for other in chips(FULL, NAMES) if other != key])
        assert list(chips(left, NAMES)) == [other for other in chips(FULL, NAMES) if other != key]
    assert only(FULL, []) == NOBODY


def test_what_is_newer_counts_over_what_is_older() -> None:
    newer = profile(known=["calculus"], lacking=["python"], hours_per_week=3.0)
    both = over(newer, FULL)
    assert (both["known"], both["lacking"], both["basics"]) == (["sql", "calculus"], ["python"], ["sql"])
    assert (both["hours_per_week"], both["goal"], both["free_only"]) == (3.0, "nlp-engineer", True)


def test_nobody_both_knows_and_lacks_a_topic() -> None:
    known = knowing(lacking(profile(wanted=["nlp"]), "nlp"), "nlp")
    assert (known["known"], known["lacking"], known["wanted"]) == (["nlp"], [], [])
    assert lacking(known, "nlp") == profile(lacking=["nlp"])
    assert lacking(known, "nlp", outright=False) == profile()
    assert wanting(wanting(profile(), "nlp"), "nlp") == profile(wanted=["nlp"])


def test_a_profile_is_kept_in_a_file_and_found_again(tmp_path: Path) -> None:
    keeper = InFile(tmp_path / "profile.json")
    assert keeper.load() == NOBODY
    keeper.save(FULL)
    assert InFile(tmp_path / "profile.json").load() == FULL


def test_a_file_that_is_no_profile_is_named_and_left(tmp_path: Path) -> None:
    path = tmp_path / "profile.json"
    path.write_text("[1]", encoding="utf-8")
    with pytest.raises(ProfileError, match=r"profile\.json is not a profile"):
        InFile(path).load()
    assert path.read_text(encoding="utf-8") == "[1]"


def test_two_sessions_keep_two_profiles() -> None:
    one, other = InSession({}), InSession({})
    one.save(FULL)
    assert (one.load(), other.load()) == (FULL, NOBODY)
