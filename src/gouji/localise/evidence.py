"""Figures from elsewhere that speak for or against a suggestion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gouji.model import CellChange, Support, Text


@dataclass(frozen=True, slots=True)
class Evidence:
    """What other sources say of a report's cells: cell → (figure, where it stands in words), several of each.

    For example last year's carried out for this year's carried in, a claim of the same scope in the prose, or the
    sum that the parent's report makes of its children.
    """

    figures: Mapping[str, tuple[tuple[float, Text], ...]] = field(default_factory=dict)

    def supports(self, change: CellChange) -> tuple[Support, ...]:
        """What agrees with the suggested figure."""
        stated = self.figures.get(change.cell, ())
        return tuple(Support(change.cell, value, text) for value, text in stated if value == change.suggested)

    def beside(self, other: Evidence) -> Evidence:
        """What both say."""
        cells = dict.fromkeys((*self.figures, *other.figures))
        return Evidence({cell: (*self.figures.get(cell, ()), *other.figures.get(cell, ())) for cell in cells})

    def contradicts(self, change: CellChange) -> bool:
        """Whether something agrees with the figure as reported."""
        return any(value == (change.value or 0) for value, _ in self.figures.get(change.cell, ()))


NO_EVIDENCE = Evidence()
