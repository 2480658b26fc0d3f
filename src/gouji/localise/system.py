"""The rulebook's linear relations on one report, as equations between cells of the form.

The equations come from the rules themselves, so that what the localiser solves is what the engine judges.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gouji.form import Edition, load_edition
from gouji.frames import TABLE_OF, cell_key
from gouji.model import LINEAR_RELATION, Finding, Relation, Report, Rule
from gouji.normalise.usable import usable_value
from gouji.rulebook import Rulebook

Number = int | float
Key = tuple[str, str, str | None, str | None]
"""What a finding of a relation is known by: rule, frame, row, column."""


@dataclass(frozen=True, slots=True)
class Equation:
    """Cells with coefficients that add up to 0. `gap` is what they add up to in the report, 0 unless it fails."""

    key: Key
    terms: tuple[tuple[str, Number], ...]
    gap: Number


@dataclass(frozen=True, slots=True)
class System:
    """The equations that hold or fail in a report; those that cannot be decided are not among them.

    `values` are the figures that arithmetic takes for the cells, `places` the equations (by position) that each cell
    takes part in, with its coefficient. `groups` are rules whose equations share no cell, with their equations.
    `empty_totals` are totals that hold 0.
    """

    equations: tuple[Equation, ...]
    values: Mapping[str, Number]
    places: Mapping[str, tuple[tuple[int, Number], ...]]
    groups: tuple[frozenset[int], ...]
    empty_totals: frozenset[str]

    @property
    def gaps(self) -> dict[int, Number]:
        """The failing equations, by position, with their gaps."""
        return {number: equation.gap for number, equation in enumerate(self.equations) if equation.gap}

    def impossible(self, gaps: Iterable[int]) -> frozenset[str]:
        """Cells of the equations `gaps` that hold what no count can be, so that they are wrong in any case."""
        cells = (cell for number in gaps for cell, _ in self.equations[number].terms)
        return frozenset(cell for cell in cells if not is_count(self.values[cell]))


def tidy(value: float) -> Number:
    """A whole number as int, so that arithmetic is exact; others without the noise of float sums."""
    if isinstance(value, int):
        return value
    rounded = round(value, 6)
    return int(rounded) if rounded.is_integer() else rounded


def is_count(value: Number) -> bool:
    """Whether `value` can be a number of things."""
    return isinstance(value, int) and value >= 0


def breaks_equation(findings: Sequence[Finding], rulebook: Rulebook) -> bool:
    """Whether one of `findings` may be of an equation: most reports break none, and need no system."""
    broken = {finding.rule for finding in findings}
    return bool(broken) and any(rule.id in broken and _is_equation(rel) for rule, rel in rulebook.relations())


def _is_equation(relation: Relation) -> bool:
    return relation.expectation == LINEAR_RELATION and relation.arguments["operator"] == "="


def build_system(report: Report, findings: Sequence[Finding], rulebook: Rulebook) -> System:
    """The equations of `report`. An equation fails exactly when `findings` says so: the engine judges, not we."""
    failing = {(f.rule, f.where.frame, f.where.row, f.where.column) for f in findings}
    values = dict(_values(report))
    equations = tuple(
        Equation(key, terms, tidy(sum(values[cell] * factor for cell, factor in terms)) if key in failing else 0)
        for key, terms in _instances(report, rulebook, values)
    )
    places: dict[str, list[tuple[int, Number]]] = defaultdict(list)
    for number, equation in enumerate(equations):
        for cell, factor in equation.terms:
            places[cell].append((number, factor))
    return System(
        equations=equations,
        values=values,
        places={cell: tuple(there) for cell, there in places.items()},
        groups=_groups(equations),
        empty_totals=frozenset(_empty_totals(report, values)),
    )


def _values(report: Report) -> Iterator[tuple[str, Number]]:
    for table in report.tables.values():
        form = load_edition(table.edition)
        for key, cell in table.cells.items():
            value = usable_value(cell, form.cell(key), table.cells)
            if value is not None and abs(value) < 10**12:  # beyond that, floats no longer count
                yield key, tidy(value)


def _empty_totals(report: Report, values: Mapping[str, Number]) -> Iterator[str]:
    for table in report.tables.values():
        for key, cell in load_edition(table.edition).tables[table.name].cells.items():
            if cell.role == "total" and values.get(key) == 0:
                yield key


def _instances(
    report: Report, rulebook: Rulebook, values: Mapping[str, Number]
) -> Iterator[tuple[Key, tuple[tuple[str, Number], ...]]]:
    """Every equation of the rulebook on the report whose cells can all be used."""
    for rule, relation in rulebook.relations():
        if not _is_equation(relation):
            continue
        table = report.tables.get(TABLE_OF.get(rule.frame, ""))
        if table is None or table.edition != relation.edition:
            continue
        for row, column in _lines(rule, load_edition(table.edition)):
            terms = _terms(rule, relation, row, column)
            if all(cell in values for cell, _ in terms) and _applies(rule, relation, row, column, values):
                yield (rule.id, rule.frame, relation.row or row, relation.column or column), terms


def _lines(rule: Rule, edition: Edition) -> list[tuple[str | None, str | None]]:
    """Row and column key of each row of the rule's frame."""
    form = edition.tables[TABLE_OF[rule.frame]]
    if rule.frame == "applicants":
        return [(None, column.key) for column in form.columns]
    if rule.frame == "disclosure":
        return [(None, None)]
    return [(row.key, None) for row in form.rows]


def _terms(rule: Rule, relation: Relation, row: str | None, column: str | None) -> tuple[tuple[str, Number], ...]:
    left: Any = relation.arguments["left"]
    right: Any = relation.arguments["right"]
    return _signed(rule.frame, tuple(left.items()), tuple(right.items()), row, column)


# Every report of an edition has the same equations.
@lru_cache(maxsize=4096)
def _signed(
    frame: str,
    left: tuple[tuple[str, Number], ...],
    right: tuple[tuple[str, Number], ...],
    row: str | None,
    column: str | None,
) -> tuple[tuple[str, Number], ...]:
    factors: dict[str, Number] = defaultdict(int)
    for name, factor in (*left, *((name, -factor) for name, factor in right)):
        factors[str(cell_key(frame, name, row, column))] += tidy(factor)
    return tuple((cell, factor) for cell, factor in factors.items() if factor)


def _applies(rule: Rule, relation: Relation, row: str | None, column: str | None, values: Mapping[str, Number]) -> bool:
    """Whether the relation's condition takes in this row of the frame."""
    keys: dict[str, object] = {"table": TABLE_OF[rule.frame], "row": row, "column": column}
    for name, allowed in relation.when.items():
        value = keys[name] if name in keys else values.get(str(cell_key(rule.frame, name, row, column)))
        if value not in allowed:
            return False
    return True


def _groups(equations: Sequence[Equation]) -> tuple[frozenset[int], ...]:
    """The equations of each rule, where no cell stands in two of them."""
    rules: dict[str, list[int]] = defaultdict(list)
    for number, equation in enumerate(equations):
        rules[equation.key[0]].append(number)
    groups = []
    for numbers in rules.values():
        cells = [cell for number in numbers for cell, _ in equations[number].terms]
        if len(cells) == len(set(cells)):
            groups.append(frozenset(numbers))
    return tuple(groups)
