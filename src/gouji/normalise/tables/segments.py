"""Find the official tables among the grids: a table may be split over grids, several may stand in one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from gouji.model import Document, Grid
from gouji.normalise.tables.entries import grid_rows
from gouji.normalise.tables.kinds import Kind, Role, classify
from gouji.normalise.tables.serial import without_serials

# All three tables in one grid have less than a hundred rows; a grid with so many is a listing.
_MOST_ROWS = 2000


@dataclass(slots=True)
class Segment:
    """Consecutive rows of one grid that belong to one table; `table` is None for figures that no label precedes."""

    table: str | None
    block: int
    kinds: list[Kind] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        """The form's rows that are printed in it."""
        return [kind.key for kind in self.kinds if kind.role is Role.ROW and kind.key]


def segments(document: Document) -> list[Segment]:
    """The parts of the document's grids that belong to official tables, in reading order."""
    return [
        segment
        for block, grid in enumerate(document.blocks)
        if isinstance(grid, Grid) and len(grid.rows) <= _MOST_ROWS
        for segment in _of_grid(grid, block)
    ]


def _of_grid(grid: Grid, block: int) -> Iterator[Segment]:
    current: Segment | None = None
    for row in without_serials(list(grid_rows(grid, block))):
        kind = classify(row)
        if kind.role is Role.CHAPTER:
            if current:
                yield current
            current = None
        elif current is None or _begins_another(kind, current):
            if current and current.table:
                yield current
            # Of the rows before a table's first only figures can matter: those of table four may have lost their head.
            current = Segment(kind.table, block, [kind]) if kind.table or kind.role is Role.FIGURES else None
        elif _fills(kind, current.kinds[-1]):
            current.kinds[-1] = replace(current.kinds[-1], rest=kind.rest)
        else:
            current.kinds.append(kind)
    if current:
        yield current


def _fills(kind: Kind, before: Kind) -> bool:
    """Whether a dump prints the figures of the row before on a line of their own."""
    label_alone = before.role is Role.ROW and before.row.ragged and not before.rest
    return label_alone and kind.role is Role.FIGURES and bool(kind.row.texts)


def _begins_another(kind: Kind, current: Segment) -> bool:
    """Whether `kind` is of another table than `current`. A bare 总计 is of the table it stands in."""
    return kind.table not in (None, current.table) and not (current.table and kind.could_be_anywhere)


def instances(parts: list[Segment]) -> list[list[Segment]]:
    """`parts` of one table put together: a new one begins where a row comes that the one before has already."""
    found: list[list[Segment]] = []
    seen: set[str] = set()
    for part in parts:
        keys = set(part.keys)
        if not found or seen & keys:
            found.append([])
            seen = set()
        found[-1].append(part)
        seen |= keys
    return found
