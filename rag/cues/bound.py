"""How words bound the part of the way that is asked about: from it, until it, or because it is done."""

from typing import Final

from rag.cues.pattern import cue

# Words right before a part of the way that say how it bounds what is asked.
FROM: Final = (
    r"(?:from|(?:start|begin|enter|join|jump|get|come|go)(?:s|ing|ning)?(?: over)?(?: (?:straight|directly|right))? "
    r"(?:at|with|in|on|into|from)|(?:start|enter|join|begin)(?:ing|ning)?|first day of|(?:start|beginning) of"
    r"|(?:now|currently|am|i'm|we're|just|already) (?:in|at|on)|from .{0,12}onwards?)"
)
UNTIL: Final = (
    r"(?:(?:stop|end|quit|finish)(?:ping|ing)? after|as far as|to|through|until|till|'til|up to(?: and including)?"
    r"|to the end of|by the end of|end with|including)"
)
_REACH = r"(?: (?:can|could|get|come|reach|touch|start|begin|am|arrive|turn|move|meet))"
UNTIL_BEFORE: Final = (
    r"(?:(?:before|prior to|ahead of|short of|not including)"
    rf"(?: (?:i|we|you|one|ever|even)){{0,2}}{_REACH}*(?: (?:to|at|with|on))?"
    rf"|(?:until|till) (?:i|we|you|one){_REACH}+(?: (?:to|at|with|on))?"
    r"|how (?:long|many months|much time)(?: \w+){0,4} (?:until|till))"
)
DONE: Final = (
    r"(?:\b(?:i|we|i'm|i've|we've|we're|having|already|who|am|been)\b[^.?!;:]*\b"
    r"(?:know|knew|have|had|did|done|finish(?:ed)?|complet(?:e|ed)|through(?: with)?|behind me|past|passed|over|covered"
    r"|master(?:ed)?|up to(?: and including)?|good at"
    r"|learnt|learned|studied|familiar with|comfortable with|(?:can|could) (?:already )?do|worked through|got|with)"
    r"|\b(?:after|finish(?:ed|ing)|complet(?:ed|ing)|done with|through with|(?<!to the )end of|past|beyond|knowing"
    r"|once))"
)
SKIPPED: Final = (
    r"(?:skip(?:s|ped|ping)?(?: over)?|leav(?:e|ing) (?:out|off|aside)|left out|without|drop(?:ped|ping)?"
    r"|except(?: for)?|not counting|minus|omit(?:ted|ting)?|less|ignor(?:e|ing)|save|already know)"
)
DONE_BEHIND: Final = (
    r"(?:(?:i|we) (?:already |can already |do )?(?:know|have|can|did|finished|do|completed|passed|master(?:ed)?)"
    r"|(?:is|are|was|were|'s|lies|lie) (?:all |both |already )?"
    r"(?:done|finished|behind|over|known|complete\w*|passed|through)"
    r"|done|finished|completed|behind (?:me|us)|under my belt|in the bag)"
)
# What is skipped is then what is asked about.
SAVED: Final = cue(r"sav(?:es?|ed|ing)", r"gain(?:s|ed)?", r"spar(?:es?|ed|ing)")
TO_THE_END: Final = cue(
    r"(?:to|until|till|through to|up to) (?:the |its )?(?:very )?end(?! of)|onwards?|to the finish|to completion"
    r"|all the rest|to the last (?:phase|step|one)|stay (?:on|to the end)"
)
