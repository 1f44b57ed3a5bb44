"""Questions about a timetable: how long things take, when they come, and what is left."""

import re
from typing import Final

from rag.cues.pattern import cue

_STAGE = r"(?:phase|step|stage|section|part|topic|subject|thing|chapter|block)s?"
_MONTHS = r"(?:months?|weeks?|years?)"

# How long a part of one roadmap takes, or several of them together.
LENGTH: Final = cue(
    rf"how (?:many|much) (?:more |other )?(?:{_MONTHS}|time)",
    r"how long (?!ago|did|has|have|had)",
    r"how many of (?:the|its|these) (?:12|twelve|\d+)? ?months",
    r"(?:the|total|much) time for|time (?:frames?|spans?)|(?:minimum|maximum|least|most|shortest|longest) time",
    r"how long$|length of|how lengthy|time ?line (?:for|to) becom(?:e|ing)",
    r"(?:that|it|this|they|all) (?:come|comes|amount|amounts) to",
    r"timeline\b[^?]*\bheadings?|headings?\b[^?]*\btimeline",
    r"how much of (?:the|a|my|that) (?:year|12 months|time)",
    r"add(?:ing|ed|s)? (?:it |them |that |this )?(?:all )?up|sum (?:up|of)|duration",
    rf"(?:total|overall|whole|combined) (?:time|length|number of {_MONTHS}|duration|{_MONTHS})",
    r"time (?:do|does|will|would|should|is|must|it takes|needed|required|span|frame)",
    rf"{_MONTHS} (?:together|altogether|in total|in all|combined|overall)",
    r"(?:takes?|last|lasts) (?:the )?(?:longer|longest|shorter|shortest)",
)
# What of a roadmap lies ahead of somebody who is in the middle of it.
LEFT: Final = cue(
    r"(?:am|are|is|be|was|'s|whats|wats) (?:still |there )?left",
    rf"(?:{_MONTHS}|time|much|how long|year|still|phases|steps) (?:\w+ ){{0,3}}(?:left|remain(?:s|ing)?)",
    r"left (?:of|in|to do|over|after|for)",
    r"what (?:still )?remains|remaining|remainder",
    r"(?:still|yet) (?:to (?:go|come|do)|ahead|missing|before me|in front of me)",
    r"(?:is|lies|are|what's|have) (?:still )?ahead(?: of (?:me|us))?",
    r"the rest(?! api)|(?:what|which)\b[^?.]*\bcomes? now",
    rf"how (?:many|much) (?:more )?(?:{_MONTHS}|time|{_STAGE}) (?:do i still|are still|is still|still)",
    r"to go",
)
# In which months or at which place something comes.
WHEN: Final = cue(
    r"when (?:do|does|should|shall|will|would|must|may|might|can|could|am|is|exactly|roughly|on its|in (?:the|its|my))",
    rf"(?:which|what|how many) {_MONTHS} (?:do|does|would|will|should|am|is|are|of|in|until|till|before|belongs?)",
    r"(?:which|what) (?:calendar )?months?",
    r"at (?:which|what) (?:point|time|stage)",
    r"(?:in|at|under|during|within) (?:which|what) (?:phase|step|section|part)",
    r"how (?:soon|early|late|far (?:in|into))",
    r"by (?:which|what) month",
    r"where in the (?:year|timeline|plan)",
    r"what time of (?:the )?year",
)
MONTHS_ASKED: Final = cue(r"(?:which|what) (?:calendar )?months?|by (?:which|what) month")
# A share of each week or day. No timetable can answer it that only counts months.
RATE: Final = cue(
    r"how (?:many|much) (?:\w+ )?(?:hours?|days?|evenings?|time|minutes?)\b[^?.]*\b"
    r"(?:per|a|each|every|weekly|daily) ?(?:day|week|month|evening|weekend)?",
    r"how many (?:\w+ )?hours|(?:what|which|any|say|state|number of)\b[^?.]*\bhours? (?:per|a|each|every) (?:day|week)",
    r"(?:weekly|daily) (?:hours|workload|effort|load|time)|hours? weekly",
    r"how much (?:per|a|each|every) (?:week|day)",
    r"workload",
)
# Which roadmap asks for the least or the most time.
QUICKEST: Final = cue(
    r"fast(?:er|est)?|quick(?:er|est|ly)?|shortest|shorter|soonest|sooner|least time|speediest|in the least|rapid\w*"
    r"|briefest|finish(?:es)? first|minimum"
)
SLOWEST: Final = cue(r"longest|maximum|slowest|most time|most months|longer|slower")
# The whole way.
WHOLE: Final = cue(
    r"whole|entire|total|altogether|overall|complete|finish(?:ed)?|everything|all (?:of )?(?:it|that|them)|in all",
    r"(?:get|got|be) (?:me |you |us |one |someone )?(?:there|done|ready|through|hired)|there",
    r"from (?:zero|scratch|start|nothing)|becom(?:e|ing)|make it|done|realistic|doable|feasible",
    r"ai engineer|engineer|roadmaps?|which one|who|path|route|way|way in|reach the goal|fits? (?:in|into)|any of them",
    r"any of (?:these|them|those)|each (?:of|one)|promises?|possible|dream\w*|takes?|take|need|manage",
)
# Months by number or quarters, by which a roadmap that numbers its months is meant even where none is named.
BY_MONTHS: Final = cue(
    r"months? \d+|(?:quarter|month) (?:by|for|after) (?:quarter|month)|(?:first|second|third|fourth|last) quarter"
    r"|the (?:12|twelve) months|month (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
)
FINISH: Final = cue(r"finish\w*|done|end|ended|through|ready|complet\w+|reach the end|over")
# Things counted that are not time.
COUNTED: Final = re.compile(
    r"\bhow many years? of (?!study|intensive|work|learning|the|my|it)\w+"
    r"|\bhow many (?!(?:more |other |calendar |full )?(?:months?|weeks?|years?|time|of (?:the|its|these)))\w+"
)
# `since I start in January` takes nothing for granted of a roadmap.
OF_LEARNER: Final = re.compile(r"\b(?:i|i'm|i've|i'd|my|we|we're|our)\b")
# The bare question for a time, which cannot be answered by anything else.
HOW_LONG: Final = cue(
    r"how (?:long (?:before|until|till|do|does|will|would|should|is|are|has|have|did)|much time)",
    r"how many (?:months|weeks|years)",
)
# The sum of all parts against the time that is stated for the whole.
SUMMED: Final = cue(
    r"(?:phases|steps|months|headings?)\b[^?.]*\b(?:add|adds|adding|added|sum)(?: (?:it|them))?(?: all)? (?:up|of|to)",
    r"(?:add|adds|adding|added|sum)(?: (?:it|them))?(?: all)? (?:up|of|to)\b[^?.]*\b(?:phases|steps|months|headings?)",
)
# How many months lie before something.
ELAPSED: Final = cue(r"after how (?:many|much) (?:months?|weeks?|time)|how (?:many months|far) (?:in|into)")
