"""The form of resource that a question asks for: a book, a course, a podcast."""

import re
from typing import Final

from rag.cues.pattern import cue

# Read from the top; the first that fits wins.
FORMS: Final[dict[str, re.Pattern[str]]] = {
    "book": cue(r"books?|textbooks?|handbook", r"to read"),
    "video": cue(r"videos?|animations?|visual(?:ly|s)?|pictures|youtube|playlists?|watch|channel"),
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
)


def form_asked(text: str) -> str | None:
    """The form of resource that `text`, in lower case, asks for, or None."""
    return next((form for form, pattern in FORMS.items() if pattern.search(text)), None)
