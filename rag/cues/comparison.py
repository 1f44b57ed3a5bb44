"""Questions that hold the roadmaps against each other."""

from typing import Final

from rag.cues.pattern import cue

COMPARE: Final = cue(
    # Alike or not.
    r"compar\w*",
    r"differ(?:s|ent|ence|ences)?",
    r"versus|vs",
    r"(?:dis)?agree(?:s|ments?)?",
    r"conflict\w*|contradict\w*|consensus|unanimous\w*",
    r"of one mind|in line with each other|in common|how far apart",
    r"take sides|sides",
    r"(?:same|similar) (?:in|as|across)",
    # Earlier or later.
    r"or\b[^?.]*\bfirst",
    r"first\b[^?.]*\bor",
    r"early\b[^?.]*\blate",
    r"early or late",
    r"before or after",
    r"earliest",
    r"latest(?!\w| (?:developments|news|advances))",
    r"which (?:one )?(?:comes|goes|is|do they put|should come|of (?:them|these)) (?:first|earlier|later|before)",
    r"at (?:what|which) (?:point|stage)",
    r"when do (?:the|they|these)",
    # The roadmaps, spoken of together.
    r"each (?:of (?:the|these) )?(?:five )?(?:roadmaps?|sources?|ones?)",
    r"each of them",
    r"(?:do|does|what do|how do|where do|how does|when do|are|where does) "
    r"(?:the |these |the five |all |the different |your )?(?:5 )?(?:roadmaps|sources|guides|authors)",
    r"the (?:five |different |other |various )?roadmaps",
    r"which roadmap (?:is|has|spends|gives|puts|goes|would|should)",
    r"which roadmap wants which",
    r"do they",
)
# Those of them that ask for a comparison even where they name courses or projects.
STRICT: Final = cue(
    r"compar\w*|differ\w*|versus|vs|\w*agree\w*|conflict\w*|contradict\w*|consensus",
    r"of one mind|in common|how far apart",
    r"each|first|at (?:what|which)",
)
# Where they part ways.
DISAGREE: Final = cue(r"disagree\w*|conflict\w*|contradict\w*|part ways", r"(?:not|n't|don't) agree")
# Whether they agree on what comes first.
AGREE_FIRST: Final = cue(r"agree\w*\b[^.?!]*\bfirst", r"first\b[^?!]*\bagree\w*")
# What they open with.
OPENS: Final = cue(
    r"(?:begin|begins|start|starts|open|opens|kick off) (?:with|by|from)",
    r"same (?:start|beginning|first)",
    r"first (?:subject|topic|thing|step|phase)",
)
# How a question speaks of the roadmaps it holds together, which says nothing of the matter.
ROADMAPS: Final = cue(
    r"(?:(?:in|of|by|across|among|between|all|each|every|any|either|which|both|most|none|other|others|one) )*"
    r"(?:the |these |those |your |my )?(?:five |5 |two |2 |different |various |other )*(?:ai |learning )?"
    r"(?:roadmaps?|guides?|learning paths?|authors?|curricul(?:a|um))(?: \w+ roadmaps?)?",
    r"(?:of |all |each |every |any )*the (?:five|5)",
)
TOGETHER: Final = cue(r"(?:(?:of|all|each|any|every|do|does) )+(?:them|they|everyone|everybody)")
FRAMING: Final = cue(
    r"(?:besides|beyond|apart from|aside from|other than) [\w+#]+",
    r"(?:dis)?agree\w*|differ\w*|conflict\w*|contradict\w*|part ways|diverge\w*|clash\w*|alike",
    r"please|compar(?:e|es|ed|ing|ison)|contrast|put|set|side by side|next to each other|roadmap by roadmap",
    r"(?:biggest|largest|greatest|main|major) (?=(?:dis)?agree|differ|conflict|points?)|between(?= the (?:five|5)\b)",
    r"goes|go|says?|more|most|best|better|deep(?:er|est)?|further|furthest|thorough(?:ly)?|overall",
)
# Which one of the roadmaps goes furthest, or suits a wish best.
MOST: Final = cue(
    r"(?:which|what|who|whose)\b[^.?!]*\b(?:best|better|most|more|deep(?:er|est)|furthest|farthest|further|strongest|"
    r"thorough\w*|in depth|in detail|heaviest|fullest|widest|suits?|fits?)",
    r"which (?:(?:one|roadmap)s?|of (?:the|these|those|them)(?: five| roadmaps?)*) (?:should|shall|would|do|must) i",
    r"(?:pick|choose|follow|go for|go with|recommend|take)\b[^.?!]*\b(?:if|who|for|when)",
    r"(?:more|most|deeper|deepest) (?:about|on|of|into)",
)
# What the one has and the other has not.
LACKING: Final = cue(
    r"lacks?|lacking|miss(?:es|ing)?|leaves? out|left out|omits?|without",
    r"(?:does|do|has|have|is|are) ?(?:n't|not)|doesn't|don't|hasn't|isn't|aren't|that the other",
    r"on top|in addition|additional|extra|only in|in only|has over|not in|absent|in common|share[sd]?|overlap",
    r"(?:the )?(?:reverse|other way (?:a)?round|vice versa)",
)
SHARED: Final = cue(r"in common|share[sd]?|overlap\w*|agree\w*|both")
# All but one roadmap.
BESIDES: Final = cue(r"besides|apart from|aside from|other than|except(?: for)?|(?:any|every)one else|others?|alone")
# Where a roadmap has a thing.
PLACED: Final = cue(
    r"where (?:does|do|did|is|are|has|have|will|would)\b[^.?!]*"
    r"\b(?:puts?|bring|place|comes?|stand|sit|file|introduce)",
    r"(?:at|in|under) (?:what|which) (?:point|stage|phase|step|part|place|position|month)s?",
    r"how (?:early|late|soon)|when (?:do|does|is|are|will|should|you|i|we|one|to|learners)",
)
# How long the whole way takes.
PACE: Final = cue(
    r"(?:total|overall|whole|entire) (?:time|duration|length)|time (?:it takes|they take|needed|required)",
    r"how (?:long|fast|quick(?:ly)?)|how (?:many|much) (?:months|years|time)",
    r"(?:quick|fast|short|long|slow)(?:er|est)|(?:most|least|fewest|more|fewer) (?:time|months|years|weeks)",
    r"takes? (?:longer|the longest|less)|duration",
)
