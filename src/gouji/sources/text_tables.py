"""Tables that an HTML page prints as text: paragraphs or preformatted lines with bars between the cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count, groupby

from gouji.model import Block, Grid, GridCell, Paragraph
from gouji.sources.html_furniture import Laid
from gouji.sources.rows import Line, grid, separator

# A line or two with bars is a path of links or a footer.
_FEWEST_ROWS = 3


def with_text_tables(laid: Sequence[Laid]) -> tuple[Block, ...]:
    """The blocks of `laid`, runs of text rows made into grids and the grids numbered in reading order."""
    blocks: list[Block] = []
    for mark, grouped in groupby(laid, key=_mark):
        run = list(grouped)
        if mark and len(run) >= _FEWEST_ROWS:
            blocks.append(grid([Line(item.raw, item.block.at.line) for item in run], mark, 1))
        else:
            blocks.extend(item.block for item in run)
    return numbered(blocks)


def _mark(item: Laid) -> str | None:
    return separator(item.raw) if isinstance(item.block, Paragraph) and not item.block.heading else None


def numbered(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` with their grids numbered in reading order."""
    numbered: list[Block] = []
    table = 0
    for block in blocks:
        if isinstance(block, Grid):
            table += 1
            block = _as_table(block, table)
        numbered.append(block)
    return tuple(numbered)


def counted(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """`blocks` with their paragraphs numbered in reading order, for formats that have neither pages nor lines."""
    ordinal = count(1)
    return tuple(
        replace(block, at=block.at._replace(paragraph=next(ordinal))) if isinstance(block, Paragraph) else block
        for block in blocks
    )


def _as_table(made: Grid, table: int) -> Grid:
    """`made` with the table's number in every place; a cell that spans positions stays one object."""
    if made.at.table == table:
        return made
    renumbered: dict[int, GridCell] = {}
    for cell in (cell for row in made.rows for cell in row if cell is not None):
        if id(cell) not in renumbered:
            renumbered[id(cell)] = cell._replace(at=cell.at._replace(table=table))
    rows = tuple(tuple(None if cell is None else renumbered[id(cell)] for cell in row) for row in made.rows)
    return replace(made, rows=rows, at=made.at._replace(table=table))
