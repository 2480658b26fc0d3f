"""The typical slips between cells: figures in the wrong place, counted twice, fused or split."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gouji.localise.layout import Layout
from gouji.localise.search import Changes
from gouji.localise.slips import FUSED, Slip
from gouji.localise.system import Number

Values = Mapping[str, Number]


@dataclass(frozen=True, slots=True)
class Move:
    """Cells that one slip explains together. `params` are figures and rows (`first`, `second`) that its text names."""

    cells: tuple[str, ...]
    code: str | None
    cost: float
    params: Mapping[str, object] = field(default_factory=dict)


def moves(layout: Layout, values: Values, changes: Changes, slips: Mapping[str, Slip]) -> Iterator[Move]:
    """Every slip between cells that explains some of `changes` together; `slips` are those of single cells."""
    cells = [cell for cell in changes if cell in layout.position]
    for row in {layout.position[cell][0] for cell in cells}:
        yield from _shifts(layout, values, changes, row)
    for number, first in enumerate(cells):
        for second in cells[number + 1 :]:
            yield from _pair(layout, values, changes, first, second)
            if changes[first] == changes[second] and layout.row_total(first) == second:
                # A total is added up from its parts: wrong with one of them, it is not another slip.
                yield Move((first, second), slips[first].code, slips[first].cost + 0.5)
    yield from _twice(layout, values, changes)


def _shifts(layout: Layout, values: Values, changes: Changes, row: int) -> Iterator[Move]:
    line = layout.rows[row]
    changed = tuple(cell for cell in line if cell in changes)
    if len(changed) < 3 or any(cell not in values for cell in line):
        return
    old = [values[cell] for cell in line]
    new = [values[cell] + changes.get(cell, 0) for cell in line]
    if new[:-1] == old[1:] or new[1:] == old[:-1]:
        yield Move(changed, "row_shifted", 4.0)


def _pair(layout: Layout, values: Values, changes: Changes, first: str, second: str) -> Iterator[Move]:
    (row, column), (other_row, other_column) = layout.position[first], layout.position[second]
    if row != other_row and column != other_column:
        return
    pair, line = (first, second), "column" if row == other_row else "row"
    close = abs(row - other_row) + abs(column - other_column) == 1
    old = values[first], values[second]
    new = old[0] + changes[first], old[1] + changes[second]
    if close and new == old[::-1]:
        yield Move(pair, f"neighbour_{line}", 3.0)
    if close and line == "column":
        yield from _reading(pair, old, new)
    if changes[first] == -changes[second]:
        amount = abs(changes[first])
        yield Move(pair, f"other_{line}", 3.5 if close else 4.5, {"amount": amount})


def _reading(pair: tuple[str, str], old: tuple[Number, Number], new: tuple[Number, Number]) -> Iterator[Move]:
    """Neighbouring figures that the reader may have run together, or one that it may have cut."""
    joined, parted = "".join(map(str, new)), "".join(map(str, old))
    if all(new) and 0 in old and joined in map(str, old):
        yield Move(pair, FUSED.code, FUSED.cost)
    if all(old) and 0 in new and parted in map(str, new):
        yield Move(pair, "cell_split", 2.0)


def _twice(layout: Layout, values: Values, changes: Changes) -> Iterator[Move]:
    """The same requests under （六）其他处理 and again under 结转: one of the two is too many, with its totals."""
    for outgo in layout.outgo:
        for cell in (cell for cell in layout.rows[outgo] if cell in changes and layout.row_total(cell)):
            total, amount = str(layout.row_total(cell)), -changes[cell]
            other = _other(layout, values, cell, amount)
            if amount > 0 and other is not None and changes.get(total) == -amount:
                params = {"amount": amount, "first": other, "second": cell}
                yield Move((cell, total), "counted_twice", 3.0 if values[other] == amount else 5.0, params)
    for other_row in layout.other:
        for cell in (cell for cell in layout.rows[other_row] if cell in changes and layout.row_total(cell)):
            amount = -changes[cell]
            column = layout.position[cell][1]
            rows = [other_row, *layout.processed]
            wanted = tuple(layout.rows[row][at] for row in rows for at in (column, -1))
            carried_out = layout.rows[layout.outgo[0]][column]
            carried = values.get(carried_out, 0) >= amount > 0
            if carried and all(changes.get(each) == -amount for each in wanted):
                yield Move(wanted, "counted_twice", 4.0, {"amount": amount, "first": cell, "second": carried_out})


def _other(layout: Layout, values: Values, cell: str, amount: Number) -> str | None:
    """The cell of （六）其他处理 in the column of `cell` that holds `amount`, or at least as much."""
    column = layout.position[cell][1]
    cells = [layout.rows[row][column] for row in layout.other if layout.rows[row][column] in values]
    holding = [each for each in cells if values[each] >= amount]
    return min(holding, key=lambda each: values[each] != amount, default=None)


def counterparts(layout: Layout, values: Values, changes: Changes) -> Iterator[Changes]:
    """For requests counted twice that `changes` take out of 结转: what takes them out of 其他处理 instead."""
    for move in _twice(layout, values, changes):
        if move.cells[0] not in changes or layout.position[move.cells[0]][0] not in layout.outgo:
            continue
        column = layout.position[move.cells[0]][1]
        other_row = layout.position[str(move.params["first"])][0]
        rows = [other_row, *layout.processed]
        rest = {cell: amount for cell, amount in changes.items() if cell not in move.cells}
        added = {layout.rows[row][at]: changes[move.cells[0]] for row in rows for at in (column, -1)}
        if not rest.keys() & added.keys():
            yield {**rest, **added}
