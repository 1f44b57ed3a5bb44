"""Answering is light: what only ingest or a model at a distance needs stays out of the process."""

import subprocess
import sys

import pytest

from ingest.settings import Settings

HEAVY = (
    "torch",
    "transformers",
    "sentence_transformers",
    "langchain",
    "langchain_openai",
    "openai",
    "rag.llm",
    "rag.worded",
    "streamlit",
)
CODE = f"""
import sys
from pathlib import Path
from ingest.settings import Settings
from rag.bootstrap import open_assistant

answer = open_assistant(Settings(home=Path(sys.argv[1]))).ask("What should I learn after Python?")
print(len(answer.citations), *(name for name in {HEAVY} if name in sys.modules))
"""


@pytest.mark.slow
def test_answering_imports_nothing_heavy(shipped: Settings) -> None:
    done = subprocess.run([sys.executable, "-c", CODE, str(shipped.home)], capture_output=True, text=True, check=True)
    citations, *heavy = done.stdout.split()
    assert int(citations) > 0
    assert heavy == []


@pytest.mark.slow
def test_the_service_imports_no_client_of_a_language_model_and_no_framework_of_one() -> None:
    code = f"import sys, rag.service.start; print(*(name for name in {HEAVY} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
