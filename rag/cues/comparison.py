"""Questions that hold the roadmaps against each other."""

from typing import Final

from rag.cues.pattern import cue

COMPARE: Final = cue(
    # Alike or not.
    r"compar\w*",
    r"differ(?:s|ent|ence|ences)?",
    r"versus|vs",
    r"(?:dis)?agree(?:s|ment)?",
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
DISAGREE: Final = cue(
    r"(?:where|what|how|on what|about what)\b[^.?!]*\b(?:disagree|differ|conflict|contradict)\w*", r"disagreements?"
)
# What they open with.
OPENS: Final = cue(
    r"(?:begin|begins|start|starts|open|opens|kick off) (?:with|by|from)",
    r"same (?:start|beginning|first)",
    r"first (?:subject|topic|thing|step|phase)",
)
