"""The settings of a language model, read once from the environment at the edge and passed down."""

from urllib.parse import urlsplit

from pydantic import SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from ingest.errors import SettingsError


class ModelSettings(BaseSettings):
    """Which language model to ask, and where; each field is set by the environment variable of its name."""

    model_config = SettingsConfigDict(env_ignore_empty=True, frozen=True, extra="ignore")

    openai_api_key: SecretStr | None = None
    openai_base_url: str | None = None
    waymark_model: str | None = None

    @field_validator("openai_base_url")
    @classmethod
    def _web_address(cls, url: str | None) -> str | None:
        if url is not None and not _has_host(url):
            raise SettingsError(
                "OPENAI_BASE_URL is not an address that begins with http:// or https://. Correct or unset it."
            )
        return url

    @property
    def names_a_model(self) -> bool:
        """Whether there is a model, and a key or an address to ask it with; a key alone sends nothing anywhere."""
        return bool(self.waymark_model and (self.openai_api_key or self.openai_base_url))


def _has_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets or a port that make no sense
        return False
