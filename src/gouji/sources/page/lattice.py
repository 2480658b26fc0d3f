"""Ruling lines to tables: lines that meet make a lattice; its fields that no wall parts are one cell.

The walls decide, so a cell that spans rows and columns needs no other mark than the lines that are not there, and a
table that is open at the sides still has its cells.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gouji.sources.page.geometry import Box, Glyph, Page, Point, Stroke
from gouji.sources.page.strokes import NEAR, joined

_MOST_FIELDS = 40_000
_MOST_TABLES = 50


@dataclass(frozen=True, slots=True)
class CellBox:
    """A cell's place on its table's lattice: lines `left` to `right` and `top` to `bottom`, counted from 0."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table on a page: where its lattice's lines stand, and its cells in reading order."""

    across: tuple[float, ...]
    down: tuple[float, ...]
    cells: tuple[CellBox, ...]

    @property
    def box(self) -> Box:
        """The table's outline."""
        return Box(self.across[0], self.down[0], self.across[-1], self.down[-1])

    def box_of(self, cell: CellBox) -> Box:
        """Where `cell` stands on the page."""
        return Box(self.across[cell.left], self.down[cell.top], self.across[cell.right], self.down[cell.bottom])

    def shared_out(self, placed: Iterable[tuple[Glyph, Point]]) -> list[list[Glyph]]:
        """Characters, of which each stands in the table in the place that comes with it, by the cells they stand in."""
        home = {
            (row, column): index
            for index, cell in enumerate(self.cells)
            for row in range(cell.top, cell.bottom)
            for column in range(cell.left, cell.right)
        }
        inside: list[list[Glyph]] = [[] for _ in self.cells]
        for glyph, (x, y) in placed:
            inside[home[_field(self.down, y), _field(self.across, x)]].append(glyph)
        return inside


def _field(lines: tuple[float, ...], place: float) -> int:
    return min(max(bisect_right(lines, place) - 1, 0), len(lines) - 2)


def nearest(place: float, lines: Sequence[float]) -> int:
    """Which of `lines`, which are in order, stands nearest to `place`; the first of two that do."""
    after = bisect_left(lines, place)
    if after == len(lines) or (after and place - lines[after - 1] <= lines[after] - place):
        return after - 1
    return after


def ruled_tables(page: Page) -> list[RuledTable]:
    """The tables that lines draw on `page`, from top to bottom. A single frame is none: it has one cell."""
    groups = sorted(_meeting(joined(page.strokes)), key=len, reverse=True)[:_MOST_TABLES]
    printed = [glyph.middle for glyph in page.glyphs] if groups else []
    tables = [table for group in groups if (table := _table(group, printed)) and len(table.cells) > 1]
    return sorted(tables, key=lambda table: (table.box.top, table.box.left))


