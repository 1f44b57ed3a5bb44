"""All rows, by their names."""

from battery import contention, corruption, foreign, full_disk, kills, lost_turns, order, swaps
from battery.row import Row

_ROWS = (
    kills.ROW, lost_turns.ROW, order.ROW, full_disk.ROW, corruption.ROW, contention.ROW, swaps.ROW, foreign.ROW,
)  # fmt: skip
ROWS: dict[str, Row] = {row.name: row for row in _ROWS}
