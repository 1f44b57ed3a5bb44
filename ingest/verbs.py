"""Verbs by which the sources tell a learner to do something."""

from typing import Final

_TABLE: Final = """
add aim analyze apply ask attend avoid become begin break bring build carry check choose classify collaborate
compete complete connect consider contribute create debug define deliver demonstrate deploy describe design develop
do document enjoy enter estimate evaluate explain explore extract fine-tune find focus follow gain get give handle
help highlight immerse implement improve include integrate invest join keep land lay learn let link make master
monitor move name network optimise optimize participate plan polish post practice practise predict prepare present
preprocess process program progress publish put quantify rank read record remember report research retrain review
run search seek segment set share show showcase solve start state stay study take teach test track train treat try
turn understand use value visit walk watch work write
"""
_VERBS: Final = frozenset(_TABLE.split())


def is_action(phrase: str) -> bool:
    """Whether a phrase tells the learner to do something: it begins with a verb."""
    return phrase.split(" ", 1)[0].lower().rstrip(",;:") in _VERBS
