"""What can be taken as a question, and how much can be asked for."""

import re

from rag.errors import PlanError, QuestionError
from rag.plan import Pace

MOST_CHARACTERS = 4000  # of a question: about two pages; more is a document, to be ingested
MOST_OF_ONESELF = 20_000  # of what a learner tells of themselves: a CV of some six pages
MOST_TURNS = 20  # of the history that are read
USUAL_PASSAGES, MOST_PASSAGES = 20, 50  # usual: about a thousand words, what a reader or a language model takes in
LEAST_HOURS_A_WEEK = 0.1  # six minutes; with less no way ends
MOST_HOURS_A_WEEK, MOST_HOURS_A_MONTH = 100, 400  # what anybody can give to learning

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_FEW, _SHARE = 2, 20  # strange characters that a paste may bring: two, or one in twenty


def check_question(text: str) -> None:
    """Raise QuestionError for a question that is too long or is not text."""
    if len(text) > MOST_CHARACTERS:
        raise QuestionError(
            f"The question has {len(text):,} characters; at most {MOST_CHARACTERS:,} are taken. "
            "Shorten it, or add the text with `waymark ingest`."
        )
    _check_text(text, "question")


def check_oneself(text: str) -> None:
    """Raise QuestionError for what a learner tells of themselves, a CV perhaps, that is too long or is not text."""
    if len(text) > MOST_OF_ONESELF:
        raise QuestionError(
            f"What you tell of yourself has {len(text):,} characters; at most {MOST_OF_ONESELF:,} are taken. "
            "Of a CV, paste the part on skills and experience."
        )
    _check_text(text, "text")


def _check_text(text: str, what: str) -> None:
    strange = len(_CONTROL.findall(text))
    if strange > max(_FEW, len(text) // _SHARE):
        raise QuestionError(
            f"The {what} holds {strange} control characters and does not look like text. "
            "Type or paste it again as plain text."
        )


def check_passages(k: int) -> None:
    """Raise QuestionError for a number of passages that is out of bounds."""
    if not 1 <= k <= MOST_PASSAGES:
        raise QuestionError(f"k is {k}; it must be from 1 to {MOST_PASSAGES}.")


def check_hours(hours: float) -> None:
    """Raise PlanError for hours a week that nobody has."""
    if not LEAST_HOURS_A_WEEK <= hours <= MOST_HOURS_A_WEEK:
        raise PlanError(
            f"{hours:g} hours a week cannot be planned with. "
            f"Give from {LEAST_HOURS_A_WEEK} to {MOST_HOURS_A_WEEK} with --hours."
        )


def check_pace(pace: Pace) -> None:
    """Raise PlanError for hours that nobody has."""
    if pace.hours_a_week is not None:
        check_hours(pace.hours_a_week)
    if not 0 < pace.hours_a_month <= MOST_HOURS_A_MONTH:
        raise PlanError(
            f"A month of {pace.hours_a_month:g} hours cannot be planned with. "
            f"Give more than 0 and at most {MOST_HOURS_A_MONTH} with --hours-per-month."
        )
