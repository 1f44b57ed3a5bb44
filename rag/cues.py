"""The cue tables: which words of a question ask for what. Every table is read top to bottom; the first hit wins."""

import re
from typing import Final, TypeVar

from ingest.records import Role
from rag.records import Intent


_T = TypeVar("_T")


def _table(rows: tuple[tuple[_T, str], ...]) -> tuple[tuple[_T, re.Pattern[str]], ...]:
    return tuple((value, re.compile(pattern)) for value, pattern in rows)


GREETING: Final = re.compile(
    r"^(?:(?:hi|hello|hey|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening|day))(?: there| waymark| everyone| all| again)*"
    r"|how are you(?: doing)?(?: today)?|nice to meet you)\W*$"
)
THANKS: Final = re.compile(
    r"^(?!.*\?)(?!.*\b(?:what|which|how|where|why|when|should|can you|could you)\b)(?=.{0,90}$).*\b(?:thanks|thank you|thx|cheers)\b|^(?:(?:ok(?:ay)?|great|cool|perfect|awesome|wow|nice)\W*)*(?:many |very )?(?:thanks?|thank you|thx|ty|cheers|much appreciated|bye|goodbye|see you|got it|great|perfect|awesome)\b"
    r"(?!.*\b(?:what|which|how|where|why|when|should|can|could|does|do|is|are)\b.*).{0,60}$"
)
ABOUT: Final = re.compile(
    r"\bwhat (?:kinds?|sorts?) of (?:questions?|things?) (?:may|can|could|do|should)\b|\bwhat (?:may|can|could) i (?:ask|put to) (?:you|waymark)|\bhow can (?:you|waymark) help|\bwhat (?:can|do|could) (?:you|waymark) (?:do|help|answer|know|offer)|\bwho (?:are|made|built) (?:you|waymark)|\bwhat (?:are you|is waymark|'s waymark)\b|^what's waymark|\bhow (?:do|does) (?:you|waymark) (?:work|answer|know|cite)"
    r"|\b(?:which|what|how many) (?:roadmaps?|sources?|documents?|resources?)\b[^.?!]*\b(?:do|can|have) (?:you|waymark)\b|\bare you (?:an? |chatgpt|human|real|gpt|a bot|connected)"
    r"|\b(?:do you|does waymark) (?:need|use|have|store|send) [^.?!]*\b(?:internet|network|key|model|llm|data|database)|\bwhere do your answers come from|\bwhat (?:is|are) your (?:sources?|limits)|\bhow (?:many|current|up to date) (?:\w+ )*(?:are|is) in your|\byour (?:sources|index|corpus|knowledge)\b"
    r"|\bcan you (?:browse|search|access) the (?:web|internet)|\bhelp me (?:understand )?(?:how to )?use (?:you|waymark)|\bwho are you\b|\bwhat languages? (?:do|can) you (?:speak|understand)"
)
NEXT: Final = re.compile(
    r"\bhow (?:do|can|could|would|should|to) (?:i |one |you )?(?:become|get to be|turn into) an? (?:ai|ml|machine learning)\b|\b(?:what|which)\b[^.?!]{0,60}\bnext\b(?! (?:to|year|month|week|gen))|\bwhat awaits\b|\bwhere now\b|\bwhat(?:'s| is| lies) (?:waiting|ahead|in store)\b|\bwhich (?:step|phase|section|stage) (?:follows|comes (?:next|after)|is next)\b|\bwhat follows\b|\bwhat (?:would you|do you|should you) have me learn\b|\bwhat do i (?:learn|study|do|tackle) (?:now|next|first|then)\b|\bwhat(?:'s| is| does .{1,30} put) (?:at the end|last)\b|\bwhat(?: should| shall| do| can| could| would| must| ought| to)? ?(?:i|we)? ?(?:to )?(?:learn|study|do|take up|tackle|pick up|focus on|work on|read up on|go for|look at|move on to|be learning)? ?(?:as (?:a|the|my) )?next\b"
    r"|\bwhat(?:'s| is| comes| would be)? (?:the |my )?next\b|\bwhat now\b|\bwhat(?:'s| is) up now\b|\bnext (?:step|thing|topic|skill|move|up)\b|\bwhere (?:do|should|can|would|could|to|must) ?i? ?(?:go (?:from here|now|next)|start|begin|continue|head)\b"
    r"|\bwhat(?: am i| i am|'m i| do i still| else do i)? (?:missing|lack(?:ing)?)\b|\bwhat (?:should|shall|do|must|would|can) i (?:learn|study|take up|start with|begin with|tackle|focus on|do|pick up|build on)(?: now| first| then| after| before)?\s*(?:\?|$|,|;|\bif\b|\bto\b|\bfor\b|\bin order\b|\bfirst\b|\bnow\b|\bafter\b|\bat this point\b)"
    r"|\bwhat (?:first|then|after that)\b|\bwhat (?:comes|to (?:learn|study|do|tackle|take up)) (?:next|now|after|first)\b|\bput after that\b|\bhow (?:do|should|can|would) i (?:proceed|continue|go on|move on|start|begin|get started|get going)\b|\bwhich (?:topic|subject|skill|area|step)\b[^?]*\b(?:next|after (?:that|this)|now)\b|\bwhat(?:'s| is) (?:left|still missing|the next)\b|\bwhats next\b|\bwhat's next\b|\bget started\b|\bi have done that already\b|\bam i ready (?:for|to)\b|\bwat next\b|\bwhere next\b"
)
KNOWING: Final = re.compile(
    r"\b(?:through with|been through|closed|wrapped up|behind me|have done|i've done|completed|finished|over with|i(?:'ve| have)? (?:already )?(?:know|knew|learned|learnt|done|did|finished|completed|studied|mastered|covered|worked through|worked with|got|have|can|use|used|write|build|built|train|trained|fine-tune|understand|am|was|code|program)|i'm|i am|as an? |my (?:background|daily)|(?:\d+|\w+) years of|(?:developer|engineer|scientist|analyst|statistician|graduate|student|teacher) here|done with|just finished)\b"
)
COUNT: Final = re.compile(
    r"\bwhat number of (?:the )?(?:roadmaps|sources)\b|\bwhich of (?:the|these|those) (?:five|5)\b|\bhow many of the five\b|\bwhich roadmap(?:s)? (?:has|have|got|had|mentions?|names?|covers?|teach(?:es)?|includes?|handles?|lists?|talks?|suggests?|recommends?|contains?|deals?|offers?)\b|\bwho (?:else )?(?:covers|mentions|teaches|names)\b|\bhow many(?: of)? (?:the |these |those |your )?(?:\w+ )?(?:roadmaps?|sources?|guides?|them|authors?)\b|\bhow (?:common|popular|often|widespread|usual|frequent)\b|\b(?:in )?how many (?:of )?(?:the |these |them|roadmaps)|\bcount the\b"
    r"|\b(?:is|are|does|do|did|can|will|would)\b[^?]*\b(?:any|every|all|one|some|none|most|all five|the majority|only one) (?:of (?:the |these |those |them|your )?)?(?:five |\d )?(?:roadmaps?|sources?|guides?|them)\b(?! (?:agree|differ|disagree))"
    r"|\b(?:any|every|all|none) (?:of (?:the |these |those )?)?(?:five |5 )?roadmaps?\b|\bwhich (?:of (?:the |these )?)?(?:five |5 )?(?:roadmaps?|sources?|guides?|of them)\b|\bwhat roadmaps?\b|\bwhich (?:one )?of the (?:five|5)\b|\bwhere (?:is|does|do|are)\b[^?]*\bmentioned\b|\b(?:do|does) (?:they|the roadmaps) (?:all|both)\b|\b(?:all|every) (?:five|5)\b|\bhow many (?:mention|teach|cover|name|list|include|say|recommend|want|have|talk)"
)
COMPARE: Final = re.compile(
    r"\bor\b[^?.]*\bfirst\b|\bfirst\b[^?.]*\bor\b|\bearly\b[^?.]*\blate\b|\bof one mind\b|\bin line with each other\b|\bwhich roadmap wants which\b|\bhow far apart\b|\bunanimous|\bcompar|\bdiffer(?:s|ent|ence|ences)?\b|\bversus\b|\bvs\.?\b|\b(?:dis)?agree(?:s|ment)?\b|\bconflict|\bcontradict|\bconsensus\b|\bearliest\b|\blatest\b(?! (?:developments|news|advances))|\btake sides\b|\bsides\b"
    r"|\bwhich (?:one )?(?:comes|goes|is|do they put|should come|of (?:them|these)) (?:first|earlier|later|before)\b|\bat (?:what|which) (?:point|stage)\b|\bwhen do (?:the|they|these)\b|\beach (?:of (?:the|these) )?(?:five )?(?:roadmaps?|sources?|ones?)\b|\beach of them\b|\b(?:do|does|what do|how do|where do|how does|when do|are|where does) (?:the |these |the five |all |the different |your )?(?:5 )?(?:roadmaps|sources|guides|authors)\b|\bthe (?:five |different |other |various )?roadmaps\b|\bwhich roadmap (?:is|has|spends|gives|puts|goes|would|should)\b|\bearly or late\b|\bbefore or after\b|\b(?:same|similar) (?:in|as|across)\b|\bin common\b|\bdo they\b"
)
STRICT: Final = re.compile(r"\bof one mind\b|\bhow far apart\b|\bcompar|\bdiffer|\bversus\b|\bvs\b|agree|\bconflict|\bcontradict|\bconsensus\b|\beach\b|\bfirst\b|\bin common\b|\bat (?:what|which)\b")
TIME: Final = re.compile(
    r"\bhow long\b|\bhow (?:many|much) (?:months?|weeks?|years?|days?|hours?|time)\b|\bwhen (?:should|will|would|do|can|could|does|is|am|would i)\b|\b(?:which|what) months?\b|\badd up\b|\bduration\b|\btime ?(?:line|table|frame|span)\b|\bmonths? \d+\b|\bhalf a year\b|\bwithin (?:a|one|\d+|half|six|three)\b|\bschedule\b"
    r"|\bplan (?:a|my|me|the|out)\b|\bby when\b|\bhow (?:fast|quick|soon)\b|\b\d+[- ](?:months?|weeks?|years?)\b[^?]*\benough\b|\bstudy plan\b|\blearning plan\b|\bpath (?:to|from)\b|\broute\b|\bmake (?:me )?a plan\b|\btotal (?:time|months|number of months)\b|\bin a year\b|\btime (?:do|does|will|would|should|is)\b|\bhow much of (?:the|a|my) year\b"
)
WHAT_IS: Final = re.compile(
    r"^(?:so |and |but |ok |please |can you |could you |tell me )*(?:what(?:'s| is| are|s)\b(?! (?:the )?(?:best|first|next|title|name|number|order|total|main|key|required|recommended|listed|covered|taught))|explain\b|describe\b|define\b|what does .* mean\b|why\b|who (?:is|are)\b)|\bwhat (?:is|are|does) [^?]* (?:for|mean|about)\b|\bpoint of\b|\bgood for\b|\bwhy (?:do|does|should|would|is|are|bother|learn|must|might)\b|\bwhat [^?]{1,40} is\b|\bwhat is meant\b|\bused for\b|\bwhat for\b|\bmatter(?:s)?\b|\bpurpose\b"
)

