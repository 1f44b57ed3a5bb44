"""Which generations nobody reads any more, where it cannot be seen who reads them."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

# A replica follows within seconds; one that cannot reach the shared folder is given this long.
GRACE = timedelta(hours=1)
ABANDONED = timedelta(days=1)  # no ingest takes as long
_STAMP = "%Y%m%dT%H%M%S%f"  # how the name of a generation begins: when it was made
_LENGTH = len("20250102T030405000000")


def expired(names: Iterable[str], in_use: str, now: datetime | None = None) -> list[str]:
    """Those of the generations called `names` that another one took the place of longer than GRACE ago.

    Names of another form are left alone, and so is what is newer than the one `in_use`: it may be about to be used.
    """
    made = {name: time for name in {*names, in_use} if (time := made_at(name)) and name <= in_use}
    limit = (now or datetime.now(UTC)) - GRACE
    return [name for name, following in pairwise(sorted(made)) if made[following] < limit]


def made_at(name: str) -> datetime | None:
    """When the generation called `name` was made, None where that is no such name."""
    try:
        return datetime.strptime(name[:_LENGTH], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
