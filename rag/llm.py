"""A language model behind any OpenAI-compatible endpoint; the only file that imports the OpenAI client."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from rag.deadlines import Deadlines
from rag.errors import ModelError
from rag.failures import WAIT, answered_with, is_outage, retry_after
from rag.replies import Said, Tokens, counted, next_said, tokens_after
from rag.running import run
from rag.settings import ModelSettings

if TYPE_CHECKING:
    from openai import AsyncOpenAI

_SECONDS = 120.0  # for one whole reply to the eval: a model on a laptop's processor takes its time
_NO_KEY = "none"  # local servers ask for no key, but the client wants one
_OTHER_FORM = "did not answer in the form of chat completions"
_BROKE_OFF = "broke off in the middle of its answer"
_CUT = {
    "length": "was cut off in the middle of its answer, at its limit of length",
    "content_filter": "had its answer withheld by a filter",
}


class LanguageModel:
    """Completes one prompt at a time; keeps nothing between them."""

    def __init__(self, settings: ModelSettings, seconds: float = _SECONDS, deadlines: Deadlines | None = None) -> None:
        import openai  # noqa: F401 - half a second, paid by who opens a model, and not within its first answer

        self._name = settings.waymark_model or ""
        self._url = settings.openai_base_url
        self._key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else _NO_KEY
        self._seconds = seconds
        self.deadlines = deadlines or Deadlines().stretched(settings.waymark_patience)

    @property
    def name(self) -> str:
        """What the endpoint calls it."""
        return self._name

    def complete(self, instructions: str, text: str) -> str:
        """The model's reply to `text` under `instructions`; raises ModelError, whose message holds nothing secret."""
        return run(self.reply(instructions, text, self._seconds))[0]

    async def reply(self, instructions: str, text: str, seconds: float) -> tuple[str, Tokens | None]:
        """The same within so many seconds, and the tokens it took, for a caller that has an event loop already."""
        with self._failures(f"took longer than {seconds:g} seconds"):
            async with asyncio.timeout(seconds), self._client() as client:
                reply = await client.chat.completions.create(**self._request(instructions, text))
                content: str | None = reply.choices[0].message.content
                tokens = counted(reply)
        if not content:
            raise self._failed(_OTHER_FORM)
        return content, tokens

    async def stream(self, instructions: str, text: str, until: float) -> AsyncGenerator[str | Tokens, None]:
        """The reply as it comes, and last the tokens it took, where the endpoint tells them.

        `until` is the event loop's time at which all of it must be there. A reply that stalls, is cut off or comes in
        another form raises ModelError, so that one which just ends is whole.
        """
        begun, first, gap = False, self.deadlines.first, self.deadlines.gap
        async with self._client() as client:
            with self._failures(_late(until, first, f"did not begin within {first:g} seconds")):
                async with asyncio.timeout_at(_earlier(until, first)):
                    chunks = await self._open(client, instructions, text)
                    said = await next_said(chunks)
            async with aclosing(chunks):
                while not said.finish:
                    if said.text:
                        begun = True
                        yield said.text
                    seconds, silent = (gap, "fell silent for") if begun else (first, "did not begin within")
                    with self._failures(_late(until, seconds, f"{silent} {seconds:g} seconds"), _BROKE_OFF):
                        async with asyncio.timeout_at(_earlier(until, seconds)):
                            said = await next_said(chunks)
                if said.text:
                    yield said.text
                self._check_end(said, begun=begun or bool(said.text))
                if tokens := said.tokens or await tokens_after(chunks):
                    yield tokens

    async def _open(self, client: "AsyncOpenAI", instructions: str, text: str) -> Any:
        request = self._request(instructions, text)
        return await client.chat.completions.create(**request, stream=True, stream_options={"include_usage": True})

    def _check_end(self, said: Said, *, begun: bool) -> None:
        """Raise ModelError for a reply that ended otherwise than of its own accord."""
        if said.finish in _CUT:
            raise self._failed(_CUT[said.finish], is_outage=False)
        if said.finish != "stop":
            raise self._failed(_BROKE_OFF if begun else _OTHER_FORM, retry_after=WAIT)
        if not begun:
            raise self._failed("gave an empty answer", retry_after=WAIT)

    def _request(self, instructions: str, text: str) -> dict[str, Any]:
        messages = [{"role": "system", "content": instructions}, {"role": "user", "content": text}]
        return {"model": self._name, "messages": messages}

    def _client(self) -> "AsyncOpenAI":
        from openai import AsyncOpenAI, DefaultAsyncHttpxClient, Timeout

        from rag.bounded import bounded

        return AsyncOpenAI(
            api_key=self._key,
            base_url=self._url,
            max_retries=0,  # its own would wait for up to two minutes
            timeout=Timeout(None, connect=self.deadlines.connect),  # the rest is for the clock above it
            default_headers={"Accept-Encoding": "identity"},
            http_client=DefaultAsyncHttpxClient(
                event_hooks={"response": [bounded]},
                follow_redirects=False,  # prompts go where the settings say, and nowhere else
            ),
        )

    @contextmanager
    def _failures(self, late: str, lost: str = "cannot be reached") -> Iterator[None]:
        """Turns what goes wrong within into a ModelError; `late` tells of a missed deadline, `lost` of a connection."""
        from openai import APIConnectionError, APIError, APIStatusError, APITimeoutError

        from rag.bounded import TooMuchError

        try:
            yield
        except TimeoutError:
            raise self._failed(late) from None
        except APIStatusError as error:  # its message may repeat a part of the key
            status, header = error.status_code, error.response.headers.get("retry-after")
            after = retry_after(status, header)
            raise self._failed(answered_with(status), retry_after=after, is_outage=is_outage(status)) from None
        except APITimeoutError:
            raise self._failed(f"could not be reached within {self.deadlines.connect:g} seconds") from None
        except APIConnectionError as error:
            packed = isinstance(error.__cause__, TooMuchError)
            raise self._failed(_OTHER_FORM if packed else lost, retry_after=WAIT) from None
        except TooMuchError:
            raise self._failed("sent far more than an answer") from None
        except APIError:
            raise self._failed("told of an error of its own", retry_after=WAIT) from None
        except (AttributeError, IndexError, TypeError, ValueError):  # what the client makes of another form
            raise self._failed(_OTHER_FORM, retry_after=WAIT) from None

    def _failed(self, how: str, *, retry_after: float | None = None, is_outage: bool = True) -> ModelError:
        where = urlsplit(self._url).hostname if self._url else "api.openai.com"
        return ModelError(
            f"The language model {self._name} at {where} {how}. "
            "Check OPENAI_BASE_URL, OPENAI_API_KEY and WAYMARK_MODEL.",
            how,
            retry_after=retry_after,
            is_outage=is_outage,
        )


def _earlier(until: float, seconds: float) -> float:
    return min(until, asyncio.get_running_loop().time() + seconds)


def _late(until: float, seconds: float, how: str) -> str:
    """What to say of a deadline: that of the whole answer, where it comes before the one that says `how`."""
    left = until - asyncio.get_running_loop().time()
    return "took too long to finish its answer" if left < seconds else how


def open_model(settings: ModelSettings) -> LanguageModel | None:
    """The language model that the settings name, or None where they name none."""
    return LanguageModel(settings) if settings.names_a_model else None
