"""Which failing equations belong together: those that a smallest explanation mends with cells that hang together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from gouji.localise.program import smallest_by_program
from gouji.localise.search import Changes, Found, Gaps, smallest_changes
from gouji.localise.system import System

# Wrong cells that are looked for in one tangle: a whole column of totals may be missing.
_MOST = 40
_LIMIT = 64
_BUDGET = 3000
_SHORT_BUDGET = 500

# The solver takes seconds. Where even the fewest cells would be more than this, what it finds convinces nobody.
_TANGLED = 6

# From so many wrong cells on, figures in the wrong place may be behind them; and how many such ways are kept.
_MANY = 3
_KEPT = 6

Rearranged = Callable[[Gaps], Iterable[Changes]]


@dataclass(frozen=True, slots=True)
class Knot:
    """Failing equations with one story: the smallest explanations of it, and others with fewer slips."""

    gaps: Gaps
    found: Found
    others: tuple[Changes, ...] = ()


def knots(system: System, rearranged: Rearranged) -> Iterator[Knot]:
    """The failing equations of `system` by story, in the order of their first equation.

    `rearranged` gives explanations of gaps by figures in the wrong place.
    """
    gaps = system.gaps
    for numbers in _parts(system, gaps):
        part = {number: gaps[number] for number in numbers}
        found, others = _explained(system, part, rearranged)
        blocks = _parted(system, part, [*found.changes, *others])
        for block in blocks:
            own = {number: gaps[number] for number in block}
            if len(blocks) == 1:
                yield Knot(own, found, others)
            else:
                smallest = _projected(system, found.changes, block)
                if not found.complete:
                    own_found = smallest_changes(system, own, most=_MOST, limit=_LIMIT, budget=_SHORT_BUDGET)
                    yield Knot(own, own_found if own_found.changes else Found(smallest, complete=False))
                else:
                    yield Knot(own, Found(smallest, complete=True), _projected(system, others, block))


def _explained(system: System, gaps: Gaps, rearranged: Rearranged) -> tuple[Found, tuple[Changes, ...]]:
    """By search; by the solver what neither search nor slips between cells get through."""
    others: tuple[Changes, ...] = ()
    fewest = max((len(group & gaps.keys()) for group in system.groups), default=0)
    if fewest >= _MANY:
        others = tuple(islice(rearranged(gaps), _KEPT))
    budget = _SHORT_BUDGET if others else _BUDGET
    found = smallest_changes(system, gaps, most=_MOST, limit=_LIMIT, budget=budget)
    if found.changes or others or fewest > _TANGLED:
        return found, others
    return smallest_by_program(system, gaps), ()


def _parts(system: System, gaps: Gaps) -> list[list[int]]:
    """The failing equations by the part of the form that they are in: no equation joins two parts."""
    parts: list[list[int]] = []
    reached: dict[int, list[int]] = {}
    for number in sorted(gaps):
        if number not in reached:
            part: list[int] = []
            parts.append(part)
            for each in _connected(system, number):
                reached[each] = part
        reached[number].append(number)
    return parts


def _connected(system: System, number: int) -> set[int]:
    connected, waiting = {number}, [number]
    while waiting:
        for cell, _ in system.equations[waiting.pop()].terms:
            further = {each for each, _ in system.places[cell]} - connected
            connected |= further
            waiting.extend(further)
    return connected


def _pieces(system: System, changes: Changes) -> list[tuple[list[str], set[int]]]:
    """The cells of one explanation that hang together by equations, with all equations that they stand in."""
    pieces: list[tuple[list[str], set[int]]] = []
    for cell in changes:
        cells, touched = [cell], {number for number, _ in system.places[cell]}
        for piece in [piece for piece in pieces if piece[1] & touched]:
            pieces.remove(piece)
            cells, touched = piece[0] + cells, piece[1] | touched
        pieces.append((cells, touched))
    return pieces


def _parted(system: System, gaps: Gaps, explanations: Sequence[Changes]) -> list[list[int]]:
    """The finest parts of the failing equations such that every explanation mends each part by itself."""
    blocks = [{number} for number in gaps] if explanations else [set(gaps)]
    for changes in explanations:
        for _, touched in _pieces(system, changes):
            joined = [block for block in blocks if block & touched]
            blocks = [block for block in blocks if not block & touched] + [set().union(*joined)]
    return sorted(sorted(block) for block in blocks)


def _projected(system: System, explanations: Iterable[Changes], block: Sequence[int]) -> tuple[Changes, ...]:
    """What each explanation does for one part, each way once."""
    ways: dict[frozenset[str], Changes] = {}
    for changes in explanations:
        cells = {cell for cells, touched in _pieces(system, changes) if not touched.isdisjoint(block) for cell in cells}
        ways.setdefault(frozenset(cells), {cell: amount for cell, amount in changes.items() if cell in cells})
    return tuple(ways.values())
