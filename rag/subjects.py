"""The areas of the topics as subjects: which come before which, which can be skipped, and which one makes a living of."""

from ingest.records import Topic

# Subjects: who knows the main topic of such an area has met its parts.
SUBJECTS = frozenset({"foundations", "classical-ml", "deep-learning", "nlp", "vision", "rl"})
SPECIALITIES = frozenset({"nlp", "vision", "generative-ai", "rag-agents", "rl"})
# The way to models: who knows something of one of these areas has been through the areas before it.
_WAY = (
    frozenset({"programming", "foundations", "data"}),
    frozenset({"classical-ml"}),
    frozenset({"deep-learning"}),
    frozenset({"nlp", "vision", "generative-ai", "rl"}),
    frozenset({"rag-agents"}),
)
_ASIDE = frozenset({"vision", "rl"})  # specialities on the way that nobody has to pass through


def place_of(topic: Topic) -> int:
    """How far along the way to models the area of a topic lies, from 0; 0 for what lies beside the way."""
    return next((place for place, areas in enumerate(_WAY) if topic.area in areas), 0)


def areas_before(place: int) -> frozenset[str]:
    """The areas that somebody has been through who is at that place of the way."""
    return frozenset[str]().union(*_WAY[:place]) - _ASIDE
