"""All rows, by their names."""

from battery import (
    abusive_pages,
    contention,
    corruption,
    foreign,
    full_disk,
    kills,
    lost_turns,
    order,
    private_addresses,
    swaps,
)
from battery.row import Row

_MODULES = (
    kills, lost_turns, order, full_disk, corruption, contention, swaps, foreign,
    private_addresses, abusive_pages,
)  # fmt: skip
ROWS: dict[str, Row] = {module.ROW.name: module.ROW for module in _MODULES}
