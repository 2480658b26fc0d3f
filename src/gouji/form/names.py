"""What the form's cells and figures are called in sentences, in both languages."""

from __future__ import annotations

from gouji.form.edition import Edition, TableForm
from gouji.model import Text


def number(value: float | None) -> str:
    """A figure as it is written in a sentence: whole numbers without a point, at most six decimals."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else f"{value:.6f}".rstrip("0").rstrip(".")


def cell_name(edition: Edition, key: str) -> Text:
    """What a cell is called within its table: （二）部分公开·自然人."""
    form = edition.cell(key)
    table = edition.tables[form.table]
    row = table.row(form.row).name
    if not has_several_cells(table, form.row):
        return row
    column = table.column(form.column).name
    return Text(f"{row.zh}·{column.zh}", f"{row.en}, {column.en}")


def has_several_cells(table: TableForm, row: str) -> bool:
    """Whether a row has more than one cell, so that naming one takes its column too."""
    return sum(1 for cell in table.cells.values() if cell.row == row) > 1
