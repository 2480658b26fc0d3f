"""Whether the linear relations of an edition together admit a report, and which of them follow from the others.

A report is a point with a whole number of at least 0 in every cell (any sign where the form counts a change, any
amount where it counts money). The questions go to HiGHS, by scipy.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gouji.form import EDITIONS, load_edition
from gouji.form.names import cell_name
from gouji.messages import message
from gouji.model import Rule, Text
from gouji.rulebook.faults import Fault
from gouji.rulebook.instances import Instance, instances
from gouji.rulebook.rulebook import Rulebook, is_own

# No figure of a report is larger; a bound makes every question a finite one.
_LARGEST = 1e6
_CLOSE = 1e-6
_NAMED = 8


def consistency(rulebook: Rulebook) -> list[Fault]:
    """Contradictions (faults) and relations that follow from others (notes), for each edition."""
    found: list[Fault] = []
    for edition in EDITIONS:
        system = list(instances(rulebook.active, edition))
        if not system:
            continue
        conflict = _contradiction(rulebook, system, edition)
        found += conflict or _implied(rulebook, system)
    return found


def _contradiction(book: Rulebook, system: Sequence[Instance], edition: str) -> list[Fault]:
    small = _smallest(system, edition)
    if small is None:
        rules = _core(system, edition)
        named = "、".join(rule.id for rule in rules)
        why = message("rules_contradict", edition=edition, rules=named)
        return [Fault(rule.id, ("relations",), why, book.files.get(rule.id)) for rule in rules]
    if not small:
        return []
    shown = _joined([cell_name(load_edition(edition), key) for key in small[:_NAMED]])
    why = message("rules_force_zero", edition=edition, cells=shown)
    concerned = {instance.rule.id: instance.rule for instance in system if set(instance.terms) & set(small)}
    return [Fault(key, ("relations",), why, book.files.get(key)) for key in concerned]


def _joined(names: Sequence[Text]) -> Text:
    return Text("、".join(name.zh for name in names), ", ".join(name.en for name in names))


def _core(system: Sequence[Instance], edition: str) -> list[Rule]:
    """A smallest set of rules that contradict each other: without any of them the others admit a report."""
    kept = list(dict.fromkeys(instance.rule.id for instance in system))
    for key in list(kept):
        rest = [instance for instance in system if instance.rule.id in kept and instance.rule.id != key]
        if rest and _smallest(rest, edition) is None:
            kept.remove(key)
    by_id = {instance.rule.id: instance.rule for instance in system}
    return [by_id[key] for key in kept]


def _smallest(system: Sequence[Instance], edition: str) -> list[str] | None:
    """The cells that hold 0 in every report that `system` admits, None when it admits no report at all.

    Each cell has a helper between 0 and 1 that is no larger than the cell, and their sum is made as large as it gets:
    relations admit sums of reports as well, so that one report shows every cell that can be more than 0.
    """
    import numpy as np
    from scipy.optimize import LinearConstraint, milp

    cells, matrix, least, most = _matrix(system)
    count = len(cells)
    signed, whole = _kinds(cells, edition)
    helpers = np.hstack([-np.eye(count), np.eye(count)])
    rows = np.vstack([np.hstack([matrix, np.zeros_like(matrix)]), helpers])
    limits = LinearConstraint(rows, [*least, *[-np.inf] * count], [*most, *[0.0] * count])
    low = [-_LARGEST if each else 0.0 for each in signed]
    outcome = milp(
        c=[*[0.0] * count, *[-1.0] * count],
        constraints=limits,
        integrality=[*whole, *[0] * count],
        bounds=_bounds([*low, *[0.0] * count], [*[_LARGEST] * count, *[1.0] * count]),
    )
    if outcome.x is None:
        return None
    return [cell for cell, shown in zip(cells, outcome.x[count:], strict=True) if shown < 1 - _CLOSE]


def _matrix(system: Sequence[Instance]) -> tuple[list[str], Any, list[float], list[float]]:
    import numpy as np

    cells = list(dict.fromkeys(cell for instance in system for cell in instance.terms))
    positions = {cell: number for number, cell in enumerate(cells)}
    matrix = np.zeros((len(system), len(cells)))
    for number, instance in enumerate(system):
        for cell, weight in instance.terms.items():
            matrix[number, positions[cell]] = weight
    return cells, matrix, [instance.least for instance in system], [instance.most for instance in system]


def _kinds(cells: Sequence[str], edition: str) -> tuple[list[bool], list[int]]:
    kinds = [load_edition(edition).cell(cell).kind for cell in cells]
    return [kind == "change" for kind in kinds], [int(kind != "amount") for kind in kinds]


def _bounds(low: Sequence[float], high: Sequence[float]) -> Any:
    from scipy.optimize import Bounds

    return Bounds(low, high)


def _implied(book: Rulebook, system: Sequence[Instance]) -> list[Fault]:
    """A note for each relation that follows from the others wherever it is asked, unless its rule says why it is kept.

    Where relations follow from each other, users' own are named first: the rest is enough.
    """
    relations = {instance.relation.id: instance.rule for instance in system}
    found: list[Fault] = []
    for key in sorted(relations, key=lambda key: not is_own(relations[key].id)):
        own = [instance for instance in system if instance.relation.id == key]
        others = [instance for instance in system if instance.relation.id != key]
        if others and all(_follows(instance, others) for instance in own):
            system = others
            found += _note(book, own[0])
    return found


def _note(book: Rulebook, instance: Instance) -> list[Fault]:
    if instance.rule.overlap is not None:
        return []
    why = message("rule_implied", relation=instance.relation.id)
    path = ("relations", instance.relation.entry)
    return [Fault(instance.rule.id, path, why, book.files.get(instance.rule.id), note=True)]


def _follows(instance: Instance, others: Sequence[Instance]) -> bool:
    """Whether every point that meets `others` meets `instance`, figures of at least 0 or not."""
    from scipy.optimize import LinearConstraint, milp

    cells, matrix, least, most = _matrix([instance, *others])
    signed, _ = _kinds(cells, instance.relation.edition)
    limits = LinearConstraint(matrix[1:], least[1:], most[1:])
    bounds = _bounds([-_LARGEST if each else 0.0 for each in signed], [_LARGEST] * len(cells))
    for sign, bound in ((1, instance.most), (-1, -instance.least)):
        if bound == float("inf"):
            continue
        outcome = milp(c=-sign * matrix[0], constraints=limits, bounds=bounds)
        if outcome.x is None or -outcome.fun > bound + _CLOSE * _LARGEST * 1e-3:
            return False
    return True
