"""The ruling lines that a drawn outline gives: straight sides, and areas so thin that they are lines themselves."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from gouji.sources.page.geometry import Point, Stroke

# In points: how thick a filled area may be to be a line, how far a line may lean to be straight.
_THIN = 2.6
_LEAN = 0.5


def sides(points: Sequence[Point]) -> list[Stroke]:
    """The sides of an outline that lie or stand straight."""
    found = [_stroke(*start, *end, _LEAN) for start, end in itertools.pairwise(points)]
    return [stroke for stroke in found if stroke]


def thin_area(points: Sequence[Point]) -> list[Stroke]:
    """The line that a filled outline is, if it is thin enough to be one."""
    xs, ys = zip(*points, strict=True)
    stroke = _stroke(min(xs), min(ys), max(xs), max(ys), _THIN)
    return [stroke] if stroke else []


def _stroke(x: float, y: float, other_x: float, other_y: float, thick: float) -> Stroke | None:
    across, down = abs(other_x - x), abs(other_y - y)
    if down <= thick and across > down:
        return Stroke(False, (y + other_y) / 2, min(x, other_x), max(x, other_x))
    if across <= thick and down > across:
        return Stroke(True, (x + other_x) / 2, min(y, other_y), max(y, other_y))
    return None
