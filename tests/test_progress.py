import io

import pytest
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from ui.progress import Bars, Lines, count


def test_plain_lines_come_when_a_stage_begins_and_then_once_a_second() -> None:
    written: list[str] = []
    now = 0.0
    progress = Lines(clock=lambda: now, write=written.append)
    for tenth in range(25):
        now = tenth / 10
        progress({"stage": "embed", "done": tenth + 1, "total": 25})
    progress({"stage": "write"})
    assert written == [
        "Embedding: 1 of 25 chunks",
        "Embedding: 11 of 25 chunks, 11 a second, 1 s left",
        "Embedding: 21 of 25 chunks, 10 a second, 1 s left",
        "Writing the index",
    ]


@pytest.mark.parametrize(
    ("event", "seconds", "words"),
    [
        pytest.param({"stage": "model"}, 9, "", id="nothing_to_count"),
        pytest.param({"stage": "read", "done": 3, "total": 4}, 0.5, "3 of 4 documents", id="too_early_for_a_rate"),
        pytest.param(
            {"stage": "statements", "done": 50, "total": 150},
            2,
            "50 of 150 statements, 25 a second, 4 s left",
            id="rate",
        ),
        pytest.param(
            {"stage": "embed", "done": 2000, "total": 2000}, 1.5, "2000 of 2000 chunks, 1333 a second", id="done"
        ),
        pytest.param({"stage": "new", "done": 1, "total": 2}, 0, "1 of 2", id="a_stage_not_known_here"),
    ],
)
def test_the_rate_and_the_time_left_are_told_once_they_are_known(
    event: dict[str, object], seconds: float, words: str
) -> None:
    assert count(event, seconds) == words


def test_bars_name_each_stage_and_end_full() -> None:
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, width=100)
    with Progress(
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[count]}"), console=console
    ) as progress:
        bars = Bars(progress)
        for event in (
            {"stage": "read", "done": 1, "total": 2},
            {"stage": "model"},
            {"stage": "unheard_of", "done": 1, "total": 4},
        ):
            bars(event)
        bars.finish()
    assert [(task.description, task.finished) for task in progress.tasks] == [
        ("Reading", True),
        ("Preparing the model", True),
        ("Unheard of", True),
    ]
    assert "1 of 2 documents" in screen.getvalue()