def _meeting(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    """`strokes` in groups of those that hang together."""
    lying = [stroke for stroke in strokes if not stroke.upright]
    group_of = list(range(len(lying)))

    def root(index: int) -> int:
        while group_of[index] != index:
            group_of[index] = group_of[group_of[index]]
            index = group_of[index]
        return index

    standing: list[tuple[Stroke, int]] = []
    alone: list[Stroke] = []
    for stroke in strokes:
        if not stroke.upright:
            continue
        met = [index for index, other in enumerate(lying) if _meet(stroke, other)]
        for index in met[1:]:
            group_of[root(index)] = root(met[0])
        if met:
            standing.append((stroke, met[0]))
        else:
            alone.append(stroke)
    groups: dict[int, list[Stroke]] = {}
    for index, stroke in enumerate(lying):
        groups.setdefault(root(index), []).append(stroke)
    for stroke, index in standing:
        groups[root(index)].append(stroke)
    found = [group for group in groups.values() if any(stroke.upright for stroke in group)]
    return [[*group, *(stroke for stroke in alone if _stands_beside(stroke, group))] for group in found]


def _stands_beside(stroke: Stroke, group: Sequence[Stroke]) -> bool:
    """Whether an upright line that meets no other is a side of a cell as high as the table is on this page."""
    top = min(other.start for other in group if other.upright)
    bottom = max(other.end for other in group if other.upright)
    return (
        stroke.start > top - 4 * NEAR
        and stroke.end < bottom + 4 * NEAR
        and (stroke.end - stroke.start > 0.9 * (bottom - top))
    )


def _meet(standing: Stroke, lying: Stroke) -> bool:
    return (
        lying.start - NEAR <= standing.at <= lying.end + NEAR
        and standing.start - NEAR <= lying.at <= standing.end + NEAR
    )


def _table(strokes: Sequence[Stroke], printed: Sequence[Point]) -> RuledTable | None:
    across, down = _lines(strokes, printed, upright=True), _lines(strokes, printed, upright=False)
    if len(across) < 2 or len(down) < 2 or (len(across) - 1) * (len(down) - 1) > _MOST_FIELDS:
        return None
    walls = _Walls(strokes, across, down)
    return RuledTable(across, down, tuple(walls.cells()))


def _lines(strokes: Sequence[Stroke], printed: Sequence[Point], *, upright: bool) -> tuple[float, ...]:
    """Where lines of the lattice stand: the strokes of one direction.

    Where the others reach beyond them the table is open: it has cells there if something is printed. (A cell beside
    many rows goes on to the end of the page even when the row that comes next stands overleaf.)
    """
    lines: list[float] = []
    for place in sorted(stroke.at for stroke in strokes if stroke.upright is upright):
        if not lines or place - lines[-1] > NEAR:
            lines.append(place)
    others = [stroke for stroke in strokes if stroke.upright is not upright]
    if not lines or not others:
        return tuple(lines)
    ends = min(stroke.start for stroke in others), max(stroke.end for stroke in others)
    sides = min(stroke.at for stroke in others), max(stroke.at for stroke in others)
    along, across = (0, 1) if upright else (1, 0)

    def prints_between(start: float, end: float) -> bool:
        return start < end and any(
            start < point[along] < end and sides[0] < point[across] < sides[1] for point in printed
        )

    before = [ends[0]] if prints_between(ends[0], lines[0]) else []
    behind = [ends[1]] if prints_between(lines[-1], ends[1]) else []
    return (*before, *lines, *behind)


class _Walls:
    """Which fields of a lattice have a wall at their right and their lower side, and what cells that leaves."""

    def __init__(self, strokes: Sequence[Stroke], across: tuple[float, ...], down: tuple[float, ...]) -> None:
        self._columns, self._rows = len(across) - 1, len(down) - 1
        self._right: set[tuple[int, int]] = set()
        self._below: set[tuple[int, int]] = set()
        for stroke in strokes:
            lines, fields = (across, down) if stroke.upright else (down, across)
            line = nearest(stroke.at, lines)
            for field in range(len(fields) - 1):
                if _covers(stroke, fields[field], fields[field + 1]):
                    if stroke.upright:
                        self._right.add((field, line - 1))
                    else:
                        self._below.add((line - 1, field))

    def cells(self) -> list[CellBox]:
        """The rectangles of fields between which no wall stands, in reading order."""
        taken: set[tuple[int, int]] = set()
        found: list[CellBox] = []
        for row in range(self._rows):
            for column in range(self._columns):
                if (row, column) not in taken:
                    cell = self._grown(row, column, taken)
                    taken.update((r, c) for r in range(cell.top, cell.bottom) for c in range(cell.left, cell.right))
                    found.append(cell)
        return found

    def _grown(self, top: int, left: int, taken: set[tuple[int, int]]) -> CellBox:
        """The largest cell with that corner: as wide as its first row is open, as high as it stays open and as wide."""
        right = left + 1
        while right < self._columns and (top, right - 1) not in self._right and (top, right) not in taken:
            right += 1
        bottom = top + 1
        while bottom < self._rows and self._is_open(bottom, left, right, taken):
            bottom += 1
        return CellBox(left, top, right, bottom)

    def _is_open(self, row: int, left: int, right: int, taken: set[tuple[int, int]]) -> bool:
        """Whether the fields of `row` between two lines belong to the cell above them."""
        return all(
            (row - 1, column) not in self._below
            and (row, column) not in taken
            and (column == right - 1 or (row, column) not in self._right)
            for column in range(left, right)
        )


def _covers(stroke: Stroke, start: float, end: float) -> bool:
    """Whether `stroke` runs along the field's side: along most of it, for drawn lines stop short of each other."""
    return min(stroke.end, end) - max(stroke.start, start) > 0.6 * (end - start)
