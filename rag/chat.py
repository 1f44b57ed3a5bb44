"""Words as they are typed in chats, spelt out."""

import re
from typing import Final

_SPELT: Final = {
    "hw": "how", "mny": "many", "meny": "many", "lng": "long", "b4": "before", "aftr": "after", "n": "and",
    "wen": "when", "nw": "now", "wat": "what", "wot": "what", "wht": "what", "wut": "what", "whut": "what",
    "wer": "where", "whr": "where", "wats": "what's", "whats": "what's", "whts": "what's", "wich": "which",
    "wch": "which", "shud": "should", "cud": "could", "wud": "would",
    "shld": "should", "cld": "could", "wld": "would", "cn": "can", "dus": "does", "duz": "does", "hav": "have",
    "2gether": "together", "mths": "months", "mnths": "months", "moths": "months", "wks": "weeks",
    "mth": "month", "mnth": "month", "fase": "phase", "fases": "phases", "rodmap": "roadmap", "rodmaps": "roadmaps",
    "yr": "year", "yrs": "years", "thru": "through", "til": "till", "u": "you", "r": "are", "ur": "your", "ya": "you",
    "da": "the", "teh": "the", "goin": "going",
    "plz": "please", "pls": "please", "cuz": "because", "coz": "because", "ppl": "people", "abt": "about",
    "gimme": "give me", "lemme": "let me", "kno": "know", "rly": "really", "rlly": "really", "gud": "good",
    "sth": "something", "smth": "something", "nething": "anything", "anythin": "anything", "sumthing": "something",
    "any1": "anyone", "sum1": "someone", "some1": "someone", "every1": "everyone",
    "lern": "learn", "lernt": "learnt", "lerning": "learning", "frst": "first", "furst": "first", "becum": "become",
    "pik": "pick", "bild": "build", "wrk": "work", "explane": "explain", "enginer": "engineer", "enginers": "engineers",
    "begginer": "beginner", "begginers": "beginners", "beginer": "beginner", "beginers": "beginners",
    "noob": "beginner", "noobs": "beginners", "newb": "beginner",
    "newbs": "beginners", "n00b": "beginner", "n00bs": "beginners", "newbies": "beginners", "rookies": "beginners",
    "vid": "video", "vids": "videos", "tuts": "tutorials", "uni": "university",
    "prereq": "prerequisite", "prereqs": "prerequisites", "algo": "algorithm", "algos": "algorithms",
}  # fmt: skip
# Those that are nothing else, not even a name such as `R`.
_MISSPELT: Final = {typed: meant for typed, meant in _SPELT.items() if len(typed) > 2}
_FOR: Final = re.compile(r"(?<=months )4(?= [a-z])|(?<=long )4(?= [a-z])|(?<=time )4(?= [a-z])")
# Signs that stand for a word before another: `4 my cv`, `need 2 learn`, `start w/ python`, `w/o paying`.
_NUMBERED: Final = "".join(
    f"(?<!{kind} )"
    for kind in ("phase", "step", "stage", "section", "month", "week", "part", "level", "gpt", "chapter")
)
_SIGNS: Final = (
    (
        re.compile(
            rf"{_NUMBERED}\b4(?= (?:an?|the|this|that|my|your|me|us|u|total|complete|absolute|free|noobs?|beginners?"
            r"|newbies|starters|students?|ai|ml|dl|rl|nlp|mlops|python|maths?|deep|machine|computer|data|linear)\b)"
        ),
        "for",
    ),
    (
        re.compile(
            rf"{_NUMBERED}\b2(?= (?:learn|know|do|be|become|study|start|get|build|find|use|read|take|buy|pay|put|see"
            r"|have|go|train|practi[sc]e|deploy)\b)"
        ),
        "to",
    ),
    (re.compile(r"\bw/ ?o\b"), "without"),
    (re.compile(r"\bw/ ?(?=[a-z])|\bw(?= |\W*$)"), "with "),
    (re.compile(r"(?<=kaggle )comp(s?)\b"), r"competition\1"),
)


def spelt_right(text: str) -> str:
    """`text`, in lower case, with the little words spelt right that chats misspell."""
    text = re.sub(r"[\w']+", lambda m: _MISSPELT.get(m.group(), m.group()), text)
    for sign, word in _SIGNS:
        text = sign.sub(word, text)
    return text


def spelt_out(text: str) -> str:
    """`text`, in lower case, with the short forms of chats written in full."""
    return re.sub(r"[\w']+", lambda m: _SPELT.get(m.group(), m.group()), _FOR.sub("for", text))
