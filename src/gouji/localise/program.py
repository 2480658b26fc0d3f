"""The smallest sets of wrong cells as a mixed-integer program, for what is too tangled to search through.

A switch for each cell says whether it changes; the program has as few switches on as it can. Further sets of the
same size follow by forbidding those found so far.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gouji.localise.search import Changes, Found, Gaps, apply, in_order
from gouji.localise.system import System, tidy

if TYPE_CHECKING:
    from scipy.sparse import csr_array

# What one program may take; what is so tangled that this does not suffice, a person has to look at in any case.
SECONDS = 2.0


def smallest_by_program(system: System, gaps: Gaps, *, limit: int) -> Found:
    """Up to `limit` smallest sets of changes that close `gaps`; none when HiGHS finds none in time."""
    import numpy as np  # as slow to import as scipy
    from scipy.optimize import Bounds, LinearConstraint, milp

    cells = _within_reach(system, gaps)
    count = len(cells)
    before = np.array([system.values[cell] for cell in cells], dtype=float)
    reach = float(2 * np.abs(before).sum() + sum(abs(gap) for gap in gaps.values()) + 1)
    balance, missing = _balance(system, gaps, cells)
    # A cell moves only when its switch is on: after - before is within ± reach × switch.
    moves = np.hstack([np.eye(count), -reach * np.eye(count)])
    stays = np.hstack([np.eye(count), reach * np.eye(count)])
    constraints = [
        LinearConstraint(balance, missing, missing),
        LinearConstraint(moves, -np.inf, before),
        LinearConstraint(stays, before, np.inf),
    ]
    bounds = Bounds(np.zeros(2 * count), np.r_[np.full(count, reach), np.ones(count)])
    cost = np.r_[np.zeros(count), np.ones(count)]
    # A cell that holds no whole number may stay as it is: only then must its figure not be whole.
    whole = np.r_[[float(value).is_integer() for value in before], np.ones(count)]
    found: list[Changes] = []
    while len(found) < limit:
        result = milp(cost, constraints=constraints, bounds=bounds, integrality=whole, options={"time_limit": SECONDS})
        changes = _changes(system, gaps, cells, result.x) if result.status == 0 else None
        if changes is None or (found and len(changes) > len(found[0])):
            return Found(in_order(system, found), complete=result.status in (0, 2))
        found.append(changes)
        chosen = np.array([float(cell in changes) for cell in cells])
        constraints.append(LinearConstraint(np.r_[np.zeros(count), chosen], -np.inf, len(changes) - 1))
    return Found(in_order(system, found), complete=False)


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


def _changes(system: System, gaps: Gaps, cells: Sequence[str], result: Any) -> Changes | None:
    """The changes of a result, once exact arithmetic agrees that they close all gaps."""
    changes: Changes = {}
    for index, cell in enumerate(cells):
        if result[len(cells) + index] > 0.5:
            changes[cell] = tidy(round(float(result[index])) - system.values[cell])
    for cell, amount in changes.items():
        gaps = apply(system, gaps, cell, amount)
    return changes if changes and all(changes.values()) and not gaps else None
