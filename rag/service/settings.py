"""The settings of the HTTP service, read once from the environment at the edge and passed down."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from ingest.errors import SettingsError

USUAL_RATE = 120  # requests a minute for each key


class ServiceSettings(BaseSettings):
    """How the service is used; each field is set by the environment variable `WAYMARK_` plus its name."""

    model_config = SettingsConfigDict(env_prefix="WAYMARK_", env_ignore_empty=True, frozen=True, extra="ignore")

    keys: Path | None = None
    rate: Annotated[int, Field(ge=1)] | None = None
    origins: Annotated[tuple[str, ...], NoDecode] = ()

    @field_validator("keys")
    @classmethod
    def _absolute(cls, path: Path | None) -> Path | None:
        """The path as every process sees it, whatever its working folder."""
        return path and path.expanduser().absolute()

    @field_validator("origins", mode="before")
    @classmethod
    def _split(cls, value: str | tuple[str, ...]) -> tuple[str, ...]:
        return tuple(value.split()) if isinstance(value, str) else value

    def keys_file(self, home: Path) -> Path:
        """The file that holds the API keys, in `home` unless it is set."""
        return self.keys or home / "keys.json"


def read_service_settings() -> ServiceSettings:
    """The settings of this process's environment; raises SettingsError with the variable's name."""
    try:
        return ServiceSettings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"WAYMARK_{first['loc'][0]}".upper()
        raise SettingsError(f"{name} is not usable: {first['msg']}. Correct or unset it.") from None
