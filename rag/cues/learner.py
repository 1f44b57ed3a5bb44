"""What learners say of themselves: what they know, lack and wish for."""

import re
from typing import Final

from rag.cues.pattern import cue

KNOWS: Final = cue(
    # Having learned.
    r"know|knew|known|learned|learnt|studied|mastered|covered|understand|remember",
    r"done|did|finished|completed|got|worked|already|after",
    # Doing.
    r"can|have|has|had|use|using|used|write|writes|writing|built|train|trained|teach|daily",
    r"i(?:'ve| also| already)? (?:build|make|run|own|maintain|deploy|develop|operate|fine-tune|ship)",
    r"implemented|coded|deployed|shipped|developed|fine-tuned|second nature|for a living",
    # Being good at it.
    r"comfortable|confident|familiar|good at|solid|fluent|fine|ok with|strong in|proficient|skilled",
    r"experienced?|background|years? of|degree in|graduate",
    # Being somebody.
    r"developer|programmer|statistician|scientist|analyst|engineer here",
    r"i'm an?",
    r"as an?",
)
WANTS: Final = cue(
    r"wants?|goal|aim|aiming|target|ambition|dream|dreaming|hope|hoping|interested",
    r"would like|'d like|like to|love to",
    r"become|becoming|get into|getting into|(?:move|moving) (?:to|into)|switch(?:ing)? to|heading|towards?",
    r"speciali[sz]e in|looking for|searching for|seeking|apply(?:ing)? for",
    r"next i|now to|in order to|to start with|to work (?:with|in|on|as)|to get|(?<!how )to make|for an?",
)
LACKS: Final = cue(
    r"don't know|do not know|don't|not|haven't|hasn't|isn't|cannot|can't",
    r"never|no(?! (?:problem|issue|trouble))|zero|without|nothing about|no idea",
    r"weak|rusty|hardly|barely|struggl(?:e|ing)|forgotten|forgot|dropped|hated?|avoided|fail(?:s|ed|ing)?",
    r"lack|lacking|missing|new to|skip(?:ped)?",
    # In the middle of it.
    r"stuck (?:at|on|with|in)|(?:currently|still) (?:learning|studying|doing|reading)|halfway through",
)
# Half of knowing: right before a topic, and right after it.
BASIC: Final = re.compile(
    r"\b(?:(?:a (?:little |tiny )?bit|a little|a touch|the basics|basics|bits)(?: of)?"
    r"|some|basic|elementary|beginner(?:'s|-level| level)?|introductory|simple|school|high[- ]school"
    r"|(?:basic|some|a little|limited) (?:knowledge|understanding|experience|skills?|grasp) (?:of|in|with)) $"
)
BASIC_AFTER: Final = re.compile(
    r" (?:(?:basics|fundamentals|101|at (?:a )?(?:beginner|basic)(?:'s)? level|a (?:little )?bit|a little)\b"
    r"|\((?:a (?:little )?bit|basics?|beginner)\b)"
)
BEGINNER: Final = cue(
    r"beginner|absolute beginner|newbie|novice",
    r"from scratch|from zero|starting out",
    r"complete(?:ly)? new|total(?:ly)? new",
    r"no experience|no background|no clue|no idea where|nothing at all|know nothing",
    r"never (?:wrote|written|learned|learnt|done|coded|programmed|touched)",
)
# The last answer's advice, reported as followed.
DONE_THAT: Final = cue(
    r"(?:done|finished|know|learned|learnt|completed|did|covered|have) (?:that|this|it|those|these|both|them)",
    r"(?:that|this|it)'?s? (?:is )?(?:done|finished|behind me)",
)
# What comes after the last answer's advice.
THEN: Final = re.compile(
    r"(?:(?:and|ok(?:ay)?|so|but|great|thanks),? )*(?:(?:then|afterwards)(?: what)?|(?:and )?next|what (?:then|next)"
    r"|(?:what (?:comes|is|do i (?:do|learn)|should i (?:do|learn)) )?(?:next )?(?:right )?"
    r"after (?:that|this|it)(?: one)?)\W*$"
)
# A wish, anywhere in a question; what follows it is the goal.
WISH: Final = cue(
    r"want|goal|aim|dream|hope|hoping|interested|passion",
    r"would like|'d like|like to|love to|plan to",
    r"become|get into|move (?:to|into)|switch",
)
# Having learned something: a learner who says so asks for a next step even where a roadmap is named.
# What was worked on to its end.
FINISHED: Final = cue(
    r"(?:finished|completed|solved|submitted|wrapped up|got through|done with|through with)",
    r"(?:have|'ve|just|already) (?:done|did|built|trained|made)",
)
KNOWING: Final = cue(
    r"through with|been through|closed|wrapped up|behind me|over with|done with|just finished",
    r"have done|completed|finished",
    r"i(?:'ve| have)? (?:already )?(?:know|knew|learned|learnt|studied|mastered|covered|understand)",
    r"i(?:'ve| have)? (?:already )?(?:done|did|finished|completed|worked through|worked with|got|have|can|am|was)",
    r"i(?:'ve| have)? (?:already )?(?:use|used|write|build|built|train|trained|fine-tune|code|program)",
    r"i'm|as an? ",  # a space, for what follows must be a word
    r"my (?:background|daily)",
    r"\w+ years of",
    r"(?:developer|engineer|scientist|analyst|statistician|graduate|student|teacher) here",
)

# The hours that a learner has: how many, and behind that the span of time in which.
HOURS: Final = re.compile(
    r"\b(?P<low>\d{1,3}(?:\.\d+)?|half an|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)"
    r"(?: ?(?:-|to|or) ?(?P<high>\d{1,3}))? ?\+? ?h(?:(?:ou)?rs?)?\b"
    r"[^.?!;]{0,25}?(?P<span>(?<![a-z])(?:weekday|weekend|week|wk|w|daily|day|evening|night|morning|month))"
)
PREFERS: Final = cue(
    r"prefer(?:red)?|rather|(?:i )?learn (?:best )?(?:by|from|with|through)|like|love|want|only|just|fan of|please",
)
AVERSE: Final = cue(r"hate|no|not|don't|dislike|can't stand|without|bored? by|avoid|instead of|rather than")
