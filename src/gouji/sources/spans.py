"""Lay cells with spans on a grid, whatever format they come from, and never without end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from gouji.model import GridCell, Locator, Problem

# What HTML itself allows; more is a slip or an attack.
WIDEST_SPAN = 1000
# All grids of a document together; the form's have about 500 positions.
_MOST_POSITIONS = 200_000
# A cell with so much text in a table of so few rows holds an article, not a figure.
LONG_TEXT = 200
_LAYOUT_ROWS = 3

Position = GridCell | None
Laid = list[dict[int, GridCell]]
"""Rows under construction: the cell at each position that is taken so far."""

Source = TypeVar("Source")


class Budget:
    """How much more of one document is read, what had to be cut, and how many tables were met."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.tables = 0
        self._left = _MOST_POSITIONS

    def take(self, positions: int, at: Locator) -> bool:
        """Whether there is room for `positions` more; when not, a problem is noted, once."""
        if positions <= self._left:
            self._left -= positions
            return True
        self.note(Problem("table_too_large", at=at))
        return False

    def note(self, problem: Problem) -> None:
        """Remember `problem`, once for each kind."""
        if all(known.code != problem.code for known in self.problems):
            self.problems.append(problem)


def put(laid: Laid, cell: GridCell) -> None:
    """Let `cell` stand in every position that it covers and no other cell has."""
    _, at, height, width, _ = cell
    row, column = (at.row or 1) - 1, (at.column or 1) - 1
    if height == width == 1:
        laid[row].setdefault(column, cell)
        return
    for below in range(row, row + height):
        for position in range(column, column + width):
            laid[below].setdefault(position, cell)


def rectangle(laid: Laid) -> Iterator[tuple[Position, ...]]:
    """Rows of equal width, as far right as any cell begins: beyond, there are only spans that are too long."""
    width = 1 + max((cell.at.column or 1) - 1 for row in laid for cell in row.values()) if any(laid) else 0
    for row in laid:
        yield tuple(row.get(position) for position in range(width))


def is_layout(
    rows: Sequence[Sequence[Source]], holds_table: Callable[[Source], bool] | None, text_of: Callable[[Source], str]
) -> bool:
    """Whether a table of `rows` only arranges the page: tables in its cells, one column, an article in a cell.

    `holds_table` says whether a cell holds a table; None where none does.
    """
    if holds_table and any(holds_table(cell) for row in rows for cell in row):
        return True
    filled = [row for row in rows if row]
    if all(len(row) == 1 for row in filled):
        return True
    return len(filled) <= _LAYOUT_ROWS and any(len(text_of(cell)) > LONG_TEXT for row in rows for cell in row)
