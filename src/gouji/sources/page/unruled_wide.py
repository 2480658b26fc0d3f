"""Rows of many figures in the same columns, with labels to their left: tables three and four without ruling lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gouji.sources.form_labels import bare, form_labels
from gouji.sources.page.columns import Span, column_of, merged
from gouji.sources.page.field import Field, is_figure
from gouji.sources.page.geometry import Box, bounds
from gouji.sources.page.lines import Line
from gouji.sources.page.tables import TablePart

_MANY = 5
_MOST_HEAD_LINES = 14
# Parts of the size: lines nearer than that belong to one row; labels whose lines are nearer go on.
_ONE_ROW, _GOES_ON = 1.0, 1.8
_ORDINAL = re.compile(r"[（(][一二三四五六七八九十]{1,2}[)）]|\d{1,2}[.、．]|[一二三四五六七八九十]{1,2}、")
_CHAPTER = re.compile(r"[一二三四五六七八九十]、")
_LABEL_COLUMNS = 3
BESIDE_FIGURES = _LABEL_COLUMNS - 1
"""The column that holds the rows' own labels; those of groups stand left of it."""


@dataclass(slots=True)
class _Label:
    """A label of one or more lines at one left edge; from the first base line `top` to the last, `bottom`."""

    text: str
    left: float
    top: float
    bottom: float
    size: float
    box: Box

    def takes(self, piece: Line) -> bool:
        """Whether `piece` is the label's next line; then it is added."""
        goes_on = abs(piece.left - self.left) < self.size and piece.base - self.bottom < _GOES_ON * self.size
        if not goes_on or _ORDINAL.match(piece.text):
            return False
        self.text, self.bottom = self.text + piece.text, piece.base
        self.box = bounds([self.box, piece.box])
        return True


def wide_tables(page: int, lines: Sequence[Line]) -> Iterator[tuple[TablePart, int, int]]:
    """The tables with many figures in a row among `lines`, each with its first line and the one behind its last."""
    done = 0
    for first, last in _regions(lines):
        start = _head_start(lines, first, done)
        part = _part(page, lines[start:first], lines[first:last])
        if part:
            yield part, start, last
            done = last


def is_row_of_figures(line: Line) -> bool:
    """Whether `line` has so many figures side by side as rows of tables three and four have."""
    return len(_figures(line)) >= _MANY


def _figures(line: Line) -> list[Line]:
    """The figures at the end of `line`."""
    found: list[Line] = []
    for piece in reversed(line.stretches):
        if not is_figure(piece.text):
            break
        found.insert(0, piece)
    return found


def _is_heading_or_prose(line: Line) -> bool:
    text = line.text
    heading = bool(_CHAPTER.match(text)) and not any(label.startswith(bare(text)) for label in form_labels())
    return (heading and len(line.stretches) == 1) or text.endswith("。")


