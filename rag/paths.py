"""The whole way of a learner to the goal, or the way on which one roadmap leads them."""

from dataclasses import replace

from ingest.records import Document, Goal, Topic
from rag.learner import Learner
from rag.planner import Planner, State

_SURE = 0.15  # strength of a hint from which its writer lacks the topic, and has met what it rests on


def state_of(planner: Planner, learner: Learner) -> State:
    """Where a learner stands, on the way to the goal that they name as a whole or to the usual one."""
    known, lacking = _ids(learner.known), _ids(learner.lacking)
    goal = learner.aim or planner.usual_goal
    needs = {need.topic.id: need.strength for need in learner.needs}
    held = known_to(planner, learner) | _left_out(planner, goal) | _ground_of(planner, learner)
    advised = {step.topic.id: step.strength for step in learner.steps}
    return State(goal, frozenset(known), held, frozenset(lacking), needs, advised)


def _ground_of(planner: Planner, learner: Learner) -> frozenset[str]:
    """What the topics rest on that a learner's words hint at most: who tells of such a trouble has come as far.

    A hint at a whole subject is a wish, and says nothing of how far its writer has come.
    """
    lacking = frozenset(_ids(learner.lacking))
    subjects = {goal.subject for goal in planner.topics.goals}
    troubles = [
        id_ for id_ in surely_hinted(learner) if id_ not in subjects and not planner.prerequisites.before(id_) & lacking
    ]
    if learner.beginner or not troubles:
        return frozenset()
    return planner.implied(
        planner.prerequisites.closed(troubles) - set(troubles), lacking.union(surely_hinted(learner))
    )


def surely_hinted(learner: Learner) -> list[str]:
    """The id of the topic that a learner's words hint at most as needed, where that is sure enough."""
    return [need.topic.id for need in learner.needs[:1] if need.strength >= _SURE]


def _left_out(planner: Planner, goal: Goal) -> frozenset[str]:
    """What the topics of a goal rest on that nobody needs who will not practise them."""
    return frozenset() if goal.practised else planner.prerequisites.closed(goal.topics) - frozenset(goal.topics)


def path_of(planner: Planner, learner: Learner) -> list[Topic]:
    """All that a learner still needs for what they want, each topic after what it requires."""
    state, wanted, most = state_of(planner, learner), _ids(learner.goals), len(planner.topics.all)
    if learner.aim or not wanted:
        return planner.steps(state, wanted, most)
    return planner.path(replace(state, goal=Goal("wanted", "", (), "", wanted)), most)


def own_path(planner: Planner, learner: Learner, roadmap: Document) -> list[Topic]:
    """What one roadmap teaches that a learner does not know, in its own order: that of the first places.

    Topics of one place come with those that need least first. What a named goal does not need is left out.
    """
    needed = needed_by(planner, learner)
    places = {t: found[roadmap.id] for t in planner.topics.all if roadmap.id in (found := planner.curriculum.places(t))}

    def place(topic: Topic) -> tuple[int, int, int]:
        fact = places[topic]
        return fact.section.order, fact.statement.start, len(planner.prerequisites.closed({topic.id}))

    return sorted((topic for topic in places if topic.id in needed), key=place)


def known_to(planner: Planner, learner: Learner) -> frozenset[str]:
    """The ids of all topics that a learner knows, those that come with what they named included."""
    return planner.implied(_ids(learner.known), (*_ids(learner.lacking), *surely_hinted(learner)))


def needed_by(planner: Planner, learner: Learner) -> frozenset[str]:
    """The ids of the topics that the named goals rest on, of all where none is named; without those that are known."""
    named = {*_ids(learner.goals), *(learner.aim.topics if learner.aim else ())}
    return planner.prerequisites.closed(named or {t.id for t in planner.topics.all}) - known_to(planner, learner)


def _ids(topics: tuple[Topic, ...]) -> tuple[str, ...]:
    return tuple(topic.id for topic in topics)
