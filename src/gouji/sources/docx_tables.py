"""Word tables as grids: cells that span columns (gridSpan) and rows (vMerge), deleted rows and cells left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from gouji.model import Grid, GridCell, Locator
from gouji.sources import spans
from gouji.sources.docx_parts import W, child, is_word, number
from gouji.sources.spans import WIDEST_SPAN, Budget, Laid, put, rectangle

TextOf = Callable[[etree._Element], str]

_WRAPPERS = ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")


@dataclass(slots=True)
class Cell:
    """A source cell at its place, counted from 0, and how far it reaches."""

    element: etree._Element
    row: int
    column: int
    width: int
    height: int = 1


def rows_of(table: etree._Element) -> list[list[etree._Element]]:
    """The cells of each row that is in the accepted text."""
    return [list(_parts(row, "tc")) for row in _parts(table, "tr")]


def is_layout(table: etree._Element) -> bool:
    """Whether `table` only arranges the page."""
    return spans.is_layout(rows_of(table), _holds_table, _all_text)


def grid(table: etree._Element, text_of: TextOf, budget: Budget) -> Grid:
    """`table` on a grid, as many rows as `budget` has room for."""
    budget.tables += 1
    rows = list(_parts(table, "tr"))
    laid: Laid = [{} for _ in rows]
    for cell in _placed(rows):
        at = Locator(table=budget.tables, row=cell.row + 1, column=cell.column + 1)
        if not budget.take(cell.width * cell.height, at):
            del laid[cell.row :]
            break
        put(laid, GridCell(text_of(cell.element), at, cell.height, cell.width))
    return Grid(tuple(rectangle(laid)), Locator(table=budget.tables))


def _placed(rows: Sequence[etree._Element]) -> Sequence[Cell]:
    """The cells of `rows` in reading order, those that continue the one above or before put together with it."""
    cells: list[Cell] = []
    above: dict[int, Cell] = {}
    for number_of_row, row in enumerate(rows):
        column = _skipped(row, "gridBefore")
        open_cells: dict[int, Cell] = {}
        before: Cell | None = None
        for element in _parts(row, "tc"):
            width = _skipped(element, "gridSpan") or 1
            upper = above.get(column) if _merge(element, "vMerge") == "continue" else None
            if before is not None and _merge(element, "hMerge") == "continue":
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


def _merge(cell: etree._Element, name: str) -> str | None:
    """`restart`, `continue`, or None for a cell that is not merged."""
    found = child(cell, "tcPr", name)
    return None if found is None else found.get(f"{{{W}}}val") or "continue"


def _skipped(element: etree._Element, name: str) -> int:
    """A number of grid columns from the properties of a row or a cell, within bounds."""
    properties = child(element, "trPr") if is_word(element, "tr") else child(element, "tcPr")
    return min(max(number(properties, name) or 0, 0), WIDEST_SPAN)


def _parts(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows or cells right below `element`, wrappers looked through, deleted ones left out."""
    for part in element.iterchildren(etree.Element):
        if is_word(part, name):
            if not _is_deleted(part):
                yield part
        elif is_word(part, *_WRAPPERS):
            yield from _parts(part, name)


def _is_deleted(part: etree._Element) -> bool:
    if is_word(part, "tr"):
        return child(part, "trPr", "del") is not None
    return child(part, "tcPr", "cellDel") is not None


def _holds_table(cell: etree._Element) -> bool:
    return next(cell.iter(f"{{{W}}}tbl"), None) is not None


def _all_text(cell: etree._Element) -> str:
    return "".join(text.text or "" for text in cell.iter(f"{{{W}}}t"))