# What part of a roadmap a question asks for.
ROLES: Final = _table(
    (
        ("test", r"\btest (?:myself|my|yourself)|\bcheck (?:myself|my (?:knowledge|progress|understanding))|\bquiz\b|\bprove (?:to )?myself|\bself-?test|\btest your\b"),
        ("projects", r"\bprojects?\b|\bbuild(?:ing)?\b|\bput together\b|\bpracti[sc]e (?:it |them |this |that )?(?:on|with)\b|\btry (?:it|them|this|that|myself|out)\b|\bhands[- ]on\b|\bside project|\bmake (?:an?|something) \w+|\bpieces?\b|\bexercises?\b|\bapply (?:it|this|what)\b|\bto practi[sc]e\b|\bimplement\b"),
        ("resources", r"\bcourses?\b|\bbooks?\b|\bvideos?\b|\bi learn best\b|\bplaylists?\b|\btutorials?\b|\bresources?\b|\bmaterials?\b|\bread(?:ing)? (?:list|about|up|first|to learn)\b|\bwebsites?\b|\bclass(?:es)?\b|\bbootcamps?\b|\bspeciali[sz]ation\b(?=.*\bcoursera)|\bmooc\b|\bwhere (?:can|do|could|should|would) i (?:learn|study|find|get|practi[sc]e)|\bteach(?:es)? me\b|\bwho (?:makes|explains|teaches)\b|\bpapers?\b(?= .*\breading list)|\bpodcasts?\b|\bnewsletters?\b|\byoutube\b|\bdatasets? (?:from|for)\b|\bdata for\b|\breading list\b|\blecture"),
        ("tools", r"\btools?\b|\bframeworks?\b|\blibrar(?:y|ies)\b|\bsoftware\b|\bplatforms?\b|\beditor\b|\bstack\b"),
        ("why", r"\bwhy\b|\bpoint of\b|\bgood for\b|\bmatters?\b|\bimportan(?:t|ce)\b|\breasons?\b|\bwhat for\b|\bpurpose\b"),
    )
)  # fmt: skip
FORMS: Final = _table(
    (
        ("book", r"\bbooks?\b|\btextbooks?\b|\bhandbook\b|\bto read\b"),
        ("video", r"\bvideos?\b|\banimations?\b|\bvisual(?:ly|s)?\b|\bpictures\b|\byoutube\b|\bplaylists?\b|\bwatch\b|\bchannel\b"),
        ("course", r"\bcourses?\b|\bclass(?:es)?\b|\bspeciali[sz]ations?\b|\bnanodegrees?\b|\bmooc\b|\blectures?\b"),
        ("podcast", r"\bpodcasts?\b|\blisten\b"),
        ("newsletter", r"\bnewsletters?\b"),
        ("paper", r"\bpapers?\b"),
        ("community", r"\bcommunit(?:y|ies)\b|\bdiscord\b|\bforums?\b|\bsubreddits?\b|\bslack\b"),
        ("conference", r"\bconferences?\b"),
        ("dataset", r"\bdatasets?\b|\bdata for\b|\b(?:find|get|where)\b.{0,20}\bdata\b|\bdata to\b"),
        ("documentation", r"\bdocumentation\b|\bdocs\b|\btutorials?\b"),
        ("blog", r"\bblogs?\b"),
    )
)
ROUTE: Final = re.compile(r"\b(?:plan|map|lay|sketch|draw|give)\b[^.?!]{0,20}\b(?:route|path|way|learning plan|study plan)\b|\b(?:route|path|steps) (?:for|to|from|towards?)\b|\bin (?:what|which) order should i\b")
ABOUT_THING: Final = re.compile(r"^what(?:'s| is| are) (?:this|that|an?|the) (?!point|purpose|best|first|next|total|time|order|number|main|difference|most|roadmap)[^?]*\b(?:thing|in one of the|called|about)\b")
LONG: Final = re.compile(r"\b(?:total|overall|whole) time\b|\btime it takes\b|\b(?:takes?|is|are) (?:the )?(?:longer|longest|shorter|shortest|faster|fastest|quicker|quickest)\b|\b(?:fastest|quickest|shortest|longest)\b|\bhow long\b|\bhow much time\b|\bhow many (?:months?|weeks?|years?|hours?|days?)\b")
FREE: Final = re.compile(r"\bfree\b|\bno (?:money|cost|budget)\b|\bwithout paying\b|\b(?:don't|do not|cannot|can't|won't) (?:want to )?(?:pay|afford|spend)\b|\bbroke\b|\bcosts? nothing\b|\bfor nothing\b|\bno charge\b")
ORDER: Final = re.compile(
    r"\bwhich (?:one )?(?:comes|goes|should come|is (?:taught|put|learned|learnt)|do (?:they|i)[^?]*) (?:first|earlier|before)\b|\bcomes? first\b|\bbefore (?:or|and) after\b|\bbefore\b|\bearlier\b|\bearly\b|\blate\b|\bat (?:what|which) (?:point|stage)\b|\bwhen do\b|\bwhere do(?:es)? (?:the |each |they)|\bwhich (?:stage|phase|step|place|position)\b|\bin which (?:stage|phase|step|part)\b|\border\b|\bposition\b|\bturns? up\b|\bfirst\b|\bunder which\b|\bafter\b|\bplace(?:s|d)?\b"
)

