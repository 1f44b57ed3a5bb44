"""What a learner says of themselves: what they know, what they lack, and where they want to go."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.learners import Mention, Stance
from ingest.records import Document, Goal, Topic
from ingest.topics import Topics
from rag.cues import BASIC, BASIC_AFTER, BEGINNER, DONE_THAT, FINISHED, KNOWING, THEN
from rag.needs import Need, Needs
from rag.normal import normal
from rag.records import Turn
from rag.resources import TEACHING_FORMS
from rag.standings import Standing, clauses_of, standing_in
from rag.subjects import place_of
from rag.wishes import NO_WISHES, Wishes, wishes_in

_STANDINGS: dict[Stance, Standing] = {"known": "known", "basic": "known", "lacking": "lacking", "wanted": "goal"}
_BASICS = frozenset({"programming", "mathematics"})  # main subjects of no profession
_WORK = "career"  # the area of getting work
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")


@dataclass(frozen=True, slots=True)
class Learner:
    """What was understood of a learner; topics in the order they were named.

    `goals` are the topics they want to get to, `aim` the goal that they have as a whole, such as a profession, and
    `names_aim` whether they name it, which else is heard in what they tell;
    `basics` are those of the known topics of which they know no more than the basics; `needs` are topics that their
    words hint at without naming them, the strongest hint first, and `steps` those that a mentor would name to them
    next, the likeliest first; `unplaced` are names of what they said of themselves that no topic stands for.
    """

    known: tuple[Topic, ...] = ()
    lacking: tuple[Topic, ...] = ()
    goals: tuple[Topic, ...] = ()
    beginner: bool = False
    aim: Goal | None = None
    names_aim: bool = False
    basics: tuple[Topic, ...] = ()
    wishes: Wishes = NO_WISHES
    needs: tuple[Need, ...] = ()
    steps: tuple[Need, ...] = ()
    unplaced: tuple[str, ...] = ()


NOBODY = Learner()  # of whom nothing is known


def joined(newer: Learner, older: Learner) -> Learner:
    """What is said of a learner at two times; the newer counts where both speak of one thing."""
    said = {t.id for t in (*newer.known, *newer.lacking)}
    of_aim = newer if newer.aim and (newer.names_aim or not older.aim) else older
    return Learner(
        known=(*(t for t in older.known if t.id not in said), *newer.known),
        lacking=(*(t for t in older.lacking if t.id not in said), *newer.lacking),
        goals=newer.goals or older.goals,
        beginner=newer.beginner and not older.known,
        aim=of_aim.aim,
        names_aim=of_aim.names_aim,
        basics=(*(t for t in older.basics if t.id not in said), *newer.basics),
        wishes=newer.wishes.over(older.wishes),
        needs=newer.needs or older.needs,
        steps=newer.steps or older.steps,
        unplaced=newer.unplaced,
    )


def read_learner(  # noqa: PLR0913, PLR0917 - all by which a learner is understood
    text: str,
    topics: Topics,
    history: Sequence[Turn] = (),
    finished: Sequence[Document] = (),
    mentions: Callable[[str], Sequence[Mention]] | None = None,
    needs: Needs | None = None,
) -> Learner:
    """What the message and the user's earlier ones say; a later statement about a topic counts over an earlier one.

    `mentions` reads what a text mentions and how its writer stands to it, without it the cues do; `needs` tells what it
    shows without naming it; `finished` are resources that the message names, which somebody who has worked through them
    has learned from.
    """
    heard = needs or Needs(topics, None)
    standings: dict[str, Standing] = {}
    for turn in history:
        if turn.role == "user":
            said = _with_skills(_read(turn.content, topics, mentions), heard.skills(turn.content), topics)
            standings |= {id_: standing for id_, standing in said.items() if standing != "asked"}
    if DONE_THAT.search(normal(text)) or THEN.match(normal(text)):
        standings |= {topic.id: "known" for topic in _recommended(history, topics)}
    named = _read(text, topics, mentions) | _by_profession(text, topics)
    told = _with_skills(named, heard.skills(text), topics)
    standings |= told
    named_aim = _named_aim(text, history, topics)
    aim = named_aim or heard.goal(text)
    if aim:  # what they want is named, and need not be guessed at
        standings = {id_: s for id_, s in standings.items() if s != "goal" or topics.by_id[id_].area != _WORK}
    standings = _met_in(finished, normal(text), topics) | standings

    def those(*wanted: Standing) -> tuple[Topic, ...]:
        return tuple(topics.by_id[id_] for id_, standing in standings.items() if standing in wanted)

    wishes = NO_WISHES
    for turn in (*history, Turn("user", text)):
        if turn.role == "user":
            wishes = wishes_in(turn.content).over(wishes)
    known, beginner = those("known"), bool(BEGINNER.search(normal(text)))
    tells = bool(told or aim or beginner)  # whoever tells nothing of themselves is not advised by what they say
    half = _half_known(text, topics)
    for mention in mentions(text) if mentions else ():
        half |= set(mention.topics) if mention.stance == "basic" else set()
    return Learner(
        known=known,
        lacking=those("lacking"),
        goals=those("goal", "asked"),
        beginner=beginner,
        aim=aim,
        names_aim=named_aim is not None,
        basics=tuple(t for t in known if t.id in half),
        wishes=wishes,
        needs=tuple(need for need in heard.read(text) if standings.get(need.topic.id) != "known"),
        steps=tuple(s for s in heard.steps(text) if tells and standings.get(s.topic.id) != "known"),
    )


def _read(text: str, topics: Topics, mentions: Callable[[str], Sequence[Mention]] | None) -> dict[str, Standing]:
    """How the learner stands to each topic that `text` names; what is merely named in a question is asked about."""
    if mentions is None:
        return _standings(text, topics)
    found: dict[str, Standing] = {}
    for mention in mentions(text):
        standing = _STANDINGS.get(mention.stance) or ("asked" if _is_asked(text, mention.start) else None)
        if standing:
            found |= {id_: _towards_work(topics.by_id[id_], standing) for id_ in mention.topics}
    return found


def _with_skills(named: dict[str, Standing], skills: Sequence[Topic], topics: Topics) -> dict[str, Standing]:
    """How a learner stands to what they name, and to what else they show to know.

    Who names parts of a subject that they know has not said to know all of it, however much that sounds so.
    """
    mains = _mains(topics)
    in_part = {mains[topics.by_id[id_].area] for id_, standing in named.items() if standing == "known"}
    shown: dict[str, Standing] = {topic.id: "known" for topic in skills if topic.id not in in_part}
    return named | {id_: standing for id_, standing in shown.items() if id_ not in named}


def _mains(topics: Topics) -> dict[str, str]:
    """The id of the main topic of each area, which is its first."""
    return {topic.area: topic.id for topic in reversed(topics.all)}


def _is_asked(text: str, start: int) -> bool:
    """Whether what stands at `start` stands in a question."""
    return "?" in re.split(r"(?<=[.!?])\s", text[start:], maxsplit=1)[0]


def _half_known(text: str, topics: Topics) -> set[str]:
    """The ids of the topics of which `text` says that no more than a bit is known."""
    said = normal(text)
    return {
        topic.id
        for topic, start, end in topics.found_in(said)
        if BASIC.search(said[:start]) or BASIC_AFTER.match(said, end) or "basics" in said[start:end]
    }


def _by_profession(text: str, topics: Topics) -> dict[str, Standing]:
    """What somebody knows who says to be what others have for a goal: the main subject of the profession."""
    mains = _mains(topics).values()
    return {
        main: "known"
        for clause in _clauses(text)
        for goal, start, end in topics.goals_in(clause)
        if standing_in(clause, start, end) == "known"
        for main in [id_ for id_ in goal.topics if id_ in mains and id_ not in _BASICS][:1]
    }


def _named_aim(text: str, history: Sequence[Turn], topics: Topics) -> Goal | None:
    """The goal that the message names, or else the latest of the earlier ones."""
    said = [text, *(turn.content for turn in reversed(history) if turn.role == "user")]
    return next((goal for message in said if (goal := _aim(message, topics))), None)


def _aim(text: str, topics: Topics) -> Goal | None:
    """The last goal that `text` says its learner has; what they say they are already is none."""
    found = [
        goal
        for clause in _clauses(text)
        for goal, start, end in topics.goals_in(clause)
        if standing_in(clause, start, end) != "known"  # who lacks a job wants one
    ]
    return found[-1] if found else None


def _met_in(finished: Sequence[Document], said: str, topics: Topics) -> dict[str, Standing]:
    """The topics that a learner has met who says to know, or to have finished, what is named."""
    taught = _taught_by(finished, topics) if KNOWING.search(said) else {}
    return taught | (_practised_with(finished, topics) if FINISHED.search(said) else {})


def _taught_by(finished: Sequence[Document], topics: Topics) -> dict[str, Standing]:
    """The topics that a learner has met who worked through `finished`, without what those only give a foretaste of."""
    courses = [d.resource for d in finished if d.resource and d.resource.form in TEACHING_FORMS]
    taught = ([topics.by_id[id_] for id_ in course.teaches if id_ in topics.by_id] for course in courses)
    return {t.id: "known" for own in taught for t in own if place_of(t) <= place_of(own[0])}


def _practised_with(finished: Sequence[Document], topics: Topics) -> dict[str, Standing]:
    """The topics that a learner must have had to work with the datasets among `finished` to the end."""
    datasets = [d.resource for d in finished if d.resource and d.resource.form == "dataset"]
    return {id_: "known" for dataset in datasets for id_ in dataset.needs if id_ in topics.by_id}


def _recommended(history: Sequence[Turn], topics: Topics) -> list[Topic]:
    """The topic that the last answer recommended: the first in its first sentence."""
    last = next((t.content for t in reversed(history) if t.role == "assistant"), "")
    return [topic for topic, _, _ in topics.found_in(_SENTENCE_END.split(last)[0])][:1]


def _clauses(text: str) -> list[str]:
    return [clause for _, clause in clauses_of(normal(text))]


def _standings(text: str, topics: Topics) -> dict[str, Standing]:
    """How the learner stands to each topic that `text` names."""
    return {
        topic.id: _towards_work(topic, standing_in(clause, start, end))
        for clause in _clauses(text)
        for topic, start, end in topics.found_in(_without_goals(clause, topics))
    }


def _towards_work(topic: Topic, standing: Standing) -> Standing:
    """Who speaks of interviews or applications has them ahead, unless they say that they know how."""
    return "lacking" if topic.area == _WORK and topic.requires and standing == "known" else standing


def _without_goals(clause: str, topics: Topics) -> str:
    """The clause with the names of goals blanked out: `ML engineer` names a profession, and not machine learning."""
    for _, start, end in topics.goals_in(clause):
        clause = clause[:start] + "_" * (end - start) + clause[end:]
    return clause
