"""A person's own files: stored below Waymark's data folder, and taken into the index like any other path."""

import os
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.convert import CONVERTERS
from ingest.errors import SourceError, WaymarkError
from ingest.load import MOST_BYTES
from ingest.pages import FOLDER, addresses, file_of, is_address
from ingest.pipeline import Event
from ingest.records import IngestReport
from ingest.settings import Settings
from ingest.sources import read_remembered
from ui.job import Job

SUFFIXES = tuple(suffix.removeprefix(".") for suffix in CONVERTERS)
_LONGEST = 150  # bytes of a name, well below what any file system takes
_NOTHING: Callable[[Event], None] = lambda _event: None  # noqa: E731 - a name for the absent listener


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as the browser sends it."""

    name: str
    data: bytes


class OwnFiles:
    """The files that were added on the page; `job` is the latest piece of work on them, None before the first.

    `ingest` is that of ingest.pipeline, `keep_page` that of ingest.pages; without it no web page is fetched.
    """

    def __init__(
        self,
        settings: Settings,
        ingest: Callable[..., IngestReport],
        keep_page: Callable[[Path, str], Path] | None = None,
    ) -> None:
        self._settings, self._ingest, self._keep_page = settings, ingest, keep_page
        self._folder = settings.home / "uploads"
        self.job: Job | None = None

    @property
    def takes_pages(self) -> bool:
        """Whether web pages can be added by their address."""
        return self._keep_page is not None

    def names(self) -> list[str]:
        """The files that are stored, by name."""
        found = self._folder.iterdir() if self._folder.is_dir() else ()
        return sorted(path.name for path in found if not path.name.startswith("."))

    def pages(self) -> dict[str, str]:
        """The web pages that are kept, also those added by command: the address of each by the name of its file."""
        return addresses(self._settings.home)

    def start_adding(self, uploads: Sequence[Upload]) -> None:
        """Begin to add files, unless other work goes on."""
        self._start(f"Adding {_counted(uploads)}", lambda note: self.add(uploads, note))

    def start_adding_page(self, url: str) -> None:
        """Begin to fetch a web page and add it, unless other work goes on."""
        self._start(f"Fetching {url}", lambda note: self.add_page(url, note))

    def start_removing(self, name: str) -> None:
        """Begin to remove a file, unless other work goes on."""
        self._start(f"Removing {name}", lambda note: self.remove(name, note))

    def add(self, uploads: Sequence[Upload], note: Callable[[Event], None] = _NOTHING) -> list[str]:
        """Store files and take them into the index; gives a sentence on each. One of the same name is replaced.

        What cannot be read is not stored, and nothing is when the index could not be built; that raises WaymarkError.
        """
        told: list[str] = []
        before: dict[Path, bytes | None] = {}
        for upload in uploads:
            try:
                path = self._folder / safe_name(upload)
            except SourceError as error:
                told.append(str(error))
                continue
            before.setdefault(path, path.read_bytes() if path.exists() else None)
            self._write(path, upload.data)
        return [*told, *self._take_in(before, note)] if before else told

    def add_page(self, url: str, note: Callable[[Event], None] = _NOTHING) -> list[str]:
        """Fetch the web page at `url` and take it into the index, as `add` does; raises WaymarkError."""
        if self._keep_page is None:
            raise SourceError("Web pages are not fetched here. Set WAYMARK_WEB=on to have them fetched.")
        if not is_address(url):
            raise SourceError(f"There is no web page at {url}: an address begins with https:// or http://. Correct it.")
        path = file_of(self._settings.home, url)
        before = path.read_bytes() if path.exists() else None
        return self._take_in({self._keep_page(self._settings.home, url): before}, note)

    def _take_in(self, before: dict[Path, bytes | None], note: Callable[[Event], None]) -> list[str]:
        """Take the files that are stored by now into the index; those that fail become what they were `before`."""
        told = []
        try:
            report = self._ingest(self._settings, list(before), on_event=note)
        except WaymarkError:
            for path, data in before.items():
                self._put_back(path, data)
            raise
        reasons = {Path(failure.source): failure.reason for failure in report.failures}
        for path, data in before.items():
            reason = reasons.get(Path(os.path.realpath(path)))
            if reason is None:
                told.append(f"{path.name} is in the index: ask about it, and its words are cited like any other's.")
                continue
            self._put_back(path, data)
            told.append(f"{path.name} was not added. {reason.replace(str(path.parent) + os.sep, '')}")
        return told

    def remove(self, name: str, note: Callable[[Event], None] = _NOTHING) -> list[str]:
        """Take a file out of the index and delete it; raises WaymarkError when there is none or nothing was built."""
        is_file = name in self.names()
        if not is_file and name not in self.pages():
            raise SourceError(f"There is no file {name} among yours. Reload the page.")
        path = Path(os.path.realpath((self._folder if is_file else self._settings.home / FOLDER) / name))
        if path in read_remembered(self._settings.remembered):
            self._ingest(self._settings, forget=[path], on_event=note)
        path.unlink(missing_ok=True)
        return [f"{name} is removed: it is no longer searched, and the file is deleted."]

    def _start(self, title: str, work: Callable[[Callable[[Event], None]], list[str]]) -> None:
        if self.job is None or not self.job.is_running:
            self.job = Job(title, work)

    def _write(self, path: Path, data: bytes) -> None:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            new = path.with_name(f".{path.name}.new")
            handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            new.replace(path)
        except OSError as error:
            raise SourceError(
                f"{path} cannot be written: {error.strerror}. Free space or check WAYMARK_HOME."
            ) from None

    def _put_back(self, path: Path, data: bytes | None) -> None:
        """The file as it was before."""
        if data is None:
            path.unlink(missing_ok=True)
        else:
            self._write(path, data)


def safe_name(upload: Upload) -> str:
    """A name for the stored file that leads nowhere else and reads like the given one.

    Raises SourceError for a file that is too large or of a kind that is not read.
    """
    given = re.split(r"[\\/]", unicodedata.normalize("NFC", upload.name))[-1]
    stem, dot, suffix = given.rpartition(".")
    if not dot or suffix.lower() not in SUFFIXES:
        raise SourceError(f"{given} was not added: Waymark reads {', '.join(SUFFIXES)} files.")
    if len(upload.data) > MOST_BYTES:
        raise SourceError(
            f"{given} was not added: it has {len(upload.data):,} bytes, and at most {MOST_BYTES:,} are read. Split it."
        )
    plain = re.sub(r"[^\w .()+-]+", "-", stem).strip(" .-_")
    kept = plain.encode()[:_LONGEST].decode("utf-8", "ignore").strip()
    return f"{kept or 'document'}.{suffix.lower()}"


def _counted(uploads: Sequence[Upload]) -> str:
    return uploads[0].name if len(uploads) == 1 else f"{len(uploads)} files"
