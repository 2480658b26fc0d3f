"""Rows of a grid as the cells that stand in them, each with the positions it covers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gouji.model import Grid, GridCell, Locator


# Not frozen, nor are rows: to freeze them makes them five times as dear, and a report has hundreds. An entry is equal
# to itself alone.
@dataclass(slots=True, eq=False)
class Entry:
    """A source cell as it stands in one row: positions `first` to `last` (from 0), `above` when it began higher up.

    `text` is what the cell shows.
    """

    cell: GridCell
    first: int
    last: int
    above: bool
    text: str

    @property
    def covers_rows(self) -> bool:
        """Whether the cell stands in several rows."""
        return self.cell.row_span > 1


@dataclass(slots=True)
class GridRow:
    """One row: its entries from left to right, the document's block it is in, its place, and how far it reaches."""

    entries: tuple[Entry, ...]
    block: int
    at: Locator
    ragged: bool

    @property
    def width(self) -> int:
        """The number of positions up to the last cell."""
        return self.entries[-1].last + 1 if self.entries else 0

    @property
    def texts(self) -> tuple[str, ...]:
        """What is printed in the row, without its blank cells."""
        return tuple([entry.text for entry in self.entries if entry.text])


def grid_rows(grid: Grid, block: int) -> list[GridRow]:
    """The rows of `grid`, which is block number `block`."""
    return [grid_row(grid, block, index) for index in range(len(grid.rows))]


def grid_row(grid: Grid, block: int, index: int) -> GridRow:
    """The row of `grid` at `index`; the grid is block number `block`."""
    number = index + 1
    entries = _entries(grid.rows[index], number)
    for entry in entries:
        if not entry.above:
            return GridRow(entries, block, entry.cell.at, grid.ragged)
    at = Locator(table=grid.at.table, row=number, line=grid.at.line, page=grid.at.page)
    return GridRow(entries, block, at, grid.ragged)


def _entries(row: Sequence[GridCell | None], number: int) -> tuple[Entry, ...]:
    found: list[Entry] = []
    before: GridCell | None = None
    first = 0
    for position, cell in enumerate((*row, None)):
        if cell is before:
            continue
        if before is not None:
            found.append(Entry(before, first, position - 1, (before.at.row or number) < number, before.text))
        before, first = cell, position
    return tuple(found)


def usual_width(rows: Iterable[GridRow]) -> int:
    """How far most of `rows` reach; the larger width where two are equally frequent, 0 for no rows."""
    counted = Counter(row.width for row in rows)
    return max(counted, key=lambda width: (counted[width], width), default=0)


def is_blank(entries: Iterable[Entry]) -> bool:
    """Whether nothing is printed in `entries`."""
    for entry in entries:  # noqa: SIM110 - a generator costs more than looking does, and most rows begin with a figure
        if entry.text:
            return False
    return True


def printed(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that are not blank."""
    return [entry for entry in entries if entry.text]
