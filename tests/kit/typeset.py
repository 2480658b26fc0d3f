"""Set a report on pages, as a word processor does: what stands where, for every format that draws pages."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kit.drawing import Drawn, DrawnTable, width
from kit.prose import Text

WIDTH, HEIGHT, MARGIN = 595.0, 842.0, 72.0
BODY, TITLE, TABLE = 14.0, 20.0, 9.0
_LEADING, _PADDING = 1.75, 3.0
_HANGING = "，。、；：！？）》”’"


@dataclass(frozen=True, slots=True)
class Setting:
    """How a producer sets: with ruling lines, with the table's head on every page, with a running head."""

    ruled: bool = True
    repeats_head: bool = False
    running_head: bool = True


@dataclass(frozen=True, slots=True)
class Run:
    """Text that stands at x on the base line y."""

    x: float
    y: float
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """A line from one point to another."""

    x: float
    y: float
    to_x: float
    to_y: float


@dataclass(slots=True)
class Sheet:
    """A page: points, the origin at the top left."""

    runs: list[Run] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)


# How many rows the head of a table is.
_HEAD_ROWS = {"requests": 3, "disputes": 3, "disclosure": 0}


def advance(text: str, size: float) -> float:
    """How wide `text` is set: Chinese characters as wide as high, others half of it."""
    return sum(size / 2 if mark.isascii() else size for mark in text)


def typeset(report: Text, setting: Setting) -> list[Sheet]:
    """The pages of `report`."""
    press = _Press(report, setting)
    if report.title:
        press.centred(report.title)
    for text in report.preamble:
        press.paragraph(text)
    for chapter in report.chapters:
        press.paragraph(chapter.heading)
        for text in chapter.paragraphs:
            press.paragraph(text)
        if chapter.table:
            press.table(chapter.table, _HEAD_ROWS[chapter.table_name or ""] if setting.repeats_head else 0)
    return press.sheets


def broken(text: str, room: float, size: float, first: float = 0.0) -> Iterator[str]:
    """`text` in lines of `room`, the first of which is set in by `first`; closing marks hang over the margin."""
    line, used = "", first
    for index, mark in enumerate(text):
        wide = max(advance(mark, size), _unbreakable(text, index, room, size))
        if line and used + wide > room + 0.01 and mark not in _HANGING:
            yield line
            line, used = "", 0.0
        line += mark
        used += advance(mark, size)
    yield line


def _unbreakable(text: str, index: int, room: float, size: float) -> float:
    """How wide the word of letters or digits is that begins at `index`; 0 where none does, or it fills the line."""
    if not text[index].isascii() or (index and text[index - 1].isascii()):
        return 0.0
    end = index
    while end < len(text) and text[end].isascii():
        end += 1
    word = advance(text[index:end], size)
    return word if word < room / 2 else 0.0


