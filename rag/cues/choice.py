"""Questions that hold things against each other, each of whose names is written as `THING`."""

from typing import Final

from rag.cues.pattern import cue

THING: Final = "thingnamed"
_FEW = r"(?:[\w'+/-]+ ){0,4}?"  # as in `Flask, or should I use FastAPI`
# One or the other.
CHOICE: Final = cue(
    rf"{THING}(?:'s)?[,;?]?(?: (?!{THING})[\w'-]+){{0,3}}?[,;?]? (?:or|vs\.?|versus) {_FEW}{THING}",
    rf"{THING} (?:over|against) {THING}",
    rf"{THING}(?: [\w-]+){{0,2}} differ\w* from {_FEW}{THING}",
    rf"when\b[^?.;]*{THING} enough and when\b[^?.;]*{THING}",
    rf"{THING},?(?: [\w'-]+){{0,2}} (?:than|instead of) {THING}",
    rf"both (?:of )?{THING} and {_FEW}{THING}",
    rf"(?:differ\w*|diff|compar\w*|choos\w*|choice|decid\w*|pick\w*|better)\b[^?.;]*"
    rf"{THING}(?:,? {THING})*,? (?:and|n|&|from|with|to) {_FEW}{THING}",
    rf"{THING},? (?:and|n|&) {THING}\b[^.;]*\b(?:differ\w*|diff|better)",
)
# Something else is asked for, of which the things are named on the way: `where do I learn Docker or Kubernetes`.
ELSE: Final = cue(
    r"(?:where|when(?<!enough and when)(?![^?.]*\benough and when\b)|who|how"
    r"|(?:which|what) (?!(?:of|one|is|are|should|do|would|to)\b)\w+)\b"
    rf"(?![^?.]*\b(?:better|best|prefer|choose|pick|rather|easier|differ\w*)\b)[^?.,:;]*{THING}"
)
# Several things asked about alike: `what are Docker and Kubernetes`.
ALIKE: Final = cue(rf"{THING}(?:, {THING})*,? (?:and|or) {THING}(?!,? (?:and|or)\b)")
