"""Fill the form's layout with figures: the cells that a report prints, with their spans, whatever the file format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from gouji.form import LayoutCell
from kit.figures import Figures

Position = tuple[int, int]
Layout = tuple[tuple[LayoutCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A printed cell at its place, counted from 0. `key` is the form's cell, None for a label."""

    text: str
    key: str | None
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


DrawnTable = tuple[tuple[Drawn, ...], ...]


def draw(figures: Figures, name: str) -> DrawnTable:
    """The table called `name` as the form lays it out, without the lines that the report does not print."""
    form = figures.table(name)
    dropped = frozenset(key for key, cell in form.cells.items() if figures.is_absent(cell))
    table = _cut(form.layout, dropped)
    return tuple(tuple(_filled(figures, cell) for cell in row) for row in table)


def width(table: DrawnTable) -> int:
    """How many columns the table has with its spans."""
    return max(cell.column + cell.column_span for row in table for cell in row)


def covered(table: DrawnTable) -> list[list[Drawn]]:
    """The table as a full rectangle: each position holds the cell that covers it."""
    grid: dict[Position, Drawn] = {}
    for row in table:
        for cell in row:
            for position in _area(cell.row, cell.column, cell.row_span, cell.column_span):
                grid[position] = cell
    return [[grid[row, column] for column in range(width(table))] for row in range(len(table))]


def _filled(figures: Figures, cell: Drawn) -> Drawn:
    text = figures.text(cell.key) if cell.key else figures.labels.get(cell.text, cell.text)
    return Drawn(text, cell.key, cell.row, cell.column, cell.row_span, cell.column_span)


@cache
def _cut(layout: Layout, dropped: frozenset[str]) -> DrawnTable:
    """Place the layout's cells, then take away rows and columns whose cells to fill in are all dropped."""
    placed = _placed(layout)
    rows = _kept([(row, cell) for (row, _), cell in placed.items()], dropped)
    narrow = [(at[1], cell) for at, cell in placed.items() if at[0] in rows and cell.column_span == 1]
    columns = _kept(narrow, dropped, every={column for _, column in placed})
    cells: dict[int, tuple[LayoutCell, list[Position]]] = {}
    for (row, column), cell in sorted(placed.items()):
        if row in rows and column in columns:
            place = (rows.index(row), columns.index(column))
            cells.setdefault(id(cell), (cell, []))[1].append(place)
    table: list[list[Drawn]] = [[] for _ in rows]
    for cell, places in cells.values():
        if cell.cell in dropped:
            raise ValueError(f"{cell.cell} cannot be left out alone")
        table[places[0][0]].append(_drawn(cell, places))
    return tuple(tuple(sorted(row, key=lambda cell: cell.column)) for row in table)


def _drawn(cell: LayoutCell, places: list[Position]) -> Drawn:
    (top, left), (bottom, right) = places[0], places[-1]
    return Drawn(cell.text, cell.cell, top, left, bottom - top + 1, right - left + 1)


def _kept(lines: Sequence[tuple[int, LayoutCell]], dropped: frozenset[str], every: set[int] | None = None) -> list[int]:
    """The line numbers that stay: those without cells to fill in, and those with one that is not dropped."""
    filled: dict[int, list[str]] = {}
    for line, cell in lines:
        if cell.cell:
            filled.setdefault(line, []).append(cell.cell)
    numbers = every or {line for line, _ in lines}
    return sorted(line for line in numbers if line not in filled or not dropped.issuperset(filled[line]))


def _placed(layout: Layout) -> dict[Position, LayoutCell]:
    """Which cell covers each position, as a browser places them."""
    placed: dict[Position, LayoutCell] = {}
    for row, cells in enumerate(layout):
        column = 0
        for cell in cells:
            while (row, column) in placed:
                column += 1
            for position in _area(row, column, cell.row_span, cell.column_span):
                placed[position] = cell
    return placed


def _area(row: int, column: int, rows: int, columns: int) -> list[Position]:
    return [(r, c) for r in range(row, row + rows) for c in range(column, column + columns)]
