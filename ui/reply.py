"""An answer on its way: heard in a thread of its own, so that nothing a page does cuts it off."""

import threading
from collections.abc import Callable, Iterator

from ui.client.protocol import Data

_EMPTY: Data = {"text": "", "citations": (), "passages": (), "abstained": False, "degraded": None, "model": "none"}


class Reply:
    """What has been told of the answer to `question` so far; `answer` once it is whole, `error` if there will be none.

    `events` gives the events of a client's stream; what comes after a stop is not heard.
    """

    def __init__(self, question: str, events: Callable[[], Iterator[tuple[str, Data]]]) -> None:
        self.question = question
        self.answer: Data | None = None
        self.error: Exception | None = None
        self.stopped = False
        self._told = dict(_EMPTY)
        self._over = threading.Event()
        threading.Thread(target=self._listen, args=(events,), daemon=True).start()

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self._over.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait for its end so long, and tell whether it is over."""
        return self._over.wait(seconds)

    def stop(self) -> None:
        """Hear no more of it; what was told stays. An answer that is whole already stays whole."""
        if not self.is_over:
            self.stopped = True
            self._over.set()

    def so_far(self) -> Data:
        """What was told, in the form of an answer; the text may end anywhere."""
        return dict(self._told)

    def _listen(self, events: Callable[[], Iterator[tuple[str, Data]]]) -> None:
        told = events()
        try:
            for name, data in told:
                if self.stopped:
                    break
                self._note(name, data)
        except Exception as error:  # noqa: BLE001 - it is told on the page, whatever it is
            self.error = error
        finally:
            told.close()  # type: ignore[attr-defined] # a client's stream is a generator
            self._over.set()

    def _note(self, name: str, data: Data) -> None:
        """Take in one event; each makes a new record, so that whoever reads sees a whole one."""
        told = self._told
        match name:
            case "passages":
                self._told = {**told, "passages": data["passages"]}
            case "citation":
                self._told = {**told, "citations": (*told["citations"], data)}
            case "delta":
                self._told = {**told, "text": told["text"] + data["text"]}
            case "replaced":  # what was shown is void
                self._told = {**told, "text": "", "citations": (), "degraded": data["reason"]}
            case "done":
                self.answer = data
