"""The number that arithmetic takes for a cell, and what a total stands for."""

from __future__ import annotations

from collections.abc import Mapping

from gouji.form import FormCell, load_edition
from gouji.model import Cell, CellState, Report

# States of a cell that leave open what it stands for.
UNREAD = (CellState.TEXT, CellState.UNCERTAIN, CellState.ABSENT)
_EMPTY = (CellState.BLANK, CellState.PLACEHOLDER)


def usable_value(cell: Cell, form: FormCell, cells: Mapping[str, Cell]) -> float | None:
    """The number that arithmetic takes for `cell`, None when there is none to take.

    A blank part counts as 0. A blank total beside parts that are not all zero, and a blank stock, are unknown.
    """
    if cell.state is CellState.NUMBER:
        return cell.value
    if cell.state in UNREAD or form.role == "stock" or total_state(cell, form, cells) not in (None, "empty"):
        return None
    return 0.0


def total_state(cell: Cell, form: FormCell, cells: Mapping[str, Cell]) -> str | None:
    """For a total: `filled`, `empty` (nothing beside parts of nothing), `missing` (nothing beside something) or
    `unknown` (a part cannot be read); None for other cells and for a total that cannot be read itself.
    """
    if form.role != "total" or cell.state in UNREAD:
        return None
    if cell.state not in _EMPTY:
        return "filled"
    parts = {part for group in form.parts for part in group}
    if any(cells[part].value for part in parts):
        return "missing"
    return "unknown" if any(cells[part].state in UNREAD for part in parts) else "empty"


def figure(report: Report, key: str) -> float | None:
    """The number that arithmetic takes for the form's cell `key`; None without its table, or without such a number."""
    table = report.tables.get(key.split(".", 1)[0])
    if table is None or key not in table.cells:
        return None
    return usable_value(table.cells[key], load_edition(table.edition).cell(key), table.cells)
