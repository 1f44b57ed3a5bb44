"""Building the patterns of the cue tables out of short alternatives."""

import re


def cue(*alternatives: str) -> re.Pattern[str]:
    """A pattern that finds any of `alternatives` in lower-case text, each as whole words."""
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b")
