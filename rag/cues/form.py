"""The form of resource that a question asks for: a book, a course, a podcast."""

import re
from functools import lru_cache
from typing import Final

from rag.cues.pattern import cue

# Read from the top; the first that fits wins.
FORMS: Final[dict[str, re.Pattern[str]]] = {
    "book": cue(r"books?|textbooks?|handbook"),
    "video": cue(
        r"videos?(?! games?)|animations?|animated|visual(?:ly|s)?|(?:in|by|from|moving) pictures",
        r"youtube|playlists?|watch|channel",
    ),
    "course": cue(r"courses?|class(?:es)?|speciali[sz]ations?|nanodegrees?|mooc|lectures?"),
    "podcast": cue(r"podcasts?|listen"),
    "newsletter": cue(r"newsletters?"),
    "paper": cue(r"papers?"),
    "community": cue(r"communit(?:y|ies)|discord|forums?|subreddits?|slack"),
    "conference": cue(r"conferences?"),
    "dataset": cue(r"datasets?", r"data (?:for|to)", r"(?:find|get|where)\b.{0,20}\bdata"),
    "documentation": cue(r"documentation|docs|tutorials?"),
    "blog": cue(r"blogs?"),
}
# Several of a form, as in `which books`.
MANY: Final = cue(
    r"books|papers|newsletters|blogs",
    r"courses|videos|playlists|podcasts|channels",
    r"communities|forums|servers|subreddits|conferences",
    r"datasets",
    r"where\b[^.?!]{0,30}\bdata",
)

# What can be read, where no form of it is named.
READ: Final = cue(r"(?:to|prefer|rather|can|could|should) read|read(?:ing)? (?:on|about|up)")
_READABLE: Final = ("book", "documentation", "paper", "blog")
# A form that is named without being asked for: one's own, and one that is turned down.
_ASIDE: Final = re.compile(
    r"\b(?:my|our|your) (?:course|class|lectures?|book)\b"
    r"|\b(?:not|rather than|instead of|no)(?: (?:from|by|to|an?|any|the|in|watch|read|listen))* \w+"
)


def form_asked(text: str) -> str | None:
    """The form of resource that `text`, in lower case, asks for, or None."""
    return next(iter(forms_asked(text)), None)


@lru_cache(maxsize=100)  # of one message, time and again
def forms_asked(text: str) -> tuple[str, ...]:
    """Every form of resource that would do for what `text`, in lower case, asks for."""
    wanted = _ASIDE.sub(" ", text)
    return tuple(f for f in FORMS if FORMS[f].search(wanted)) or (_READABLE if READ.search(wanted) else ())
