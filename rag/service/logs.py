"""The log: a line of JSON for each event, without question text and without keys."""

import json
import logging
import traceback
from datetime import UTC, datetime

_FIELDS = ("request_id", "method", "route", "status", "ms", "caller", "error", "reason", "where")


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON; of an exception it tells the kind and the place, never what it says."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **{name: getattr(record, name) for name in _FIELDS if hasattr(record, name)},
        }
        if record.exc_info and record.exc_info[1]:
            line |= {"error": type(record.exc_info[1]).__name__, "where": place_of(record.exc_info[1])}
        return json.dumps(line)


def place_of(error: BaseException) -> str:
    """Where an error was raised: file, line and function of the last of its frames."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno} {frames[-1].name}" if frames else "unknown"


def set_up_logs() -> None:
    """Send what this process logs to standard error as lines of JSON."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("waymark").setLevel(logging.INFO)
