"""What a cell says: its lines put together again, numbers that it breaks or that the producer split made whole."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from gouji.sources.page.geometry import Box, Glyph
from gouji.sources.page.lines import CELL_SPACE, Line, text_lines, text_of

_FIGURE = re.compile(r"[\d.,，．]+")
_WORD = re.compile(r"[A-Za-z]")
# What a cell keeps free at its sides, in points, and the width of a digit as a part of its size.
_PADDING, _DIGIT = 12.0, 0.6
# Two columns, of two characters and of three or one.
_FEWEST_WRITTEN_DOWN = 4


def cell_text(glyphs: Sequence[Glyph], box: Box) -> str:
    """The text of the characters that stand in the cell `box`."""
    lines = _written_down(glyphs) or text_lines(glyphs)
    texts = [text_of(line.glyphs, CELL_SPACE) for line in lines]
    text = texts[0] if texts else ""
    for line, before, after in zip(lines, texts, texts[1:], strict=False):
        text += _between(line, before, after, box) + after
    return text


def _between(line: Line, before: str, after: str, box: Box) -> str:
    """What stands between a line of the cell and the next: nothing where the cell only breaks the text."""
    if _FIGURE.fullmatch(before) and _FIGURE.fullmatch(after):
        free = box.width - (line.right - line.left)
        return "" if free < _PADDING + _DIGIT * line.size else "\n"
    return " " if _WORD.match(before[-1]) and _WORD.match(after) else ""


def _written_down(glyphs: Sequence[Glyph]) -> list[Line]:
    """The columns of a text that runs from top to bottom in several columns, from the right; none for other text.

    It is written downwards when its characters stand closer one below the other than side by side.
    """
    if len(glyphs) < _FEWEST_WRITTEN_DOWN:
        return []
    columns = _columns(glyphs)
    if len(columns) < 2 or any(len(column) < 2 for column in columns[:-1]) or max(map(len, columns)) < 3:
        return []
    size = glyphs[0].size
    apart = min(left[0].left - right[0].right for right, left in zip(columns[1:], columns, strict=False))
    pitch = max(below.base - above.base for column in columns for above, below in itertools.pairwise(column))
    if apart < 0.2 * size or pitch - size >= apart:
        return []
    return [Line(tuple(column)) for column in columns]


def _columns(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters that stand exactly one below the other, column by column from the right."""
    columns: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (-glyph.left, glyph.base)):
        if columns and abs(columns[-1][0].left - glyph.left) <= 0.1 * glyph.size:
            columns[-1].append(glyph)
        else:
            columns.append([glyph])
    return columns
