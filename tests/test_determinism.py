"""The same question has the same answer in every process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.settings import Settings

SCENARIOS = Path(__file__).parent.parent / "eval/datasets/scenarios.jsonl"
# Python orders sets of strings anew in each process, by a seed that may be given.
SEEDS = ("1", "2")
CODE = """
import json, sys
from pathlib import Path
from ingest.settings import Settings
from rag.bootstrap import open_assistant
from rag.records import answer_json

assistant = open_assistant(Settings(home=Path(sys.argv[1])))
for text in json.load(sys.stdin):
    answer = answer_json(assistant.ask(text))
    print(json.dumps({name: answer[name] for name in ("text", "citations", "passages", "plan")}))
"""


@pytest.mark.slow
def test_answers_do_not_depend_on_the_order_of_sets(shipped: Settings) -> None:
    texts = [json.loads(line)["text"] for line in SCENARIOS.read_text(encoding="utf-8").splitlines()]
    stages = [text for text in texts if "step" in text.lower() or "phase" in text.lower()]  # goes on from a stage
    asked = json.dumps([*stages[:30], *texts[::20]])
    command = [sys.executable, "-c", CODE, str(shipped.home)]
    first, second = (
        subprocess.run(
            command,
            input=asked,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
        for seed in SEEDS
    )
    assert len(first) == len(json.loads(asked))
    assert first == second
