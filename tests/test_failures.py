import pytest

from rag.failures import WAIT, answered_with, is_outage, retry_after

NOW = 1_700_000_000.0  # Tue, 14 Nov 2023 22:13:20 GMT


@pytest.mark.parametrize(
    ("status", "header", "seconds"),
    [
        (503, None, WAIT),
        (429, "2", 2.0),
        (429, "600", 600.0),
        (429, "Tue, 14 Nov 2023 22:13:30 GMT", 10.0),
        (429, "Tue, 14 Nov 2023 22:13:10 GMT", 0.0),
        (429, "soon; maybe", WAIT),
        (429, "-5", WAIT),
        (429, "²", WAIT),
        (429, "9" * 400, float("inf")),
        (401, "2", None),
        (400, None, None),
    ],
)
def test_the_header_says_when_to_ask_again_where_that_may_help(
    status: int, header: str | None, seconds: float | None
) -> None:
    assert retry_after(status, header, now=lambda: NOW) == seconds


def test_a_status_is_put_in_words() -> None:
    assert answered_with(401) == "answered with the status 401: the key is not accepted"
    assert answered_with(418) == "answered with the status 418"
    assert [is_outage(status) for status in (400, 401, 429, 500)] == [False, True, True, True]
