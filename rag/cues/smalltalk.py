"""Messages that ask for nothing to learn: greetings, thanks, and questions about Waymark itself."""

import re
from typing import Final

from rag.cues.pattern import cue

GREETING: Final = re.compile(
    r"^(?:"
    r"(?:hi|hello|hey|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening|day))"
    r"(?: there| waymark| everyone| all| again)*"
    r"|how are you(?: doing)?(?: today)?"
    r"|nice to meet you"
    r")\W*$"
)
THANKS: Final = re.compile(
    # Thanks anywhere in a short message that asks nothing.
    r"^(?!.*\?)(?!.*\b(?:what|which|how|where|why|when|should|can you|could you)\b)(?=.{0,90}$)"
    r".*\b(?:thanks|thank you|thx|cheers)\b"
    # Thanks or a goodbye at the beginning, with no question after it.
    r"|^(?:(?:ok(?:ay)?|great|cool|perfect|awesome|wow|nice)\W*)*(?:many |very )?"
    r"(?:merci|danke|gracias|grazie"
    r"|thanks?|thank you|thx|ty|cheers|much appreciated|bye|goodbye|see you|got it|great|perfect|awesome)\b"
    r"(?!.*\?)(?!.*\b(?:what|which|how|where|why|when|should|can|could|does|do|is|are)\b).{0,60}$"
)
ABOUT: Final = cue(
    # What it is for.
    r"what (?:kinds?|sorts?) of (?:questions?|things?) (?:may|can|could|do|should)",
    r"what (?:may|can|could) i (?:ask|put to) (?:you|waymark)",
    r"how can (?:you|waymark) help",
    r"what (?:can|do|could) (?:you|waymark) (?:do(?! (?:in|with|on|at|about|there) )|help|answer|know|offer)",
    r"help me (?:understand )?(?:how to )?use (?:you|waymark)",
    # What it is.
    r"who (?:are|made|built) (?:you|waymark)",
    r"what (?:are you|is waymark)",
    r"what's waymark",
    r"are you (?:an?|chatgpt|human|real|gpt|a bot|connected)",
    r"what languages? (?:do|can) you (?:speak|understand)",
    # How it works and what it rests on.
    r"how (?:do|does) (?:you|waymark) (?:work|answer|know|cite)",
    r"(?:do you|does waymark) (?:need|use|have|store|send) [^.?!]*\b"
    r"(?:internet|network|key|model|llm|data|database)",
    r"can you (?:browse|search|access) the (?:web|internet)",
    r"(?:which|what|how many) (?:roadmaps?|sources?|documents?|resources?)\b[^.?!]*\b"
    r"(?:do|can|have) (?:you|waymark)",
    r"where do your answers come from",
    r"what (?:is|are) your (?:sources?|limits)",
    r"how (?:many|current|up to date) (?:\w+ )*(?:are|is) in your",
    r"your (?:sources|index|corpus|knowledge)",
)
