"""Which failing equations belong together: those that a smallest explanation mends with cells that hang together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gouji.localise.program import smallest_by_program
from gouji.localise.search import Changes, Found, Gaps, smallest_changes
from gouji.localise.system import System

# Wrong cells that are looked for; more than this in one tangle is no slip any more but another table.
_MOST = 10
_LIMIT = 64
_BUDGET = 6000
_PROGRAM_LIMIT = 4


@dataclass(frozen=True, slots=True)
class Knot:
    """Failing equations with one story, and the smallest explanations of that story."""

    gaps: Gaps
    found: Found


def knots(system: System) -> Iterator[Knot]:
    """The failing equations of `system` by story, in the order of their first equation."""
    gaps = system.gaps
    for numbers in _parts(system, gaps):
        part = {number: gaps[number] for number in numbers}
        found = smallest(system, part)
        blocks = _parted(system, part, found.changes)
        for block in blocks:
            own = {number: gaps[number] for number in block}
            if len(blocks) == 1:
                yield Knot(own, found)
            elif found.complete:
                yield Knot(own, Found(_projected(system, found.changes, block), complete=True))
            else:
                yield Knot(own, smallest(system, own))


def smallest(system: System, gaps: Gaps) -> Found:
    """The smallest explanations of `gaps`: by search, and by the solver for what search does not get through."""
    found = smallest_changes(system, gaps, most=_MOST, limit=_LIMIT, budget=_BUDGET)
    return found if found.changes else smallest_by_program(system, gaps, limit=_PROGRAM_LIMIT)


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


def hangs_together(system: System, gaps: Gaps, changes: Changes) -> bool:
    """Whether every change has to do with `gaps`, directly or through equations that it shares with one that has."""
    return all(not touched.isdisjoint(gaps) for _, touched in _pieces(system, changes))


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
