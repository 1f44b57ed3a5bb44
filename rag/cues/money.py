"""What things cost, and what work pays."""

import re
from typing import Final

from rag.cues.pattern import cue

FREE: Final = cue(
    r"free",
    r"no (?:money|cost|budget|charge)",
    r"without (?:having to )?pay(?:ing)?",
    r"(?:don't|do not|cannot|can't|won't|needn't|not) (?:want to |have to |need to )?(?:pay|afford|spend)",
    r"broke",
    r"(?:costs?|costing) nothing",
    r"for nothing",
)
# Questions after a price or a wage; `price data` is a thing to learn with.
PRICE: Final = cue(
    r"how much (?:does|do|is|are|will|would|money|must|should i pay)",
    r"(?:cost|costs|fee|fees|salary|salaries|wage|wages|income|earnings|paycheck)(?!\w| nothing)",
    r"(?:the|yearly|annual|monthly|hourly|starting|average) pay",
    r"(?:can|could|will|would|do|does|should) (?:i|you|we|they|people|an? [\w ]{2,30}?) (?:earn|get paid|be paid)",
    r"what (?:do|does|did|will|would|must|should) (?:i|you|one|we|they) (?:have to |need to )?pay",
    r"prices? (?:of|for|per)",
    r"price tag|tuition (?:fees?|of|for)",
    r"(?:the|what|its) price(?!\w| data)",
)
# Those that only a sum answers.
AMOUNT: Final = cue(
    r"how much",
    r"what\b[^?.]*\b(?:cost|costs|salary|fee|wage|pay|income|earn)",
    r"prices? (?:of|for|per) (?:a|an|one|each)",
    r"which\b[^?.]*\b(?:price|salary|fee)",
)
# In statements: a sum, and words that speak of money at all.
MONEY: Final = re.compile(r"[$€£]\s?\d|\b\d[\d,.]*\s?(?:dollars|euros|usd|eur|pounds|k\b)")
PRICED: Final = re.compile(
    r"\b(?:free|paid|pays?\b(?! off)|payment|billed|subscription|audit|costs?\b|priced|salaries|compensat"
    r"|open[- ]source)",
    re.IGNORECASE,
)
