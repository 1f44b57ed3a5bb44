"""Words as the keyword side of answering sees them: folded, stemmed, and sorted into those that carry meaning."""

import re
from functools import lru_cache

import Stemmer

from ingest.topics import fold

_WORD = re.compile(r"[a-zà-ÿ0-9]+(?:[+#]+|(?:['.\-/&][a-zà-ÿ0-9]+)*)", re.IGNORECASE)
_JOINTS = re.compile(r"[-/&.']")
_LANGUAGES = frozenset({"c"})  # lone letters that are names; `r` is `are` in chats
_STEMMER = Stemmer.Stemmer("english")
_SHORTEST_SPELT_BACK = 6  # letters: in shorter words such as `wise` an `ise` is no British ending


def word_set(text: str) -> frozenset[str]:
    """The words of a table written as running text."""
    return frozenset(text.split())


STOP = word_set(
    """
    a about above actually after again all almost already also although altogether always am an and any anyone
    anything anyway are aren't around as at be because been before being besides between bit both but by can can't
    cannot could couldn't did didn't do does doesn't doing don't done down during each either else ever every
    everything exactly few for from further get gets getting go goes going got had hadn't has hasn't have haven't
    having he her here hers herself him himself his how however i i'd i'll i'm i've if in into is isn't it it's
    its itself just kind least let lets like ll lot make makes many may maybe me might mine more most much must my
    myself near need needs neither no nor not nothing now of off often ok okay on once one one's ones only onto or
    other others ought our ours out over own per perhaps please quite rather re really same say says shall she
    should shouldn't since so some somebody someone something soon sort still such than that that's the their
    theirs them themselves then there there's these they they're thing things this those though through thus to
    together too toward towards under until up upon us use used uses using ve very via want wants was wasn't way
    ways we well were weren't what what's whatever when where where's whereas whether which while who who's whole
    whom whose why will with within without won't would wouldn't yes yet you you'd you'll you're you've your yours
    yourself
    """
    # In chats.
    """
    cud cuz dat dont gonna gud halp hows idk im ive lol n ngl pls r rly shud teh u ur wanna wat wats whats wheres
    wich wud yo
    """
    # Courtesies.
    "cheers hello hey hi thank thanks"
)
# Words by which a learner frames a question to Waymark; they say nothing of what is asked for.
FRAME = word_set(
    """
    according advice advise advises agree agrees ai answer article ask asked asks author begin begins best better
    bring brings call called calls come comes common compare compared comparison concern concerning conflict count
    counts cover covered covers describe differ different disagree end engineer engineering engineers essential
    exact exist expect expects explain find first five follow following follows give given gives good granted
    great guide help helpful helps important include included includes insist insists kinds know knowledge learn
    learner learning list listed lists look looking looks mean means meant mention mentioned mentions name named
    names necessary needed next nowadays number offer offers part parts people person phase phases plan point
    points propose proposed proposes put puts question recommend recommendation recommended recommends regard
    regarding regards require required requires right roadmap roadmaps said saying section see send sends set sets
    show shows sides sorts source sources spend stage stages start starts state stated states step steps study
    studying suggest suggested suggestion suggests supposed take takes taught teach teaches tell tells terms think
    thinks today told try turn turns understand useful various versus wanted whichever worth year years
    """
)


def words(text: str) -> list[str]:
    """The words of `text` in lower case, in order; `C++`, `r-cnn` and `ci/cd` are one word each."""
    return [match.group().strip("'.-/&") for match in _WORD.finditer(fold(text))]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of one lower-case word, without a possessive ending and with a British `-ise` spelt `-ize`."""
    bare = word.removesuffix("'s")
    if len(word) >= _SHORTEST_SPELT_BACK:
        bare = bare.replace("isation", "ization").replace("ise", "ize")
    return str(_STEMMER.stemWord(bare))


@lru_cache(maxsize=10_000)  # names, labels and phrases are asked for again and again
def stems(text: str) -> tuple[str, ...]:
    """The stems of every word of `text`; a hyphened or slashed word also gives its parts."""
    found: list[str] = []
    for word in words(text):
        found.append(stem(word))
        parts = _JOINTS.split(word)
        if len(parts) > 1:
            found += [stem(part) for part in parts if len(part) > 1]
    return tuple(found)


def is_content(word: str) -> bool:
    """Whether a lower-case word can say what a text is about: it is neither a stop word nor a framing word."""
    return word not in STOP and word not in FRAME


def content_words(text: str) -> list[str]:
    """The words of `text` that say what it is about: no stop words, no framing words, no lone letters."""
    return [w for w in words(text) if is_content(w) and (len(w) > 1 or w in _LANGUAGES)]
