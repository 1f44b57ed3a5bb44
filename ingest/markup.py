"""The pieces of Markdown that the rules of cleaning are made of.

Possessive quantifiers (`*+`) keep a hostile line from costing more than its length.
"""

import re
from collections.abc import Callable

FENCED = r"^[ \t]*(?P<fence>`{3,}|~{3,})(?s:.*?)(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|\Z)"
CODE = rf"(?P<code>{FENCED}|(?<!`)(?P<tick>`++)[^`\n]++(?P=tick)(?!`))"
LABEL = r"\[(?:\\.|[^\[\]\\\n]|\[[^\[\]\n]*\]|\n(?![ \t]*\n))*+\]"
TITLE = r"""(?:"(?:\\.|[^"\\\n])*+"|'(?:\\.|[^'\\\n])*+'|\([^()\n]*\))"""
ADDRESS = r"(?:<[^<>\n]*>|data:[^()\n]*+(?:\([^()\n]*\)[^()\n]*+)*+|(?!<)(?:\\.|[^\s()\\]|\([^\s()]*\))*+)"
TARGET = rf"\(\s*+{ADDRESS}(?:\s++{TITLE})?\s*+\)"
LINK = rf"{LABEL}{TARGET}"
ITEM = r"(?:[-*+]|\d+[.)])[ \t]+"
IMAGE = rf"""(?:!{LABEL}(?:{TARGET}|\[[^\[\]\n]*\])|<img\b(?:"[^"]*"|'[^']*'|[^<>"'])*+>)"""
LINKED_IMAGE = rf"(?:\[\s*(?:{IMAGE}\s*)+\](?:{TARGET}|\[[^\[\]\n]*\])|<a\b[^<>]*>\s*(?:{IMAGE}\s*)+</a>)"


def outside_code(pattern: str) -> re.Pattern[str]:
    """A rule that passes over code, which shows Markdown without meaning it."""
    return re.compile(rf"{CODE}|(?:{pattern})", re.MULTILINE)


def drop(rule: re.Pattern[str], text: str, keep: Callable[[re.Match[str]], str] = lambda _: "") -> tuple[str, int]:
    """Put what is to be kept of each match in its place; by default that is nothing."""
    count = 0

    def write(match: re.Match[str]) -> str:
        nonlocal count
        kept = match[0] if match["code"] is not None else keep(match)
        count += kept != match[0]
        return kept

    return rule.sub(write, text), count
