"""Word tables as grids: cells that span columns (gridSpan) and rows (vMerge), deleted rows and cells left out."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from gouji.model import Grid, GridCell, Locator
from gouji.sources import spans
from gouji.sources.docx_parts import number, value, word
from gouji.sources.docx_said import Said
from gouji.sources.spans import WIDEST_SPAN, Budget, Laid, put, rectangle

TextOf = Callable[[etree._Element], str]

# What holds blocks, rows or cells and is no more than a wrapper round them; deletions and what was moved away are not
# among them.
WRAPPERS = frozenset(map(word, "sdt sdtContent customXml ins moveTo smartTag".split()))
_TABLE = word("tbl")
_ROW, _CELL = word("tr"), word("tc")
_TEXT = word("t")


class Row(NamedTuple):
    """A row as it stands in the file, and its cells."""

    element: etree._Element
    cells: list[etree._Element]


@dataclass(slots=True)
class Cell:
    """A source cell at its place, counted from 0, and how far it reaches."""

    element: etree._Element
    row: int
    column: int
    width: int
    height: int = 1


def rows_of(table: etree._Element, said: Said) -> list[Row]:
    """The rows and cells that are in the accepted text."""
    rows = _parts(table, _ROW, said["trPr/del"])
    return [Row(row, list(_parts(row, _CELL, said["tcPr/cellDel"]))) for row in rows]


def is_layout(table: etree._Element, rows: Sequence[Row]) -> bool:
    """Whether `table`, which has these `rows`, only arranges the page."""
    # Few tables hold others; where none does, no cell need be searched.
    holds_table = _holds_table if _holds_table(table) else None
    return spans.is_layout([row.cells for row in rows], holds_table, _all_text)


def grid(rows: Sequence[Row], said: Said, text_of: TextOf, budget: Budget) -> Grid:
    """`rows` on a grid, as many as `budget` has room for."""
    budget.tables += 1
    laid: Laid = [{} for _ in rows]
    for cell in _placed(rows, said):
        at = Locator(None, budget.tables, cell.row + 1, cell.column + 1)
        if not budget.take(cell.width * cell.height, at):
            del laid[cell.row :]
            break
        put(laid, GridCell(text_of(cell.element), at, cell.height, cell.width))
    return Grid(tuple(rectangle(laid)), Locator(table=budget.tables))


def _placed(rows: Sequence[Row], said: Said) -> Sequence[Cell]:
    """The cells of `rows` in reading order, those that continue the one above or before put together with it."""
    skipped, widths, goes_down, goes_on = (
        said[path] for path in ("trPr/gridBefore", "tcPr/gridSpan", "tcPr/vMerge", "tcPr/hMerge")
    )
    cells: list[Cell] = []
    above: dict[int, Cell] = {}
    for number_of_row, row in enumerate(rows):
        column = _columns(skipped.get(row.element))
        open_cells: dict[int, Cell] = {}
        before: Cell | None = None
        for element in row.cells:
            width = (element in widths and _columns(widths[element])) or 1
            upper = above.get(column) if element in goes_down and _continues(goes_down[element]) else None
            if before is not None and element in goes_on and _continues(goes_on[element]):
                before.width += width if before.row == number_of_row else 0
            elif upper is not None:
                upper.height += 1
                open_cells[column] = before = upper
            else:
                before = Cell(element, number_of_row, column, width)
                open_cells[column] = before
                cells.append(before)
            column += width
        above = open_cells
    return cells


def _continues(merge: etree._Element) -> bool:
    """Whether a cell goes on with the one above or before it; a merge says so unless it says that it begins."""
    return (value(merge) or "continue") == "continue"


def _columns(said: etree._Element | None) -> int:
    """A number of grid columns from the properties of a row or a cell, within bounds."""
    return 0 if said is None else min(max(number(said) or 0, 0), WIDEST_SPAN)


def _parts(element: etree._Element, kind: str, deleted: Container[etree._Element]) -> Iterator[etree._Element]:
    """The rows or cells right below `element`, wrappers looked through, deleted ones left out."""
    for part in element:
        tag = part.tag
        if tag == kind:
            if part not in deleted:
                yield part
        elif tag in WRAPPERS:
            yield from _parts(part, kind, deleted)


def _holds_table(element: etree._Element) -> bool:
    return next(element.iterdescendants(_TABLE), None) is not None


def _all_text(cell: etree._Element) -> str:
    return "".join(text.text or "" for text in cell.iter(_TEXT))
