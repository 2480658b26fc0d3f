"""The figures of a report's tables that the prose can be compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gouji.form import load_edition
from gouji.model import CellState, ClaimReading, Report
from gouji.normalise.claims.quantities import Terms
from gouji.normalise.usable import usable_value


def tidy(value: float) -> float:
    """A number as it is kept: whole where it is whole, six places otherwise."""
    return int(value) if float(value).is_integer() else round(value, 6)


@dataclass(frozen=True, slots=True)
class Figures:
    """The usable values of a report's cells; None for a cell that is there and cannot be used."""

    values: Mapping[str, float | None]
    missing: frozenset[str] = field(default_factory=frozenset)

    def reading(self, terms: Terms) -> ClaimReading | None:
        """What a sum of cells comes to; None where the report's form has no such cells."""
        total: float | None = 0
        for cell, sign in terms:
            if cell not in self.values and cell.split(".")[0] not in self.missing:
                return None
            value = self.values.get(cell)
            total = None if total is None or value is None else total + value * sign
        return ClaimReading(terms, None if total is None else tidy(total))


def figures_of(report: Report) -> Figures:
    """The figures of a report's tables."""
    values: dict[str, float | None] = {}
    for table in report.tables.values():
        forms = load_edition(table.edition).tables[table.name].cells
        for key, cell in table.cells.items():
            is_number = cell.state is CellState.NUMBER
            values[key] = cell.value if is_number else usable_value(cell, forms[key], table.cells)
    missing = frozenset(load_edition("2021").tables) - frozenset(report.tables)
    return Figures(values, missing)
