"""CSV: the cells of a sheet, exported as text."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice

from gouji.model import Document, Problem
from gouji.sources import sheet_rows
from gouji.sources.charset import Decoded
from gouji.sources.sheet_rows import Sheet
from gouji.sources.spans import Budget
from gouji.sources.unreadable import Unreadable

_MARKS = ",;\t"
_FEWEST_ROWS = 5
_FEWEST_CELLS = 3
_SAMPLE = 20_000
_BARS = "|｜│"
_MOST_CELLS = 200_000


def separator(text: str) -> str | None:
    """What parts the cells of `text` when it is CSV: most of its lines have three or more; None when it is not.

    Prose has its commas in full width, and a text dump has bars.
    """
    sample = text[:_SAMPLE]
    lines = [line for line in sample.splitlines() if line.strip()]
    if sum(any(bar in line for bar in _BARS) for line in lines) > len(lines) // 10:
        return None
    for mark in _MARKS[:2]:
        cut = sum(line.count(mark) >= _FEWEST_CELLS - 1 for line in lines)
        if cut >= _FEWEST_ROWS and 2 * cut > len(lines):
            return mark
    # Tabs are read by the reader of text dumps, unless cells are quoted.
    quoted = sum("\t" in line and '"' in line for line in lines)
    return "\t" if quoted >= _FEWEST_ROWS else None


def read(decoded: Decoded, name: str) -> Document:
    """A CSV file as a document; places are those of a sheet, row and column counted from 1."""
    budget = Budget()
    try:
        texts = dict(islice(_cells(decoded.text, separator(decoded.text) or ","), _MOST_CELLS))
    except csv.Error as error:
        raise Unreadable(Problem("csv_damaged", {"name": name})) from error
    if len(texts) == _MOST_CELLS:
        raise Unreadable(Problem("too_much_text", {"name": name}))
    blocks = tuple(sheet_rows.blocks(Sheet(1, texts, ()), budget)) if texts else ()
    if not blocks:
        raise Unreadable(Problem("workbook_empty", {"name": name}))
    problems = (*((decoded.problem,) if decoded.problem else ()), *budget.problems)
    return Document("csv", blocks, encoding=decoded.encoding, problems=problems)


def _cells(text: str, mark: str) -> Iterator[tuple[tuple[int, int], str]]:
    """The cells that are not blank, by row and column from 0."""
    for row, cells in enumerate(csv.reader(text.splitlines(keepends=True), delimiter=mark)):
        for column, cell in enumerate(cells):
            if cell.strip():
                # Programs write ="0012" so that a sheet keeps a number's zeros.
                yield (row, column), cell.strip().removeprefix('="').removesuffix('"') if cell[:2] == '="' else cell
