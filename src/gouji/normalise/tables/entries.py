"""Rows of a grid as the cells that stand in them, each with the positions it covers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gouji.model import Grid, GridCell, Locator


class Entry(NamedTuple):
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


@dataclass(frozen=True, slots=True)
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
        return tuple(entry.text for entry in self.entries if entry.text)


def grid_rows(grid: Grid, block: int) -> Iterator[GridRow]:
    """The rows of `grid`, which is block number `block`."""
    for number, row in enumerate(grid.rows, start=1):
        entries = _entries(row, number) if any(row) else ()
        first = next((entry.cell.at for entry in entries if not entry.above), None)
        at = first or Locator(table=grid.at.table, row=number, line=grid.at.line, page=grid.at.page)
        yield GridRow(entries, block, at, grid.ragged)


def _entries(row: Sequence[GridCell | None], number: int) -> tuple[Entry, ...]:
    found: list[Entry] = []
    position, width = 0, len(row)
    while position < width:
        cell, first = row[position], position
        position += 1
        while position < width and row[position] is cell:
            position += 1
        if cell is not None:
            found.append(Entry(cell, first, position - 1, (cell.at.row or number) < number, cell.text))
    return tuple(found)


def usual_width(rows: Iterable[GridRow]) -> int:
    """How far most of `rows` reach; the larger width where two are equally frequent, 0 for no rows."""
    counted = Counter(row.width for row in rows)
    return max(counted, key=lambda width: (counted[width], width), default=0)


def printed(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that are not blank."""
    return [entry for entry in entries if entry.text]
