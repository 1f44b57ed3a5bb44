"""How a message leans on the turns before it."""

import re
from typing import Final

from rag.cues.detail import DRAWBACK
from rag.cues.learner import THEN
from rag.cues.pattern import cue
from rag.numbers import ORDINALS

# Opening words and pronouns that stand for something said before.
LEANS: Final = re.compile(
    r"^(?:and|or|but|so|then|also|what about|how about|ok(?:ay)?|what if|same|sorry|why|which one|i'd rather|rather"
    r"|instead|any(?:thing)? else|what else|more|only|for)\b"
    r"|\b(?:it|its|that|this|them|those|these|there|they|theirs?|he|she|his|her|ones?|former|latter|both|either)\b"
    r"|\bthe (?:same|others?|first|second|third|last|rest|alternatives?|two|three)\b"
)
# Things that the last answer named, spoken of together, and the one it was about.
THOSE: Final = cue(
    r"those|these|them|they",
    r"both|either|each|all of",
    r"(?:which |one |any )?of the (?:two|three|four)",
    r"one of (?:the|your)",
)
# Some of them, which the question picks out by what they are like.
SELECTS: Final = cue(
    r"(?:which|what|any|one|each|some|none|all|both|either|neither|most|ones?) of (?:them|those|these)",
    r"(?:which|what|any|one|first|second|third|fourth|last) of the (?:two|three|four|five)",
    r"(?:is|was|does|did|has|can|who \w+) the (?:first|second|third|fourth|last) one",
)
IT: Final = cue(r"it|its|this|that(?! (?:phase|step|stage|section))")
# The same where it surely stands for something: `that` may only join two parts of a sentence.
POINTS: Final = cue(r"it|its|this one|that one|that(?=\W*$|[,;.?!]| (?:for|with|in|on|at|too|as|now|then)\b)")
# Those of its things that are picked out by place.
PLACES: Final[dict[str, int]] = {
    **{word: place for place, word in enumerate(ORDINALS[:10])},
    "former": 0,
    "last": -1,
    "latter": -1,
}
PLACE: Final = re.compile(rf"\b(?:the|that) (?:very )?({'|'.join(PLACES)})(?= one\b| of\b| two\b|[,.?!]|$| [a-z']+$)")
INSTEAD: Final = cue(r"alternatives?|instead(?: of (?:it|that))?|replacements?|substitutes?")
# Several roadmaps that the last answer named.
THE_TWO: Final = cue(r"(?:each|both|either|all) of (?:the |those |these )?\w+", r"the two", r"both", r"they", r"each")
# The roadmap that the last answer named.
THERE: Final = cue(r"there|it|its|he|she|his|her|they|that one|that roadmap|that plan|the author")
THAT_ROADMAP: Final = cue(r"(?:that|the)(?: very)? same (?:roadmap|plan|guide)|that roadmap")
# A question for the stages themselves.
STAGES: Final = cue(
    r"(?:what|which|name|list)(?: are)?(?: me)?(?: all)?(?: the| its| of)*(?: \w+)? (?:phases|steps|stages|sections)"
    r"(?= (?:of|in|does|has|is|are|there)\b|\W*$)",
    r"how many (?:phases|steps|stages|sections)",
)
THAT_STAGE: Final = cue(r"(?:that|this|the same|its|same) (?:phase|step|stage|section|month)s?", r"there", r"end of it")
_STAGE_WORDS = ("phase", "step", "stage", "section")
_STAGE = r"(?:phase|step|stage|section|one|part|months?)"
NEXT_STAGE: Final = cue(
    rf"(?:the )?(?:{_STAGE} )?(?:right |just |directly )?after (?:that|this|it)(?: one)?",
    rf"(?:{_STAGE} )(?:right |just |directly )?after",
    rf"(?:{_STAGE} )(?:that |which )?(?:comes|follows|is) (?:next|after|it|then)",
    rf"(?:the )?(?:following|next) {_STAGE}",
    r"(?:and|what|which) (?:comes |is )?(?:next|after|then|follows)(?=\W*$)",
    r"what (?:comes|follows|is) (?:next|after|then)",
    r"what (?:comes after|follows) (?:that|this|it)",
)
LAST_STAGE: Final = cue(
    rf"(?:the )?(?:{_STAGE} )?(?:right |just |directly )?before (?:that|this|it)(?: one)?",
    rf"(?:{_STAGE} )(?:right |just |directly )?before",
    rf"(?:the )?(?:previous|preceding) {_STAGE}",
    rf"(?:the )?{_STAGE} before",
)


