"""Words as the keyword side of answering sees them: folded, stemmed, and sorted into those that carry meaning."""

import re
from functools import lru_cache

import Stemmer

from ingest.topics import fold

_WORD = re.compile(r"[a-zà-ÿ0-9]+(?:[+#]+|(?:['.\-/&][a-zà-ÿ0-9]+)*)", re.IGNORECASE)
_STEMMER = Stemmer.Stemmer("english")

STOP = frozenset(
    """a about above after again all almost already also although always am an and any anyone anything are aren't around as at be because been
    before being besides between both but by can can't cannot could couldn't did didn't do does doesn't doing don't done down during each either
    else ever every everything few for from further get gets getting go goes going got had hadn't has hasn't have haven't having he her here hers
    herself him himself his how however i i'd i'll i'm i've if in into is isn't it it's its itself just least let lets like ll make makes many may
    maybe me might mine more most much must my myself near need needs neither no nor not nothing now of off often ok okay on once one one's ones
    only onto or other others ought our ours out over own per perhaps please pls quite rather re really same say says shall she should shouldn't
    since so some somebody someone something soon still such than that that's the their theirs them themselves then there there's these they
    they're thing things this those though through thus to together too toward towards under until up upon us use used uses using ve very via want
    wants was wasn't way ways we well were weren't what what's whatever when where where's whereas whether which while who who's whole whom whose
    why will with within without won't would wouldn't yes yet you you'd you'll you're you've your yours yourself actually exactly altogether
    anyway kind sort lot bit u ur r n im ive dont whats wheres wat wats hows cuz teh pls halp wich shud wud cud dat gud gonna wanna lol yo hey hi hello cheers thanks thank rly ngl idk""".split()
)
# Words by which a learner frames a question to Waymark; they say nothing of what is asked for.
FRAME = frozenset(
    """roadmap roadmaps source sources article guide plan author ai engineer engineers engineering learn learning learner study studying
    recommend recommends recommended recommendation suggest suggests suggested suggestion advise advises advice tell tells told mention mentions
    mentioned name names named list lists listed call calls called give gives given state states stated cover covers covered teach teaches taught
    include includes included according think thinks propose proposes proposed regard regards point points expect expects know mean means meant
    look looks looking start starts begin begins go follow follows following take takes good best better great useful important question answer
    explain describe find want wanted come comes turn turns bring brings put puts exist kinds sorts various different differ
    anything someone people person five whichever supposed offer offers ask asks asked set sets part parts section say saying said
    show shows concern concerning regarding terms exactly first next today nowadays year years help helps helpful try understand sends send compare compared comparison differ agree agrees disagree conflict sides common versus end look
    insist insists spend getting see anything something exactly supposed right worth knowledge granted
    exactly exact required require requires necessary essential needed everything count counts step steps phase phases stage stages number""".split()
)


def words(text: str) -> list[str]:
    """The words of `text` in lower case, in order; `C++`, `r-cnn` and `ci/cd` are one word each."""
    return [match.group().strip("'.-/&") for match in _WORD.finditer(fold(text))]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of one lower-case word, without a possessive ending."""
    return str(_STEMMER.stemWord(word.removesuffix("'s").replace("isation", "ization").replace("ise", "ize") if len(word) > 5 else word.removesuffix("'s")))


def stems(text: str) -> list[str]:
    """The stems of every word of `text`; a hyphened or slashed word also gives its parts."""
    found: list[str] = []
    for word in words(text):
        found.append(stem(word))
        parts = re.split(r"[-/&.']", word)
        if len(parts) > 1:
            found += [stem(part) for part in parts if len(part) > 1]
    return found


def content_words(text: str) -> list[str]:
    """The words of `text` that say what it is about: no stop words, no framing words, no lone letters."""
    return [w for w in words(text) if w not in STOP and w not in FRAME and (len(w) > 1 or w in {"r", "c"})]