# Orders to the assistant that a message may smuggle in. What is left after cutting them out is the question.
OVERVIEW: Final = re.compile(r"\b(?:lay|set|map) (?:it |them |everything )?out\b|\bwalk me through\b|\boverview\b|\boutline\b|\bsummar(?:y|ise|ize)\b|\bwhat (?:are|is in|do) (?:the |its )?(?:\w+ )?(?:phases|steps|stages|sections)\b|\bhow is (?:it|the [\w ]+) (?:structured|organi[sz]ed|divided|built up)\b|\bwhat does (?:it|the [\w -]+) look like\b|\b(?:phase|step|quarter|month|stage) by (?:phase|step|quarter|month|stage)\b|\bstructure of\b|\blist (?:the|all|its) (?:\w+ )?(?:phases|steps|stages|sections)\b|\bwhich (?:phases|steps|stages|sections)\b")
BEGIN: Final = re.compile(r"\bwhere (?:do|should|can|could|shall|to) (?:i |we )?(?:even )?(?:start|begin|get started)\b|\bhow (?:do|should|can) i (?:even )?(?:start|begin|get started)\b")
AMOUNT: Final = re.compile(r"\bhow much\b|\bwhat\b[^?.]*\b(?:cost|costs|salary|fee|wage|pay)\b|\bwhich\b[^?.]*\b(?:price|salary|fee)\b")
PRICE: Final = re.compile(r"\bhow much (?:does|do|is|are|will|would|money|must|should i pay)\b|\b(?:cost|costs|fee|fees|tuition|salary|salaries|wage|wages)\b(?! nothing)|\b(?:the|what|its) price\b(?! data)")
MONEY: Final = re.compile(r"[$€£]\s?\d|\b\d[\d,.]*\s?(?:dollars|euros|usd|eur|pounds|k\b)")
PRICED: Final = re.compile(r"\b(?:free|paid|subscription|audit|cost|costs|priced|salaries|compensat)", re.IGNORECASE)
BY_NAME: Final = re.compile(r"\bnames? (?:of|please)\b|\bby name\b|\bnamed individually\b|\bwhich exact\b")
PER: Final = re.compile(r"\bper (?:day|week)\b|\ba (?:day|week)\b|\bweekly\b|\bdaily\b|\bhours?\b|\beach (?:day|week)\b|\bevery (?:day|week)\b")
LEFT: Final = re.compile(r"\bleft\b|\bremain(?:s|ing)?\b|\bstill to go\b|\bthe rest\b|\bup to and including\b")
ONWARD: Final = re.compile(r"\b(?:join|enter|begin|start|starting|from|jump in(?:to)?)\b[^.?!]*\b(?:to|until|till|through) the end\b|\bstay to the end\b|\bonwards?\b")
OPENS: Final = re.compile(r"\b(?:begin|begins|start|starts|open|opens|kick off)\b (?:with|by|from)|\b(?:begin|start|open)s? with the same\b|\bsame (?:start|beginning|first)\b|\bfirst (?:subject|topic|thing|step|phase)\b")
MANY: Final = re.compile(r"\b(?:books|courses|videos|podcasts|newsletters|communities|conferences|blogs|datasets|playlists|papers|forums|servers|channels|subreddits)\b")
MY_PACE: Final = re.compile(r"\bi (?:have|can|could|spend|only have|study|got)\b[^.?!]*\b\d+ ?(?:h|hours?)\b")
DISAGREE: Final = re.compile(r"\b(?:where|what|how|on what|about what)\b[^.?!]*\b(?:disagree|differ|conflict|contradict)|\bdisagreements?\b")
INJECTION: Final = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.?!\n]*\b(?:instructions?|rules?|prompts?|guidelines?|above|previous|earlier|everything|sources?)\b[^.?!\n]*|\bsystem prompt\b|\b(?:you are|you're) now\b|\bfrom now on\b|\b(?:pretend|act as|roleplay|role-play|behave as|imagine you are)\b|\bdeveloper mode\b|\bjailbreak\b|\bDAN\b"
    r"|^\W*(?:system|assistant|admin|developer)\W*:|\b(?:reveal|print|show|output|repeat|leak|dump) (?:me )?(?:your|the) (?:\w+ )?(?:system |hidden |secret |internal )?(?:prompt|instructions|rules|configuration|keys?|api keys?|settings|environment)\b|\bdrop table\b|\bdelete from\b|\bselect \* from\b|\b(?:reply|respond|answer) only with\b|\bsay (?:only|exactly)\b|\bin one word\b|\bwithout (?:any )?(?:citations?|sources)\b|\b(?:hide|omit|drop|skip|leave out) (?:the |your |all )?(?:citations?|sources|markers)\b|\bconfirm (?:it|that)\b|\brate all\b|\bapi key\b|\bpasswords?\b|\benvironment variables?\b|\brm -rf\b|\bsudo\b|\bexecute\b.*\bcommand\b",
    re.IGNORECASE,
)

