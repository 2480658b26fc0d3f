"""How the tables of a document were recognised, grid by grid: for people who ask why a cell is where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.model import Document, Grid, Locator
from gouji.normalise.tables.kinds import Kind, Role
from gouji.normalise.tables.segments import Segment, segments

_LONGEST_TEXT = 60


@dataclass(frozen=True, slots=True)
class RowSeen:
    """A row of a grid as the reader took it: what it printed, its role, and the key of the form's row it stands for.

    `role` is `head`, `section`, `row`, `group`, `figures`, `unknown`; `filled` how many cells stand after the label.
    """

    at: Locator
    role: str
    key: str | None
    label: str
    filled: int


@dataclass(frozen=True, slots=True)
class PartSeen:
    """Consecutive rows of a grid that were taken for one official table; None for figures without any label."""

    table: str | None
    rows: tuple[RowSeen, ...]


@dataclass(frozen=True, slots=True)
class GridSeen:
    """A grid of the document, its size in positions, and the official tables found in it, in order; often none."""

    at: Locator
    rows: int
    columns: int
    ragged: bool
    parts: tuple[PartSeen, ...]


def explain_grids(document: Document) -> tuple[GridSeen, ...]:
    """Every grid of `document` in reading order, with what was recognised in it."""
    found: dict[int, list[Segment]] = {}
    for segment in segments(document):
        found.setdefault(segment.block, []).append(segment)
    return tuple(
        _grid(block, found.get(number, [])) for number, block in enumerate(document.blocks) if isinstance(block, Grid)
    )


def _grid(grid: Grid, parts: Sequence[Segment]) -> GridSeen:
    columns = max((len(row) for row in grid.rows), default=0)
    seen = tuple(PartSeen(part.table, tuple(_row(kind) for kind in part.kinds if kind.row.texts)) for part in parts)
    return GridSeen(grid.at, len(grid.rows), columns, grid.ragged, seen)


def _row(kind: Kind) -> RowSeen:
    label = kind.label or (" | ".join(kind.row.texts) if kind.role is not Role.FIGURES else "")
    filled = sum(bool(entry.text) for entry in kind.rest)
    return RowSeen(kind.row.at, kind.role.value, kind.key, "".join(label.split())[:_LONGEST_TEXT], filled)
