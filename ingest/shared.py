"""The folder that several machines share: the files of each generation, and the name of the one in use.

SHARED/current               that name, written last
SHARED/generations/NAME/     what `ingest.generation` describes; without chroma/ where a Chroma server has the vectors
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from fsspec.core import url_to_fs

from ingest.errors import DamagedIndexError, IngestFailedError, SettingsError, SharedFolderError
from ingest.generation import MANIFEST, Manifest, in_use, read_manifest
from ingest.grace import expired, made_at
from ingest.settings import Settings

_SECRET = re.compile(r"(?<=://)[^/@]*@")  # of an address such as ftp://user:password@host


class SharedFolder:
    """A folder or object store at an `address` that fsspec opens; raises SettingsError for one that it cannot."""

    def __init__(self, address: str, home: Path) -> None:
        self._shown = _SECRET.sub("", address)
        self._home = home
        try:
            self._files, self._root = url_to_fs(address)
        except (ImportError, ValueError, OSError) as error:
            raise SettingsError(
                f"WAYMARK_SHARED names {self._shown}, which cannot be opened ({error}). "
                "Install the package that it names, or correct or unset WAYMARK_SHARED."
            ) from None

    def in_use(self) -> str | None:
        """The name of the generation in use, None where there is none yet; raises SharedFolderError."""
        with self._failure_named():
            try:
                name: str = self._files.cat_file(f"{self._root}/current").decode()
            except FileNotFoundError:
                return None
        if made_at(name) is None or PurePosixPath(name).name != name:
            raise SharedFolderError(f"The shared folder {self._shown} names {name!a:.80} as the index in use. {_AGAIN}")
        return name

    def put(self, folder: Path, name: str) -> None:
        """Copy the finished generation in `folder`, its manifest last; raises SharedFolderError."""
        with self._failure_named():
            for file in (*_files_of(read_manifest(folder)), MANIFEST):
                target = f"{self._folder(name)}/{file}"
                self._files.makedirs(target.rpartition("/")[0], exist_ok=True)
                self._files.put_file(str(folder / file), target)

    def publish(self, name: str) -> None:
        """Make the generation called `name`, which was put, the one in use, in one step.

        Raises IngestFailedError where another machine has published since this one began to build.
        """
        found, began_with = self.in_use(), in_use(self._home)
        if found not in {None, began_with}:
            raise IngestFailedError(
                f"Another machine brought the index {found} into use at {self._shown} meanwhile, which is left as it "
                "is. Run `waymark ingest` again, on one machine at a time."
            )
        new = f"{self._root}/current.{secrets.token_hex(4)}"
        with self._failure_named():
            self._files.pipe_file(new, name.encode())
            self._files.mv(new, f"{self._root}/current")  # on a disk a rename, in an object store a copy: both whole

    def fetch(self, name: str, folder: Path) -> None:
        """Copy the generation called `name` into `folder`, unverified; raises SharedFolderError."""
        with self._failure_named():
            self._files.get_file(f"{self._folder(name)}/{MANIFEST}", str(folder / MANIFEST))
        files = _files_of(read_manifest(folder))
        with self._failure_named():
            for file in files:
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                self._files.get_file(f"{self._folder(name)}/{file}", str(folder / file))

    def collect(self, in_use: str) -> None:
        """Remove the generations whose place another one took a while ago; raises SharedFolderError."""
        with self._failure_named():
            self._files.invalidate_cache()
            found = self._files.ls(f"{self._root}/generations", detail=False)
            for name in expired((path.rstrip("/").rpartition("/")[2] for path in found), in_use):
                self._files.rm(self._folder(name), recursive=True)

    def _folder(self, name: str) -> str:
        return f"{self._root}/generations/{name}"

    @contextmanager
    def _failure_named(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # noqa: BLE001 - each file system has a family of errors of its own
            reason = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
            raise SharedFolderError(f"The shared folder {self._shown} cannot be used ({reason}). {_AGAIN}") from None


_AGAIN = "See that it is there and may be written, or correct WAYMARK_SHARED."


def shared_folder(settings: Settings) -> SharedFolder | None:
    """The folder that the settings name, if any."""
    return SharedFolder(settings.shared, settings.home) if settings.shared else None


def _files_of(manifest: Manifest) -> list[str]:
    """The files of a generation but its manifest; raises DamagedIndexError for one that lies elsewhere."""
    files = [file for file in manifest.checksums if file != MANIFEST]
    for file in files:
        path = PurePosixPath(file)
        if path.is_absolute() or ".." in path.parts or "\\" in file or ":" in file:
            raise DamagedIndexError(f"The index {manifest.name} names the file {file!a:.80}, which is none of its own.")
    return files
