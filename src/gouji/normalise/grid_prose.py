"""Prose inside the grids of the official tables: a page that prints chapters' titles as rows of one long table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.model import Block, Grid, GridCell, Paragraph
from gouji.normalise.tables.entries import grid_row
from gouji.normalise.tables.kinds import Role, classify

# A row with one text of at least this length that the form does not know is prose; 单位：件 is not.
_SHORTEST_PROSE = 20


def with_prose_of_grids(blocks: Sequence[Block], used: frozenset[int]) -> tuple[list[Block], frozenset[int]]:
    """`blocks` with the grids at `used` parted at rows of prose, which become paragraphs; and where grids stand now."""
    laid: list[Block] = []
    places: set[int] = set()
    for index, block in enumerate(blocks):
        pieces = list(_parted(block, index)) if index in used and isinstance(block, Grid) else [block]
        places |= {len(laid) + n for n, piece in enumerate(pieces) if index in used and isinstance(piece, Grid)}
        laid += pieces
    return laid, frozenset(places)


def _is_one_text(row: Sequence[GridCell | None]) -> bool:
    shown = ""
    for cell in row:
        if cell is None or cell.text in ("", shown):
            continue
        if shown:
            return False
        shown = cell.text
    return shown != ""


def _parted(grid: Grid, index: int) -> Iterator[Block]:
    start = 0
    for number, cells in enumerate(grid.rows):
        if not _is_one_text(cells):
            continue
        row = grid_row(grid, index, number)
        text, kind = row.texts[0], classify(row).role
        if kind is Role.CHAPTER or (kind is Role.UNKNOWN and len(text) >= _SHORTEST_PROSE):
            if number > start:
                yield Grid(grid.rows[start:number], grid.at, grid.ragged)
            yield Paragraph(text, row.at, heading=kind is Role.CHAPTER)
            start = number + 1
    if start == 0 or start < len(grid.rows):
        yield Grid(grid.rows[start:], grid.at, grid.ragged) if start else grid
