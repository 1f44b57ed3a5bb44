"""How an endpoint fails, in words for people, and whether asking once more may help."""

from collections.abc import Callable
from email.utils import parsedate_to_datetime
from time import time
from typing import Final

WAIT: Final = 0.3  # seconds before the retry of a call that failed at once and names no time
_MEANS: Final = {
    301: "its address has changed",
    302: "its address has changed",
    307: "its address has changed",
    308: "its address has changed",
    400: "it does not take the request, for its length, its key or another reason",
    401: "the key is not accepted",
    403: "the key may not use it",
    404: "it is not known there",
    408: "it is too slow",
    413: "the request is too long for it",
    422: "it does not take this request",
    429: "it is asked too often at the moment",
    500: "it is out of order",
    502: "it is out of order",
    503: "it is overloaded or down",
    504: "it is too slow",
}
_MAY_PASS: Final = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_OF_THE_REQUEST: Final = frozenset({400, 413, 422})


def answered_with(status: int) -> str:
    """What a status says of the model, as the end of a sentence about it."""
    meaning = f": {_MEANS[status]}" if status in _MEANS else ""
    return f"answered with the status {status}{meaning}"


def is_outage(status: int) -> bool:
    """Whether a status speaks of the endpoint, and not of the one request."""
    return status not in _OF_THE_REQUEST


def retry_after(status: int, header: str | None, now: Callable[[], float] = time) -> float | None:
    """The seconds after which to ask again: those that the header Retry-After names, as a number or a date, or a few.

    None for a status that stays as it is.
    """
    if status not in _MAY_PASS:
        return None
    return seconds_in(header, now) if header else WAIT


def seconds_in(header: str, now: Callable[[], float] = time) -> float:
    """The seconds that Retry-After names; a value that makes no sense names none, and counts as the usual few."""
    try:
        return max(0.0, float(header)) if header.strip().isdigit() else max(0.0, _date(header) - now())
    except (ValueError, TypeError, OverflowError):
        return WAIT


def _date(header: str) -> float:
    return parsedate_to_datetime(header).timestamp()