def names_that_stage(text: str) -> bool:
    """Whether `text`, in lower case, points to the stage spoken of by a word for it, as in `in that phase`."""
    return any(match.group().endswith(_STAGE_WORDS) for match in THAT_STAGE.finditer(text))


def asks_what_follows(text: str) -> bool:
    """Whether `text`, in lower case, asks for the stage after the last one, be it by no more than `and then?`."""
    return bool(NEXT_STAGE.search(text) or THEN.match(text))


# What is asked for beside what has been told.
OTHERS: Final = cue(r"others?|else|the rest|remaining|more|besides|further")
_OPENERS = r"(?:(?:and|so|but|ok(?:ay)?|or|well|hm+|oh|cool|nice|great|thanks)\W+)*"
# A question in full, which names what it asks, as `do i need a gpu?` does and `and the second part?` does not.
ASKS_ON: Final = re.compile(
    rf"{_OPENERS}(?:is|are|was|were|do|does|did|can|could|will|would|should|must|has|have|any|who(?:'s|se)?|in what"
    r"|what(?:'?s)?(?! about\b| else\b)|which(?! ones?\b)|how(?! about\b)|when|where|why|since when)\b"
)
# The thing spoken of is what does or is something: `does it run on windows?`.
SUBJECT: Final = re.compile(
    rf"{_OPENERS}(?:is|are|was|were|do|does|did|can|will|would|has|have) (?:it|they|that|this|these|those)\b"
)
# What is asked of a thing to use and of no stage, topic or roadmap: who is behind it, its licence, its drawbacks.
OF_THING: Final = cue(
    DRAWBACK.asks.pattern,
    r"licen[cs](?:e|es|ing|ed)",
    r"(?:know|learn|need|understand)\b[^?.]* before (?:i |we |one )?(?:open|read|start|begin|take|watch|buy|use|do)\w*"
    r"(?: with)? (?:it|this|that)(?=\W*$|[,;.?!])",
    r"who (?:made|makes|built|wrote|writes|created|teaches|develops|developed|maintains|runs|owns|founded|started"
    r"|hosts|invented)(?: (?:it|this|that|them|those))?(?=\W*$)",
    r"who(?:'s| is| are) (?:behind|the (?:teacher|author|maker|creator|instructor)s?)",
)
# Another part of what has been told.
PART: Final = cue(r"the (?:[\w-]+ ){0,2}(?:parts?|half|side|bits?)")
# The other roadmaps, or all, asked whether they say what was asked: nothing but words for them and for saying.
_SAYS = (
    r"(?:says?|mentions?|names?|covers?|teach(?:es)?|includes?|lists?|talks?|suggests?|recommends?|agrees?|brings?|has|have"
    r"|do(?:es)?|would|will)(?:n't)?"
)
_FILLERS = (
    r"(?:and|so|but|ok|okay|well|then|also|too|as|it|that|this|so|same|the|thing|about|of|in|on|up|not|there|is|are|any"
    r"|which|who|what|how|many|all|them|these|those|five|5)"
)
_ROADMAPS = r"(?:others?|else|rest|ones?|roadmaps?|guides?|authors?|sources?|anyone|anybody|everyone)"
WHICH_ONE: Final = re.compile(
    rf"(?!.*\b(?:what|anything) else)"
    rf"(?=.*\b(?:others?|else|rest|(?:which|who|any|all|many)\b.*\b{_SAYS}|anyone|everyone)\b)"
    rf"(?:(?:{_SAYS}|{_FILLERS}|{_ROADMAPS})\b\W*)+$"
)
# A year that stands for the roadmap called by it.
YEAR: Final = re.compile(r"(?<=\b(?:for|and|out) )(20\d\d)(?=\W*$)", re.IGNORECASE)