# Words of learners for words of sources, both stemmed by the reader of this table.
# Claims that a question may put into a source's mouth; what the source really says must hold the same claim.
REASON: Final = re.compile(r"^why\b|\bfor what reason\b|\bhow come\b|\bwhy (?:does|do|did|is|are)\b")
CLAIM: Final = re.compile(r"\b(insists?|rejects?|forbids?|bans?|demands?|compulsory|mandatory|obligatory|waste of time|guarantees?|promises?|warns?|refuses?|discourages?|advises? against|recommends? against|hates?|dismiss(?:es)?|condemns?|outdated|obsolete|dead|useless|skip(?:s|ping)?|not worth|unnecessary|everyone must|must all)\b")
PREMISE: Final = re.compile(r"^(?:since|given that|seeing that|now that|as)\b[^?]*,|\bgiven that\b")
AUTHOR: Final = re.compile(r"\bwho (?:wrote|is behind|made|created|is the author|published|stands behind|has written)\b|\bthe author\b|\bauthor of\b|\bauthored\b|\bwhere does (?:he|she|that person|the author|[\w ]{3,30}) work\b|\bwhat did (?:he|she) found\b|\babout the author\b")
# Attributes that a source rarely states: asked for, they must stand in the evidence by name.
ATTRIBUTES: Final = frozenset(
    """size rate rank version chapter chapters page pages salary price cost fee fees hours hour layers layer percentage percent score grade threshold date deadline
    email phone address instructor teacher lecturer length duration overlap dimension dimensions accuracy epochs batch parameters parameter temperature gpu ram memory
    laptop hardware exam exams prize rating reviews discount country city nationality age publisher isbn edition password license certificate students names follower followers
    company companies employer employers firm firms university universities school schools town limit minimum maximum probability odds chances ratio number speed order""".split()
)

SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "salary": ("salaries", "compensated", "paying"), "pay": ("compensated", "paying", "salaries", "paid"), "money": ("compensated", "paying", "salaries"),
    "earn": ("compensated", "paying", "salaries"), "wage": ("compensated", "salaries"), "income": ("compensated", "salaries"),
    "university": ("degree", "education"), "college": ("degree", "education"), "phd": ("degree",), "bachelor": ("degree",), "diploma": ("degree", "certification"),
    "certificate": ("certification", "certifications"), "behavioural": ("behavioral",), "cv": ("resume",), "résumé": ("resume",), "maths": ("math", "mathematics"),
    "math": ("mathematics",), "mathematics": ("math",), "paper": ("papers",), "dataset": ("data",), "firm": ("companies",), "employer": ("companies",), "company": ("companies",),
    "subreddit": ("reddit",), "subreddits": ("reddit",), "libs": ("libraries", "library"), "lib": ("library",), "lang": ("language",), "server": ("discord",), "compress": ("quantization", "pruning"), "shrink": ("quantization", "pruning"), "pictures": ("images",), "photos": ("images",), "picture": ("image",), "photo": ("image",),
    "text": ("nlp",), "robots": ("robotics",), "robot": ("robotics",), "supervisor": ("manager",), "boss": ("stakeholders",), "exam": ("test",), "ship": ("deploy",), "launch": ("deploy", "production"),
    "host": ("deploy",), "serve": ("serving",), "container": ("docker", "containerization"), "meet": ("meetups", "networking"), "duty": ("responsibilities",), "duties": ("responsibilities", "task"), "job": ("role", "roles"),
    "tasks": ("responsibilities",), "responsible": ("responsibility", "responsibilities"), "present": ("write", "documentation"), "tracking": ("track",), "ethic": ("ethical", "ethics"), "moral": ("ethics",), "buddy": ("community",),
    "listen": ("podcast", "podcasts"), "watch": ("video", "youtube"), "bias": ("fairness",), "gpu": ("gpus",), "explaining": ("explain",), "competition": ("competitions", "kaggle"), "contest": ("competition", "kaggle"), "challenge": ("challenges",),
    "freshly": ("entry-level",), "newcomer": ("beginner",), "newbie": ("beginner",), "novice": ("beginner",), "beginners": ("beginner",), "spreadsheet": ("data",), "typos": ("cleaning",), "holes": ("missing",), "founded": ("founder",), "found": ("founder",),
    "applications": ("apply",), "application": ("apply",), "employed": ("works",), "solo": ("individual",), "alone": ("individual",), "together": ("team",), "mate": ("team",),
}  # fmt: skip


