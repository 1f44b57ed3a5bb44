"""Questions about parts of a roadmap: in what order they stand, beside what, and what they hold."""

import re
from typing import Final

from rag.cues.pattern import cue

_STAGE = r"(?:phase|step|stage|section|part|topic|subject|thing|chapter|block)s?"
# What stands beside a step. The first two patterns tell the sides, the third that a neighbour is asked for.
BEFORE: Final = cue(r"before|preced(?:es?|ing)|prior to|ahead of|in front of|between|prev(?:ious)?")
AFTER: Final = cue(r"after(?:wards?)?|follow(?:s|ed|ing)?|between|next|behind|comes? then")
NEIGHBOUR: Final = cue(
    r"(?:directly|right|just|immediately|straight|shortly) "
    r"(?:before|after|behind|ahead of|in front of|following|preceding)",
    rf"(?:which|what) (?:\w+ )?{_STAGE} (?:\w+ ){{0,2}}(?:before|after|precedes?|follows?|between)",
    r"what (?:\w+ )?(?:comes?|stands?|is|goes|lies|sits|do i do|happens) (?:\w+ ){0,2}(?:before|between)",
    r"what(?: directly| immediately)? precedes|is preceded by",
    r"what do i do in the (?:\d+|\w+) months before",
    r"(?:stands?|comes?|goes|sits?|is) (?:before|between) (?:and|or) (?:what )?(?:\w+ )?after",
    r"(?:before|after) (?:it )?and (?:(?:what|which) )?(?:\w+ ){0,3}(?:after|before)",
    r"what(?:'s|s| is| comes) (?:the \w+ )?(?:after|before|between)",
    r"comes? between|sandwiched|neighbou?rs?|between (?:which|what)",
)
# Of two things, which comes first.
FIRST: Final = cue(
    r"(?:first|earlier|sooner|later|last|before)\b[^?]*\bor", r"or\b[^?]*\b(?:first|earlier|sooner|later|afterwards)"
)
# Parts in their order.
SEQUENCE: Final = cue(
    r"(?:what|which) order|order of|in (?:their|its|the right|the same) order|in order|sequence|one by one",
    r"(?:lay|set|map|spell|write) (?:it |them |everything |that )?out",
    r"(?:quarter|month|phase|step|stage|section) (?:by|for|after) (?:quarter|month|phase|step|stage|section)",
    r"(?:list|name|enumerate|show|go through|walk me through|run through|give me)\b[^?.]*\b"
    r"(?:phases|steps|stages|sections)",
    r"(?:what|which) (?:are )?(?:the )?(?:(?:first|last|final|next|remaining|opening|\d+|two|three|four|five) ){0,2}"
    r"(?:phases|steps|stages|sections)",
    r"from the (?:first|start|beginning) (?:one |step |phase )?to the (?:last|end)",
    r"(?:overview|outline|timetable|schedule|calendar) of|what(?:'s| is) (?:the|its) (?:timeline|timetable|schedule)",
    r"break\b[^?.]*\bdown|broken down|split (?:up )?(?:in|over|into)|by (?:quarters?|months?|phases?|steps?)$",
)
PARTS: Final = cue(r"phases?|steps?|sections?|stages?|parts?")
# What runs beside the parts of a roadmap, and the search for work.
BESIDE: Final = cue(
    r"parallel\w*|alongside|beside(?!s)|on the side|in the background|side by side|all the way through",
    r"(?:at|over) the same time|all along|running along|the whole time|the entire time|the whole while",
    r"throughout|meanwhile|accompan\w+|concurrently|simultaneously",
)
APPLYING: Final = cue(
    r"appl(?:y|ying) (?:for|to|at)|(?:start|begin|to|i|we|should) (?:to )?apply(?:ing)?|applications?",
    r"job (?:hunt|search|applications?)\w*|(?:look|search|hunt)(?:ing)? for (?:a |my first )?(?:jobs?|work|positions?)",
    r"send(?:ing)? (?:out |off )?(?:my |the )?(?:cvs?|r[eé]sum[eé]s?)|cvs? out",
)
# What one does at a time, or which part that time falls into.
DOING: Final = cue(
    r"what (?:\w+ ){0,3}(?:do|doing|study|studying|learn|learning|on|working|tackle|covers?|happens|comes|is in)",
    r"agenda|in store|what(?:'s|s| is) (?:on|up)|(?:which|what) (?:phase|step|stage|section|part|topics?|subjects?)",
    r"look like|busy with|be at|am i (?:at|in)",
    r"where (?:am|will|would|should) i",
)
# What a part holds, asked for beside its time.
WHAT_TOO: Final = re.compile(
    r"\b(?:what|which)\b[^?]*,? (?:and|plus|&) (?:how long|how much time|how many months|when|in which)\b"
    r"|\b(?:how long|how much time|how many months|when|months?)\b[^?]*,? (?:and|plus|&) (?:what|which)\b"
)
