"""All rows, by their names."""

from battery import (
    abusive_pages,
    access,
    bodies,
    chroma_faults,
    contention,
    corruption,
    crowd,
    endpoint_faults,
    foreign,
    full_disk,
    kills,
    lost_turns,
    malformed_files,
    obedient,
    order,
    private_addresses,
    renderings,
    swaps,
    wear,
)
from battery.row import Row

_MODULES = (
    kills, lost_turns, order, full_disk, corruption, contention, swaps, wear, foreign,
    endpoint_faults, chroma_faults, bodies, malformed_files, private_addresses, abusive_pages, obedient, renderings,
    access, crowd,
)  # fmt: skip
ROWS: dict[str, Row] = {module.ROW.name: module.ROW for module in _MODULES}
