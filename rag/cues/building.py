"""What a wish to build something asks for besides the project itself."""

from typing import Final

from rag.cues.pattern import cue

# What to learn and use for it.
MEANS: Final = cue(
    r"learn|study|know|understand|covers?",
    r"tools?|toolkits?|librar(?:y|ies)|frameworks?|stack",
    r"(?:build|make|do|write|code) (?:it|that|this|them) (?:with|from|of|in)|with what|and what with",
    r"how (?:would|do|can|could|should|might) (?:i|we|one|you) (?:build|make|create|write|develop|start|begin)",
    r"go about",
    r"what (?:do|would|will|should) (?:i|we) need",
)
# The wish itself.
WISH: Final = cue(
    r"(?:want|like|love|plan|hope|going|trying) to (?:build|make|write|create|develop|program|code) (?:an?|some\w*)",
)
