"""How the numbers of the tables are written: what a form that is added up by machine should not hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from gouji.model import Cell, CellState, Table
from gouji.remember import remembered

_SEPARATED = re.compile(r"\d[,，]\d{3}(?!\d)")
_ASCII_DIGITS = frozenset("0123456789")
_WIDE = re.compile("[０-９]|[零〇一二三四五六七八九十]")


def is_blank(cell: Cell) -> bool:
    """Nothing stands in the cell."""
    return cell.state is CellState.BLANK


def is_filled(cell: Cell) -> bool:
    """Something stands in the cell, read or not."""
    return cell.state not in (CellState.BLANK, CellState.ABSENT)


def is_separated(cell: Cell) -> bool:
    """A number with commas between thousands."""
    return cell.state is CellState.NUMBER and _has_commas(_number(cell))


def has_other_digits(cell: Cell) -> bool:
    """A number in full-width digits, Chinese numerals or digits of another script."""
    return cell.state is CellState.NUMBER and _has_wide_digits(_number(cell))


def is_words(cell: Cell) -> bool:
    """Words without any digit: not a number that was read badly."""
    return cell.state is CellState.TEXT and not any(mark.isdigit() for mark in cell.raw or "")


@remembered
def _has_commas(text: str) -> bool:
    return bool(_SEPARATED.search(text))


@remembered
def _has_wide_digits(text: str) -> bool:
    return bool(_WIDE.search(text)) or any(mark.isdecimal() and mark not in _ASCII_DIGITS for mark in text)


def _number(cell: Cell) -> str:
    """What is printed of the number itself, without the note beside it."""
    raw = cell.raw or ""
    return raw.removesuffix(cell.note) if cell.note else raw


# column of the frame `tables` → which cells it counts
COUNTS: Mapping[str, Callable[[Cell], bool]] = {
    "blank_cells": is_blank,
    "filled_cells": is_filled,
    "separated_cells": is_separated,
    "other_digit_cells": has_other_digits,
    "word_cells": is_words,
}


def counted(table: Table, column: str) -> list[Cell]:
    """The cells of `table` that the column `column` of the frame `tables` counts."""
    return [cell for cell in table.cells.values() if COUNTS[column](cell)]


def counts(table: Table) -> dict[str, int]:
    """How many cells each of those columns counts, a cell being asked only what its state leaves open."""
    found = dict.fromkeys(COUNTS, 0)
    for cell in table.cells.values():
        for column in _ASKED[cell.state]:
            found[column] += COUNTS[column](cell)
    return found


_OF_NUMBERS, _OF_WORDS = ("filled_cells", "separated_cells", "other_digit_cells"), ("filled_cells", "word_cells")
_ASKED: Mapping[CellState, tuple[str, ...]] = {
    **dict.fromkeys(CellState, ("filled_cells",)),
    CellState.ABSENT: (),
    CellState.BLANK: ("blank_cells",),
    CellState.NUMBER: _OF_NUMBERS,
    CellState.TEXT: _OF_WORDS,
}
