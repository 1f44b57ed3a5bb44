"""Site chrome: lines that a web copy brings along. Headings, list items and table rows are never chrome."""

import re
from functools import partial

from ingest.markup import ITEM, LINK, TARGET, TITLE, drop, outside_code

NAVIGATION = (
    r"(?:menu|home|search|sign (?:in|up|out)|log ?(?:in|out)|open in app|get (?:the )?app|listen|share|save|write"
    r"|subscribe|skip to (?:main )?content|table of contents)"
)
NAVIGATION_LINE = re.compile(rf"(?i:[ \t]*(?:{ITEM})?(?:(?:{LINK}|{NAVIGATION}\b)[ \t|,/>\u00b7\u2022\u203a]*)+)")
FIRST_TITLE = re.compile(r"^# ", re.MULTILINE)


def _chrome(pattern: str) -> re.Pattern[str]:
    """A rule for a whole line, whatever emphasis or emoji stand around its words."""
    structure = rf"[ \t]*(?:{ITEM}|\#{{1,6}}[ \t]|\|)"
    return outside_code(rf"^(?!{structure})[^\w\[\n#~\u2318]*+(?i:{pattern})[^\w\n:]*$")


CHROME = {
    "bylines": _chrome(
        rf"(?:{LINK}[ \t]*)*\[follow\]{TARGET}(?:[ \t]*{LINK})*"  # names in a row, with a button among them
        rf"|\[[^\[\]\n]+\]\(https?://[^\s()]*/@[\w.-]+\s+{TITLE}\)"  # an author, with the profile as tooltip
    ),
    "reading times": _chrome(
        r"[^\n]{0,600}\b\d+ min read\b[^\n]{0,200}\bfree: (?:yes|no)"
        r"|~?\d+ min read(?:[ \t]*[\u00b7\u2022|-][ \t]*[a-z]{3,9} \d{1,2}(?:, \d{4})?)?"
    ),
    "publication notes": _chrome(
        r"this (?:story|article|post) (?:is|was) (?:originally )?published (?:on|in|at)\b[^\n]*"
        r"\b(?:connect with|follow) us\b[^\n]*"
    ),
    "newsletter calls": _chrome(r"subscribe to (?:our|my)\b[^\n]*\bnewsletter\b[^\n]*"),
    "comment calls": _chrome(r"[^\n]{0,80}\bdrop (?:a|your) comments? below"),
    "share calls": _chrome(r"share (?:this |it )?(?:\w+ )?with (?:someone|anyone|a friend) who needs (?:this|it)"),
    "hashtags": _chrome(rf"(?:#[^\W\d][\w-]*[ \t,]*){{2,}}|(?:\[\\?#[^\W\d][\w-]*\]{TARGET}[ \t,]*)+"),
    "shortcut hints": _chrome(r"(?:ctrl|cmd|alt|\u2318)[ \t]?\+[ \t]?[a-z\d]"),
}


CHROME_STEPS = tuple((name, partial(drop, rule)) for name, rule in CHROME.items())


def drop_navigation(text: str) -> tuple[str, int]:
    """The lines above the first title go if they are nothing but links and the words of menus."""
    title = FIRST_TITLE.search(text)
    above = [line for line in text[: title.start()].split("\n") if line.strip()] if title else []
    if not title or not any("](" in line for line in above):
        return text, 0
    if not all(NAVIGATION_LINE.fullmatch(line) for line in above):
        return text, 0
    return text[title.start() :], len(above)
