"""Typical slips, put into balanced figures at random: what people and readers do to numbers."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from kit.faults import with_cell
from kit.figures import Figures, Value

Fault = Mapping[str, Value]
"""What one slip leaves in the cells that it changes."""


def draw(figures: Figures, kind: str, count: int, chooser: random.Random) -> tuple[Fault, ...] | None:
    """`count` slips of `kind` that share no cell; None when the figures have no room for so many."""
    possible = [fault for fault in KINDS[kind](figures) if _is_fault(figures, fault)]
    chooser.shuffle(possible)
    chosen: list[Fault] = []
    for fault in possible:
        if len(chosen) < count and all(fault.keys().isdisjoint(other) for other in chosen):
            chosen.append(fault)
    return tuple(chosen) if len(chosen) == count else None


def inject(figures: Figures, faults: Sequence[Fault]) -> Figures:
    """The figures with all of `faults` in them."""
    for fault in faults:
        for cell, value in fault.items():
            figures = with_cell(figures, cell, value)
    return figures


def _is_fault(figures: Figures, fault: Fault) -> bool:
    """Whether every cell of the fault holds another number than it did; figures differ, blank or 0 is the same."""
    return bool(fault) and all((value or 0) != (figures.number(cell) or 0) for cell, value in fault.items())


def _counts(figures: Figures) -> Iterator[tuple[str, int]]:
    """The cells of tables three and four that hold a number other than 0."""
    for key, cell in figures.form_cells().items():
        value = figures.number(key) if cell.table != "disclosure" else None
        if value:
            yield key, int(value)


def _rows(figures: Figures, table: str) -> list[list[str]]:
    """The cells of a table by row, without those of lines that are not printed."""
    rows: dict[str, list[str]] = {}
    for key, cell in figures.form_cells().items():
        if cell.table == table and not figures.is_absent(cell):
            rows.setdefault(cell.row, []).append(key)
    return list(rows.values())


def _number(figures: Figures, key: str) -> int:
    return int(figures.number(key) or 0)


def _transposed(figures: Figures) -> Iterator[Fault]:
    for key, value in _counts(figures):
        digits = str(value)
        for at in range(len(digits) - 1):
            swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
            if swapped[0] != "0":
                yield {key: int(swapped)}


def _digit_changed(figures: Figures) -> Iterator[Fault]:
    for key, value in _counts(figures):
        digits = str(value)
        for at in range(len(digits)):
            for digit in "0123456789":
                changed = digits[:at] + digit + digits[at + 1 :]
                if changed[0] != "0" or len(changed) == 1:
                    yield {key: int(changed)}


def _digit_dropped(figures: Figures) -> Iterator[Fault]:
    for key, value in _counts(figures):
        digits = str(value)
        if len(digits) > 1:
            yield from ({key: int(digits[:at] + digits[at + 1 :])} for at in range(len(digits)))


def _digit_doubled(figures: Figures) -> Iterator[Fault]:
    for key, value in _counts(figures):
        digits = str(value)
        yield from ({key: int(digits[: at + 1] + digits[at:])} for at in range(len(digits)))


def _sign(figures: Figures) -> Iterator[Fault]:
    return ({key: -value} for key, value in _counts(figures))


def _ten_thousand(figures: Figures) -> Iterator[Fault]:
    return ({key: value / 10_000} for key, value in _counts(figures))


def _left_blank(figures: Figures) -> Iterator[Fault]:
    return ({key: None} for key, _ in _counts(figures) if not figures.form_cells()[key].parts)


def _total_empty(figures: Figures) -> Iterator[Fault]:
    return ({key: 0} for key, _ in _counts(figures) if figures.form_cells()[key].parts)


def _total_not_updated(figures: Figures) -> Iterator[Fault]:
    """A part was put in, and its total still leaves it out."""
    for key, value in _counts(figures):
        for part in {part for parts in figures.form_cells()[key].parts for part in parts}:
            if 0 < _number(figures, part) < value:
                yield {key: value - _number(figures, part)}


def _neighbour_column(figures: Figures) -> Iterator[Fault]:
    for table in ("requests", "disputes"):
        for row in _rows(figures, table):
            yield from (_swapped(figures, *pair) for pair in pairwise(row))


def _neighbour_row(figures: Figures) -> Iterator[Fault]:
    rows = _rows(figures, "requests")
    for above, below in pairwise(rows):
        yield from (_swapped(figures, *pair) for pair in zip(above, below, strict=True))


def _swapped(figures: Figures, first: str, second: str) -> Fault:
    return {first: _number(figures, second), second: _number(figures, first)}


def _row_shifted(figures: Figures) -> Iterator[Fault]:
    """A row of table three stands one column too far to the right or to the left."""
    for row in _rows(figures, "requests"):
        old = [_number(figures, key) for key in row]
        if any(old):
            for new in ([0, *old[:-1]], [*old[1:], 0]):
                yield {key: after for key, before, after in zip(row, old, new, strict=True) if before != after}


def _counted_twice(figures: Figures) -> Iterator[Fault]:
    """Requests under （六）其他处理 are carried out to the next year as well."""
    for key, value in _counts(figures):
        _, row, column = key.split(".")
        if row.startswith("other") and column != "total":
            carried = [f"requests.carried_out.{each}" for each in (column, "total")]
            yield {each: _number(figures, each) + value for each in carried}


def _cells_fused(figures: Figures) -> Iterator[Fault]:
    """The reader ran two neighbouring figures together into the first cell."""
    for row in _rows(figures, "requests"):
        for first, second in pairwise(row[:-1]):
            # A blank total would be unknown, and nothing would fail by it.
            if _number(figures, first) and _number(figures, second) and not figures.form_cells()[second].parts:
                yield {first: int(f"{_number(figures, first)}{_number(figures, second)}"), second: None}


KINDS: Mapping[str, Callable[[Figures], Iterator[Fault]]] = {
    "transposed": _transposed,
    "digit_changed": _digit_changed,
    "digit_dropped": _digit_dropped,
    "digit_doubled": _digit_doubled,
    "sign": _sign,
    "ten_thousand": _ten_thousand,
    "left_blank": _left_blank,
    "total_empty": _total_empty,
    "total_not_updated": _total_not_updated,
    "neighbour_column": _neighbour_column,
    "neighbour_row": _neighbour_row,
    "row_shifted": _row_shifted,
    "counted_twice": _counted_twice,
    "cells_fused": _cells_fused,
}
