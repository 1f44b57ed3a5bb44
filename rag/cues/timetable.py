"""Questions about a timetable: how long, when, in what order, and which part of the way is meant."""

import re
from typing import Final

from rag.cues.pattern import cue

_STAGE = r"(?:phase|step|stage|section|part|topic|subject|thing|chapter|block)s?"
_MONTHS = r"(?:months?|weeks?|years?)"

# How long a part of one roadmap takes, or several of them together.
LENGTH: Final = cue(
    rf"how (?:many|much) (?:more |other )?(?:{_MONTHS}|time)",
    r"how long (?!ago)",
    r"how long$",
    r"how much of (?:the|a|my|that) (?:year|12 months|time)",
    r"add(?:ing|ed|s)? (?:it |them |that |this )?(?:all )?up|sum (?:up|of)|duration|how lengthy",
    rf"(?:total|overall|whole|combined) (?:time|length|number of {_MONTHS}|duration|{_MONTHS})",
    r"time (?:do|does|will|would|should|is|must|it takes|needed|required|span|frame)",
    rf"{_MONTHS} (?:together|altogether|in total|in all|combined|overall)",
    r"(?:takes?|last|lasts) (?:the )?(?:longer|longest|shorter|shortest)",
)
# What of a roadmap lies ahead of somebody who is in the middle of it.
LEFT: Final = cue(
    r"(?:am|are|is|be|was|'s) (?:still |there )?left",
    rf"(?:{_MONTHS}|time|much|how long|year|still|phases|steps) (?:\w+ ){{0,3}}(?:left|remain(?:s|ing)?)",
    r"left (?:of|in|to do|over|after|for)",
    r"what (?:still )?remains|remaining|remainder",
    r"(?:still|yet) (?:to (?:go|come|do)|ahead|missing|before me|in front of me)",
    r"(?:is|lies|are|what's|have) (?:still )?ahead(?: of (?:me|us))?",
    r"the rest(?! api)",
    rf"how (?:many|much) (?:more )?(?:{_MONTHS}|time|{_STAGE}) (?:do i still|are still|is still|still)",
    r"to go",
)
# In which months or at which place something comes.
WHEN: Final = cue(
    r"(?:^|[^\w ] ?|(?:and|so|but|ok|okay|please|me|is|say|says|know) )when (?:do|does|should|shall|will|would|must|may|might|can|could|am"
    r"|are|is|on|in|exactly|roughly|about|approximately|i|we)",
    rf"(?:which|what|how many) {_MONTHS} (?:do|does|would|will|should|am|is|are|of|in|until|till|before|belongs?)",
    r"(?:which|what) (?:calendar )?months?",
    r"at (?:which|what) (?:point|time|stage)",
    r"how (?:soon|early|late|far (?:in|into))",
    r"by (?:which|what) month",
    r"where in the (?:year|timeline|plan)",
    r"what time of (?:the )?year",
)
MONTHS_ASKED: Final = cue(r"(?:which|what) (?:calendar )?months?|by (?:which|what) month")
# What stands beside a step. The first two patterns tell the sides, the third that a neighbour is asked for.
BEFORE: Final = cue(r"before|preced(?:es?|ing)|prior to|ahead of|in front of|between|prev(?:ious)?")
AFTER: Final = cue(r"after(?:wards?)?|follow(?:s|ed|ing)?|between|next|behind|comes? then")
NEIGHBOUR: Final = cue(
    r"(?:directly|right|just|immediately|straight|shortly) (?:before|after|behind|ahead of|in front of|following|preceding)",
    rf"(?:which|what) (?:\w+ )?{_STAGE} (?:\w+ ){{0,2}}(?:before|after|precedes?|follows?|between)",
    r"what (?:\w+ )?(?:comes?|stands?|is|goes|lies|sits|do i do|happens) (?:\w+ ){0,2}(?:before|between)",
    r"what(?: directly| immediately)? precedes|is preceded by",
    r"what do i do in the (?:\d+|\w+) months before",
    r"(?:stands?|comes?|goes|sits?|is) (?:before|between) (?:and|or) (?:what )?(?:\w+ )?after",
    r"(?:before|after) (?:it )?and (?:(?:what|which) )?(?:\w+ ){0,3}(?:after|before)",
    r"comes? between|sandwiched|neighbou?rs?",
)
# Parts in their order.
SEQUENCE: Final = cue(
    r"(?:what|which) order|order of|in (?:their|its|the right|the same) order|in order|sequence|one by one",
    r"(?:lay|set|map|spell|write) (?:it |them |everything |that )?out",
    r"(?:quarter|month|phase|step|stage|section) (?:by|for|after) (?:quarter|month|phase|step|stage|section)",
    r"(?:list|name|enumerate|show|go through|walk me through|run through|give me)\b[^?.]*\b(?:phases|steps|stages|sections)",
    r"(?:what|which) (?:are (?:the )?)?(?:phases|steps|stages|sections)",
    r"from the (?:first|start|beginning) (?:one |step |phase )?to the (?:last|end)",
    r"(?:a |the )?(?:overview|outline|timetable|schedule|calendar) of",
    r"break (?:it|them|\w+) down|broken down|split (?:up )?(?:in|over|into)",
)
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
# A share of each week or day. No timetable can answer it that only counts months.
RATE: Final = cue(
    r"how (?:many|much) (?:\w+ )?(?:hours?|days?|evenings?|time|minutes?)\b[^?.]*\b"
    r"(?:per|a|each|every|weekly|daily) ?(?:day|week|month|evening|weekend)?",
    r"how many (?:\w+ )?hours|hours? (?:per|a|each|every) (?:day|week)",
    r"(?:weekly|daily) (?:hours|workload|effort|load|time)|hours? weekly",
    r"how much (?:per|a|each|every) (?:week|day)",
    r"workload",
)
# Which roadmap asks for the least or the most time.
QUICKEST: Final = cue(
    r"fast(?:er|est)?|quick(?:er|est|ly)?|shortest|shorter|soonest|least time|speediest|in the least|rapid\w*|briefest"
)
SLOWEST: Final = cue(r"longest|slowest|most time|most months|longer|slower")
# The whole way.
WHOLE: Final = cue(
    r"whole|entire|total|altogether|overall|complete|finish(?:ed)?|everything|all (?:of )?(?:it|that|them)|in all",
    r"(?:get|got|be) (?:me |you |us |one |someone )?(?:there|done|ready|through|hired)|there",
    r"from (?:zero|scratch|start|nothing)|becom(?:e|ing)|make it|done|realistic|doable|feasible",
    r"ai engineer|engineer|roadmaps?|which one|who|path|route|way|way in|reach the goal|fits? (?:in|into)|any of them",
    r"each (?:of|one)|promises?|possible|dream\w*|takes?|take|need|manage",
)
# Words right before a part of the way that say how it bounds what is asked.
FROM: Final = (
    r"(?:from|(?:start|begin|enter|join|jump|get|come|go)(?:s|ing|ning)?(?: over)?(?: (?:straight|directly|right))? "
    r"(?:at|with|in|on|into|from)|(?:start|enter|join|begin)(?:ing|ning)?|first day of|(?:start|beginning) of"
    r"|(?:now|currently|am|i'm|we're|just|already) (?:in|at|on)|from .{0,12}onwards?)"
)
UNTIL: Final = r"(?:to|through|thru|until|till|'til|up to(?: and including)?|to the end of|by the end of|end with|including)"
UNTIL_BEFORE: Final = (
    r"(?:before|prior to|ahead of|short of|not including)"
    r"(?: (?:i|we|you|one|ever|even)){0,2}(?: (?:can|could|get|come|reach|touch|start|begin|am|arrive|turn|move|meet))*"
    r"(?: (?:to|at|with|on))?"
)
DONE: Final = (
    r"(?:\b(?:i|we|i'm|i've|we've|we're|having|already|who|am|been)\b[^.?!;:]*\b(?:know|knew|have|had|did|done|finish(?:ed)?"
    r"|complet(?:e|ed)|through(?: with)?|behind me|past|passed|over|covered|master(?:ed)?|up to(?: and including)?|good at"
    r"|learnt|learned|studied|familiar with|comfortable with|(?:can|could) (?:already )?do|worked through|got|with)"
    r"|\b(?:after|finish(?:ed|ing)|complet(?:ed|ing)|done with|through with|end of|past|beyond|knowing|once))"
)
SKIPPED: Final = (
    r"(?:skip(?:s|ped|ping)?(?: over)?|leav(?:e|ing) (?:out|off|aside)|left out|without|drop(?:ped|ping)?|except(?: for)?"
    r"|not counting|minus|omit(?:ted|ting)?|less|ignor(?:e|ing)|save|already know)"
)
DONE_BEHIND: Final = (
    r"(?:(?:i|we) (?:already |can already |do )?(?:know|have|can|did|finished|do|completed|passed|master(?:ed)?)"
    r"|(?:is|are|was|were|'s|lies|lie) (?:all |both |already )?(?:done|finished|behind|over|known|complete\w*|passed|through)"
    r"|done|finished|completed|behind (?:me|us)|under my belt|in the bag)"
)
TO_THE_END: Final = cue(
    r"(?:to|until|till|through to|up to) (?:the |its )?(?:very )?end(?! of)|onwards?|to the finish|to completion"
    r"|all the rest|to the last (?:phase|step|one)|stay (?:on|to the end)"
)
# Months by number or quarters, by which a roadmap that numbers its months is meant even where none is named.
BY_MONTHS: Final = cue(
    r"months? \d+|(?:quarter|month) (?:by|for|after) (?:quarter|month)|(?:first|second|third|fourth|last) quarter"
    r"|the (?:12|twelve) months|month (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
)
FINISH: Final = cue(r"finish\w*|done|end|ended|through|ready|complet\w+|reach the end|over")
# Things counted that are not time.
COUNTED: Final = re.compile(
    r"\bhow many (?!(?:more |other |calendar |full )?(?:months?|weeks?|years?|time|of the (?:12|twelve) months))\w+"
)
# What a part holds, asked for beside its time.
WHAT_TOO: Final = re.compile(
    r"\b(?:what|which)\b[^?]*,? (?:and|plus|&) (?:how long|how much time|how many months|when|in which)\b"
    r"|\b(?:how long|how much time|how many months|when|months?)\b[^?]*,? (?:and|plus|&) (?:what|which)\b"
)
# `since I start in January` takes nothing for granted of a roadmap.
OF_LEARNER: Final = re.compile(r"\b(?:i|i'm|i've|i'd|my|we|we're|our)\b")
