from datetime import UTC, datetime, timedelta

from ingest.grace import GRACE, expired, made_at

ONE, TWO, THREE, FOUR = (f"20250102T0{hour}0000000000-abcdef01" for hour in (1, 2, 3, 4))
THREE_OCLOCK = datetime(2025, 1, 2, 3, tzinfo=UTC)


def test_the_name_of_a_generation_tells_when_it_was_made() -> None:
    assert made_at(THREE) == THREE_OCLOCK
    assert made_at("passages") is None


def test_what_another_took_the_place_of_is_kept_for_a_while() -> None:
    later = timedelta(seconds=1)
    assert expired([ONE, TWO, THREE], THREE, THREE_OCLOCK) == []
    assert expired([ONE, TWO, THREE], THREE, THREE_OCLOCK + later) == [ONE]  # which two replaced an hour before
    assert expired([ONE, TWO, THREE], THREE, THREE_OCLOCK + GRACE + later) == [ONE, TWO]


def test_what_is_in_use_or_newer_or_of_another_name_is_left_alone() -> None:
    long_after = THREE_OCLOCK + timedelta(days=400)
    assert expired([TWO, THREE, FOUR, "somebody-else"], THREE, long_after) == [TWO]
    assert expired([FOUR], THREE, long_after) == []
