"""The documents of the library as a list: what is told of each, and which of them are wanted."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ui.sheets import Data, item

KINDS = {"roadmap": "Roadmaps", "resource": "Resources", "user": "Yours"}
LEVELS = ("beginner", "intermediate", "advanced", "any")
_KIND = {"roadmap": "Roadmap", "resource": "Summary", "user": "Your document"}
_STATUS = {"moved": "has moved", "succeeded": "has a successor", "closed": "is closed"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; empty means that anything will do. `topics` are those of the areas that were chosen."""

    words: str = ""
    kinds: Collection[str] = ()
    topics: Collection[str] = ()
    levels: Collection[str] = ()
    free_only: bool = False


def chosen(documents: Iterable[Mapping[str, Any]], wanted: Wanted) -> list[Mapping[str, Any]]:
    """The documents that are wanted; what only resources state leaves out everything else."""
    return [document for document in documents if _fits(document, wanted)]


def entry(document: Mapping[str, Any], names: Mapping[str, str]) -> Data:
    """A document in the list; `names` are those of the topics by their ids."""
    return item(document["title"], facts(document, names), place={"document": document["id"]})


def facts(document: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What is told of a document besides its title."""
    resource = document["resource"]
    told = [_KIND[document["kind"]]]
    if document["author"]:
        told.append(f"by {document['author']}")
    if document.get("file"):
        told.append(f"from the file {document['file']}")
    if document.get("superseded_by"):
        told.append("kept for reference: its original takes its place")
    if resource:
        level = "any level" if resource["level"] == "any" else resource["level"]
        told += [resource["form"], level, *filter(None, [resource["cost"]])]
    line = f"{', '.join(told)}."
    if resource and resource["teaches"]:
        line += f" Teaches {', '.join(names.get(id_, id_) for id_ in resource['teaches'])}."
    status = _STATUS.get(resource["status"]) if resource else None
    return f"{line} It {status}." if status else line


def _fits(document: Mapping[str, Any], wanted: Wanted) -> bool:
    resource = document["resource"]
    if wanted.kinds and document["kind"] not in wanted.kinds:
        return False
    if (wanted.topics or wanted.levels or wanted.free_only) and not resource:
        return False
    if wanted.topics and not set(wanted.topics) & set(resource["teaches"]):
        return False
    if wanted.levels and resource["level"] not in wanted.levels:
        return False
    if wanted.free_only and resource["cost"] != "free":
        return False
    text = " ".join(filter(None, (document["title"], document["short"], document["author"]))).lower()
    return all(word in text for word in wanted.words.lower().split())
