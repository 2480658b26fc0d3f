"""Tables of single pages to whole tables: what runs over pages is put together and becomes a grid of the document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.model import Grid, GridCell, Locator
from gouji.sources.page.field import Field, is_figure
from gouji.sources.page.geometry import Box
from gouji.sources.page.lattice import nearest
from gouji.sources.page.mending import mend
from gouji.sources.page.strokes import NEAR
from gouji.sources.spans import Budget, Laid, Position, put, rectangle

# How far apart columns of one table may stand on two pages.
_SAME_COLUMN = NEAR + 1.0
_MOST_HEAD_ROWS = 8


@dataclass(frozen=True, slots=True)
class TablePart:
    """What stands of a table on one page: where its columns' lines are, its number of rows, its cells."""

    page: int
    box: Box
    across: tuple[float, ...]
    rows: int
    fields: tuple[Field, ...]

    def texts(self, row: int) -> tuple[str, ...]:
        """What the cells that begin in `row` say."""
        return tuple(field.text for field in self.fields if field.row == row)

    def texts_in(self, column: int) -> tuple[str, ...]:
        """What the cells that stand in `column` alone say."""
        return tuple(field.text for field in self.fields if field.columns == (column, column + 1))

    @property
    def figures(self) -> int:
        """How many cells are filled in."""
        return sum(1 for field in self.fields if is_figure(field.text))


def continues(above: TablePart, below: TablePart) -> bool:
    """Whether `below`, first on the page after that on which `above` is last, is the same table: it has its columns."""
    fewer, more = sorted((above.across, _shifted(below, above)), key=len)
    return (
        below.page == above.page + 1
        and abs(above.box.width - below.box.width) <= 2 * NEAR
        and all(any(abs(line - other) <= _SAME_COLUMN for other in more) for line in fewer)
    )


def _shifted(part: TablePart, to: TablePart) -> tuple[float, ...]:
    """The columns of `part`, moved to where `to` stands: the margins of left and right pages differ."""
    by = to.across[0] - part.across[0]
    return tuple(line + by for line in part.across)


def grid(parts: Sequence[TablePart], table: int, budget: Budget) -> Grid:
    """The document's grid number `table`, of which `parts` are what stands of it on each page."""
    across = _common(parts)
    fields: list[Field] = []
    rows = 0
    for part in parts:
        head = _repeated_head(parts[0], part) if part is not parts[0] else 0
        lines = [nearest(line, across) for line in _shifted(part, parts[0])]
        added = [_moved(field, rows - head, lines) for field in part.fields if field.row >= head]
        if rows:
            added = mend(fields, added, rows)
        fields += added
        rows += part.rows - head
    return Grid(_laid(*_without_gaps(fields), table, budget), Locator(page=parts[0].page, table=table))


def _common(parts: Sequence[TablePart]) -> list[float]:
    """The lines between columns of all parts together."""
    lines: list[float] = []
    for line in sorted(line for part in parts for line in _shifted(part, parts[0])):
        if not lines or line - lines[-1] > _SAME_COLUMN:
            lines.append(line)
    return lines


def _repeated_head(first: TablePart, part: TablePart) -> int:
    """How many rows `part` begins with that repeat the head of the table."""
    count = 0
    while count < min(_MOST_HEAD_ROWS, first.rows, part.rows) and first.texts(count) == part.texts(count):
        count += 1
    return count if any(text for row in range(count) for text in first.texts(row)) else 0


def _moved(field: Field, by: int, lines: Sequence[int]) -> Field:
    """`field` with its rows counted in the whole table and its columns on the common lines, which `lines` names."""
    left, right = lines[field.column], lines[field.column + field.column_span]
    return Field(field.text, field.page, field.row + by, left, field.row_span, max(right - left, 1), field.boxes)


def _without_gaps(fields: Sequence[Field]) -> tuple[list[Field], int]:
    """`fields` with the rows closed up in which nothing that is printed begins, and the number of rows that stay."""
    begun = sorted({field.row for field in fields if field.text})
    kept: list[Field] = []
    for field in fields:
        first, below = bisect_left(begun, field.row), bisect_left(begun, field.below)
        if first < below:
            field.row, field.row_span = first, below - first
            kept.append(field)
    return kept, len(begun)


def _laid(fields: Sequence[Field], rows: int, table: int, budget: Budget) -> tuple[tuple[Position, ...], ...]:
    """The rows of the grid, as many as `budget` has room for."""
    laid: Laid = [{} for _ in range(rows)]
    for field in sorted(fields, key=lambda field: (field.row, field.column)):
        at = Locator(page=field.page, table=table, row=field.row + 1, column=field.column + 1)
        if not budget.take(field.row_span * field.column_span, at):
            return tuple(rectangle(laid[: field.row]))
        put(laid, GridCell(field.text, at, min(field.row_span, rows - field.row), field.column_span, field.boxes))
    return tuple(rectangle(laid))
