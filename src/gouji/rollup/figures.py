"""A child's figures as they are added up: exact decimals, and for each that cannot be used the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from gouji.form import Edition, FormCell, load_edition
from gouji.model import Cell, CellState, Table
from gouji.normalise.text import fold
from gouji.normalise.usable import UNREAD, usable_value


class FigureState(StrEnum):
    """What a child's figure is to a sum. The first four are added, the others leave the sum open."""

    NUMBER = "number"
    BLANK = "blank"  # a part left blank: nothing, and said so
    PLACEHOLDER = "placeholder"  # "/", 无: the body says that there is nothing to count
    SUMMED = "summed"  # the child's own report is not there; its children's sum stands for it
    TEXT = "text"
    UNCERTAIN = "uncertain"
    ABSENT = "absent"
    BLANK_FIGURE = "blank_figure"  # a blank total beside parts, a blank stock: unknown, not nothing
    BLANK_TABLE = "blank_table"
    NO_TABLE = "no_table"
    OTHER_FORM = "other_form"  # the child fills in another edition, which has no such cell
    UNIT = "unit"  # an amount in another unit, or in one that is not stated
    SEVERAL = "several"  # several reports of the child state different figures
    UNREAD = "unread"  # the child's file could not be read
    MISSING = "missing"  # the child's report is not there
    BELOW = "below"  # nor is it, and the sum of its own children cannot be made


_STATES = {
    CellState.BLANK: FigureState.BLANK,
    CellState.PLACEHOLDER: FigureState.PLACEHOLDER,
    CellState.TEXT: FigureState.TEXT,
    CellState.UNCERTAIN: FigureState.UNCERTAIN,
    CellState.ABSENT: FigureState.ABSENT,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of one child; `value` is None exactly where it cannot be added, `raw` what is printed."""

    state: FigureState
    value: Decimal | None = None
    raw: str | None = None


def figures_of(tables: Mapping[str, Table], edition: Edition) -> dict[str, Figure]:
    """Every cell of `edition`'s tables as `tables` fill it in, by the form's key."""
    found: dict[str, Figure] = {}
    for name, form in edition.tables.items():
        table = tables.get(name)
        if table is None:
            found |= dict.fromkeys(form.cells, Figure(FigureState.NO_TABLE))
            continue
        blank = all(cell.state in (CellState.BLANK, CellState.ABSENT) for cell in table.cells.values())
        own = load_edition(table.edition).tables[name].cells
        for key in form.cells:
            cell = table.cells.get(key)
            if cell is None:
                found[key] = Figure(FigureState.OTHER_FORM)
            elif blank:
                found[key] = Figure(FigureState.BLANK_TABLE)
            else:
                found[key] = _figure(cell, own[key], table.cells)
    return found


def _figure(cell: Cell, form: FormCell, cells: Mapping[str, Cell]) -> Figure:
    if cell.state is CellState.NUMBER and cell.value is not None:
        other_unit = form.kind == "amount" and cell.value != 0 and not _in_unit(cell, form)
        return Figure(FigureState.UNIT, None, cell.raw) if other_unit else _number(cell.value, cell.raw)
    if cell.state in UNREAD:
        return Figure(_STATES[cell.state], None, cell.raw)
    # "/" in a stock says that there is none; a blank there says nothing.
    says_none = cell.state is CellState.PLACEHOLDER and form.role == "stock"
    value = 0.0 if says_none else usable_value(cell, form, cells)
    if value is None:
        return Figure(FigureState.BLANK_FIGURE, None, cell.raw)
    return Figure(_STATES[cell.state], Decimal(0), cell.raw)


def _number(value: float, raw: str | None) -> Figure:
    # The shortest decimal that gives the float is what was printed: reports have nothing near its 15 digits.
    return Figure(FigureState.NUMBER, Decimal(repr(value)).normalize() + 0, raw)


def _in_unit(cell: Cell, form: FormCell) -> bool:
    """Whether an amount is in the form's unit; where the form states none, nobody knows."""
    if form.unit is None:
        return False
    note = fold(cell.note or "")
    return "元" not in note or form.unit in note
