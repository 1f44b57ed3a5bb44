"""Questions about time: how long, by when, at what pace."""

from typing import Final

from rag.cues.pattern import cue

# How long something takes.
LONG: Final = cue(
    r"(?:total|overall|whole) time",
    r"time it takes",
    r"(?:takes?|is|are) (?:the )?(?:longer|shorter|faster|quicker)",
    r"longest|shortest|fastest|quickest",
    r"how long",
    r"how much time",
    r"how many (?:months?|weeks?|years?|hours?|days?)",
)
# Anything that a timetable answers.
TIME: Final = cue(
    r"how long",
    r"how (?:many|much) (?:months?|weeks?|years?|days?|hours?|time)",
    r"how much of (?:the|a|my) year",
    r"when (?:should|will|would|do|can|could|does|is|am)",
    r"by when",
    r"(?:which|what) months?",
    r"months? \d+",
    r"within (?:a|one|\d+|half|six|three)",
    r"half a year",
    r"in a year",
    r"\d+[- ](?:months?|weeks?|years?)\b[^?]*\benough",
    r"how (?:fast|quick|soon)",
    r"add up",
    r"duration",
    r"total (?:time|months|number of months)",
    r"time (?:do|does|will|would|should|is)",
    r"time ?(?:line|table|frame|span)",
    r"schedule",
    r"plan (?:a|my|me|the|out)",
    r"make (?:me )?a plan",
    r"(?:study|learning) plan",
    r"path (?:to|from)",
    r"route",
)
# The hours that a learner says to have.
MY_PACE: Final = cue(r"i (?:have|can|could|spend|only have|study|got)\b[^.?!]*\b\d+ ?(?:h|hours?)")
