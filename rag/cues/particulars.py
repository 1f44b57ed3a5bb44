"""Particulars that only a source that states them can answer: its author, names, sizes, dates."""

from typing import Final

from rag.cues.pattern import cue
from rag.words import word_set

AUTHOR: Final = cue(
    r"who (?:wrote|has written|made|created|published|is behind|stands behind|is the author)",
    r"(?:the|about the) author",
    r"author of",
    r"authored",
    r"where does (?:he|she|that person|the author|[\w ]{3,30}) work",
    r"what did (?:he|she) found",
)
BY_NAME: Final = cue(r"names? (?:of|please)", r"by name", r"named individually", r"which exact")
# What a source rarely states of a thing; asked for, it must stand in the evidence by name.
ATTRIBUTES: Final = word_set(
    """
    size rate rank ratio number order speed limit minimum maximum probability odds chances percentage percent score
    grade threshold rating accuracy overlap
    version edition chapter chapters page pages isbn publisher license length
    salary price cost fee fees discount prize
    hours hour date deadline duration age
    email phone address password country city nationality town
    instructor teacher lecturer students followers follower names exam exams certificate reviews
    layers layer dimension dimensions epochs batch parameters parameter temperature
    gpu ram vram gb memory laptop hardware
    mark marks grading credits semester timezone refund scholarship dropout seed quota deposit budget
    company companies employer employers firm firms university universities school schools
    port ports
    """
)
# What comes with schooling and purchases: asked of a roadmap, it must stand in it.
FORMALITIES: Final = word_set(
    """
    exam exams certificate certificates diploma discount coupon refund scholarship deposit phd doctorate tuition
    homework grades voucher membership subscription enrolment enrollment
    """
)
