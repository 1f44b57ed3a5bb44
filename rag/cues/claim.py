"""What a question takes for granted of a source."""

import re
from typing import Final

from rag.cues.pattern import cue
from rag.numbers import CARDINALS

# Claims that are easily put into a source's mouth; what it really says must hold the same one.
CLAIM: Final = cue(
    "("
    r"insists?|demands?|compulsory|mandatory|obligatory|everyone must|must all"
    r"|rejects?|forbids?|bans?|refuses?|discourages?|(?:advises?|recommends?) against|condemns?|hates?"
    r"|dismiss(?:es)?|outdated|obsolete|dead|useless|waste of time|not worth|unnecessary|skips"
    r"|(?:says?|advises?) to skip"
    r"|guarantees?|promises?|warns?"
    r"|(?:prefers?|favou?rs?|recommends?|suggests?|chooses?)"
    r"(?= [\w+#.-]+ (?:to|over|rather than|instead of|more than)\b)"
    r"|(?:says?|why)\b[^?.]* a must\b"
    ")"
)
# In answers: that it is not so.
DENIES: Final = re.compile(r"\b(?:no|not|never|needn't|optional|without)\b|n't\b", re.IGNORECASE)
# How many stages a roadmap is taken to have.
COUNTED: Final = re.compile(rf"\b(?:the|all|its) (\d+|{'|'.join(CARDINALS)}) (phase|step|stage|section)s\b")
# Asked whether it is so, nothing is taken for granted.
YES_NO: Final = re.compile(
    r"^(?:and |so |but |then )?(?:is|are|was|do|does|did|can|could|should|must|will|would|has|have)\b"
)
# Asked politely what is asked, or asked with a reason, something may be taken for granted all the same.
NOT_WHETHER: Final = re.compile(
    r"^(?:(?:and|so|but|then) )?(?:can|could|would|will|do) (?:you|i|we|they)"
    r" (?:please )?(?:tell|explain|show|know|say)\b"
    r"|\b(?:why|how come|now that|given that|since|because)\b"
)
# Taken for granted before the question proper begins.
PREMISE: Final = re.compile(r"^(?:since|given that|seeing that|now that|as)\b[^?]*,|\bgiven that\b")
# Asking why takes the what for granted.
REASON: Final = re.compile(r"^why\b|\b(?:why (?:does|do|did|is|are)|for what reason|how come)\b")
# Taken for granted, and only to be agreed to.
TAG: Final = re.compile(r"\b(?:right|correct|isn't it|doesn't it|don't they|aren't they|true)\?")
# A place taken for granted: asked why, said to be so at the beginning, or told as a fact before the question.
SUPPOSES: Final = re.compile(
    r"^(?:since|as|because|given that|now that|if|why|how come)\b"
    r"|\b(?:starts?|begins?|opens?|ends?) with\b|\bfor what reason\b"
)
_ASKS = (
    r"what|whats|which|who|whose|how|where|when|why|do|does|did|is|are|was|can|could|should|shall|would|will|must|has"
    r"|have|tell|give|show|list|name|explain|compare|describe|suggest|recommend|repeat|say|write|ignore|pretend|take|let's"
    r"|suppose|assume|imagine|last|if|i|i'm|i've|my|we"
)
DECLARES: Final = re.compile(
    rf"^(?:(?:but|and|ok|well|hey|hi) )*(?!(?:{_ASKS})\b)"
    rf"(?:(?!\b(?:what|which|how|where|when|why|i|i'm|i've|my|we)\b|[,;:?!]|\.(?:\s|$)).)*?"
    r"\b(?:has|have|puts?|places?|lists?|teach(?:es)?|covers?|makes?|schedules?|leaves?|saves?|treats?|counts?|comes?|is|are"
    r"|starts?|begins?|opens?|ends?|finish(?:es)?|closes?|wants?|takes|lasts)\b"
    r"[^,;:?!]*?(?:[,;:!]|\.(?:\s|$)| so (?=[a-z]))"
)
# At the start or the end of a roadmap; what is put there follows, but for what is left until then.
STARTS: Final = cue(
    r"(?:starts?|begins?|opens?|kicks? off|leads?|sets? out)"
    r"(?: (?:off|out|us|me|you|people|learners|beginners))* (?:with|by)"
)
ENDS: Final = cue(
    r"(?:ends?|finish(?:es)?|closes?|concludes?|wraps? up|culminates?)(?: (?:off|up))? (?:with|by|in|on)",
    r"(?:leaves?|saves?|keeps?|postpones?|puts? off)"
    r"(?= [^?.]* (?:until|till|for|to) (?:the )?(?:very )?(?:end|last)\b)",
)
# A thing is left out that one would look for.
LEAVES_OUT: Final = cue(
    r"leaves? out|leave out|skips?|omits?|ignores?|drops?|lacks?|without",
    r"(?:has|have) (?:no|nothing (?:on|about))",
    r"(?:does not|doesn't|do not|don't|never) (?:\w+ )?(?:mentions?|teach(?:es)?|covers?|includes?|have|lists?|names?)",
)
# How many of the roadmaps are taken to do it, and how long a thing is taken to last.
NONE_DOES: Final = cue(r"none of (?:the|these|your|them)", r"no (?:single )?roadmap", r"not (?:one|a single) roadmap")
ALL_DO: Final = cue(r"all (?:of )?(?:the |these |your )?(?:\w+ )?roadmaps", r"(?:every|each) (?:\w+ )?roadmap")
LASTS: Final = re.compile(
    rf"\b(\d+|an?|{'|'.join(CARDINALS)})(?: (?:whole|full|entire|short|long))*[ -](day|week|month|year)s?\b"
)
# One thing before or after another.
EARLIER: Final = cue(r"before|ahead of|prior to|earlier than|in front of")
LATER: Final = cue(r"(?:only |right )?after|behind|later than|once (?:i|we|you)(?:'ve| have)")
