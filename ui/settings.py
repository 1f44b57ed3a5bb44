"""Where the pages find Waymark, read once from the environment at the edge and passed down."""

from urllib.parse import urlsplit

from pydantic import SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from ingest.errors import SettingsError


class PageSettings(BaseSettings):
    """A running service to ask, and the key for it, and whether the page may fetch others from the web.

    Each is set by `WAYMARK_` plus its name.
    """

    model_config = SettingsConfigDict(
        env_prefix="WAYMARK_", env_ignore_empty=True, frozen=True, extra="ignore", hide_input_in_errors=True
    )

    api_url: str | None = None
    api_key: SecretStr | None = None
    web: bool = False

    @field_validator("api_url")
    @classmethod
    def _web_address(cls, url: str | None) -> str | None:
        if url is not None and (urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname):
            raise ValueError("it is no address that begins with http:// or https://")
        return url and url.rstrip("/").removesuffix("/v1")


def read_page_settings() -> PageSettings:
    """The settings of this process's environment; raises SettingsError with the variable's name."""
    try:
        return PageSettings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = f"WAYMARK_{first['loc'][0]}".upper()
        raise SettingsError(f"{name} is not usable: {first['msg']}. Correct or unset it.") from None
