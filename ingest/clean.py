"""Mend a document's text and take off what is not the document: the result is what every offset refers to."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.characters import (
    collapse_blank_lines,
    drop_controls,
    drop_leftover_bytes,
    drop_zero_width,
    plain_spaces,
    trim_lines,
    unify_line_ends,
)
from ingest.chrome import CHROME_STEPS, drop_navigation
from ingest.errors import SourceError
from ingest.images import drop_images
from ingest.links import drop_data_uris, drop_empty_links, unfold_links
from ingest.mojibake import drop_cut_off_emoji, mend_greek, mend_mac_roman, mend_mojibake, restore_lost_bytes

Step = Callable[[str], tuple[str, int]]

# In this order: what is hidden by damage shows only after it is mended.
STEPS: tuple[tuple[str, Step], ...] = (
    ("line ends", unify_line_ends),
    ("control characters", drop_controls),
    ("zero-width characters", drop_zero_width),
    ("lost bytes", restore_lost_bytes),
    ("cut-off emoji", drop_cut_off_emoji),
    ("mojibake", mend_mojibake),
    ("MacRoman mojibake", mend_mac_roman),
    ("Greek mojibake", mend_greek),
    ("leftover bytes", drop_leftover_bytes),
    ("no-break spaces", plain_spaces),
    ("trailing spaces", trim_lines),
    ("images", drop_images),
    ("data URIs", drop_data_uris),
    ("folded links", unfold_links),
    ("empty links", drop_empty_links),
    ("navigation", drop_navigation),
    *CHROME_STEPS,
    ("blank lines", collapse_blank_lines),
)

MOST_ROUNDS = 50  # real documents settle in two; only markup nested for mischief needs more


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text and how often each kind of repair was made."""

    text: str = field(repr=False)
    repairs: dict[str, int]


def clean(text: str) -> Cleaned:
    """The text with its damage mended and its site chrome gone; cleaning the result again changes nothing.

    Raises SourceError for markup nested so deeply that it does not settle.
    """
    repairs: Counter[str] = Counter()
    for _ in range(MOST_ROUNDS):
        mended, made = _one_round(text)
        if mended == text:
            return Cleaned(text, dict(repairs))
        text = mended
        repairs += made
    raise SourceError("Its images or links are nested too deeply to be cleaned. Remove the innermost ones.")


def _one_round(text: str) -> tuple[str, Counter[str]]:
    made: Counter[str] = Counter()
    for name, step in STEPS:
        text, count = step(text)
        made[name] += count
    return text, made
