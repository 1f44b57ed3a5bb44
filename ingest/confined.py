"""Reading files of unknown origin in processes of their own, which bind themselves before they read a byte."""

import contextlib
import subprocess
import sys

from ingest.child import ROOT
from ingest.errors import SourceError

SECONDS = 30.0  # wall clock; the child's own CPU limit is shorter
CPU_SECONDS = 20
ADDRESS_SPACE = 1 << 30  # bytes

_ENDED_BY_CPU_LIMIT = (-24, -9)  # SIGXCPU and SIGKILL, as numbers because Windows lacks the names


class TooSlowError(SourceError):
    """A file takes longer to be read than it is given."""


def run_confined(module: str, data: bytes, seconds: float = SECONDS) -> tuple[int, bytes]:
    """The exit status of one of our modules that was given `data`, and what it wrote; raises TooSlowError."""
    try:
        child = subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-m", module], input=data, capture_output=True, timeout=seconds, check=False, cwd=ROOT
        )
    except subprocess.TimeoutExpired:
        raise TooSlowError from None
    if child.returncode in _ENDED_BY_CPU_LIMIT:
        raise TooSlowError
    return child.returncode, child.stdout


def bind_resources() -> None:
    """Limit this process's CPU time and memory, where the platform can."""
    with contextlib.suppress(
        ImportError, ValueError, OSError
    ):  # Windows has no such module, macOS no such memory limit
        import resource  # Unix only

        # The soft limit ends the process with SIGXCPU; the hard one, a second later, cannot be caught.
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
