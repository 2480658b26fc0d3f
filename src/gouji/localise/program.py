"""The smallest set of wrong cells as a mixed-integer program, for what is too tangled to search through.

A switch for each cell says whether it changes; the program has as few switches on as it can.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from gouji.localise.search import Changes, Found, Gaps, apply, in_order
from gouji.localise.system import System, tidy

if TYPE_CHECKING:
    from scipy.sparse import csr_array

# How far one program may branch; what is so tangled that this does not suffice, a person has to look at in any case.
# Counted in nodes, so that a slow machine suggests what a fast one does; the time is only a last resort.
NODES = 1
_SECONDS = 20.0


def smallest_by_program(system: System, gaps: Gaps, *, nodes: int = NODES) -> Found:
    """One of the smallest sets of changes that close `gaps`, as far as HiGHS gets; none when it finds none."""
    import numpy as np  # as slow to import as scipy
    from scipy.optimize import Bounds, LinearConstraint, milp

    cells = _within_reach(system, gaps)
    count = len(cells)
    before = np.array([system.values[cell] for cell in cells], dtype=float)
    # Going along equations from gap to gap, no cell has to change by more than all gaps together.
    reach = float(sum(abs(gap) for gap in gaps.values()))
    balance, sums = _balance(system, gaps, cells)
    moves = np.hstack([np.eye(count), -reach * np.eye(count)])  # after - before <= reach * switch
    stays = np.hstack([np.eye(count), np.diag(before)])  # after >= before * (1 - switch)
    constraints = [
        LinearConstraint(balance, sums, sums),
        LinearConstraint(moves, -np.inf, before),
        LinearConstraint(stays, before, np.inf),
        LinearConstraint(_covers(system, gaps, cells), 1, np.inf),
    ]
    bounds = Bounds(np.zeros(2 * count), np.r_[np.maximum(before, 0) + reach, np.ones(count)])
    cost = np.r_[np.zeros(count), np.ones(count)]
    options = {"node_limit": nodes, "time_limit": _SECONDS}
    with _silence():
        result = milp(
            cost,
            constraints=constraints,
            bounds=bounds,
            integrality=np.ones(2 * count),
            options=options,
        )
    changes = None if result.x is None else _changes(system, gaps, cells, result.x)
    return Found(() if changes is None else in_order(system, [changes]), complete=False)


@contextmanager
def _silence() -> Iterator[None]:
    """Keep HiGHS from writing on standard output, where JSON may be due: some of its lines no option turns off."""
    try:
        kept = os.dup(1)
    except OSError:  # a process without standard output
        yield
        return
    library = ctypes.CDLL(None) if os.name == "posix" else ctypes.CDLL("ucrtbase")
    library.fflush(None)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
        library.fflush(None)
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def _within_reach(system: System, gaps: Gaps) -> list[str]:
    """The cells of the failing equations and of all that these are connected with."""
    reached, waiting = set(gaps), list(gaps)
    cells: dict[str, None] = {}
    while waiting:
        for cell, _ in system.equations[waiting.pop()].terms:
            cells[cell] = None
            further = [number for number, _ in system.places[cell] if number not in reached]
            reached.update(further)
            waiting.extend(further)
    return [cell for cell in system.values if cell in cells]


def _balance(system: System, gaps: Gaps, cells: Sequence[str]) -> tuple[csr_array, Any]:
    """The equations over the cells' new figures: the matrix, and what its product must be."""
    import numpy as np
    from scipy.sparse import coo_array

    position = {cell: index for index, cell in enumerate(cells)}
    numbers = sorted({number for cell in cells for number, _ in system.places[cell]})
    rows, columns, factors, sums = [], [], [], []
    for row, number in enumerate(numbers):
        terms = system.equations[number].terms
        rows += [row] * len(terms)
        columns += [position[cell] for cell, _ in terms]
        factors += [factor for _, factor in terms]
        sums.append(sum(factor * system.values[cell] for cell, factor in terms) - gaps.get(number, 0))
    matrix = coo_array((factors, (rows, columns)), shape=(len(numbers), 2 * len(cells)), dtype=float)
    return matrix.tocsr(), np.array(sums, dtype=float)


def _covers(system: System, gaps: Gaps, cells: Sequence[str]) -> Any:
    """In every failing equation at least one switch is on: implied, but without it the program takes far longer."""
    import numpy as np

    position = {cell: index for index, cell in enumerate(cells)}
    matrix = np.zeros((len(gaps), 2 * len(cells)))
    for row, number in enumerate(gaps):
        for cell, _ in system.equations[number].terms:
            matrix[row, len(cells) + position[cell]] = 1
    return matrix


def _changes(system: System, gaps: Gaps, cells: Sequence[str], result: Any) -> Changes | None:
    """The changes of a result, once exact arithmetic agrees that they close all gaps."""
    changes: Changes = {}
    for index, cell in enumerate(cells):
        if result[len(cells) + index] > 0.5:
            changes[cell] = tidy(round(float(result[index])) - system.values[cell])
    for cell, amount in changes.items():
        gaps = apply(system, gaps, cell, amount)
    return changes if changes and all(changes.values()) and not gaps else None
