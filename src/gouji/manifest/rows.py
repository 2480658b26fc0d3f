"""The rows of a CSV or a workbook as texts by column, with the numbers that the sheet gives them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.model import Document, Grid, Problem
from gouji.sources import Unreadable, read_document
from gouji.sources.charset import decode

# A workbook is a ZIP or an OLE2 container; everything else is text.
_WORKBOOKS = (b"PK", b"\xd0\xcf\x11\xe0")
_SEPARATORS = ",;\t，"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number, counted from 1, and the texts of its cells that are not blank, by column from 1."""

    number: int
    texts: dict[int, str]


def read_rows(data: bytes, name: str) -> list[Row]:
    """The rows with text of a CSV (UTF-8 or GB18030) or of a workbook's first visible sheet.

    Raises Unreadable; `name` is the file's, for messages.
    """
    if data.startswith(_WORKBOOKS):
        return list(_of_document(read_document(data, name)))
    text = decode(data).text
    if not text.strip():
        raise Unreadable(Problem("empty_file", {"name": name}))
    try:
        return list(_of_text(text))
    except csv.Error as error:
        raise Unreadable(Problem("manifest_not_csv", {"name": name, "why": str(error)})) from error


def _of_text(text: str) -> Iterator[Row]:
    head = next(line for line in text.splitlines() if line.strip())
    separator = max(_SEPARATORS, key=head.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator)
    number = 1
    for cells in reader:
        yield from _row(number, dict(enumerate(cells, start=1)))
        number = reader.line_num + 1


def _of_document(document: Document) -> Iterator[Row]:
    sheet = next((block.at.table for block in document.blocks), None)
    rows: dict[int, dict[int, str]] = {}
    for block in document.blocks:
        if block.at.table != sheet:
            continue
        cells = (cell for row in block.rows for cell in row if cell) if isinstance(block, Grid) else (block,)
        for cell in cells:
            rows.setdefault(cell.at.row or 0, {})[cell.at.column or 0] = cell.text
    for number in sorted(rows):
        yield from _row(number, rows[number])


def _row(number: int, texts: dict[int, str]) -> Iterator[Row]:
    shown = {column: _plain(text) for column, text in texts.items() if text.strip()}
    if shown:
        yield Row(number, shown)


def _plain(text: str) -> str:
    """A cell's text without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    shown = text.strip()
    return shown[1:] if shown.startswith(("'=", "'+", "'-", "'@")) else shown
