"""The ruling lines that a drawn outline gives: straight sides, and areas so thin that they are lines themselves."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from gouji.sources.page.geometry import Point, Stroke

# In points: how thick a filled area may be to be a line, how far a line may lean to be straight.
_THIN = 2.6
_LEAN = 0.5


def sides(points: Sequence[Point]) -> Iterator[Stroke]:
    """The sides of an outline that lie or stand straight."""
    for (left, top), (right, bottom) in itertools.pairwise(points):
        yield from _stroke(left, top, right, bottom, _LEAN)


def thin_area(points: Sequence[Point]) -> Iterator[Stroke]:
    """The line that a filled outline is, if it is thin enough to be one."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    yield from _stroke(min(xs), min(ys), max(xs), max(ys), _THIN)


def _stroke(x: float, y: float, other_x: float, other_y: float, thick: float) -> Iterator[Stroke]:
    across, down = abs(other_x - x), abs(other_y - y)
    if down <= thick and across > down:
        yield Stroke(False, (y + other_y) / 2, min(x, other_x), max(x, other_x))
    elif across <= thick and down > across:
        yield Stroke(True, (x + other_x) / 2, min(y, other_y), max(y, other_y))
