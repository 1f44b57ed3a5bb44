"""Drafts of resource summaries: what a page says of itself, under the headings of the corpus, for people to restate."""

import re
from pathlib import Path

import yaml

from ingest.disk import write_atomically
from ingest.errors import SourceError
from ingest.outline import outline
from ingest.records import Document

_MOST_WORDS = 150  # of the page's own first paragraphs
_MOST_HEADINGS = 20
_NOTE = (
    "<!-- A draft from {url}, fetched on {today}. The first two sections are the page's own words:\n"
    "restate them in yours, check the others, and move the file to corpus/resources/. -->"
)
_KEPT = ("Before you start", "Where it fits")  # which tell of the roadmaps, and not of the page
_NO_PARAGRAPH = ("#", "-", "*", "|", ">", "```", "![")


def write_draft(folder: Path, resource: Document, page: str, today: str, state: str, to: str | None) -> Path:  # noqa: PLR0913, PLR0917 - all that a draft tells
    """Draft the summary of `resource` from the Markdown of its page; the file, named after the resource.

    A draft that is there already may have been worked on, and stays: raises SourceError.
    """
    file = folder / f"{resource.id}.md"
    if file.exists():
        raise SourceError(f"{file} is there already and stays as it is. Move it away to have a new draft.")
    front = yaml.safe_dump(_front(resource, today, state, to), sort_keys=False, allow_unicode=True, width=1000)
    note = _NOTE.format(url=to or resource.url, today=today)
    sections = {"What it is": beginning(page), "What it teaches": headings(page), **_kept(resource)}
    body = "\n\n".join(f"## {heading}\n{text}" for heading, text in sections.items())
    write_atomically(file, f"---\n{front}---\n\n{note}\n\n# {resource.title}\n\n{body}\n")
    return file


def beginning(page: str) -> str:
    """The first paragraphs of a page, as many as are not too long together."""
    paragraphs = [" ".join(p.split()) for p in re.split(r"\n\s*\n", page) if not p.lstrip().startswith(_NO_PARAGRAPH)]
    kept: list[str] = []
    for paragraph in filter(None, paragraphs):
        words = sum(len(k.split()) for k in kept)
        if words + len(paragraph.split()) > _MOST_WORDS:
            if not kept:
                kept.append(" ".join(paragraph.split()[:_MOST_WORDS]))
            break
        kept.append(paragraph)
    return "\n\n".join(kept) or "The page has no paragraph."


def headings(page: str) -> str:
    """The headings of a page as a list, each once."""
    found = dict.fromkeys(h.strip() for h in re.findall(r"^#{1,4}[ \t]+(.+?)[ \t#]*$", page, re.MULTILINE))
    return "\n".join(f"- {heading}" for heading in list(found)[:_MOST_HEADINGS]) or "The page has no headings."


def _front(resource: Document, today: str, state: str, to: str | None) -> dict[str, object]:
    """The front matter of the corpus, with what was found."""
    facts = resource.resource
    if facts is None:
        raise AssertionError("only a resource is drafted")
    return {
        "id": resource.id,
        "title": resource.title,
        "aliases": list(resource.aliases),
        "kind": resource.kind,
        "url": resource.url,
        "other_urls": list(facts.other_urls),
        "form": facts.form,
        "level": facts.level,
        "cost": facts.cost,
        "teaches": list(facts.teaches),
        "needs": list(facts.needs),
        "named_by": list(facts.named_by),
        "status": facts.status,
        "status_note": facts.status_note,
        "basis": "fetched",
        "fetched": today,
        "link": state,
        "leads_to": to,
    }


def _kept(resource: Document) -> dict[str, str]:
    """The sections of the summary in the corpus that the page cannot tell."""
    found = {section.heading: resource.text[section.start : section.end] for section in outline(resource)}
    return {heading: found[heading].partition("\n")[2].strip() for heading in _KEPT if heading in found}
