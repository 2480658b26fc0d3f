"""From what was drawn to what can be read: pages printed sideways are turned, marks without a meaning left out."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter

from gouji.sources.page.geometry import Drawing, Glyph, Mark, Page, Point, Stroke

# Two prints of one character that close together are one that was to look bold.
_SAME_PLACE = 0.15
# Producers that look characters up by their shape name radicals and compatibility forms instead of the characters.
_LOOKALIKES = (("\u2e80", "\u2fdf"), ("\uf900", "\ufaff"))


def upright(drawing: Drawing) -> Page:
    """`drawing` turned the way most of its text runs, as a page."""
    turns = _quarter_turns(drawing)
    for _ in range(turns):
        drawing = _turned(drawing)
    glyphs = _printed_once([glyph for mark in drawing.marks if (glyph := _glyph(mark)) is not None])
    return Page(drawing.number, drawing.width, drawing.height, glyphs, drawing.strokes, turns)


def _quarter_turns(drawing: Drawing) -> int:
    """How many quarters anticlockwise `drawing` is turned, 0 to 3, so that most of its text stands upright."""
    turns = Counter(map(_direction, drawing.marks))
    return max(turns, key=lambda turn: turns[turn], default=0)


def _direction(mark: Mark) -> int:
    """Where the base line runs: 0 to the right, 1 down, 2 to the left, 3 up."""
    _, (x, y), (to_x, to_y), _ = mark
    across, down = to_x - x, to_y - y
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
        marks=tuple(mark._replace(start=turned(mark.start), end=turned(mark.end)) for mark in drawing.marks),
        strokes=tuple(_turned_stroke(stroke, width) for stroke in drawing.strokes),
    )


def _turned_stroke(stroke: Stroke, width: float) -> Stroke:
    if stroke.upright:
        return Stroke(False, width - stroke.at, stroke.start, stroke.end)
    return Stroke(True, stroke.at, width - stroke.end, width - stroke.start)


def _glyph(mark: Mark) -> Glyph | None:
    """The character of a mark, None for white space. One that still stands sideways gets a square."""
    drawn, (left, base), (right, other), size = mark
    text = _as_meant(drawn)
    if not text or text.isspace():
        return None
    if base != other or right < left:
        left, right = min(left, right), max(left, right)
        base = max(base, other)
        if _direction(mark) in (1, 3):
            right = left + size
    return Glyph(text, left, right, base, size)


@lru_cache(maxsize=10_000)
def _as_meant(text: str) -> str:
    """`text` without control marks and with characters for their look-alikes."""
    kept = "".join(each for each in text if unicodedata.category(each) not in ("Cc", "Cf"))
    if any(first <= each <= last for each in kept for first, last in _LOOKALIKES):
        return unicodedata.normalize("NFKC", kept)
    return kept


def _printed_once(glyphs: list[Glyph]) -> tuple[Glyph, ...]:
    """`glyphs` without those that repeat one of the same character in the same place."""
    by_text: dict[str, list[Glyph]] = {}
    for glyph in glyphs:
        by_text.setdefault(glyph.text, []).append(glyph)
    repeated = {id(glyph) for same in by_text.values() if len(same) > 1 for glyph in _repeats(same)}
    # The letters of a ligature stand in one place: they stay in the order in which they were drawn.
    return tuple(sorted((glyph for glyph in glyphs if id(glyph) not in repeated), key=attrgetter("base", "left")))


def _repeats(same: list[Glyph]) -> Iterator[Glyph]:
    """Those glyphs of one character that repeat another in its place."""
    kept: list[Glyph] = []
    for glyph in sorted(same, key=attrgetter("base")):
        near = _SAME_PLACE * glyph.size
        for other in reversed(kept[-200:]):
            if glyph.base - other.base > near:
                kept.append(glyph)
                break
            if abs(glyph.left - other.left) <= near:
                yield glyph
                break
        else:
            kept.append(glyph)
