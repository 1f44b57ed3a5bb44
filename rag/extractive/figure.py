"""Figures: whether a fact states a number."""

import re

from rag.fact import Fact
from rag.numbers import numbers_in, states_number

_MONTHS = re.compile(r"\bmonths? \d+-\d+$")


def has_figure(fact: Fact) -> bool:
    """Whether a fact or the span of time before its colon states a number."""
    return states_number(fact.statement.content) or bool(_MONTHS.search(fact.statement.subject))


def has_new_figure(fact: Fact, asked: str) -> bool:
    """Whether a fact states a number that the question, in lower case, does not hold itself."""
    stated = numbers_in(f"{fact.statement.subject} {fact.statement.content}")
    return not stated or not stated <= numbers_in(asked)
