"""Questions for what a short form stands for."""

from typing import Final

from rag.cues.pattern import cue

STANDS_FOR: Final = cue(
    r"(?:stand|stands|standing|stood|short) for",
    r"(?:full|long|expanded) (?:form|name|version|meaning)",
    r"abbreviat\w*|acronyms?|initials|initialism",
    r"letters\b[^?.]*\b(?:mean|means|meaning)",
    r"(?:written|spelled|spelt) out|in full",
)
