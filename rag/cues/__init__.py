"""The cue tables: which words of a question, in lower case, ask for what."""

from rag.cues.claim import CLAIM, PREMISE, REASON, YES_NO
from rag.cues.comparison import DISAGREE, OPENS
from rag.cues.duration import LONG, MY_PACE
from rag.cues.form import MANY, form_asked
from rag.cues.intent import intent_of
from rag.cues.learner import BEGINNER, DONE_THAT, KNOWING, KNOWS, LACKS, WANTS, WISH
from rag.cues.money import AMOUNT, FREE, MONEY, PRICE, PRICED
from rag.cues.next_step import BEGIN, NEXT, ROUTE
from rag.cues.order import ORDER, OVERVIEW
from rag.cues.particulars import ATTRIBUTES, AUTHOR, BY_NAME
from rag.cues.role import role_asked
from rag.cues.smalltalk import ABOUT, GREETING, THANKS
from rag.cues.status import STATUS
from rag.cues.subject import without_cues
from rag.cues.synonym import SYNONYMS

__all__ = [
    "ABOUT",
    "AMOUNT",
    "ATTRIBUTES",
    "AUTHOR",
    "BEGIN",
    "BEGINNER",
    "BY_NAME",
    "CLAIM",
    "DISAGREE",
    "DONE_THAT",
    "FREE",
    "GREETING",
    "KNOWING",
    "KNOWS",
    "LACKS",
    "LONG",
    "MANY",
    "MONEY",
    "MY_PACE",
    "NEXT",
    "OPENS",
    "ORDER",
    "OVERVIEW",
    "PREMISE",
    "PRICE",
    "PRICED",
    "REASON",
    "ROUTE",
    "STATUS",
    "SYNONYMS",
    "THANKS",
    "WANTS",
    "WISH",
    "YES_NO",
    "form_asked",
    "intent_of",
    "role_asked",
    "without_cues",
]
