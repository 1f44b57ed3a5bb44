"""Questions that count roadmaps, or ask which of them name a thing."""

from typing import Final

from rag.cues.pattern import cue

_NAMES = (
    r"(?:has|have|got|had|mentions?|names?|covers?|teach(?:es)?|includes?|handles?|lists?|talks?|suggests?|recommends?|"
    r"contains?|deals?|offers?)"
)

COUNT: Final = cue(
    # How many.
    r"how many(?: of)? (?:the |these |those |your )?(?:\w+ )?(?:roadmaps?|sources?|guides?|them|authors?)",
    r"how many (?:of )?(?:the|these)",
    r"how many (?:mention|teach|cover|name|list|include|say|recommend|want|have|talk)\w*",
    r"what number of (?:the )?(?:roadmaps|sources)",
    r"how (?:common|popular|often|widespread|usual|frequent)",
    r"count the",
    # Which.
    rf"which roadmaps? {_NAMES}",
    r"which (?:of (?:the |these )?)?(?:five |5 )?(?:roadmaps?|sources?|guides?|of them)",
    r"which (?:one )?of (?:the|these|those) (?:five|5)",
    r"what roadmaps?",
    r"who (?:else )?(?:covers|mentions|teaches|names)",
    r"where (?:is|does|do|are)\b[^?]*\bmentioned",
    # Any or all.
    r"(?:is|are|does|do|did|can|will|would)\b[^?]*\b"
    r"(?:any|every|all|one|some|none|most|all five|the majority|only one) (?:of (?:the |these |those |them|your )?)?"
    r"(?:five |\d )?(?:roadmaps?|sources?|guides?|them)(?!\w| (?:agree|differ|disagree))",
    r"(?:any|every|all|none) (?:of (?:the |these |those )?)?(?:five |5 )?roadmaps?",
    r"(?:do|does) (?:they|the roadmaps) (?:all|both)",
    r"(?:all|every) (?:five|5)",
)
# `how many of the roadmaps`, which counts them even where it goes on about time.
OF_ROADMAPS: Final = cue(r"how many (?:of )?(?:the|them|roadmaps)")
# What is counted: the words between `how many` and the verb or the next small word.
HOW_MANY: Final = cue(
    r"(?:how many(?: of (?:the|these|those|its))?|number of|count(?: up)? (?:of )?(?:the|all)?) ?"
    r"(?:(?:pieces|items|entries|bits) of (?:the )?)?"
    r"((?:(?!(?:do|does|did|is|are|was|were|should|shall|can|could|will|would"
    r"|must|to|of|in|on|for|from|per|has|have|there|that|i|it|they|you|we|among)\b)[\w'+#/&.-]+ ?){1,6})"
)
# The roadmaps are counted, even where one is named.
COUNTS_ROADMAPS: Final = cue(
    r"how many (?:of )?(?:the |these |those |your |other |more )*(?:five |5 )?"
    r"(?:roadmaps?|guides?|learning paths?|authors?|them)",
    r"(?:anyone|anybody|any|everyone|all|who|which|what)\b[^.?!]*\b(?:besides|apart from|aside from|other than|except)",
    r"(?:besides|apart from|aside from|other than|except)\b[^.?!]*\b(?:which|who|how many|any)",
)
