"""All rows, by their names."""

from battery import corruption, kills, order
from battery.row import Row

_ROWS = (kills.ROW, order.ROW, corruption.ROW)
ROWS: dict[str, Row] = {row.name: row for row in _ROWS}
