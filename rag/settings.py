"""The settings of a language model, read once from the environment at the edge and passed down."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from ingest.errors import SettingsError


class ModelSettings(BaseSettings):
    """Which language model to ask, and where; each field is set by the environment variable of its name.

    `waymark_patience` stretches every deadline, `waymark_prices` are those of a million prompt and completion tokens.
    """

    model_config = SettingsConfigDict(env_ignore_empty=True, frozen=True, extra="ignore", hide_input_in_errors=True)

    openai_api_key: SecretStr | None = None
    openai_base_url: str | None = None
    waymark_model: str | None = None
    waymark_patience: float = Field(default=1.0, ge=0.1, le=60, allow_inf_nan=False)
    waymark_prices: Annotated[tuple[float, float] | None, NoDecode] = None

    @field_validator("openai_base_url")
    @classmethod
    def _web_address(cls, url: str | None) -> str | None:
        if url is not None and not _has_host(url):
            raise SettingsError(
                "OPENAI_BASE_URL is not an address that begins with http:// or https://. Correct or unset it."
            )
        return url

    @field_validator("waymark_prices", mode="before")
    @classmethod
    def _two_prices(cls, given: object) -> object:
        return tuple(given.replace(",", " ").split()) if isinstance(given, str) else given

    @property
    def names_a_model(self) -> bool:
        """Whether there is a model, and a key or an address to ask it with; a key alone sends nothing anywhere."""
        return bool(self.waymark_model and (self.openai_api_key or self.openai_base_url))


def read_model_settings() -> ModelSettings:
    """The settings of this process's environment; raises SettingsError with the variable's name."""
    try:
        return ModelSettings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise SettingsError(
            f"{str(first['loc'][0]).upper()} is not usable: {first['msg']}. Correct or unset it."
        ) from None


def _has_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets or a port that make no sense
        return False
