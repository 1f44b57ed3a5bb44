"""The cue tables: which words of a question, in lower case, ask for what."""

from rag.cues.choice import ALIKE, CHOICE, ELSE, THING
from rag.cues.claim import CLAIM, DECLARES, EARLIER, ENDS, LATER, PREMISE, REASON, STARTS, SUPPOSES, YES_NO
from rag.cues.comparison import (
    AGREE_FIRST,
    BESIDES,
    DISAGREE,
    FRAMING,
    LACKING,
    MOST,
    OPENS,
    PACE,
    PLACED,
    ROADMAPS,
    SHARED,
    TOGETHER,
)
from rag.cues.count import COUNT, COUNTS_ROADMAPS, HOW_MANY
from rag.cues.detail import details_asked
from rag.cues.duration import LONG, MY_PACE
from rag.cues.form import FORMS, MANY, READ, form_asked, forms_asked
from rag.cues.intent import intent_of
from rag.cues.learner import (
    AVERSE,
    BASIC,
    BASIC_AFTER,
    BEGINNER,
    DONE_THAT,
    HOURS,
    KNOWING,
    KNOWS,
    LACKS,
    PREFERS,
    THEN,
    WANTS,
    WISH,
)
from rag.cues.money import AMOUNT, FREE, MONEY, PRICE, PRICED
from rag.cues.next_step import BEGIN, GAP, NEXT, PAST, ROUTE
from rag.cues.order import ORDER, OVERVIEW
from rag.cues.particulars import ATTRIBUTES, AUTHOR, BY_NAME, FORMALITIES
from rag.cues.role import role_asked
from rag.cues.short_form import STANDS_FOR
from rag.cues.smalltalk import ABOUT, GREETING, THANKS
from rag.cues.status import STATUS
from rag.cues.subject import without_cues
from rag.cues.synonym import SYNONYMS

__all__ = [
    "ABOUT",
    "AGREE_FIRST",
    "ALIKE",
    "AMOUNT",
    "ATTRIBUTES",
    "AUTHOR",
    "AVERSE",
    "BASIC",
    "BASIC_AFTER",
    "BEGIN",
    "BEGINNER",
    "BESIDES",
    "BY_NAME",
    "CHOICE",
    "CLAIM",
    "COUNT",
    "COUNTS_ROADMAPS",
    "DECLARES",
    "DISAGREE",
    "DONE_THAT",
    "EARLIER",
    "ELSE",
    "ENDS",
    "FORMALITIES",
    "FORMS",
    "FRAMING",
    "FREE",
    "GAP",
    "GREETING",
    "HOURS",
    "HOW_MANY",
    "KNOWING",
    "KNOWS",
    "LACKING",
    "LACKS",
    "LATER",
    "LONG",
    "MANY",
    "MONEY",
    "MOST",
    "MY_PACE",
    "NEXT",
    "OPENS",
    "ORDER",
    "OVERVIEW",
    "PACE",
    "PAST",
    "PLACED",
    "PREFERS",
    "PREMISE",
    "PRICE",
    "PRICED",
    "READ",
    "REASON",
    "ROADMAPS",
    "ROUTE",
    "SHARED",
    "STANDS_FOR",
    "STARTS",
    "STATUS",
    "SUPPOSES",
    "SYNONYMS",
    "THANKS",
    "THEN",
    "THING",
    "TOGETHER",
    "WANTS",
    "WISH",
    "YES_NO",
    "details_asked",
    "form_asked",
    "forms_asked",
    "intent_of",
    "role_asked",
    "without_cues",
]
