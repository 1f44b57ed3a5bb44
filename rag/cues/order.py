"""Questions about what stands where in a roadmap."""

from typing import Final

from rag.cues.pattern import cue

# Which comes before which, and at what place.
ORDER: Final = cue(
    r"first|earlier|early|late|before|after",
    r"at (?:what|which) (?:point|stage)",
    r"(?:in )?which (?:stage|phase|step|part|place|position)",
    r"under which",
    r"when do",
    r"where do(?:es)? (?:the|each|they)",
    r"order|position|placed?|places",
    r"turns? up",
)
# All stages, in order.
OVERVIEW: Final = cue(
    r"(?:lay|set|map) (?:it |them |everything )?out",
    r"walk me through",
    r"overview|outline|summar(?:y|ise|ize)",
    r"what (?:are|is in|do) (?:the |its )?(?:\w+ )?(?:phases|steps|stages|sections)",
    r"which (?:phases|steps|stages|sections)",
    r"list (?:the|all|its) (?:\w+ )?(?:phases|steps|stages|sections)",
    r"(?:phase|step|quarter|month|stage) by (?:phase|step|quarter|month|stage)",
    r"how is (?:it|the [\w ]+) (?:structured|organi[sz]ed|divided|built up)",
    r"what does (?:it|the [\w -]+) look like",
    r"structure of",
)
