"""Which roadmap goes furthest into a matter."""

from ingest.records import Section
from rag.case import Case
from rag.extractive.draft import Draft
from rag.extractive.place import USING
from rag.extractive.stages import untimed
from rag.extractive.voices import Voice, line, told, voices
from rag.extractive.wording import listed, number_word
from rag.words import content_words

_GENERIC = frozenset(
    {"projects", "resources", "test", "why"}
)  # roles of sections whose headings say nothing by themselves
_MOST_HEADINGS = 6
_WORDS = 100  # of all voices together, the first sentence aside


def compose(case: Case, asked: Case) -> Draft | None:
    """The roadmap that teaches the most of the matter, its sections on it, then a line for each; None without any."""
    spoken = voices(asked, case.roadmaps)
    if not spoken:
        return None
    is_named = any(u.is_firm for u in asked.question.units) and not asked.question.described
    first = max(spoken, key=lambda voice: (is_named and len(_teaching(voice)), voice[0].score))
    others = [voice for voice in spoken if voice is not first]
    draft = Draft(case.library)
    short = first[0].fact.document.short
    draft.say(
        f"{short} goes furthest{_where(draft, first)}."
        if others
        else f"Only {short} speaks of it{_where(draft, first)}."
    )
    draft.lines(line(draft, facts) for facts in told([first, *others], _WORDS))
    speakers = {voice[0].fact.document for voice in spoken}
    silent = [d.short for d in case.roadmaps if d not in speakers]
    return draft.lines([f"{listed(silent)}: nothing on it in any section."] if silent else [])


def _teaching(voice: Voice) -> Voice:
    return [s for s in voice if s.fact.section.role not in USING | {"about"}]


def _where(draft: Draft, voice: Voice) -> str:
    """The sections in which a roadmap speaks of the matter."""
    best = voice[0].fact.section
    below = [s for s in draft.library.sections_of[best.document_id] if s.heading_path[:-1] == best.heading_path]
    sections = below if len(below) > 1 and all(map(_says, below)) else _sections(_teaching(voice))
    marked = [f"{untimed(s)} {draft.cite_heading(s)}" for s in sections[:_MOST_HEADINGS]]
    count = len(_teaching(voice))
    points = f", in {number_word(count)} points" if count > 1 else ""
    return f"{points}, under {listed(marked)}" if marked else points


def _sections(voice: Voice) -> list[Section]:
    """The sections of these statements in reading order, those left out whose headings do not say what is in them."""
    sections = {s.fact.section.order: s.fact.section for s in voice}
    return [sections[o] for o in sorted(sections) if _says(sections[o])]


def _says(section: Section) -> bool:
    """Whether a section's heading tells what is in it."""
    return bool(content_words(section.heading)) and section.role not in _GENERIC