DATA: Final = re.compile(r"\bwhere\b[^.?!]*\b(?:data|datasets?)\b")
READING: Final = re.compile(r"\bwhat can i (?:read|watch|use|listen to)\b|\b(?:read|watch|listen)\b[^.?!]*\b(?:online|to learn|commute)\b|\blisten to\b|\bplaces\b[^.?!]*\bdata\b")
WISH: Final = re.compile(r"\b(?:want|goal|aim|would like|'d like|like to|dream|hope|hoping|interested|become|get into|move (?:to|into)|switch|passion|love to|plan to)\b")


def without_cues(text: str, role: Role | None, form: str | None) -> str:
    """`text` without the words that gave its role and form, which no evidence needs to repeat; unless nothing else is left."""
    bare = text
    for value, pattern in ROLES:
        if value == role and role in {"projects", "resources", "test", "why"}:
            bare = pattern.sub(" ", bare)
    for value, pattern in FORMS:
        if value == form and role == "resources":
            bare = pattern.sub(" ", bare)
    return bare


def role_asked(text: str) -> Role | None:
    """The role of the sections that `text`, in lower case, asks for, or None."""
    if FREE.search(text) or DATA.search(text) or READING.search(text):
        return "resources"
    return next((role for role, pattern in ROLES if pattern.search(text)), None)


def form_asked(text: str) -> str | None:
    """The form of resource that `text`, in lower case, asks for, or None."""
    return next((form for form, pattern in FORMS if pattern.search(text)), None)


def intent_of(text: str, *, sources: int) -> Intent:
    """The intent of a question in lower case that names `sources` roadmaps."""
    if ROUTE.search(text) and sources == 0:
        return "next_step"
    if ABOUT_THING.match(text) and sources == 0:
        return "what_is"
    if LONG.search(text) and not re.search(r"\bhow many (?:of )?(?:the |them|roadmaps)", text):
        return "plan"
    if NEXT.search(text) and (sources == 0 or KNOWING.search(text)):
        return "next_step"
    if COUNT.search(text) and sources == 0 and not ORDER.search(text):
        return "count"
    if sources > 1 or (sources == 0 and COMPARE.search(text) and (STRICT.search(text) or role_asked(text) not in {"resources", "projects"})):
        return "comparison"
    if TIME.search(text):
        return "plan"
    role = role_asked(text)
    if role == "resources":
        return "resource"
    if role == "projects":
        return "projects"
    return "what_is" if WHAT_IS.search(text) else "fact"
