"""Rows with more cells than the form: which blank ones are too many. A cell is certain when it is the same whichever.

A column too many that is blank in every row (a ghost) cannot be told from a column that nobody filled in, unless the
sums say which: where the total stands, rows add up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import NamedTuple

from gouji.model import CellState
from gouji.normalise.numbers import read_number
from gouji.normalise.tables.entries import Entry

Placed = list[Entry | None]

# Ways to leave columns out of a table; with more nobody asks the sums.
_MOST_WAYS = 200
# Sums that have to hold before they are believed, and how many times as many as do not.
_FEWEST_SUMS = 3
_TIMES = 4
_NEARLY = 2 / 3
# Of so many rows one may fill in a column that is too many in the others: it has a cell too many at another place.
_ROWS_A_MISFIT = 8


@dataclass(frozen=True, slots=True)
class Spare:
    """Which columns may be too many; `proven` when the sums say so."""

    columns: tuple[bool, ...] = ()
    proven: bool = False


@dataclass(frozen=True, slots=True)
class Sums:
    """What adds up in a row: the last of every `size` cells is the sum of those before it.

    `fewest` have to hold before they are believed; `all_stated` says that none of them is left blank beside figures.
    """

    size: int
    fewest: int = _FEWEST_SUMS
    all_stated: bool = False


class _Counted(NamedTuple):
    """How many sums hold, how many do not, how many are blank beside figures; zeros and blanks alone say nothing."""

    right: int
    wrong: int
    missing: int


def leave_out(rest: Sequence[Entry], count: int, spare: Sequence[bool]) -> Placed | None:
    """The `count` cells of `rest` when as many as it has too many are left out, all of them among the `spare` ones.

    A cell that depends on the choice is None; the whole is None when there are too few to leave out, or when one that
    is spare in the other rows is filled in.
    """
    surplus = len(rest) - count
    misfit = any(not _is_nothing(entry) for entry, is_spare in zip(rest, spare, strict=True) if is_spare)
    if surplus < 0 or sum(spare) < surplus or misfit:
        return None
    before = [sum(spare[:at]) for at in range(len(rest) + 1)]
    found: Placed = []
    for column in range(count):
        options = [
            entry
            for at, entry in enumerate(rest[column : column + surplus + 1], start=column)
            if before[at] >= at - column and before[-1] - before[at + 1] >= surplus - (at - column)
        ]
        found.append(options[0] if len({entry.text for entry in options}) == 1 else None)
    return found


def cells_left_out(rest: Sequence[Entry]) -> list[bool]:
    """Which cells of a row may be too many, judged by the row alone: blank ones and placeholders."""
    return [_is_nothing(entry) for entry in rest]


def columns_left_out(rests: Sequence[Sequence[Entry]], count: int, sums: Sums) -> Spare:
    """Which columns may be too many in rows of the same number of cells, in each of which `count` mean something."""
    blanks = [sum(_is_nothing(rest[at]) for rest in rests) for at in range(len(rests[0]))]
    mostly = [2 * number >= len(rests) for number in blanks]
    proven = _proven(rests, list(_ways(mostly, len(mostly) - count)), sums)
    if proven:
        return Spare(tuple(any(at in way for way in proven) for at in range(len(mostly))), proven=True)
    misfits = len(rests) // _ROWS_A_MISFIT if len(mostly) > count else -1
    return Spare(tuple(number >= len(rests) - misfits for number in blanks))


def _proven(rests: Sequence[Sequence[Entry]], ways: Sequence[frozenset[int]], sums: Sums) -> list[frozenset[int]]:
    """The ways under which the sums hold, the most and nearly as many."""
    held = {way: _held(rests, way, sums) for way in ways}
    most = max(held.values(), default=0)
    proven = [way for way, right in held.items() if most and right >= most * _NEARLY]
    # A way that suits every row leaves no need for one that does not.
    return [way for way in proven if all(_suits(rest, way) for rest in rests)] or proven


def adds_up(cells: Sequence[Entry]) -> bool:
    """Whether the last of `cells` is the sum of the others."""
    *parts, total = (_value(entry) for entry in cells)
    return total is not None and sum(part or 0 for part in parts) == total


def contradicted(rows: Sequence[Sequence[Entry | None]]) -> bool:
    """Whether most sums of `rows`, of which cells were left out, are wrong: then it was not those that are too many."""
    counted = _count([row for row in rows if None not in row])
    return counted.wrong >= _FEWEST_SUMS and counted.wrong > counted.right


def lacking(rows: Sequence[Sequence[Entry | None]]) -> bool:
    """Whether more rows leave their last cell blank beside figures than fill it in: it may be another's."""
    totals = [(_value(row[-1]), any(map(_value, row[:-1]))) for row in rows if row[-1] is not None]
    stated = sum(total is not None for total, _ in totals)
    return 0 < stated < sum(total is None and has_parts for total, has_parts in totals)


def _ways(spare: Sequence[bool], surplus: int) -> Iterator[frozenset[int]]:
    """The ways to leave out `surplus` of the columns that are `spare`; none when they are too many to go through."""
    among = [at for at, is_spare in enumerate(spare) if is_spare]
    if comb(len(among), surplus) <= _MOST_WAYS:
        yield from map(frozenset, combinations(among, surplus))


def _held(rests: Sequence[Sequence[Entry]], way: frozenset[int], sums: Sums) -> int:
    """How many sums hold when the columns `way` are left out of the rows that have nothing in them; 0 for too few."""
    fitting = [rest for rest in rests if _suits(rest, way)]
    kept = [[entry for at, entry in enumerate(rest) if at not in way] for rest in fitting]
    counted = _count([rest[at : at + sums.size] for rest in kept for at in range(0, len(rest), sums.size)])
    wrong = counted.wrong + (counted.missing if sums.all_stated else 0)
    believed = counted.right >= max(sums.fewest, _TIMES * wrong, len(rests) - len(fitting))
    return counted.right if believed else 0


def _suits(rest: Sequence[Entry], way: frozenset[int]) -> bool:
    """Whether a row has nothing in the columns `way`."""
    return all(_is_nothing(rest[at]) for at in way)


def _count(rows: Sequence[Sequence[Entry | None]]) -> _Counted:
    right = wrong = missing = 0
    for *parts, total in ([_value(entry) for entry in row] for row in rows):
        known = [part or 0 for part in parts]
        if total is None:
            missing += any(known)
        elif total or any(known):
            right, wrong = (right + 1, wrong) if sum(known) == total else (right, wrong + 1)
    return _Counted(right, wrong, missing)


def _value(entry: Entry | None) -> float | None:
    return read_number(entry.text).value if entry and entry.text else None


def _is_nothing(entry: Entry) -> bool:
    """Whether a cell is blank or holds a sign for nothing."""
    return not entry.text or read_number(entry.text).state is CellState.PLACEHOLDER
