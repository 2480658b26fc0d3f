"""Tables that a dump has flattened to lines: a label of the form and figures, with nothing between the cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from gouji.form import EDITIONS, load_edition
from gouji.model import Block, Grid, GridCell, Locator
from gouji.sources.form_labels import bare, form_labels

_SPLIT = re.compile(r"(?P<label>.{0,100}?[^\d\s.,])[\s:：]*(?P<figures>\d[\d\s.,]{0,100})")
_FIGURES = re.compile(r"[\d\s]{5,100}")
# Worded otherwise than the form, but numbered as its rows are and followed by the figures of one.
_NUMBERED_ROW = re.compile(r"(?:[（(]?[一二三四五六七][)）、]|\d[.．、])[^。；]{2,60}")
_FIGURES_OF_ROW = re.compile(r"(?:\d\s*){7,}")
# A serial number before a label: before an ordinal of the form, or before a row of table two, which has none.
_SERIAL = re.compile(r"(?P<serial>[(（]?\d{1,2}[)）]?[.．、]?)\s+(?P<rest>\S.*)")
_ORDINAL = re.compile(r"[一二三四]、|[（(][一二三四五六七][）)]|\d[.．、]")
_LONGEST = 200
_FEWEST_LINES = 3
_SHORTEST_END = 5


def with_label_lines(blocks: Sequence[Block]) -> Iterator[Block]:
    """`blocks` with runs of such lines made into ragged grids."""
    for is_row, grouped in groupby(blocks, key=lambda block: bool(_cells(block))):
        run = list(grouped)
        rows = [(block, _cells(block)) for block in run]
        filled = any(_FIGURES.fullmatch(cells[-1]) or len(cells) > 1 for _, cells in rows if cells)
        if is_row and filled and len(run) >= _FEWEST_LINES:
            yield _grid(rows)
        else:
            yield from run


def _cells(block: Block) -> list[str]:
    """The cells of a line: label and figures, figures alone, or names of columns; empty for anything else."""
    if isinstance(block, Grid) or len(block.text) > _LONGEST:
        return []
    if _FIGURES.fullmatch(block.text):
        return block.text.split()
    numbered = _SERIAL.fullmatch(block.text)
    if numbered and (row := _labelled(numbered["rest"])) and _takes_serial(row[0]):
        return [numbered["serial"], *row]
    return _labelled(block.text)


def _labelled(text: str) -> list[str]:
    found = _SPLIT.fullmatch(text)
    if found and (_is_label(bare(found["label"])) or _is_numbered_row(found)):
        return [found["label"].strip(), *found["figures"].split()]
    label, *rest = text.split()
    if rest and bare(label) in form_labels() and any(map(str.isdecimal, "".join(rest))):
        return [label, *rest]
    return text.split() if _is_labels(bare(text)) else []


def _takes_serial(label: str) -> bool:
    """Whether a number before `label` is no ordinal of its own."""
    return bool(_ORDINAL.match(label)) or bare(label) in _rows_of_table_two()


@cache
def _rows_of_table_two() -> frozenset[str]:
    return frozenset(bare(row.label) for name in EDITIONS for row in load_edition(name).tables["disclosure"].rows)


def _is_numbered_row(found: re.Match[str]) -> bool:
    return bool(_NUMBERED_ROW.fullmatch(found["label"]) and _FIGURES_OF_ROW.fullmatch(found["figures"]))


def _is_label(text: str) -> bool:
    """Whether `text` is a label of the form, perhaps with that of its group before it."""
    return text in form_labels() or any(text.endswith(label) for label in form_labels() if len(label) >= _SHORTEST_END)


def _is_labels(text: str) -> bool:
    """Whether `text` is made of nothing but labels of the form."""
    reached = {0}
    for end in range(1, len(text) + 1):
        if any(text[start:end] in form_labels() for start in reached):
            reached.add(end)
    return bool(text) and len(text) in reached


def _grid(rows: Sequence[tuple[Block, list[str]]]) -> Grid:
    """A ragged grid of the lines; tables are numbered afterwards."""
    lines = [block.at.line for block, _ in rows]
    return Grid(
        tuple(
            tuple(
                GridCell(text, Locator(table=1, row=row, column=column, line=line))
                for column, text in enumerate(cells, start=1)
            )
            for row, ((_, cells), line) in enumerate(zip(rows, lines, strict=True), start=1)
        ),
        Locator(table=1, line=lines[0]),
        ragged=True,
    )
