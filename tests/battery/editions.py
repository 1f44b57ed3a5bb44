"""What rows have in common that interrupt ingests of one edition of the corpus after another."""

from itertools import cycle

from soup import write_edition

from battery.homes import empty_home, leftovers, quietly, unlike
from battery.row import Bench
from ingest.errors import WaymarkError
from ingest.generation import Contents, current, load_contents
from ingest.pipeline import ingest
from ingest.request import Request
from ingest.settings import Settings

_EDITIONS = 5  # in turn: one more than a home with three generations and a new one knows


class Editions:
    """The editions of a home's corpus in turn, the first `had` of which it had already."""

    def __init__(self, settings: Settings, bench: Bench, had: int) -> None:
        self.settings, self._bench = settings, bench
        self._numbers = cycle(range(_EDITIONS))
        for _ in range(had):
            next(self._numbers)
        self._edition = had - 1
        self._uninterrupted: dict[int, Contents] = {}

    def turn(self) -> None:
        """Write the next edition, so that an ingest has all of it to do."""
        self._edition = next(self._numbers)
        write_edition(self.settings.corpus, self._edition)

    def wrong_afterwards(self) -> str | None:
        """What is wrong with the next ingest, or with what it leaves, by one that nothing befell."""
        try:
            ingest(self.settings)
        except WaymarkError as error:
            return f"the next ingest: {error}"
        if self._edition not in self._uninterrupted:
            self._uninterrupted[self._edition] = self._built()
        return unlike(self.settings, self._uninterrupted[self._edition]) or leftovers(self.settings)

    def _built(self) -> Contents:
        home = empty_home(self._bench, f"uninterrupted-{self._edition}")
        quietly(Request(self.settings.model_copy(update={"home": home})))
        return load_contents(current(home))
