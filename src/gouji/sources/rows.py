"""Tables that are printed as text: `a | b | c`, Markdown, full-width bars, tabs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from gouji.model import Block, Grid, GridCell, Locator, Paragraph
from gouji.sources.white import collapse

_BARS = re.compile("[|｜│┃]")
_RULE = re.compile(r"[\s|｜│┃┼├┤+:=─━-]+")
_FIGURE = re.compile(r"[\s\d,.，．０-９+－-]*")
# A cell of the form holds a label or a figure; a bar in running text stands between longer stretches.
_LONGEST_CELL = 200
_MOST_CELLS = 200
_FEWEST_ROWS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with its number in the file."""

    text: str
    number: int | None


def gather(lines: Iterable[Line]) -> Iterator[Block]:
    """`lines` as blocks: consecutive rows become one grid, every other line that is not blank a paragraph."""
    table = 0
    for mark, run in groupby(_without_double_spacing(list(lines)), key=lambda line: separator(line.text)):
        if mark is None:
            yield from _paragraphs(run)
        else:
            table += 1
            yield grid(list(run), mark, table)


def _without_double_spacing(lines: list[Line]) -> list[Line]:
    """`lines` without blank ones where a blank line follows every row of every table."""
    rows = [number for number, line in enumerate(lines) if separator(line.text)]
    spaced = len(rows) >= _FEWEST_ROWS and all(after - before > 1 for before, after in pairwise(rows))
    return [line for line in lines if line.text.strip()] if spaced else lines


def _paragraphs(lines: Iterable[Line]) -> Iterator[Paragraph]:
    for line in lines:
        text = collapse(line.text)
        if text:
            yield Paragraph(text, Locator(line=line.number))


def separator(line: str) -> str | None:
    """What stands between the cells of `line`, `|` or a tab; None when it is prose."""
    if len(line) > _LONGEST_CELL * _MOST_CELLS or max(line.count("\t"), len(_BARS.findall(line))) > _MOST_CELLS:
        return None
    if _BARS.search(line):
        cells = [cell.strip() for cell in _BARS.split(line)]
        # Two stretches of words with a bar between are a footer or a path of links, not a row.
        is_row = len(cells) > 2 or any(_FIGURE.fullmatch(cell) for cell in cells)
        return "|" if is_row and max(map(len, cells)) <= _LONGEST_CELL else None
    return "\t" if _has_tabs_between(line) else None


def _has_tabs_between(line: str) -> bool:
    """Whether tabs part cells: one between two words, or several of which some may stand for blank cells."""
    return "\t" in line.strip() or (line.count("\t") > 1 and (not line.strip() or not line.startswith("\t")))


def grid(lines: list[Line], mark: str, table: int) -> Grid:
    """Rows whose cells are parted by `mark` as the document's grid number `table`.

    The grid is ragged (a position says only which cell of its line it is), unless it is Markdown's: those have columns.
    """
    split = _BARS.split if mark == "|" else re.compile("\t").split
    rows = [(line, split(line.text.strip() if mark == "|" else line.text.rstrip("\r\n"))) for line in lines]
    if mark == "|":
        rows = _without_frame(rows)
    printed = [(line, cells) for line, cells in rows if not _is_rule(line.text)]
    ruled = len(printed) < len(rows) and len({len(cells) for _, cells in printed}) == 1
    return Grid(
        tuple(
            tuple(
                GridCell(collapse(cell), Locator(table=table, row=row, column=column, line=line.number))
                for column, cell in enumerate(cells, start=1)
            )
            for row, (line, cells) in enumerate(printed, start=1)
        ),
        Locator(table=table, line=lines[0].number),
        ragged=not ruled,
    )


def _is_rule(line: str) -> bool:
    """Whether `line` draws a line between rows, as Markdown does under the head: |---|---|."""
    return ("--" in line or "──" in line or "━━" in line) and bool(_RULE.fullmatch(line))


def _without_frame(rows: list[tuple[Line, list[str]]]) -> list[tuple[Line, list[str]]]:
    """Rows without the outer bars, which stand at the end or in front of every row.

    A bar at the end or in front of a row among rows without means that its last or first cell is blank.
    """
    opened, closed = (all(not cells[end] for _, cells in rows) for end in (0, -1))
    return [
        (line, cells[1 if opened and len(cells) > 1 else 0 : -1 if closed and len(cells) > 1 else None])
        for line, cells in rows
    ]
