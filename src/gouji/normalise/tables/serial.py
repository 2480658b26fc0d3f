"""A column of serial numbers before a table: 序号 | 1 | 2 | 3. It belongs to no cell of the form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gouji.normalise.labels import core
from gouji.normalise.tables.entries import Entry, GridRow
from gouji.normalise.text import fold
from gouji.remember import remembered

_HEADINGS = frozenset({"序号", "编号", "行次", "项次", "行号", "No", "NO", "no"})
_SERIAL = re.compile(r"\(?0?(?P<number>[1-9]\d?)\)?[.、,]?")
# So many rows that count from 1 are numbered, whatever stands above them.
_FEWEST = 5


def without_serials(rows: Sequence[GridRow]) -> Sequence[GridRow]:
    """`rows` without their first column where that numbers them: it is headed so, or counts 1, 2, 3 before labels."""
    firsts = [_first(row) for row in rows]
    heads = [at for at, first in enumerate(firsts) if first and _is_heading(first.text)]
    start = heads[0] if heads else 0
    if not heads and not _counts(rows, firsts):
        return rows
    numbers = [first is not None and at >= start and _is_of_column(first.text) for at, first in enumerate(firsts)]
    return [replace(row, entries=row.entries[1:]) if out else row for row, out in zip(rows, numbers, strict=True)]


def _first(row: GridRow) -> Entry | None:
    """The cell in the first column, when it stands in no other."""
    first = row.entries[0] if row.entries else None
    return first if first and first.first == first.last == 0 else None


@remembered
def _is_heading(text: str) -> bool:
    return core(text) in _HEADINGS


@remembered
def _number(text: str) -> int | None:
    found = _SERIAL.fullmatch(fold(text))
    return int(found["number"]) if found else None


def _is_of_column(text: str) -> bool:
    return not text or _is_heading(text) or _number(text) is not None


def _counts(rows: Sequence[GridRow], firsts: Sequence[Entry | None]) -> bool:
    """Whether the numbers in the first column are 1, 2, 3 and so on, each before a cell that is none."""
    found = [
        number if len(row.entries) > 1 and _number(row.entries[1].text) is None else 0
        for row, first in zip(rows, firsts, strict=True)
        if first and not first.above and (number := _number(first.text)) is not None
    ]
    return len(found) >= _FEWEST and found == list(range(1, len(found) + 1))
