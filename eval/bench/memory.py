"""How much memory this process has taken at most."""

import re
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")  # Linux alone has it


def peak_mb() -> float:
    """The greatest resident memory of this process so far, in MB; 0 where the system does not tell."""
    if _STATUS.exists():  # where getrusage also counts what the process that started this one had taken
        peak = re.search(r"VmHWM:\s+(\d+) kB", _STATUS.read_text(encoding="utf-8"))
        return int(peak.group(1)) / 1024 if peak else 0.0
    try:
        import resource
    except ImportError:  # Windows has no such module
        return 0.0
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kilobytes elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
