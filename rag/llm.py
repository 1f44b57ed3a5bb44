"""A language model behind any OpenAI-compatible endpoint; the only file that imports the OpenAI client."""

import asyncio
from urllib.parse import urlsplit

from rag.errors import ModelError
from rag.settings import ModelSettings

_SECONDS = 120.0  # for one reply, retries included: a model on a laptop's processor takes its time
_NO_KEY = "none"  # local servers ask for no key, but the client wants one


class LanguageModel:
    """Completes one prompt at a time; keeps nothing between them."""

    def __init__(self, settings: ModelSettings, seconds: float = _SECONDS) -> None:
        self._name = settings.waymark_model or ""
        self._url = settings.openai_base_url
        self._key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else _NO_KEY
        self._seconds = seconds

    @property
    def name(self) -> str:
        """What the endpoint calls it."""
        return self._name

    def complete(self, instructions: str, text: str) -> str:
        """The model's reply to `text` under `instructions`; raises ModelError, whose message holds nothing secret."""
        return asyncio.run(self._complete(instructions, text))

    async def _complete(self, instructions: str, text: str) -> str:
        # Half a second, which nobody need pay who asks no model.
        from openai import APIConnectionError, APIStatusError, AsyncOpenAI, OpenAIError

        try:
            async with asyncio.timeout(self._seconds), AsyncOpenAI(api_key=self._key, base_url=self._url) as client:
                reply = await client.chat.completions.create(
                    model=self._name,
                    messages=[{"role": "system", "content": instructions}, {"role": "user", "content": text}],
                )
                content = reply.choices[0].message.content
        except TimeoutError:
            raise self._failed(f"took longer than {self._seconds:g} seconds") from None
        except APIStatusError as error:  # its message may repeat a part of the key
            raise self._failed(f"answered with the status {error.status_code}") from None
        except APIConnectionError:
            raise self._failed("cannot be reached") from None
        except (OpenAIError, AttributeError, IndexError, TypeError, ValueError):
            content = None
        if not content:
            raise self._failed("did not answer in the form of chat completions")
        return content

    def _failed(self, how: str) -> ModelError:
        where = urlsplit(self._url).hostname if self._url else "api.openai.com"
        return ModelError(
            f"The language model {self._name} at {where} {how}. "
            "Check OPENAI_BASE_URL, OPENAI_API_KEY and WAYMARK_MODEL."
        )


def open_model(settings: ModelSettings) -> LanguageModel | None:
    """The language model that the settings name, or None where they name none."""
    return LanguageModel(settings) if settings.names_a_model else None
