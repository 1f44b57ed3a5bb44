"""Everything that can go wrong in a way a user can mend, as one family.

    WaymarkError
    ├── SettingsError          a setting is missing or makes no sense
    ├── SourceError            a file or folder given to ingest cannot be read
    │   ├── FrontMatterError   its front matter is broken or incomplete
    │   └── FetchError         a web page cannot be fetched, or may not be
    │       └── GoneError      there is none at its address any more
    ├── CorpusError            the shipped corpus breaks one of its own rules
    ├── EmbedderError          the embedding model is missing, altered or cannot be exported
    ├── IngestBusyError        another ingest holds the lock
    ├── IngestFailedError      the builder stopped before the new index was published
    ├── DenseLegAwayError      the Chroma server that holds the vectors does not serve them
    ├── SharedFolderError      the folder that several machines share cannot be used
    └── IndexUnusableError     the index cannot be used
        ├── NoIndexError       there is none yet
        ├── StaleIndexError    it was built by another schema, chunker or embedder
        └── DamagedIndexError  a file of it is missing or altered

Each message says what happened, to which file or setting, and what to do next.
"""

STILL_ANSWERS = "The index that was there still answers."  # said of every ingest that fails


class WaymarkError(Exception):
    """Any failure that is reported to the user as one sentence, without a stack trace."""


class SettingsError(WaymarkError):
    """A setting is missing or makes no sense."""


class SourceError(WaymarkError):
    """A file or folder given to ingest cannot be read."""


class FrontMatterError(SourceError):
    """A document's front matter is broken or incomplete."""


class FetchError(SourceError):
    """A web page cannot be fetched, or may not be."""


class GoneError(FetchError):
    """There is no web page at an address, or none any more."""


class CorpusError(WaymarkError):
    """The shipped corpus breaks one of its own rules."""


class EmbedderError(WaymarkError):
    """The embedding model is missing, altered or cannot be exported."""


class IngestBusyError(WaymarkError):
    """Another ingest holds the lock."""


class IngestFailedError(WaymarkError):
    """The builder stopped before the new index was published; the old one still answers."""


class DenseLegAwayError(WaymarkError):
    """The Chroma server that holds the vectors does not serve them.

    `how` completes the sentence "The Chroma server ...".
    """

    def __init__(self, message: str, how: str = "does not answer") -> None:
        super().__init__(message)
        self.how = how


class SharedFolderError(WaymarkError):
    """The folder that several machines share cannot be used."""


class IndexUnusableError(WaymarkError):
    """The index cannot be used as it is."""


class NoIndexError(IndexUnusableError):
    """There is no index yet."""


class StaleIndexError(IndexUnusableError):
    """The index was built by another schema, chunker or embedder."""


class DamagedIndexError(IndexUnusableError):
    """A file of the index is missing or altered."""
