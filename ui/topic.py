"""One topic as a sheet: who teaches it, when, after what, and what with."""

from collections.abc import Mapping
from typing import Any

from ui.sheets import Data, Names, item, quote, section

_HELD = {
    "stage": "a stage of its own",
    "prerequisite": "a prerequisite",
    "part": "part of a stage",
    "speciality": "a speciality to choose",
    "aside": "a section beside the stages",
    "mention": "named in passing",
}
_MOST_RESOURCES = 5  # that are shown unfolded
_STATUS = {"moved": "has moved", "succeeded": "has a successor", "closed": "is closed"}


def topic_sheet(teaching: Mapping[str, Any], names: Names) -> list[Data]:
    """The sections on a topic, as GET /v1/topics/{id} tells of it."""
    held = [r for r in teaching["roadmaps"] if r["level"]]
    absent = [names.get(r["roadmap"], r["roadmap"]) for r in teaching["roadmaps"] if not r["level"]]
    sections = [
        section(
            f"In {len(held)} of {len(teaching['roadmaps'])} roadmaps",
            [_roadmap(r, names) for r in held],
            note=f"Not in {', '.join(absent)}." if absent else "",
        ),
        section(
            "What it needs first",
            [_need(need, names) for need in teaching["requires"]],
            note="" if teaching["requires"] else "Nothing: it can be taken up at once.",
        ),
        section(
            "Learn it with",
            [_resource(r, names) for r in teaching["resources"]],
            most=_MOST_RESOURCES,
            note="" if teaching["resources"] else "No summary of a resource says that it teaches this.",
        ),
        section(
            "Practise it",
            [_project(project, names) for project in teaching["projects"]],
            note="" if teaching["projects"] else "No roadmap sets a project for it alone.",
        ),
    ]
    leads = ", ".join(topic["name"] for topic in teaching["leads_to"])
    return [*sections, section("What rests on it", [], note=f"{leads}.")] if leads else sections


def _roadmap(roadmap: Mapping[str, Any], names: Names) -> Data:
    name = names.get(roadmap["roadmap"], roadmap["roadmap"])
    how = f"{roadmap['place']}, {_HELD[roadmap['level']]}"
    if roadmap["level"] == "mention" or roadmap["place"] == "prerequisites":
        how = roadmap["place"]
    return item(name, how, [roadmap["citation"], *roadmap["lessons"]])


def _project(project: Mapping[str, Any], names: Names) -> Data:
    citation = project["citation"]
    return item(names.get(project["roadmap"], project["roadmap"]), quote(citation)["text"], [citation])


def _need(need: Mapping[str, Any], names: Names) -> Data:
    backed = _told("in this order", need["backed_by"], names)
    against = _told("the other way round", need["against"], names)
    order = " ".join(filter(None, [backed, against])) or "No roadmap orders the two."
    cited = [o[side] for o in (*need["backed_by"], *need["against"]) for side in ("first", "then")]
    return item(need["name"], f"{need['why']} {order}", cited)


def _told(how: str, orders: list[Mapping[str, Any]], names: Names) -> str:
    """Which roadmaps have the two so."""
    return (
        f"{how.capitalize()} in {', '.join(names.get(o['roadmap'], o['roadmap']) for o in orders)}." if orders else ""
    )


def _resource(resource: Mapping[str, Any], names: Names) -> Data:
    named = ", ".join(names.get(id_, id_) for id_ in resource["named_by"])
    facts = [resource["form"], resource["level"] if resource["level"] != "any" else "any level", resource["cost"]]
    status = _STATUS.get(resource["status"] or "", "")
    text = ", ".join(filter(None, facts)) + (f"; it {status}" if status else "")
    return item(
        resource["title"],
        f"{text.capitalize()}. Named by {named}." if named else f"{text.capitalize()}.",
        [resource["citation"]],
        {"document": resource["id"]},
    )
