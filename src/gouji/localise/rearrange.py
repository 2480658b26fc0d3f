"""Explanations by figures in the wrong place: many cells, and yet few slips.

A row that stands one column off changes seven cells by one slip, so the fewest cells are not the likeliest there.
Such slips are undone one by one as long as that closes gaps; what is left is mended by the fewest cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from gouji.localise.layout import Layout
from gouji.localise.search import Changes, Gaps, apply, smallest_changes
from gouji.localise.system import System

# Slips that are undone, ways that are followed at each, and what may be left for single cells.
_DEPTH = 5
_WAYS = 3
_REST = 2
_REST_BUDGET = 100


def rearranged(layout: Layout, system: System, gaps: Gaps) -> Iterator[Changes]:
    """Changes that close `gaps` by moving figures back to where they belong, and few other changes."""
    possible = [changes for changes in _slips(layout, system) if _touches(system, gaps, changes)]
    ways: list[tuple[Gaps, Changes]] = [(gaps, {})]
    for _ in range(_DEPTH):
        further: dict[frozenset[tuple[str, int | float]], tuple[Gaps, Changes]] = {}
        for left, changes in ways:
            for slip in possible:
                if slip.keys().isdisjoint(changes):
                    after = _after(system, left, slip)
                    if len(after) < len(left):
                        both = changes | slip
                        further[frozenset(both.items())] = (after, both)
        ways = sorted(further.values(), key=lambda way: len(way[0]))[:_WAYS]
        for left, changes in ways:
            if not left:
                yield changes
            elif len(left) <= 2 * _REST + 1:
                rest = smallest_changes(system, gaps, most=_REST, limit=1, budget=_REST_BUDGET, given=changes)
                yield from rest.changes


def _slips(layout: Layout, system: System) -> Iterator[Changes]:
    """What undoing each possible shift of a row and each swap of neighbours would change."""
    rows = [row for row in layout.rows if all(cell in system.values for cell in row)]
    for row in rows:
        yield from _unshifted(system, row)
        for first, second in pairwise(row):
            yield _swapped(system, first, second)
            yield from _parted(system, first, second)
    for above, below in pairwise(rows):
        yield from (_swapped(system, *pair) for pair in zip(above, below, strict=True))


def _swapped(system: System, first: str, second: str) -> Changes:
    difference = system.values[second] - system.values[first]
    return {first: difference, second: -difference} if difference else {}


def _parted(system: System, first: str, second: str) -> Iterator[Changes]:
    """Two figures that the reader may have run together in the first cell, taken apart at each digit."""
    digits = str(system.values[first])
    if system.values[second] == 0 and digits.isdigit():
        for at in range(1, len(digits)):
            if digits[at] != "0":
                after = int(digits[at:])
                yield {first: int(digits[:at]) - int(digits), second: after}


def _unshifted(system: System, row: tuple[str, ...]) -> Iterator[Changes]:
    """The row moved one column to either side; the figure that was pushed out follows from the row's sum."""
    old = [system.values[cell] for cell in row]
    if any(old):
        left, right = old[1:], old[:-1]
        for new in ([*left, sum(left)], [right[-1] - sum(right[:-1]), *right]):
            if min(new) >= 0:
                yield {cell: b - a for cell, a, b in zip(row, old, new, strict=True) if a != b}


def _touches(system: System, gaps: Gaps, changes: Changes) -> bool:
    return any(number in gaps for cell in changes for number, _ in system.places.get(cell, ()))


def _after(system: System, gaps: Gaps, changes: Changes) -> Gaps:
    for cell, amount in changes.items():
        gaps = apply(system, gaps, cell, amount)
    return gaps
