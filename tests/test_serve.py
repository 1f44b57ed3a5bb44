import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ui.serve import APP, STREAMLIT_OPTIONS, chat_command


def test_the_flags_and_the_config_file_say_the_same() -> None:
    config = tomllib.loads((APP.parent.parent / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    said = {f"--{name}={_as_flag(value)}" for name, value in _options(config)}
    assert said == set(STREAMLIT_OPTIONS)


def test_the_command_works_from_any_folder() -> None:
    command = chat_command(8600)
    assert command[:4] == [sys.executable, "-m", "streamlit", "run"]
    assert Path(command[4]).is_absolute()
    assert Path(command[4]).is_file()
    assert "--server.port=8600" in command


def test_the_page_is_served_on_this_machine_alone() -> None:
    assert "--server.address=127.0.0.1" in chat_command(8600)


def _options(section: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in section.items():
        if isinstance(value, dict):
            yield from _options(value, f"{prefix}{name}.")
        else:
            yield from ((prefix + name, one) for one in (value if isinstance(value, list) else [value]))


def _as_flag(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
