"""All rows, by their names."""

from battery import (
    abusive_pages,
    bodies,
    contention,
    corruption,
    endpoint_faults,
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
    endpoint_faults, bodies, private_addresses, abusive_pages,
)  # fmt: skip
ROWS: dict[str, Row] = {module.ROW.name: module.ROW for module in _MODULES}
