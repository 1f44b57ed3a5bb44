"""Figures: whether a fact states a number."""

import re

from rag.fact import Fact
from rag.numbers import states_number

_MONTHS = re.compile(r"\bmonths? \d+-\d+$")


def has_figure(fact: Fact) -> bool:
    """Whether a fact or the span of time before its colon states a number."""
    return states_number(fact.statement.content) or bool(_MONTHS.search(fact.statement.subject))
