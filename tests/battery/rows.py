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
    hijacked,
    interrupted_pages,
    kills,
    lost_turns,
    malformed_files,
    obedient,
    odd_requests,
    odd_texts,
    order,
    private_addresses,
    renderings,
    soak,
    steady_load,
    swaps,
    wear,
)
from battery.row import Row

_MODULES = (
    kills, lost_turns, order, full_disk, corruption, contention, swaps, wear, foreign,
    endpoint_faults, chroma_faults, odd_requests, bodies, malformed_files, odd_texts, private_addresses, abusive_pages,
    obedient, renderings, hijacked, access, interrupted_pages, steady_load, crowd, soak,
)  # fmt: skip
ROWS: dict[str, Row] = {module.ROW.name: module.ROW for module in _MODULES}
