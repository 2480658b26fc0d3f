"""From what was drawn to what can be read: pages printed sideways are turned, marks without a meaning left out."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import replace
from itertools import groupby

from gouji.sources.page.geometry import Drawing, Glyph, Mark, Page, Point, Stroke

# Two prints of one character that close together are one that was to look bold.
_SAME_PLACE = 0.15
# Producers that look characters up by their shape name radicals and compatibility forms instead of the characters.
_LOOKALIKES = (("\u2e80", "\u2fdf"), ("\uf900", "\ufaff"))


def upright(drawing: Drawing) -> Page:
    """`drawing` turned the way most of its text runs, as a page."""
    for _ in range(quarter_turns(drawing)):
        drawing = _turned(drawing)
    glyphs = _printed_once([glyph for mark in drawing.marks if (glyph := _glyph(mark))])
    return Page(drawing.number, drawing.width, drawing.height, glyphs, drawing.strokes)


def quarter_turns(drawing: Drawing) -> int:
    """How many quarters anticlockwise `drawing` is turned, 0 to 3, so that most of its text stands upright."""
    turns = Counter(_direction(mark) for mark in drawing.marks)
    return max(turns, key=lambda turn: turns[turn], default=0)


def _direction(mark: Mark) -> int:
    """Where the base line runs: 0 to the right, 1 down, 2 to the left, 3 up."""
    across, down = mark.end[0] - mark.start[0], mark.end[1] - mark.start[1]
    if abs(across) >= abs(down):
        return 0 if across >= 0 else 2
    return 1 if down > 0 else 3


def _turned(drawing: Drawing) -> Drawing:
    """`drawing` turned anticlockwise by a quarter: what was at the right comes to the top."""
    width = drawing.width

    def turned(point: Point) -> Point:
        return point[1], width - point[0]

    return replace(
        drawing,
        width=drawing.height,
        height=width,
        marks=tuple(replace(mark, start=turned(mark.start), end=turned(mark.end)) for mark in drawing.marks),
        strokes=tuple(_turned_stroke(stroke, width) for stroke in drawing.strokes),
    )


def _turned_stroke(stroke: Stroke, width: float) -> Stroke:
    if stroke.upright:
        return Stroke(False, width - stroke.at, stroke.start, stroke.end)
    return Stroke(True, stroke.at, width - stroke.end, width - stroke.start)


def _glyph(mark: Mark) -> Glyph | None:
    """The character of a mark, None for white space. One that still stands sideways gets a square."""
    text = _as_meant(mark.text)
    if not text.strip():
        return None
    left, right = sorted((mark.start[0], mark.end[0]))
    base = max(mark.start[1], mark.end[1])
    return Glyph(text, left, right if _direction(mark) in (0, 2) else left + mark.size, base, mark.size)


def _as_meant(text: str) -> str:
    """`text` without control marks and with characters for their look-alikes."""
    kept = "".join(each for each in text if unicodedata.category(each) not in ("Cc", "Cf"))
    if any(first <= each <= last for each in kept for first, last in _LOOKALIKES):
        return unicodedata.normalize("NFKC", kept)
    return kept


def _printed_once(glyphs: list[Glyph]) -> tuple[Glyph, ...]:
    """`glyphs` without those that repeat one of the same character in the same place."""
    kept: list[Glyph] = []
    for _, group in groupby(sorted(glyphs, key=lambda glyph: (glyph.text, glyph.base)), key=lambda glyph: glyph.text):
        same: list[Glyph] = []
        for glyph in group:
            near = _SAME_PLACE * glyph.size
            recent = [other for other in same[-200:] if glyph.base - other.base <= near]
            if not any(abs(glyph.left - other.left) <= near for other in recent):
                same.append(glyph)
        kept.extend(same)
    return tuple(sorted(kept, key=lambda glyph: (glyph.base, glyph.left)))
