"""The one place that chooses the real parts."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from threadpoolctl import threadpool_limits

from ingest.settings import Settings
from rag.assistant import Assistant
from rag.follower import Follower
from rag.library import Library, open_for_now, open_library
from rag.settings import ModelSettings

if TYPE_CHECKING:
    from rag.worded.wording import Wording


def open_assistant(
    settings: Settings,
    models: ModelSettings | None = None,
    opening: Callable[[Path, Settings], Library] = open_library,
) -> Assistant:
    """An assistant over the index in `settings.home`, which words its answers by the model that `models` name, if any.

    It follows the shared folder that the settings name, if any. Raises IndexUnusableError when there is no index that
    can be read, SharedFolderError when there is none here and none can be had from there.
    """
    # A question's products are over before a second thread has woken: on a busy machine half the time was waiting.
    threadpool_limits(1, user_api="blas")
    library = Follower(settings, opening)
    if settings.shared:
        from rag.replica import follow  # late, for fsspec comes with it

        follow(settings, library)
    library()
    return Assistant(library, _wording(models) if models and models.names_a_model else None)


def open_for_command(settings: Settings, models: ModelSettings | None = None) -> Assistant:
    """As `open_assistant`, for a command that answers and ends: what it does not search is not opened."""
    return open_assistant(settings, models, open_for_now)


def _wording(models: ModelSettings) -> "Wording":
    # Late, for nothing of this is needed without a model.
    from secrets import token_hex

    from rag.llm import LanguageModel
    from rag.worded.wording import Wording

    return Wording(LanguageModel(models), lambda: token_hex(3), models.waymark_prices)
