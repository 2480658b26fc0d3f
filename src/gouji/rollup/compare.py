"""A parent's own figures beside the sums of its children."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gouji.rollup.figures import Figure
from gouji.rollup.sums import RollUp


@dataclass(frozen=True, slots=True)
class Comparison:
    """One cell of a parent. `reported` and `summed` are None where the figure cannot be used.

    `largest` is the largest figure of a child, known however many others are missing; None without any.
    """

    cell: str
    reported: Decimal | None
    summed: Decimal | None
    largest: Decimal | None


def compare(rollup: RollUp) -> list[Comparison]:
    """Every cell of a parent that has a report; nothing for one that has none."""
    if rollup.reported is None:
        return []
    return [_compared(rollup, key, rollup.reported[key]) for key in rollup.cells]


def _compared(rollup: RollUp, key: str, reported: Figure) -> Comparison:
    cell = rollup.cells[key]
    known = [figure.value for figure in cell.figures if figure.value is not None]
    return Comparison(key, reported.value, cell.value, max(known, default=None))
