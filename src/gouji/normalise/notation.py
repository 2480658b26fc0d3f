"""How the numbers of the tables are written: what a form that is added up by machine should not hold."""

from __future__ import annotations

import re

from gouji.model import Cell, CellState, Table
from gouji.remember import remembered

_SEPARATED = re.compile(r"\d[,，]\d{3}(?!\d)")
_ASCII_DIGITS = frozenset("0123456789")
_FILLED = ("filled_cells",)
_WIDE = re.compile("[０-９]|[零〇一二三四五六七八九十]")

COUNTS = ("blank_cells", "filled_cells", "separated_cells", "other_digit_cells", "word_cells")
"""The columns of the frame `tables` that count cells.

Blank ones; filled ones, read or not; numbers with commas between thousands; numbers in full-width digits, Chinese
numerals or digits of another script; words without any digit, which are no number that was read badly.
"""


def counted(table: Table, column: str) -> list[Cell]:
    """The cells of `table` that the column `column` of the frame `tables` counts."""
    return [cell for cell in table.cells.values() if column in _columns(cell)]


def counts(table: Table) -> dict[str, int]:
    """How many cells each of those columns counts."""
    found = dict.fromkeys(COUNTS, 0)
    for cell in table.cells.values():
        for column in _columns(cell):
            found[column] += 1
    return found


def _columns(cell: Cell) -> tuple[str, ...]:
    """The columns that count `cell`."""
    if cell.state is CellState.NUMBER:
        raw = cell.raw or ""
        # Most are a few plain digits.
        if raw.isascii() and raw.isdecimal():
            return _FILLED
        return _columns_of_number(raw.removesuffix(cell.note) if cell.note else raw)
    if cell.state is CellState.BLANK:
        return ("blank_cells",)
    if cell.state is CellState.ABSENT:
        return ()
    is_words = cell.state is CellState.TEXT and not any(mark.isdigit() for mark in cell.raw or "")
    return (*_FILLED, "word_cells") if is_words else _FILLED


@remembered
def _columns_of_number(text: str) -> tuple[str, ...]:
    """The columns that count a cell with a number, which is printed as `text`, without the note beside it."""
    separated = ("separated_cells",) if _SEPARATED.search(text) else ()
    return (*_FILLED, *separated, *(("other_digit_cells",) if _has_other_digits(text) else ()))


def _has_other_digits(text: str) -> bool:
    return bool(_WIDE.search(text)) or any(mark.isdecimal() and mark not in _ASCII_DIGITS for mark in text)
