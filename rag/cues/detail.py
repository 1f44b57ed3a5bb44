"""Details that only a statement of their own kind gives: why something was done, when, by whom, where, how often."""

import re
from dataclasses import dataclass
from typing import Final

from rag.cues.pattern import cue

_DEEDS = (
    r"found(?:s|ed)|creat(?:es|ed)|start(?:s|ed)|began|begun|invent(?:s|ed)|develop(?:s|ed)|made|built|designed|introduced"
    r"|writes|wrote|written|own(?:s|ed)|maintain(?:s|ed)|host(?:s|ed)?|runs|ran|released|launched|publish(?:es|ed)"
    r"|teach(?:es)?|taught|present(?:s|ed)|finances?|financed|pays? for|fund(?:s|ed)|sponsor(?:s|ed)?|backs|looks after"
)
_BODY = (
    r"compan(?:y|ies)|organi[sz]ations?|foundations?|firms?|universit(?:y|ies)|labs?|laborator(?:y|ies)|institut(?:e|ion)s?"
    r"|corporations?|publishers?|vendors?|employers?|start-?ups?"
)
_NAME = r"(?!Step|Phase|Part|Section)[A-Z][\w.&-]+"
# A name beside the word that makes it the doer: `developed by Yandex`, `Google started it`, `by Ray Noble`.
_DOER = (
    rf"\b(?:by|from|out of) (?:the |its |an? )?(?:\w+ ){{0,2}}?{_NAME}"
    rf"|{_NAME}(?: \([^)]*\))?(?: \w+)? (?:{_DEEDS}|finance)\b"
    r"|\bsponsors?\b|\b(?:workplace|author|founder|makers?|compan(?:y|ies)|[Rr]esearchers)\b"
)


@dataclass(frozen=True, slots=True)
class Detail:
    """A kind of detail: the questions that ask for it, in lower case, and the statements that give it.

    `is_sure` tells that they ask for it of whatever they are about, and not of a resource alone.
    """

    asks: re.Pattern[str]
    gives: re.Pattern[str]
    is_sure: bool = False


# Why one learns or uses a thing is told by what it is for; why something was once done, by a reason alone.
_REASON: Final = Detail(
    cue(
        r"why (?:was|were|did|had)",
        r"for what reasons? (?:was|were|did|had)",
        r"what (?:made|led|caused|drove|prompted|moved) (?!with)",
        r"(?:the|its|his|her|their|'s) reasons? for \w+ing",
    ),
    re.compile(
        r"\b(?:because|since|so that|in order to|due to|owing to|thanks to|reasons?|therefore|as a result)\b",
        re.IGNORECASE,
    ),
    is_sure=True,
)
_DATE: Final = Detail(
    cue(
        r"(?:what|which) (?:years?|dates?)",
        r"just the (?:year|date)",
        r"since when",
        r"when (?:was|were|did) (?!(?:i|we|you)\b)",
        r"how old (?:is|are) (?!(?:i|we|you|one)\b)",
    ),
    re.compile(r"\b(?:1[89]|20)\d\ds?\b"),
    is_sure=True,
)
_MAKER: Final = Detail(
    cue(
        rf"who (?:first |originally |actually |once )?(?:{_DEEDS})(?! me)",
        rf"(?:which|what|whose) (?:{_BODY})(?: (?:is|was|stands) behind)?",
        r"by (?:whom|which person|who)",
        r"(?:who|who's) (?:is |was |are |stands |sits )?behind",
        r"where does (?:the|its|their) (?:money|funding) come from",
    ),
    re.compile(_DOER),
)
_PLACE: Final = Detail(
    cue(
        r"(?:what|which) (?:city|cities|town|country|countries|venue)",
        r"where (?:is|was|are|were|will) (?:[\w'.-]+ ){1,4}?(?:held|based|located|born|hosted|headquartered)",
    ),
    re.compile(
        r"\b(?:city|cities|town|country|venue|held in|based in|located|headquarter\w*|campus\w*)\b", re.IGNORECASE
    ),
)
_SHARE: Final = Detail(
    cue(
        r"(?:what|which) (?:share|proportion|fraction|percentage|percent)",
        r"how many (?:percent|in (?:ten|a hundred|100|10))",
        r"(?:success|pass|dropout|completion|acceptance|placement|hiring|graduation) rate",
    ),
    re.compile(r"\d ?%|\b(?:percent|per cent|half|thirds?|quarters?|majority|(?:out of|one in|in) (?:ten|\d+))\b"),
    is_sure=True,
)
_PEOPLE = r"(?:people|persons|students|learners|readers|users|graduates|participants|subscribers|followers|members)"
_FOLLOWING: Final = Detail(
    cue(rf"how many (?:other |of (?:the|its) )?{_PEOPLE}"),
    re.compile(rf"\d[\d,.]*(?: (?:million|thousand))? (?:\w+ )?{_PEOPLE}\b"),
    is_sure=True,
)
# Of what was already spoken of: how long it takes, and what speaks against it.
_DURATION: Final = Detail(
    cue(
        r"how long(?! ago| has| have| did)",
        r"how many (?:hours?|days?|weeks?|months?|evenings?)",
        r"(?:what|the) (?:length|duration)",
    ),
    re.compile(r"\b(?:minutes?|hours?|days?|evenings?|weekends?|weeks?|months?|years?)\b", re.IGNORECASE),
)
DRAWBACK: Final = Detail(
    cue(r"catch(?:es)?|down-?sides?|drawbacks?|disadvantages?|snags?|limitations?|pitfalls?|shortcomings?"),
    re.compile(
        r"\b(?:but|yet|while|whereas|however|though|although|only|little|less|hardly|not|never|limit\w*|end|vanish"
        r"|depend\w*|price of|paid|charged|billed|hides?|differ|outdated|closed|guided)\b",
        re.IGNORECASE,
    ),
)
_OF_ANYTHING: Final = (_REASON, _DATE, _MAKER, _PLACE, _SHARE, _FOLLOWING)
_OF_IT: Final = (*_OF_ANYTHING, _DURATION, DRAWBACK)


def details_asked(text: str) -> tuple[Detail, ...]:
    """The kinds of detail that `text`, in lower case, asks for."""
    return tuple(detail for detail in _OF_ANYTHING if detail.asks.search(text))


def details_of_it(text: str) -> tuple[Detail, ...]:
    """Those and, which make sense of one thing alone, the kinds that `text` asks of what was already spoken of."""
    return tuple(detail for detail in _OF_IT if detail.asks.search(text))
