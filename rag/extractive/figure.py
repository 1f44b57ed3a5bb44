"""Figures: whether a fact states a number."""

import re

from rag.fact import Fact
from rag.numbers import states_number

_NUMBERING = re.compile(r"^(?:\d+\.|(?:phase|step|section) \d+)", re.IGNORECASE)
_MONTHS = re.compile(r"\bmonths? \d+-\d+$")


def has_figure(fact: Fact) -> bool:
    """Whether a fact, its heading or the span of time before its colon states a number."""
    heading = _NUMBERING.sub("", fact.section.heading)
    stated = states_number(fact.statement.content) or states_number(heading)
    return stated or bool(_MONTHS.search(fact.statement.subject))
