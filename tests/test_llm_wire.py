"""A server that is none of ours: `transformers serve` with a tiny model of random weights, made on the spot."""

import asyncio
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from kitchen import kitchen
from writers import tokens

from rag.assistant import Assistant
from rag.errors import ModelError
from rag.llm import LanguageModel
from rag.replies import Tokens
from rag.settings import ModelSettings
from rag.worded.wording import Wording

OFFLINE = {**os.environ, "HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModelSettings]:
    """The settings that lead to the served model."""
    folder = tmp_path_factory.mktemp("tiny")
    maker = Path(__file__).with_name("tiny_model.py")
    subprocess.run([sys.executable, maker, folder], env=OFFLINE, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [Path(sys.executable).with_name("transformers"), "serve", "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(command, env=OFFLINE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/health", server)
        yield ModelSettings(
            openai_base_url=f"http://127.0.0.1:{port}/v1", waymark_model=str(folder), waymark_patience=4
        )
    finally:
        server.terminate()
        server.wait(30)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        assert server.poll() is None
        try:
            urllib.request.urlopen(address, timeout=5)  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.5)
        else:
            return
    pytest.fail("the server did not start")


async def pieces_of(model: LanguageModel) -> tuple[list[str | Tokens], str]:
    """What the model streams, and how that ends."""
    pieces: list[str | Tokens] = []
    until = asyncio.get_running_loop().time() + 120
    try:
        async for piece in model.stream("Be brief.", "Hello!", until):
            pieces.append(piece)  # noqa: PERF401 - what came before it broke off counts
    except ModelError as error:
        return pieces, error.how
    return pieces, "stop"


@pytest.mark.slow
def test_what_another_server_streams_is_read_to_its_end(served: ModelSettings) -> None:
    pieces, end = asyncio.run(pieces_of(LanguageModel(served)))
    assert len([piece for piece in pieces if isinstance(piece, str)]) > 1
    assert end in {"stop", "was cut off in the middle of its answer, at its limit of length"}
    assert asyncio.run(LanguageModel(served).reply("Be brief.", "Hello!", 60))


@pytest.mark.slow
def test_a_model_that_babbles_leaves_the_programs_answer(served: ModelSettings) -> None:
    question = "What should I learn next?"
    answer = Assistant(kitchen, Wording(LanguageModel(served), tokens())).ask(question)
    assert answer.text == Assistant(kitchen).ask(question).text
    assert (answer.degraded or "").startswith("The language model ")
