"""What a question takes for granted of a source."""

import re
from typing import Final

from rag.cues.pattern import cue

# Claims that are easily put into a source's mouth; what it really says must hold the same one.
CLAIM: Final = cue(
    "("
    r"insists?|demands?|compulsory|mandatory|obligatory|everyone must|must all"
    r"|rejects?|forbids?|bans?|refuses?|discourages?|(?:advises?|recommends?) against|condemns?|hates?"
    r"|dismiss(?:es)?|outdated|obsolete|dead|useless|waste of time|not worth|unnecessary|skips"
    r"|(?:says?|advises?) to skip"
    r"|guarantees?|promises?|warns?"
    ")"
)
# Asked whether it is so, nothing is taken for granted.
YES_NO: Final = re.compile(
    r"^(?:and |so |but |then )?(?:is|are|was|do|does|did|can|could|should|must|will|would|has|have)\b"
)
# Taken for granted before the question proper begins.
PREMISE: Final = re.compile(r"^(?:since|given that|seeing that|now that|as)\b[^?]*,|\bgiven that\b")
# Asking why takes the what for granted.
REASON: Final = re.compile(r"^why\b|\b(?:why (?:does|do|did|is|are)|for what reason|how come)\b")
