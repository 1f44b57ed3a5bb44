"""A learner's profile as the page shows and changes it: chips, one for each thing that was understood."""

from collections.abc import Collection, Mapping
from typing import Any

Data = dict[str, Any]
Names = Mapping[str, str]  # of topics and goals, by their ids

_SAID = {"known": "knows", "lacking": "does not know", "wanted": "wants to learn"}
_OF_TOPICS = ("known", "basics", "lacking", "wanted")


def chips(profile: Mapping[str, Any], names: Names) -> dict[str, str]:
    """What is said of each thing in a profile, by the key under which it can be taken out."""
    found = {}
    for field, said in _SAID.items():
        for id_ in profile[field]:
            basic = " (the basics)" if field == "known" and id_ in profile["basics"] else ""
            found[f"{field}:{id_}"] = f"{said} {names.get(id_, id_)}{basic}"
    if profile["goal"]:
        found["goal"] = f"goal: {names.get(profile['goal'], profile['goal'])}"
    if profile["hours_per_week"]:
        found["hours_per_week"] = f"{profile['hours_per_week']:g} hours a week"
    if profile["free_only"]:
        found["free_only"] = "free resources only"
    found |= {f"forms:{form}": f"{form}s first" for form in profile["forms"]}
    if profile["language"]:
        found["language"] = f"in {profile['language'].capitalize()}"
    return found


def only(profile: Mapping[str, Any], kept: Collection[str]) -> Data:
    """The profile with no more than the things of these keys."""
    left = dict(profile)
    for field in ("known", "lacking", "wanted", "forms"):
        left[field] = [value for value in profile[field] if f"{field}:{value}" in kept]
    left["basics"] = [id_ for id_ in profile["basics"] if id_ in left["known"]]
    nothing = {"goal": None, "hours_per_week": None, "free_only": False, "language": None}
    return left | {field: none for field, none in nothing.items() if field not in kept}


def over(newer: Mapping[str, Any], older: Mapping[str, Any]) -> Data:
    """Both together; the newer counts where they speak of one thing."""
    said = {*newer["known"], *newer["lacking"]}
    merged = dict(older)
    for field in ("known", "basics", "lacking"):
        merged[field] = [*(id_ for id_ in older[field] if id_ not in said), *newer[field]]
    for field in ("wanted", "goal", "hours_per_week", "free_only", "forms", "language"):
        merged[field] = newer[field] or older[field]
    return merged


def knowing(profile: Mapping[str, Any], id_: str) -> Data:
    """The profile of the same learner who knows a topic."""
    bare = _without(profile, id_)
    return bare | {"known": [*bare["known"], id_], "wanted": [w for w in bare["wanted"] if w != id_]}


def lacking(profile: Mapping[str, Any], id_: str, *, outright: bool = True) -> Data:
    """The profile of the same learner who does not know a topic; `outright` even if what they know implies it."""
    bare = _without(profile, id_)
    return bare | {"lacking": [*bare["lacking"], id_]} if outright else bare


def wanting(profile: Mapping[str, Any], id_: str) -> Data:
    """The profile of the same learner who wants to get to a topic."""
    return dict(profile) | {"wanted": [*(w for w in profile["wanted"] if w != id_), id_]}


def _without(profile: Mapping[str, Any], id_: str) -> Data:
    cut = {field: [other for other in profile[field] if other != id_] for field in _OF_TOPICS if field != "wanted"}
    return dict(profile) | cut
