"""Reach: how near the sections of a roadmap come to a matter that is described and not named."""

from collections import defaultdict
from collections.abc import Iterable

from rag.evidence import Scored

_SPEAKS = 0.62  # of the reach of the nearest section in all roadmaps: as much as one that speaks of the matter has
_LEAST, _LEAST_NAMED = 0.4, 0.33  # the reach that it must have in any case, less where the roadmap was named
_EQUAL = 0.8  # of the reach of its roadmap's nearest section: others on the same matter


def speaking(roadmaps: Iterable[Iterable[Scored]], *, apart: bool) -> list[list[Scored]]:
    """For each roadmap, given by its weighed statements, those of the sections that speak of the matter.

    Empty for a roadmap whose nearest section falls too far behind that of the others, or comes too near to nothing.
    Where the roadmaps were named, `apart`, each is measured by itself.
    """
    sections = [_by_section(scored) for scored in roadmaps]
    nearest = [max(map(_reach, own), default=0.0) for own in sections]
    best = max(nearest, default=0.0)
    found: list[list[Scored]] = []
    for own, near in zip(sections, nearest, strict=True):
        speaks = near >= (_LEAST_NAMED if apart else max(_LEAST, _SPEAKS * best))
        found.append([s for section in own if speaks and _reach(section) >= _EQUAL * near for s in section])
    return found


def _reach(section: list[Scored]) -> float:
    """How near a section comes, by its own words, by what is asked of its statements and by what is asked of it.

    Between their greatest and their mean: one sure sign is enough, and signs that agree are worth more.
    """
    signs = [max(0.0, *sign) for sign in zip(*((s.similarity, s.asked, s.listed) for s in section), strict=True)]
    return float(max(signs) + sum(signs) / len(signs)) / 2


def _by_section(scored: Iterable[Scored]) -> list[list[Scored]]:
    sections: dict[int, list[Scored]] = defaultdict(list)
    for s in scored:
        sections[s.fact.section.order].append(s)
    return list(sections.values())