def _regions(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """From the first to behind the last line of each run of rows with many figures, their labels' lines included."""
    start = end = -1
    for index, line in enumerate(lines):
        if is_row_of_figures(line):
            start, end = (_label_start(lines, index) if start < 0 else start), index + 1
        elif start >= 0 and _is_heading_or_prose(line):
            yield start, _label_end(lines, end)
            start = -1
    if start >= 0:
        yield start, _label_end(lines, end)


def _label_start(lines: Sequence[Line], first: int) -> int:
    """The first line of the label beside the figures of line `first`, which may begin above them."""
    edge = _figures(lines[first])[0].left
    start = first
    while start and not _begins(lines[start], edge) and _goes_on(lines[start - 1], lines[start], edge):
        start -= 1
    return start


def _begins(line: Line, edge: float) -> bool:
    """Whether the label nearest to the figures begins in `line`."""
    labels = [piece for piece in line.stretches if piece.right <= edge]
    return bool(labels) and bool(_ORDINAL.match(labels[-1].text))


def _label_end(lines: Sequence[Line], end: int) -> int:
    """Behind the lines of the last row's label that stand below its figures."""
    edge = _figures(lines[end - 1])[0].left
    while end < len(lines) and _goes_on(lines[end], lines[end - 1], edge) and not _begins(lines[end], edge):
        end += 1
    return end


def _goes_on(line: Line, other: Line, edge: float) -> bool:
    """Whether `line` stands close to `other`, left of the figures, and is no text."""
    return abs(line.base - other.base) < _GOES_ON * line.size and line.right <= edge and not _is_heading_or_prose(line)


def _head_start(lines: Sequence[Line], first: int, done: int) -> int:
    start = first
    while start > max(done, first - _MOST_HEAD_LINES) and not _is_heading_or_prose(lines[start - 1]):
        start -= 1
    return start


def _part(page: int, head: Sequence[Line], body: Sequence[Line]) -> TablePart | None:
    """The table, None when it is not certain which figure stands in which row and column."""
    wide = [figures for line in body if len(figures := _figures(line)) >= _MANY]
    columns = merged((piece.left, piece.right) for figures in wide for piece in figures)
    edge = columns[0][0]
    anchors = [line for line in body if any(piece.right > edge for piece in line.stretches)]
    if any(below.base - above.base < _ONE_ROW * above.size for above, below in pairwise(anchors)):
        return None
    placed = [_in_columns([piece for piece in line.stretches if piece.right > edge], columns) for line in anchors]
    rows = [row for row in placed if row is not None]
    labels = _labels([piece for line in body for piece in line.stretches if piece.right <= edge])
    beside = [[label for label in labels if _nearest(label, anchors) == index] for index in range(len(anchors))]
    if (
        len(rows) < len(anchors)
        or (len(anchors) > 1 and not all(beside))
        or any(len(each) > _LABEL_COLUMNS for each in beside)
    ):
        return None
    fields = list(_head_fields(page, head, columns))
    below = 2 if fields else 0
    for row, (each, filled) in enumerate(zip(beside, rows, strict=True), start=below):
        first = _LABEL_COLUMNS - len(each)
        fields += [
            Field(label.text, page, row, first + index, boxes=(label.box.on(page),)) for index, label in enumerate(each)
        ]
        fields += [_filled_in(filled.get(column), page, row, column) for column in range(len(columns))]
    return TablePart(page, _box(head, body), _across(body, columns), below + len(rows), tuple(fields))


def _in_columns(pieces: Sequence[Line], columns: Sequence[Span]) -> dict[int, Line] | None:
    """What stands in each column; None when two things stand in one, or something that is no figure."""
    found = {column_of(piece, columns): piece for piece in pieces}
    return found if len(found) == len(pieces) and all(is_figure(piece.text) for piece in pieces) else None


def _filled_in(piece: Line | None, page: int, row: int, column: int) -> Field:
    """The cell of a figure, blank where none stands."""
    boxes = (piece.box.on(page),) if piece else ()
    return Field(piece.text if piece else "", page, row, _LABEL_COLUMNS + column, boxes=boxes)


def _labels(pieces: Sequence[Line]) -> list[_Label]:
    """The labels that `pieces` make, from left to right."""
    labels: list[_Label] = []
    for piece in pieces:
        if not any(label.takes(piece) for label in reversed(labels)):
            labels.append(_Label(piece.text, piece.left, piece.base, piece.base, piece.size, piece.box))
    return sorted(labels, key=lambda label: label.left)


def _nearest(label: _Label, anchors: Sequence[Line]) -> int:
    """The row that a label stands beside: in the middle of its lines, or at the first of them."""
    middle = (label.top + label.bottom) / 2
    beside = [index for index, line in enumerate(anchors) if abs(line.base - label.top) < 0.5 * label.size]
    near = min(range(len(anchors)), key=lambda index: abs(anchors[index].base - middle))
    return near if abs(anchors[near].base - middle) < 0.7 * label.size or not beside else beside[0]


def _head_fields(page: int, head: Sequence[Line], columns: Sequence[Span]) -> Iterator[Field]:
    """The head as two rows: what stands over several columns, and what stands over each."""
    texts = [""] * len(columns)
    corner = ""
    for piece in (piece for line in head for piece in line.stretches):
        over = [index for index, (start, end) in enumerate(columns) if piece.left < end and piece.right > start]
        if piece.right <= columns[0][0]:
            corner += piece.text
        elif len(over) > 1:
            yield Field(piece.text, page, 0, _LABEL_COLUMNS + over[0], 1, len(over))
        else:
            texts[column_of(piece, columns)] += piece.text
    if corner or any(texts):
        yield Field(corner, page, 1, 0, 1, _LABEL_COLUMNS)
        yield from (Field(text, page, 1, _LABEL_COLUMNS + column) for column, text in enumerate(texts))


def _box(head: Sequence[Line], body: Sequence[Line]) -> Box:
    lines = [*head, *body]
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    return Box(left, lines[0].base - lines[0].size, right, lines[-1].base)


def _across(body: Sequence[Line], columns: Sequence[Span]) -> tuple[float, ...]:
    """Where the columns begin and the table ends; the columns of labels share what is left of the figures."""
    left, edge = min(line.left for line in body), columns[0][0]
    labels = [left + (edge - left) * index / _LABEL_COLUMNS for index in range(_LABEL_COLUMNS)]
    return (*labels, *(start for start, _ in columns), columns[-1][1])
