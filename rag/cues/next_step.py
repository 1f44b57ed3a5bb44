"""Questions after the next step, and after the whole way to a goal."""

from typing import Final

from rag.cues.pattern import cue

_LEARN = r"(?:learn|study|do|take up|tackle|pick up|focus on|work on|read up on|go for|look at|move on to|be learning)"

NEXT: Final = cue(
    # `next` itself, but not in `next to`, `next year`.
    r"(?:what|which)\b[^.?!]{0,60}\bnext(?!\w| (?:to|year|month|week|gen))",
    rf"what(?: should| shall| do| can| could| would| must| ought| to)? ?(?:i|we)? ?(?:to )?{_LEARN}? ?"
    r"(?:as (?:a|the|my) )?next",
    r"what(?:'s| is| comes| would be)? (?:the |my )?next",
    r"(?:whats|wat|where) next",
    r"next (?:step|thing|topic|skill|move|up)",
    r"which (?:topic|subject|skill|area|step)\b[^?]*\b(?:next|after (?:that|this)|now)",
    r"what (?:topic|subject|skill|area|step)\b[^?]*\b(?:next|after (?:that|this))",
    r"which (?:step|phase|section|stage) (?:follows|comes (?:next|after)|is next)",
    # What comes, without `next`.
    r"what follows",
    r"what awaits",
    r"what(?:'s| is| lies) (?:waiting|ahead|in store)",
    r"what(?:'s| is) (?:left|still missing)",
    r"what(?:'s| is| does .{1,30} put) (?:at the end|last)",
    r"what (?:first|then|after that)",
    r"what (?:comes|to (?:learn|study|do|tackle|take up)) (?:now|after|first)",
    r"put after that",
    # What the learner is to do.
    r"what do i (?:learn|study|do|tackle) (?:now|first|then)",
    r"what (?:would you|do you|should you) have me learn",
    r"what (?:should|shall|do|must|would|can) i "
    r"(?:learn|study|take up|start with|begin with|tackle|focus on|do|pick up|build on)"
    r"(?: now| first| then| after| before)?(?=\s*(?:[?,;]|$|\b(?:if|to|for|in order|first|now|after|at this point)\b))",
    r"what(?: am i| i am|'m i| do i still| else do i)? (?:missing|lack(?:ing)?)",
    r"(?:what|where) now|now what|and now",
    r"what(?:'s| is) up now",
    r"am i ready (?:for|to)",
    r"i have done that already",
    # Where to begin or go on.
    r"where (?:do|should|can|would|could|to|must) ?i? ?(?:go (?:from here|now|next)|start|begin|continue|head)",
    r"how (?:do|should|can|would) i (?:proceed|continue|go on|move on|start|begin|get started|get going)",
    r"how (?:do|can|could|would|should|to) (?:i |one |you )?(?:become|get to be|turn into) an? "
    r"(?:ai|ml|machine learning)",
    r"get started",
)
BEGIN: Final = cue(
    r"where (?:do|should|can|could|shall|to) (?:i |we )?(?:even )?(?:start|begin|get started)",
    r"how (?:do|should|can) i (?:even )?(?:start|begin|get started)",
)
# The whole way, not only its next step.
ROUTE: Final = cue(
    r"(?:plan|map|lay|sketch|draw|give)\b[^.?!]{0,20}\b(?:route|path|way|learning plan|study plan)",
    r"(?:route|path|steps) (?:for|to|from|towards?)",
    r"in (?:what|which) order should i",
)
# All that is missing, not only the next step.
GAP: Final = cue(
    r"what(?: am i| i am|'m i| do i still| else do i)? (?:missing|still need|still lack|lack for|need for)",
    r"what(?:'s| is| am i)? (?:still |else )?missing",
    r"(?:my|the|any|which|what) gaps?",
    r"(?:what|how much) (?:else )?(?:do i|is there) (?:still |left )?(?:need|lack|have) to (?:learn|know|catch up)",
    r"how far (?:am i|off)",
    r"am i ready (?:for|to)",
)
# Months that lie behind the learner, and what comes then.
PAST: Final = cue(
    r"(?:finished|completed|done (?:with|through)?|closed|through(?: with)?|behind me|got through)\b[^?]*"
    r"\b(?:next|now|then|after|follows)",
    r"(?:after|past|behind) months?",
)