class _Press:
    """Sets one thing below the other and begins a new sheet when one is full."""

    def __init__(self, report: Text, setting: Setting) -> None:
        self.sheets: list[Sheet] = []
        self._setting = setting
        self._head = f"{report.place}政府信息公开"
        self._turn()

    def _turn(self) -> None:
        self.sheets.append(Sheet())
        self._y = MARGIN
        if self._setting.running_head:
            self._put(MARGIN, MARGIN - 30, 9.0, self._head)
        self._put(WIDTH / 2 - 20, HEIGHT - 40, 10.5, f"— {len(self.sheets)} —")

    def _put(self, x: float, y: float, size: float, text: str) -> None:
        self.sheets[-1].runs.append(Run(x, y, size, text))

    def _room_for(self, height: float) -> None:
        if self._y + height > HEIGHT - MARGIN:
            self._turn()

    def centred(self, text: str) -> None:
        """A title."""
        for line in broken(text, WIDTH - 2 * MARGIN - 4 * TITLE, TITLE):
            self._room_for(TITLE * _LEADING)
            self._y += TITLE * _LEADING
            self._put((WIDTH - advance(line, TITLE)) / 2, self._y - TITLE * 0.6, TITLE, line)

    def paragraph(self, text: str) -> None:
        """A paragraph, its first line set in by two characters."""
        for index, line in enumerate(broken(text, WIDTH - 2 * MARGIN, BODY, 2 * BODY)):
            self._room_for(BODY * _LEADING)
            self._y += BODY * _LEADING
            self._put(MARGIN + (0 if index else 2 * BODY), self._y - BODY * 0.6, BODY, line)

    def table(self, drawn: DrawnTable, head: int) -> None:
        """A table over as many sheets as it needs, its first `head` rows on each."""
        across = _columns(drawn)
        heights = _heights(drawn, across)
        start = 0
        while start < len(drawn):
            again = head if start else 0
            self._room_for(sum(heights[:again]) + heights[start])
            end, left = start, HEIGHT - MARGIN - self._y - sum(heights[:again])
            while end < len(drawn) and heights[end] <= left:
                left -= heights[end]
                end += 1
            end = max(end, start + 1)
            if again:
                self._rows(drawn, across, heights, 0, again)
            self._rows(drawn, across, heights, start, end)
            start = end
            if start < len(drawn):
                self._turn()
        self._y += BODY

    def _rows(self, drawn: DrawnTable, across: Sequence[float], heights: Sequence[float], start: int, end: int) -> None:
        """Rows `start` to `end`; cells that begin above or end below are cut, their text shared out over the parts."""
        tops = [self._y + sum(heights[start:row]) for row in range(start, end + 1)]
        for cell in (cell for row in drawn for cell in row):
            first, last = max(cell.row, start), min(cell.row + cell.row_span, end)
            if first < last:
                left, right = across[cell.column], across[cell.column + cell.column_span]
                self._cell(cell, left, right, tops[first - start], tops[last - start], heights[cell.row : first])
        self._y = tops[-1]

    def _cell(self, cell: Drawn, left: float, right: float, top: float, bottom: float, before: Sequence[float]) -> None:
        lines = list(broken(cell.text, right - left - 2 * _PADDING, TABLE)) if cell.text else []
        pitch = TABLE * 1.3
        lines = lines[int(sum(before) / pitch) :][: max(int((bottom - top) / pitch), 1)] if cell.row_span > 1 else lines
        y = (top + bottom - len(lines) * pitch) / 2
        for line in lines:
            y += pitch
            x = left + _PADDING if len(lines) > 1 else (left + right - advance(line, TABLE)) / 2
            self._put(x, y - pitch * 0.25, TABLE, line)
        if self._setting.ruled:
            corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
            pairs = itertools.pairwise(corners)
            self.sheets[-1].rulings += [Ruling(*start, *end) for start, end in pairs]


def _columns(drawn: DrawnTable) -> list[float]:
    """Where the columns' lines stand: as wide as their texts ask for, within bounds."""
    weights = [3.2] * width(drawn)
    for cell in (cell for row in drawn for cell in row):
        if cell.column_span == 1:
            weights[cell.column] = max(weights[cell.column], min(len(cell.text), 9) * (1 if cell.key is None else 0.4))
    scale = (WIDTH - 2 * MARGIN) / sum(weights)
    lines = [MARGIN]
    for weight in weights:
        lines.append(lines[-1] + weight * scale)
    return lines


def _heights(drawn: DrawnTable, across: Sequence[float]) -> list[float]:
    heights = [TABLE * 2.0] * len(drawn)
    for cell in sorted((cell for row in drawn for cell in row), key=lambda cell: cell.row_span):
        room = across[cell.column + cell.column_span] - across[cell.column] - 2 * _PADDING
        needed = len(list(broken(cell.text, room, TABLE))) * TABLE * 1.3 + 2 * _PADDING
        rows = range(cell.row, cell.row + cell.row_span)
        short = needed - sum(heights[row] for row in rows)
        if short > 0:
            heights[rows[-1]] += short
    return heights
