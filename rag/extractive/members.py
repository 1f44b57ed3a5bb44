"""Members: the things that one statement lists."""

import re

_BRACKETS = re.compile(r"\(([^()]*)\)")
_LEADS_UP = re.compile(r"\b(?:for example|such as|namely|including)\s+|:\s+")
_JOINED = re.compile(r"(?<!,) with (?=[A-Z])")
_ENDS = re.compile(
    r", an? .*$|,? (?:as|for|with|which|who|that|in order|so that|so as|to|where|among others|thanks|on|in|from)\b.*$"
)
_BETWEEN = re.compile(r",\s*(?:and |or )?|\s+(?:and|or|as well as|along with)\s+|/(?=[A-Z])")
_MOST_WORDS = 5  # of the name of one thing


def members(content: str) -> list[str]:
    """The things that a statement lists, in its words: `NeurIPS, ICML` for `follow some, for example NeurIPS, ICML`.

    One thing where it lists none.
    """
    inner = next((b for b in _BRACKETS.findall(content) if _BETWEEN.search(b)), None)
    text = inner if inner is not None else _BRACKETS.sub("", content)
    text = text if inner is not None else _LEADS_UP.split(text, maxsplit=1)[-1]
    names = [part.strip(" .;,") for part in _BETWEEN.split(_ENDS.sub("", _JOINED.sub(", ", text)))]
    return [name for name in names if name and len(name.split()) <= _MOST_WORDS]
