"""Tables that a dump prints cell by cell, each on a line of its own: labels of the form, and figures behind them.

Blank cells leave no line, so the number of figures behind a label says whether they are all there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from itertools import groupby, pairwise

from gouji.form import EDITIONS, load_edition
from gouji.model import Block, Grid, GridCell, Locator, Paragraph
from gouji.sources.form_labels import bare, form_labels

_FIGURE = re.compile(
    r"[-+−减增]?[\d０-９][\d０-９,，.．]{0,15} ?[万亿]?[元件项个宗条份次]?(?:[（(][^（()）]{1,20}[)）])?"
    r"|[-/—]{1,2}|无|不适用"
)
_NUMBERED = re.compile(
    r"[（(][一二三四五六七][)）][^。；]{2,40}|[一二三四]、[^。；]{4,40}|[1-8][.．、][^\d][^。；]{1,60}"
)
_HEADING = re.compile("(?:情况|事项|措施|举措)$")
_SECTION = re.compile("第二十条第.项")
_FEWEST_FIGURES = 1
_FEWEST_LABELS = 3


class Line(StrEnum):
    """What a line of such a dump is."""

    FIGURE = "figure"
    HEAD = "head"
    GROUP = "group"
    ROW = "row"


def with_cell_lines(blocks: Sequence[Block]) -> Iterator[Block]:
    """`blocks` with runs of such lines made into ragged grids; tables are numbered afterwards."""
    kinds = [_kind(block) for block in blocks]
    # A label worded otherwise than the form's is one where figures follow; a heading or a point of the prose is none.
    named = [
        kind or (Line.ROW if after is Line.FIGURE and _is_numbered(block) else None)
        for block, (kind, after) in zip(blocks, pairwise([*kinds, None]), strict=True)
    ]
    for is_cell, grouped in groupby(zip(blocks, named, strict=True), key=lambda each: each[1] is not None):
        run = list(grouped)
        cells = [(block, kind) for block, kind in run if isinstance(block, Paragraph) and kind]
        yield from _read(cells) if is_cell else [block for block, _ in run]


def _is_numbered(block: Block) -> bool:
    if not isinstance(block, Paragraph) or _HEADING.search(block.text):
        return False
    return bool(_NUMBERED.fullmatch(block.text))


def _kind(block: Block) -> Line | None:
    if not isinstance(block, Paragraph):
        return None
    if _FIGURE.fullmatch(block.text):
        return Line.FIGURE
    label = bare(block.text)
    return _labels_of_rows().get(label, Line.HEAD) if label in form_labels() else None


@cache
def _labels_of_rows() -> dict[str, Line]:
    """What the labels beside figures are: the last before them names the row, those further left its groups."""
    found: dict[str, Line] = {}
    layouts = [table.layout for name in EDITIONS for table in load_edition(name).tables.values()]
    for row in (row for layout in layouts for row in layout if any(cell.cell for cell in row)):
        labels = [bare(cell.text) for cell in row if cell.text]
        found |= {label: Line.GROUP for label in labels[:-1] if found.get(label) is not Line.ROW}
        found |= dict.fromkeys(labels[-1:], Line.ROW)
    return found


def _read(run: Sequence[tuple[Paragraph, Line]]) -> Iterator[Block]:
    labels = sum(bare(block.text) in form_labels() for block, _ in run)
    if sum(kind is Line.FIGURE for _, kind in run) < _FEWEST_FIGURES or labels < _FEWEST_LABELS:
        yield from (block for block, _ in run)
        return
    rows: list[list[Paragraph]] = []
    before: Line | None = None
    for block, kind in run:
        again = bool(rows) and kind is not Line.FIGURE and bare(rows[-1][-1].text) == bare(block.text)
        if before is None or not (again or _goes_on(before, kind) or _is_head_of_one_row(before, kind, block)):
            rows.append([])
        rows[-1].append(block)
        before = kind
    for is_loose, grouped in groupby(rows, key=lambda row: _kind(row[0]) is Line.HEAD and not _is_single_head(row[-1])):
        parted = list(grouped)
        yield from [block for row in parted for block in row] if is_loose else [_grid(parted)]


def _goes_on(before: Line, kind: Line) -> bool:
    """Whether a line goes on with the row of the one before."""
    if kind is Line.FIGURE:
        return before is not Line.HEAD
    return before is Line.GROUP and kind in (Line.GROUP, Line.ROW)


def _is_head_of_one_row(before: Line, kind: Line, block: Paragraph) -> bool:
    """Whether a name of a column follows another in a head of one row; in heads of several the order says nothing."""
    return before is kind is Line.HEAD and _is_single_head(block)


def _is_single_head(block: Paragraph) -> bool:
    label = bare(block.text)
    return label in _single_heads() or bool(_SECTION.fullmatch(label))


@cache
def _single_heads() -> frozenset[str]:
    """The columns of table two, whose heads have one row."""
    layouts = [load_edition(name).tables["disclosure"].layout for name in EDITIONS]
    return frozenset(bare(cell.text) for layout in layouts for row in layout for cell in row[1:] if cell.text)


def _grid(rows: Sequence[Sequence[Paragraph]]) -> Grid:
    laid = tuple(
        tuple(
            GridCell(block.text, Locator(table=1, row=row, column=column, line=block.at.line))
            for column, block in enumerate(blocks, start=1)
        )
        for row, blocks in enumerate(rows, start=1)
    )
    return Grid(laid, Locator(table=1, line=rows[0][0].at.line), ragged=True)
