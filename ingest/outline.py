"""A document's outline: its sections in order, each with the statements that stand directly under it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from ingest.blocks import Block, Page, words_of
from ingest.headings import Heading, duration_in, heading_of, stage_level
from ingest.inline import plain
from ingest.records import Document, Section
from ingest.statements import statements_in

__all__ = ["duration_in", "outline", "plain"]

_NUMBERING = re.compile(r"^\d+\.\s+")


def outline(document: Document) -> tuple[Section, ...]:
    """The sections of `document` in order; text above the first heading is a section with an empty path.

    The title's own heading (the only one of the first level) is left out of every heading path.
    """
    page = Page.of(document.text)
    above, parts = _parts(page)
    headings = [heading for heading, _ in parts]
    staged = stage_level(headings)
    titles = [heading for heading in headings if heading.level == 1]
    sections = _preamble(document, page, above, headings)
    trail: list[tuple[int, Section]] = []  # the sections that the next one may lie in, each with its heading's level
    for (heading, blocks), after in zip_longest(parts, headings[1:]):
        while trail and trail[-1][0] >= heading.level:
            trail.pop()
        section = replace(
            _headed(document.id, heading, trail[-1][1] if trail else None, staged),
            order=len(sections),
            end=after.start if after else len(page.text),
            statements=tuple(statements_in(page, _unrepeated(blocks, heading))),
        )
        if titles == [heading]:
            section = replace(section, heading_path=(), duration=None)
        sections.append(section)
        trail.append((heading.level, section))
    return tuple(sections)


def _parts(page: Page) -> tuple[list[Block], list[tuple[Heading, list[Block]]]]:
    """The blocks above the first heading, then each heading with the blocks below it."""
    above: list[Block] = []
    parts: list[tuple[Heading, list[Block]]] = []
    blocks = page.blocks()
    for block, following in zip_longest(blocks, blocks[1:]):
        heading = heading_of(page, block, following)
        if heading:
            parts.append((heading, []))
        else:
            (parts[-1][1] if parts else above).append(block)
    return above, parts


def _preamble(document: Document, page: Page, blocks: Sequence[Block], headings: Sequence[Heading]) -> list[Section]:
    """The section above the first heading, where there is anything."""
    end = headings[0].start if headings else len(page.text)
    if not page.text[:end].strip():
        return []
    return [Section(document.id, (), 0, 0, 0, end, "about", None, None, tuple(statements_in(page, blocks)))]


def _headed(document_id: str, heading: Heading, parent: Section | None, staged: int | None) -> Section:
    """The section below `heading`, still without statements: what the heading does not tell holds from its parent."""
    is_stage = heading.level == staged
    return Section(
        document_id=document_id,
        heading_path=(*(parent.heading_path if parent else ()), heading.text),
        order=0,
        start=heading.start,
        heading_end=heading.end,
        end=heading.end,
        role=heading.role or ("learn" if is_stage else parent.role if parent else "other"),
        stage=heading.stage if is_stage else parent.stage if parent else None,
        duration=heading.duration or (parent.duration if parent else None),
        statements=(),
    )


def _unrepeated(blocks: Sequence[Block], heading: Heading) -> Sequence[Block]:
    """`blocks` without a first paragraph that only says the heading again, as web copies do."""
    repeated = blocks and plain(words_of(blocks[0])) in {heading.text, _NUMBERING.sub("", heading.text)}
    return blocks[1:] if repeated else blocks
