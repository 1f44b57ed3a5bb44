"""The parts that the command line is made of, so that a test can bring its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from eval.standings import RetrievalReport
    from ingest.records import IngestReport
    from ingest.refresh import Link
    from ingest.settings import Settings
    from rag.assistant import Assistant
    from rag.settings import ModelSettings


@dataclass(frozen=True, slots=True)
class Parts:
    """What the commands call.

    `open_assistant` is `open_for_command` of `rag.bootstrap`, `ingest` that of `ingest.pipeline`, `keep_page` that of
    `ingest.pages`, `refresh` that of `ingest.refresh`, `measure_retrieval` that of `eval.retrieval` on the index that
    the settings name, and `run` serves a command line in the foreground.
    """

    read_settings: "Callable[[], Settings]"
    open_assistant: "Callable[..., Assistant]"
    ingest: "Callable[..., IngestReport]"
    keep_page: "Callable[[Path, str], Path]"
    refresh: "Callable[..., tuple[Link, ...]]"
    measure_retrieval: "Callable[..., RetrievalReport]"
    chat_command: Callable[[int], list[str]]
    run: Callable[[list[str]], int]

    def assistant(self) -> "Assistant":
        """An assistant over the index that the settings name, with the language model that they name, if any.

        Raises WaymarkError.
        """
        from rag.settings import read_model_settings

        settings, models = self.read_settings(), read_model_settings()
        return self.open_assistant(settings, models) if models.names_a_model else self.open_assistant(settings)


# Each part is imported when it is first called, so that `waymark --help` does not wait for Chroma.


def _read_settings() -> "Settings":
    from ingest.settings import read_settings

    return read_settings()


def _open_assistant(settings: "Settings", models: "ModelSettings | None" = None) -> "Assistant":
    from rag.bootstrap import open_for_command

    return open_for_command(settings, models)


def _ingest(*arguments: Any, **options: Any) -> "IngestReport":
    from ingest.pipeline import ingest

    return ingest(*arguments, **options)


def _keep_page(home: "Path", url: str) -> "Path":
    from ingest.pages import keep_page

    return keep_page(home, url)


def _refresh(*arguments: Any, **options: Any) -> "tuple[Link, ...]":
    from ingest.refresh import refresh

    return refresh(*arguments, **options)


def _measure_retrieval(settings: "Settings", outcomes: Any, emit: Any) -> "RetrievalReport":
    from eval.retrieval import measure_retrieval
    from rag.follower import Follower

    return measure_retrieval(outcomes, Follower(settings)(), emit)


def _chat_command(port: int) -> list[str]:
    from ui.serve import chat_command

    return chat_command(port)


def _run(command: list[str]) -> int:
    from ui.foreground import run

    return run(command)


REAL = Parts(
    read_settings=_read_settings,
    open_assistant=_open_assistant,
    ingest=_ingest,
    keep_page=_keep_page,
    refresh=_refresh,
    measure_retrieval=_measure_retrieval,
    chat_command=_chat_command,
    run=_run,
)
