"""The workbook of a roll-up: the tables as the form prints them, every child's figures, and what is open."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

from gouji.form import LayoutCell, TableForm, load_edition
from gouji.messages import message
from gouji.rollup.sheets import figures_sheet, open_sheet
from gouji.rollup.styles import Styles
from gouji.rollup.sums import RollUp
from gouji.rollup.wording import who

# Where a table begins: below its title and the note.
_TOP = 3
_LAST_LABEL, _LABEL, _FIGURE = 26, 13, 9
_LINE_HEIGHT = 13


def workbook(rollup: RollUp, language: str) -> bytes:
    """An XLSX: one sheet for each official table, then the figures by body, then what is missing or in doubt.

    A cell that could not be summed is empty. The form's own labels stay in Chinese in either language.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        styles = Styles(book)
        for table in load_edition(rollup.edition).tables.values():
            _form_sheet(book.add_worksheet(table.title.zh), table, rollup, styles, language)
        figures_sheet(book, rollup, styles, language)
        open_sheet(book, rollup, styles, language)
    return buffer.getvalue()


def _form_sheet(sheet: Any, table: TableForm, rollup: RollUp, styles: Styles, language: str) -> None:
    """A table as the official form lays it out, filled with the sums."""
    placed = list(_placed(table))
    width = max(column + cell.column_span for _, column, cell in placed)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.merge_range(0, 0, 0, width - 1, message("rollup_title", who=who(rollup.family)).get(language), styles.title)
    sheet.merge_range(1, 0, 1, width - 1, _note(rollup, language), styles.note)
    sheet.set_row(1, 30)
    for row, column, cell in placed:
        _write(sheet, _TOP + row, column, cell, rollup, styles)
    widths = _widths(placed, width)
    for column, each in enumerate(widths):
        sheet.set_column(column, column, each)
    # Spreadsheets do not fit the height of rows with merged cells to their text.
    for row in range(len(table.layout)):
        lines = [_lines(cell, widths[column]) for at, column, cell in placed if at == row and cell.row_span == 1]
        sheet.set_row(_TOP + row, _LINE_HEIGHT * max(lines, default=1) + 4)


def _widths(placed: Sequence[tuple[int, int, LayoutCell]], width: int) -> list[float]:
    """The widths of the columns: those of labels, the last of them the widest, then those of figures."""
    labels = min(column for _, column, cell in placed if cell.cell)
    if labels == 1:
        return [_LAST_LABEL, *[_LABEL] * (width - 1)]
    # Without labels at the side, as in table four, all columns hold figures.
    return [*[_LABEL] * (labels - 1), *[_LAST_LABEL * 1.6] * bool(labels), *[_FIGURE] * (width - labels)]


def _lines(cell: LayoutCell, width: float) -> int:
    """How many lines a label takes; a Chinese character is as wide as two digits."""
    return 1 if cell.column_span > 1 else ceil(2 * len(cell.text) / width)


def _write(sheet: Any, row: int, column: int, cell: LayoutCell, rollup: RollUp, styles: Styles) -> None:
    value = rollup.cells[cell.cell].value if cell.cell else None
    style = styles.label if cell.cell is None else styles.figure if value is not None else styles.empty
    content: Any = cell.text if cell.cell is None else "" if value is None else value
    if cell.row_span > 1 or cell.column_span > 1:
        last = (row + cell.row_span - 1, column + cell.column_span - 1)
        sheet.merge_range(row, column, *last, "", style)
    if cell.cell is None:
        sheet.write_string(row, column, content, style)
    elif value is None:
        sheet.write_blank(row, column, None, style)
    else:
        sheet.write_number(row, column, content, style)


def _placed(table: TableForm) -> Iterator[tuple[int, int, LayoutCell]]:
    """The printed cells with the row and column where each begins."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(table.layout):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            taken |= {(row + r, column + c) for r in range(cell.row_span) for c in range(cell.column_span)}
            yield row, column, cell


def _note(rollup: RollUp, language: str) -> str:
    open_cells = sum(cell.value is None for cell in rollup.cells.values())
    children = len(rollup.family.children)
    if not open_cells:
        return message("rollup_note_complete", children=children).get(language)
    read = sum(bool(child.reports) for child in rollup.family.children)
    return message("rollup_note_open", children=children, read=read, open=open_cells).get(language)
