"""Orders that a message gives the assistant, and what is left of it without them."""

import re

from rag.cues.pattern import cue

_SECRETS = r"(?:prompt|instructions|rules|configuration|keys?|api keys?|settings|environment)"

_ORDER = cue(
    # To forget what it is.
    r"(?:ignore|disregard|forget|override|bypass)\b[^.?!\n]*\b"
    r"(?:instructions?|rules?|prompts?|guidelines?|above|previous|earlier|everything|sources?"
    r"|you(?: were|'ve been| have been) told)",
    r"(?:you are|you're) now",
    r"from now on",
    r"pretend(?: (?:to|that|you|you're|i|i'm|we|it)|$)|act as|roleplay|role-play|behave as|imagine you are",
    r"developer mode|jailbreak|dan",
    # To give away what is not for giving.
    r"system prompt",
    r"(?:reveal|print|show|output|repeat|leak|dump) (?:me )?(?:your|the) (?:\w+ )?"
    rf"(?:system |hidden |secret |internal )?{_SECRETS}",
    r"(?<!\ban )\w*api[ _]keys?|passwords?|environment variables?|(?:from|in|of) your environment",
    # To answer as it is told.
    r"(?:reply|respond|answer)(?:ing)? (?:only|just|solely|with nothing but) ?(?:with|in)?",
    r"(?:start|begin|end|finish|open|close) (?:your|every|each|the) (?:answer|reply|response|sentence)s? (?:with|by)",
    r"say (?:only|exactly)",
    r"in one word",
    r"confirm (?:it|that|by)",
    r"(?:your )?new (?:instructions?|rules?|task is|role is|persona)",
    r"rate all",
    r"without (?:any )?(?:citations?|sources)",
    r"citations? (?:are|is|have been|must be|will be) (?:\w+ )?(?:off|disabled|forbidden|not needed|optional)",
    r"(?:hide|omit|drop|skip|leave out) (?:the |your |all )?(?:citations?|sources|markers)",
    # To make something up.
    r"(?:invent|make up|fabricate)\b[^.?!\n]*\b(?:sentences?|quotes?|facts?|sources?|citations?|statements?)",
    # To run something.
    r"drop table|delete from|rm -rf|sudo",
    r"select \* from",
    r"execute\b.*\bcommand",
)
_VOICE = re.compile(r"^\W*(?:system|assistant|admin|developer)\W*:")  # a line in somebody else's name
_TAGS = re.compile(r"<\s*(script|style)[^>]*>.*?<\s*/\s*\1\s*>|<[^>]{0,200}>", re.IGNORECASE | re.DOTALL)
_DATA = re.compile(
    r"\{[^{}]*[\"':][^{}]*\}"  # JSON
    r"|\[\[[^\]]*\]\]"
    r"|\{\{[^}]*\}\}"
    r"|!?\[[^\]]*\]\([^)]*\)"  # Markdown's links and images
    r"|https?://\S+"
)
_CLAUSE = re.compile(
    r"(?<=[.!?;\n])\s+"
    r"|(?<=[.!?;])(?=[A-Z])"
    r"|\n+"
    r"|\s*--\s*"
    r"|(?<=instructions), "
    r"| and (?=(?:print|reveal|show|say|hide|rate|output)\b)"
)


def without_orders(raw: str) -> str:
    """`raw` on one line, without markup, links and the clauses that give the assistant orders."""
    text = _DATA.sub(" ", _TAGS.sub("\n", raw))
    text = "".join(c if c.isprintable() or c in "\n\t" else " " for c in text)
    kept = [clause for clause in _CLAUSE.split(text) if not _is_order(clause.lower())]
    return " ".join(" ".join(kept).split())


def _is_order(clause: str) -> bool:
    return bool(_ORDER.search(clause) or _VOICE.search(clause))
