"""What learners say of how they learn."""

import pytest

from rag.wishes import NO_WISHES, Wishes, wishes_in


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("I'm a backend dev, 5 h/week, want to do NLP", 5),
        ("10-15 hrs/week", 12.5),
        ("about 3 hours on weekends", 3),
        ("2 hours a day", 14),
        ("one hour every evening", 7),
        ("half an hour a day", 3.5),
        ("an hour on weekdays", 5),
        ("20 hours weekly", 20),
        ("52 hours a month", 12),
        ("I did a course of 40 hours", None),
        ("I have little time", None),
    ],
)
def test_hours_are_read_as_hours_a_week(text: str, hours: float | None) -> None:
    assert wishes_in(text).hours_per_week == hours


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("I hate videos and prefer books", ("book",)),
        ("no books please, only videos", ("video",)),
        ("I learn best from courses and videos", ("course", "video")),
        ("I took a course in NLP", ()),
    ],
)
def test_the_forms_that_are_preferred_are_read_and_not_those_turned_down(text: str, forms: tuple[str, ...]) -> None:
    assert sorted(wishes_in(text).forms) == sorted(forms)


def test_what_costs_nothing_is_wished_for_and_free_time_is_none_of_it() -> None:
    assert wishes_in("No budget at all").free_only
    assert wishes_in("only free resources in Spanish") == Wishes(free_only=True, language="spanish")
    assert wishes_in("I have some free time in my free evenings") == NO_WISHES


def test_newer_wishes_count_and_older_ones_stay_where_nothing_new_is_said() -> None:
    older = Wishes(10, free_only=True, forms=("book",))
    assert Wishes(5).over(older) == Wishes(5, free_only=True, forms=("book",))
