"""What part of a roadmap a question asks for: its projects, resources, tools, tests or reasons."""

import re
from typing import Final

from ingest.records import Role
from rag.cues.money import FREE
from rag.cues.pattern import cue

# Read from the top; the first that fits wins.
ROLES: Final[dict[Role, re.Pattern[str]]] = {
    "test": cue(
        r"test (?:myself|my|yourself|your)",
        r"check (?:myself|my (?:knowledge|progress|understanding)|(?:that|if|whether) i(?:'ve| have)? learn\w*)",
        r"prove (?:to )?myself",
        r"quiz",
        r"self-?tests?",
    ),
    "projects": cue(
        r"side projects?|projects?|pieces?|exercises?|hands[- ]on",
        r"build(?:ing)?|implement|put together",
        r"make (?:an?|something) \w+",
        r"what (?:can|could|should|shall|do|might|would) (?:i|we|one) make(?=\W*$)",
        r"(?:for|some|any) practi[sc]e",
        r"practi[sc]e (?:it |them |this |that )?(?:on|with)",
        r"to practi[sc]e",
        r"try (?:it|them|this|that|myself|out)",
        r"apply (?:it|this|what)",
    ),
    "resources": cue(
        r"courses?|class(?:es)?|bootcamps?|mooc|tutorials?|lecture\w*",
        r"speciali[sz]ation(?!\w)(?=.*\bcoursera)",
        r"books?|papers?(?= .*\breading list)|newsletters?|websites?",
        r"videos?|playlists?|podcasts?|youtube",
        r"resources?|materials?",
        r"read(?:ing)? (?:list|about|up|first|to learn)",
        r"i learn best",
        r"where (?:can|do|could|should|would) i (?:learn|study|find|get|practi[sc]e)\w*",
        r"teach(?:es)? me",
        r"who (?:makes|explains|teaches)",
        r"datasets? (?:from|for)|data for",
    ),
    "tools": cue(r"tools?|frameworks?|librar(?:y|ies)|software|platforms?|editor|stack"),
    "why": cue(r"why|what for|point of|good for|matters?|importan(?:t|ce)|reasons?|purpose"),
}
# Resources asked for by what is done with them.
_SEARCH: Final = cue(
    r"where\b[^.?!]*\b(?:data|datasets?)",
    r"places\b[^.?!]*\bdata",
    r"what can i (?:read|watch|use|listen to)",
    r"(?:read|watch|listen)\b[^.?!]*\b(?:online|to learn|commute)",
    r"listen to",
)


def role_asked(text: str) -> Role | None:
    """The role of the sections that `text`, in lower case, asks for, or None."""
    if FREE.search(text) or _SEARCH.search(text):
        return "resources"
    return next((role for role, pattern in ROLES.items() if pattern.search(text)), None)
