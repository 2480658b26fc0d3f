"""Characters to lines of text: those on one base line, in order, with spaces where the producer left room for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import attrgetter

from gouji.sources.page.geometry import Box, Glyph

# Parts of the size. Characters whose base lines differ by less stand on one line.
_ONE_LINE = 0.2
# So much room is a space between letters and digits; Chinese is set with room between characters and has no spaces.
_WORD_SPACE = 0.2
_WIDE_SPACE = 1.2
# Wider room parts cells; a figure needs less.
CELL_SPACE, _FIGURE_SPACE = 0.9, 0.3


# Without slots, for what is worked out once and asked for often.
@dataclass(frozen=True)
class Line:
    """A line of text on a page; its characters from left to right."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def left(self) -> float:
        """Where its first character begins."""
        return self.glyphs[0].left

    @cached_property
    def right(self) -> float:
        """Where its last character ends."""
        return max(glyph.right for glyph in self.glyphs)

    @cached_property
    def base(self) -> float:
        """The base line of most of it."""
        return sorted(glyph.base for glyph in self.glyphs)[len(self.glyphs) // 2]

    @cached_property
    def size(self) -> float:
        """The size of most of its characters."""
        return sorted(glyph.size for glyph in self.glyphs)[len(self.glyphs) // 2]

    @property
    def box(self) -> Box:
        """What it covers, as high as its characters may reach."""
        tops, bottoms = [glyph.top for glyph in self.glyphs], [glyph.bottom for glyph in self.glyphs]
        return Box(self.left, min(tops), self.right, max(bottoms))

    @cached_property
    def text(self) -> str:
        """The line as text."""
        return text_of(self.glyphs)

    @cached_property
    def stretches(self) -> list[Line]:
        """The parts of the line that stand apart as the cells of a table without lines do."""
        size = self.size
        parts: list[list[Glyph]] = [[self.glyphs[0]]]
        for before, glyph in pairwise(self.glyphs):
            beside_figure = before.text.isdigit() or glyph.text.isdigit()
            if glyph.left - before.right > (_FIGURE_SPACE if beside_figure else CELL_SPACE) * size:
                parts.append([])
            parts[-1].append(glyph)
        return [Line(tuple(part)) for part in parts]


def text_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """`glyphs` as lines, from top to bottom."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=attrgetter("base")):
        if lines and glyph.base - lines[-1][0].base <= _ONE_LINE * max(glyph.size, lines[-1][0].size):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [Line(tuple(sorted(line, key=attrgetter("left")))) for line in lines]


def text_of(glyphs: Sequence[Glyph], digits_apart: float = 2 * _WORD_SPACE) -> str:
    """The text of characters on one line; digits nearer than `digits_apart` (of the size) are one number."""
    if not glyphs:
        return ""
    pieces = [glyphs[0].text]
    for before, glyph in pairwise(glyphs):
        pieces.append(f" {glyph.text}" if _is_space(before, glyph, digits_apart) else glyph.text)
    return "".join(pieces)


def _is_space(before: Glyph, after: Glyph, digits_apart: float) -> bool:
    gap = (after.left - before.right) / max(before.size, after.size, 1.0)
    if gap <= _WORD_SPACE:
        return False  # no room is a space that is smaller than this
    if before.text.isdigit() and after.text.isdigit():
        return gap > digits_apart
    if before.text.isascii() and after.text.isascii():
        return gap > _WORD_SPACE
    return gap > _WIDE_SPACE
