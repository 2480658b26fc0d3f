"""Which cell is probably wrong, and what it should probably be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from gouji.model.text import Text


class Confidence(StrEnum):
    """How sure a cause is: one smallest set of cells, one that stands out among several, or no telling."""

    CERTAIN = "certain"
    LIKELY = "likely"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that may be wrong: its figure as reported (None for a blank) and the figure that would fit.

    `slip` is the code of the typical slip that turns the one into the other, None when none does.
    """

    cell: str
    value: float | None
    suggested: float
    slip: str | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """A figure from elsewhere that agrees with a suggestion, and where it stands."""

    cell: str
    value: float
    text: Text


@dataclass(frozen=True, slots=True)
class Solution:
    """Cells whose change would make every relation of a cause hold. A suggestion: nothing is ever changed.

    `mended` has every cell of the cause's relations with the figure it would then hold.
    """

    cells: tuple[CellChange, ...]
    slip: str | None
    explanation: Text
    evidence: tuple[Support, ...]
    mended: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Cause:
    """Failing relations that one explanation covers: one story, not several accusations.

    `findings` are fingerprints; `solutions` the smallest explanations, the best first, empty when none was found.
    `minimal` is how many smallest explanations there are, which may be more than are listed; None when they were too
    many to count.
    """

    findings: tuple[str, ...]
    confidence: Confidence
    solutions: tuple[Solution, ...]
    minimal: int | None
