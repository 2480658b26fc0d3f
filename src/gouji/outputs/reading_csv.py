"""The CSV of `gouji read`: one line a cell, for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from gouji.form import load_edition
from gouji.model import Report, Unread
from gouji.outputs.safe_text import safe

_HEADER = (
    "source organisation year table edition row column cell value state raw page grid grid_row grid_column line"
).split()


def read_csv(items: Iterable[Report | Unread]) -> str:
    """Every cell of every report read, with a byte order mark so that Excel and WPS take it for UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(_HEADER)
    for item in items:
        if isinstance(item, Report):
            writer.writerows(_rows(item))
    return "\ufeff" + buffer.getvalue()


def _rows(report: Report) -> Iterable[list[object]]:
    identity = report.identity
    for table in report.tables.values():
        form = load_edition(table.edition).tables[table.name]
        for key, cell in table.cells.items():
            at = cell.at
            place = (at.page, at.table, at.row, at.column, at.line) if at else (None,) * 5
            yield [
                safe(report.source),
                safe(identity.organisation),
                identity.year,
                table.name,
                table.edition,
                form.cells[key].row,
                form.cells[key].column,
                key,
                cell.value,
                cell.state.value,
                safe(cell.raw),
                *place,
            ]
