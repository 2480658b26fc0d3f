"""Make the form's cells out of printed ones, and a table out of cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from gouji.form import FormCell, TableForm, load_edition
from gouji.model import Cell, CellState, Locator, Table
from gouji.normalise.numbers import read_number
from gouji.normalise.tables.entries import Entry, printed

# What is certain about the cells of a row, by column: the source cell that is in each, or None for "not certain".
Found = Mapping[str, Entry | None]


@cache
def lines(table: str, edition: str) -> Mapping[str, tuple[FormCell, ...]]:
    """The cells of the form's table by their row."""
    form = load_edition(edition).tables[table]
    return {row.key: tuple(cell for cell in form.cells.values() if cell.row == row.key) for row in form.rows}


def line_of(cells: Iterable[FormCell], found: Found | None, rest: Sequence[Entry], at: Locator) -> dict[str, Cell]:
    """The form's `cells` of a row at `at` as far as they are `found` among `rest`; None for nothing certain at all.

    Cells of columns that the table has not are left out. Nobody knows in which of several rows a figure belongs.
    """
    if found is None:
        return {cell.key: uncertain(cell, rest, at) for cell in cells}
    made: dict[str, Cell] = {}
    for cell in cells:
        if cell.column not in found:
            continue
        entry = found[cell.column]
        if entry is None:
            made[cell.key] = uncertain(cell, rest, at)
        elif entry.covers_rows and entry.text:
            made[cell.key] = uncertain(cell, [entry], at)
        else:
            made[cell.key] = filled(cell, entry)
    return made


def filled(form_cell: FormCell, entry: Entry) -> Cell:
    """The form's cell as `entry` fills it in."""
    reading = read_number(entry.text, form_cell.kind)
    return Cell(form_cell.key, reading.state, reading.value, entry.text, reading.note, entry.cell.at)


def uncertain(form_cell: FormCell, entries: Sequence[Entry], at: Locator) -> Cell:
    """The form's cell when it is not certain which of `entries`, if any, is in it: all of them are its evidence."""
    texts = [entry.text for entry in printed(entries)]
    return Cell(form_cell.key, CellState.UNCERTAIN, raw=" | ".join(texts), at=at)


def blank(form_cell: FormCell, at: Locator) -> Cell:
    """The form's cell in a row where nothing is filled in."""
    return Cell(form_cell.key, CellState.BLANK, raw="", at=at)


def table_of(
    form: TableForm, edition: str, cells: Mapping[str, Cell], at: Locator, left_over: Iterable[str] = ()
) -> Table:
    """The table with every cell of its form; what is not among `cells` is absent, and so is a line without cells."""
    complete = {key: cells.get(key) or Cell(key, CellState.ABSENT) for key in form.cells}
    if complete.keys() <= cells.keys():
        return Table(form.name, edition, complete, at, left_over=tuple(left_over))
    there = [form.cells[key] for key, cell in complete.items() if cell.state is not CellState.ABSENT]
    rows, columns = {cell.row for cell in there}, {cell.column for cell in there}
    return Table(
        form.name,
        edition,
        complete,
        at,
        absent_rows=tuple(line.key for line in form.rows if line.key not in rows),
        absent_columns=tuple(
            line.key
            for line in form.columns
            # A column of table two is missing only when a row that has it is there.
            if line.key not in columns and any(form.cell_at(row, line.key) for row in rows)
        ),
        left_over=tuple(left_over),
    )
