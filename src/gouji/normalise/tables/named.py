"""Rows that a document names without cells: a dump may have lost them, so they are uncertain and not missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from gouji.form import load_edition
from gouji.model import Cell, CellState, Document, Grid, Table
from gouji.normalise.labels import read_label

_LONGEST = 60


def with_named_rows(table: Table, document: Document) -> Table:
    """`table` with the rows that no cells were found for, but whose labels are printed, as uncertain."""
    if not table.absent_rows:
        return table
    printed = {read_label(text).whole for text in _texts(document) if len(text) <= _LONGEST}
    labels = _labels(table.name, table.edition)
    named = frozenset(row for row in table.absent_rows if not printed.isdisjoint(labels[row]))
    if not named:
        return table
    form = load_edition(table.edition).tables[table.name]
    cells = {
        key: Cell(key, CellState.UNCERTAIN, raw="", at=table.at) if form.cells[key].row in named else cell
        for key, cell in table.cells.items()
    }
    return replace(table, cells=cells, absent_rows=tuple(row for row in table.absent_rows if row not in named))


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if not isinstance(block, Grid):
            yield block.text
            continue
        yield from (cell.text for row in block.rows for cell in row if cell is not None)


@cache
def _labels(table: str, edition: str) -> dict[str, frozenset[str]]:
    """How each row may be called, its ordinal included: 总计 alone does not name （七）总计."""
    rows = load_edition(edition).tables[table].rows
    return {row.key: frozenset(read_label(text).whole for text in (row.label, *row.aliases)) for row in rows}
