"""Columns as the places that texts below each other have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gouji.sources.page.lines import Line

Span = tuple[float, float]


def merged(spans: Iterable[Span]) -> list[Span]:
    """The stretches from left to right that `spans` cover together, those that overlap made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def column_of(piece: Line, columns: Sequence[Span]) -> int:
    """The column in which `piece` stands: the one that it shares most with, or comes nearest to."""
    shared = [min(piece.right, end) - max(piece.left, start) for start, end in columns]
    return shared.index(max(shared))
