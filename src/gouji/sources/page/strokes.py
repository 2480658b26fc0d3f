"""Ruling lines as producers draw them (a piece a cell, doubled, not quite meeting) to lines that are what one sees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from gouji.sources.page.geometry import Stroke

# Lines nearer than this are one line, and ends that near meet: borders of neighbouring cells, gaps of dashes.
NEAR = 3.0
# A shorter line is part of a character or an ornament.
_SHORTEST = 4.0
_MOST = 3_000


def joined(strokes: Iterable[Stroke]) -> list[Stroke]:
    """`strokes` with parallel ones that are close made one, and collinear ones that touch joined to one."""
    bounded = sorted(strokes, key=lambda stroke: (stroke.upright, stroke.at))[:_MOST]
    found: list[Stroke] = []
    for _, parallel in groupby(bounded, key=lambda stroke: stroke.upright):
        for close in clusters(list(parallel)):
            found += _collinear(close)
    return [stroke for stroke in found if stroke.end - stroke.start >= _SHORTEST]


def clusters(parallel: Sequence[Stroke]) -> list[list[Stroke]]:
    """Parallel strokes, sorted by place, in groups that stand close together."""
    groups: list[list[Stroke]] = []
    for stroke in parallel:
        if groups and stroke.at - groups[-1][0].at <= NEAR:
            groups[-1].append(stroke)
        else:
            groups.append([stroke])
    return groups


def _collinear(close: Sequence[Stroke]) -> list[Stroke]:
    chains: list[list[Stroke]] = []
    end = 0.0
    for stroke in sorted(close, key=lambda stroke: stroke.start):
        if chains and stroke.start <= end + NEAR:
            chains[-1].append(stroke)
        else:
            chains.append([stroke])
            end = stroke.end
        end = max(end, stroke.end)
    return [_one(chain) for chain in chains]


def _one(chain: Sequence[Stroke]) -> Stroke:
    """The line in the middle of those that overlap or follow each other."""
    places = [stroke.at for stroke in chain]
    at = (min(places) + max(places)) / 2
    return Stroke(chain[0].upright, at, chain[0].start, max(stroke.end for stroke in chain))
