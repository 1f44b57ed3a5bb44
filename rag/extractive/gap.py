"""The gap: what a learner still lacks for what they want, area by area, with where the roadmaps teach it."""

from collections import defaultdict
from collections.abc import Sequence

from ingest.records import Topic
from rag.case import Case
from rag.extractive.as_data import step_data
from rag.extractive.draft import Draft
from rag.extractive.way import Way
from rag.extractive.wording import capital, listed, number_word
from rag.paths import path_of
from rag.planner import planner_of

_MOST_IN_AREA = 4  # topics told by name
_MOST_KNOWN = 8
_MOST_STEPS = 3  # told as the next step and what follows


def compose(case: Case, way: Way) -> Draft | None:
    """All that is missing for the goal, what to begin with, and what is there already; None where nothing is."""
    planner = planner_of(case.library)
    missing = path_of(planner, way.aimed)
    if not missing:
        return None
    draft = Draft(case.library)
    first, number = missing[0], len(missing)
    count = f"{capital(number_word(number))} {'topic is' if number == 1 else 'topics are'} missing for {way.goal}"
    draft.say(f"{count}: begin with {way.cited(draft, first)}.")
    draft.lines(_by_area(draft, way, missing))
    wanted = {t.id for t in way.goals} or set((way.learner.aim or planner.usual_goal).topics)
    have = [t for t in way.known if t.id in wanted]
    if have:
        more = [f"{number_word(len(have) - _MOST_KNOWN)} more"] if len(have) > _MOST_KNOWN else []
        draft.say(f"Of what it takes you have {listed([*(t.name for t in have[:_MOST_KNOWN]), *more])}.")
    draft.plan = step_data(missing[:_MOST_STEPS], f"{count}.", profile=way.profile) | {
        "gap": {"have": [t.id for t in have], "missing": [t.id for t in missing]}
    }
    draft.behind += [fact for topic in missing[:2] for fact in way.curriculum.lessons(topic)]
    return draft.say(way.understood)


def _by_area(draft: Draft, way: Way, missing: Sequence[Topic]) -> list[str]:
    """A line for each area in which something is missing, in the order in which they are come to."""
    areas: dict[str, list[Topic]] = defaultdict(list)
    for topic in missing:
        areas[topic.area].append(topic)
    lines = []
    for area, topics in areas.items():
        named = [way.cited(draft, topic) for topic in topics[:_MOST_IN_AREA]]
        more = [f"{number_word(len(topics) - len(named))} more"] if len(topics) > len(named) else []
        lines.append(f"{draft.library.topics.areas[area]}: {listed([*named, *more])}.")
    return lines
