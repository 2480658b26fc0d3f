"""Where the form's cells stand beside each other, for slips of one cell into another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from gouji.form import load_edition


@dataclass(frozen=True, slots=True)
class Layout:
    """One table as rows of cells. `position` is the row and column number of each cell, `totals` the cells that sum.

    `outgo`, `processed` and `other` are the rows of table three of what is carried out, of the results' total and
    of （六）其他处理; empty in other tables.
    """

    rows: tuple[tuple[str, ...], ...]
    position: Mapping[str, tuple[int, int]]
    totals: frozenset[str]
    outgo: tuple[int, ...]
    processed: tuple[int, ...]
    other: tuple[int, ...]

    def right_of(self, cell: str) -> str | None:
        """The next cell of the row, None at its end."""
        row, column = self.position[cell]
        return self.rows[row][column + 1] if column + 1 < len(self.rows[row]) else None

    def row_total(self, cell: str) -> str | None:
        """The cell that sums the row of `cell`, None for that cell itself."""
        last = self.rows[self.position[cell][0]][-1]
        return last if last != cell and last in self.totals else None


@cache
def layout_of(table: str, edition: str) -> Layout:
    """The layout of a table with rows and columns (table three or four) in an edition of the form."""
    form = load_edition(edition).tables[table]
    grid = tuple(tuple(f"{table}.{row.key}.{column.key}" for column in form.columns) for row in form.rows)
    numbered = list(enumerate(form.rows))
    return Layout(
        rows=grid,
        position={cell: (r, c) for r, row in enumerate(grid) for c, cell in enumerate(row)},
        totals=frozenset(key for key, cell in form.cells.items() if cell.role == "total"),
        outgo=tuple(number for number, row in numbered if row.part == "outgo"),
        processed=tuple(number for number, row in numbered if row.part == "total"),
        other=tuple(number for number, row in numbered if row.part == "result" and "other" in (row.key, row.group)),
    )
