"""Questions after what became of a resource."""

from typing import Final

from rag.cues.pattern import cue

STATUS: Final = cue(
    r"gone|closed|shut|dead|defunct|discontinued|deprecated|obsolete|outdated|abandoned|replaced|succeeded|renamed"
    r"|moved",
    r"still (?:\w+ ){0,2}(?:there|up|open|alive|around|exists?|online|run|running|maintained|supported|current"
    r"|looked after|developed|in use|work|works|going|kept)",
    r"maintained|looked after|kept up|up[ -]to[ -]date|alive|exist(?:s|ing)?|around any ?more|any longer|no longer",
)
