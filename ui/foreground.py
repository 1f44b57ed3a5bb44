"""Running another program in the foreground: it ends when we do, whichever way that comes."""

import signal
import subprocess
from types import FrameType

_PATIENCE = 5.0  # seconds that the program has to end by itself


def run(command: list[str]) -> int:
    """Run `command` until it ends, and give its exit status; Ctrl-C reaches it as well and is a quiet end."""
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        with subprocess.Popen(command) as program:  # noqa: S603 - our own command line, passed as a list
            try:
                return program.wait()
            except KeyboardInterrupt:
                return 0
            finally:
                _end(program)
    finally:
        signal.signal(signal.SIGTERM, before)


def _stop(_number: int, _frame: FrameType | None) -> None:
    """Turn a request to end into an exception, so that the program is not left behind."""
    raise SystemExit(128 + signal.SIGTERM)


def _end(program: subprocess.Popen[bytes]) -> None:
    try:
        program.wait(0.2)  # after Ctrl-C it is ending already
    except subprocess.TimeoutExpired:
        program.terminate()
    try:
        program.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        program.kill()
