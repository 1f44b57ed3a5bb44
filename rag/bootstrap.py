"""The one place that chooses the real parts."""

from ingest.settings import Settings
from rag.assistant import Assistant
from rag.follower import Follower


def open_assistant(settings: Settings) -> Assistant:
    """An assistant over the index in `settings.home`; raises IndexUnusableError when there is none that can be read."""
    library = Follower(settings)
    library()
    return Assistant(library)
