"""Intervals and p-values are right where they can be worked by hand, and the same on every run."""

from statistics import fmean

import pytest

from eval.resampling import Interval, interval, mean_interval, paired_p_value


def test_an_interval_lies_around_the_mean_and_narrows_with_more_values() -> None:
    few, many = mean_interval([0.0, 1.0] * 10), mean_interval([0.0, 1.0] * 1000)

    assert few is not None
    assert many is not None
    assert few.low < many.low < 0.5 < many.high < few.high
    # The standard error of 2000 fair coins is 0.5 / sqrt(2000) = 0.0112; 1.96 of it each way holds 95 in 100.
    assert many.high - many.low == pytest.approx(2 * 1.96 * 0.0112, rel=0.1)


def test_values_that_agree_leave_no_doubt() -> None:
    assert mean_interval([0.25] * 40) == Interval(0.25, 0.25)
    assert mean_interval([0.25]) == Interval(0.25, 0.25)


def test_nothing_has_no_interval() -> None:
    assert mean_interval([]) is None
    assert interval([], len) is None


def test_any_statistic_is_resampled_as_the_mean_is() -> None:
    values = [0.1, 0.9, 0.4, 0.4, 0.7]
    of_any, of_mean = interval(values, fmean), mean_interval(values)

    assert of_any is not None
    assert of_mean is not None
    assert (of_any.low, of_any.high) == pytest.approx((of_mean.low, of_mean.high))


def test_resamples_without_a_figure_are_left_out() -> None:
    def share_of_capitals(words: list[str]) -> float | None:
        letters = [w for w in words if w.isalpha()]
        return fmean(w.isupper() for w in letters) if letters else None

    assert interval(["A", "1"], share_of_capitals) == Interval(1.0, 1.0)
    assert interval(["1", "2"], share_of_capitals) is None


def test_a_p_value_counts_every_way_to_swap_a_few_questions() -> None:
    # Of the 8 ways to sign 1, 2 and 3, only all plus and all minus sum to 6 or -6.
    assert paired_p_value([1, 2, 3], [0, 0, 0]) == 2 / 8
    # 1 + 2 - 3 = 0: every way is at least as far apart.
    assert paired_p_value([1, 2, 0], [0, 0, 3]) == 1.0


def test_questions_on_which_two_systems_agree_say_nothing() -> None:
    assert paired_p_value([1, 2, 3, 0.5, 0.5], [0, 0, 0, 0.5, 0.5]) == 2 / 8
    assert paired_p_value([0.5] * 300, [0.5] * 300) == 1.0
    assert paired_p_value([], []) == 1.0


def test_a_clear_difference_over_many_questions_is_no_chance_and_a_coin_s_is() -> None:
    assert paired_p_value([1.0] * 50, [0.0] * 50) == pytest.approx(1 / 10_001)
    assert paired_p_value([1.0, 0.0] * 50, [0.0, 1.0] * 50) == 1.0


def test_a_p_value_does_not_depend_on_which_system_comes_first() -> None:
    one, other = [0.9, 0.2, 0.6] * 10, [0.5, 0.3, 0.6] * 10

    assert paired_p_value(one, other) == paired_p_value(other, one)


def test_values_that_are_not_of_the_same_questions_are_refused() -> None:
    with pytest.raises(ValueError, match="2 values cannot be paired with 1"):
        paired_p_value([1, 2], [1])


def test_two_runs_agree_to_the_last_digit() -> None:
    values, other = [i % 7 / 7 for i in range(100)], [i % 5 / 5 for i in range(100)]

    assert mean_interval(values) == mean_interval(values)
    assert paired_p_value(values, other) == paired_p_value(values, other)
