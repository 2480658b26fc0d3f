"""Every cell of both editions × every linear relation: one wrong cell breaks exactly the relations that hold it.

Thousands of balanced reports, each with one cell broken, in one run of the engine. What must come of each is reckoned
here and in the kit's oracle, without the rulebook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count

import pytest

from gouji.frames import TABLE_OF
from gouji.model import Assessment
from gouji.normalise.tabulate import tabulate
from gouji.rulebook import Rulebook, load_rules
from gouji.rulebook.instances import instances
from kit import balanced, faults
from kit.figures import Figures, Relation
from kit.oracle import equations
from kit.reports import report_of
from kit.running import run_rows

EDITIONS = ("2019", "2021")
OFF_BY = (1, -1, 9, 90, -1000)
BASES = 5
Terms = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Case:
    """A report with the cell `key` broken; without one it is balanced."""

    figures: Figures
    key: str | None = None


def linear() -> Rulebook:
    """The rulebook with nothing but the linear relations of the tables."""
    rules = load_rules()
    kept = tuple(rule for rule in rules.active if rule.is_linear and rule.frame in TABLE_OF)
    return replace(rules, rules=kept, off={})


RULES = linear()


def inequalities(edition: str) -> dict[Relation, tuple[Terms, int]]:
    """Relation → cells with weights that may add up to at most so much."""
    if edition == "2021":
        stock: dict[Relation, tuple[Terms, int]] = {
            ("T201", row, None): (
                {
                    f"disclosure.{row}_made": 1,
                    f"disclosure.{row}_repealed": -1,
                    f"disclosure.{row}_in_force": -1,
                },
                0,
            )
            for row in ("regulations", "normative_documents")
        }
        other = {"requests.other_remaining.total": 2, "requests.processed_total.total": -1}
        return stock | {("T304", None, "total"): (other, 10)}
    disclosed: dict[Relation, tuple[Terms, int]] = {
        ("T202", row, None): (
            {f"disclosure.{row}_newly_disclosed": 1, f"disclosure.{row}_disclosed_in_total": -1},
            0,
        )
        for row in ("regulations", "normative_documents")
    }
    return disclosed | {
        ("T204", row, None): ({f"disclosure.{row}_items_change": -1, f"disclosure.{row}_items_last_year": -1}, 0)
        for row in ("licences", "other_services", "penalties", "coercive_measures", "administrative_fees")
    }


def excess(figures: Figures, terms: Terms, most: int) -> float:
    """By how much an inequality fails, 0 or less where it holds."""
    return sum(weight * (figures.number(key) or 0) for key, weight in terms.items()) - most


def expected(case: Case) -> set[Relation]:
    """Every equation that holds the broken cell, and every inequality that no longer holds."""
    found = {each.relation for each in equations(case.figures) if case.key in {*each.left, *each.right}}
    for relation, (terms, most) in inequalities(case.figures.edition).items():
        if excess(case.figures, terms, most) > 0:
            found.add(relation)
    return found


def bases(edition: str) -> list[Figures]:
    """Balanced reports in which every inequality holds as well."""
    made = (balanced.make(seed, edition) for seed in count())
    good = (each for each in made if all(excess(each, *rest) <= 0 for rest in inequalities(edition).values()))
    return [next(good) for _ in range(BASES)]


def cases() -> Iterator[Case]:
    for edition in EDITIONS:
        reports = bases(edition)
        yield from map(Case, reports)
        for number, key in enumerate(reports[0].cells):
            for step, by in enumerate(OFF_BY):
                yield Case(faults.off_by(reports[(number + step) % BASES], key, by), key)
        for terms, most in inequalities(edition).values():
            for key, weight in terms.items():
                # Just within the limit, where the weight allows it, and just beyond.
                room = -int(excess(reports[0], terms, most)) // abs(weight)
                for by in (room, room + 1):
                    if by:
                        yield Case(faults.off_by(reports[0], key, by if weight > 0 else -by), key)


CASES = {f"case-{number}": case for number, case in enumerate(cases())}


@pytest.fixture(scope="module")
def assessments(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Assessment]:
    reports = [report_of(case.figures, name) for name, case in CASES.items()]
    drawn = {edition: {name: rows[name] for name in TABLE_OF} for edition, rows in tabulate(reports).items()}
    return run_rows(tmp_path_factory.mktemp("faults"), drawn, reports, rulebook=RULES).assessments


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_linear_relation_is_left_out(edition: str) -> None:
    stated = {(each.rule.id, each.row, each.column) for each in instances(RULES.rules, edition)}
    figures = next(case.figures for case in CASES.values() if case.figures.edition == edition)
    assert stated == {each.relation for each in equations(figures)} | set(inequalities(edition))


def test_there_are_thousands_of_cases_and_every_cell_is_among_them() -> None:
    assert len(CASES) > 1900
    for edition in EDITIONS:
        broken = {case.key for case in CASES.values() if case.figures.edition == edition and case.key}
        assert broken == set(next(c.figures for c in CASES.values() if c.figures.edition == edition).form_cells())


def test_one_wrong_cell_breaks_exactly_the_relations_that_hold_it(assessments: Mapping[str, Assessment]) -> None:
    wrong = {}
    seen: set[Relation] = set()
    for name, case in CASES.items():
        due = expected(case)
        found = [(each.rule, each.where.row, each.where.column) for each in assessments[name].findings]
        if sorted(map(str, found)) != sorted(map(str, due)) or assessments[name].undetermined:
            wrong[name] = (case.key, set(found) ^ due)
        seen |= due
    assert wrong == {}
    assert {relation[0] for relation in seen} == {rule.id for rule in RULES.rules}


def test_a_balanced_report_breaks_nothing(assessments: Mapping[str, Assessment]) -> None:
    whole = [name for name, case in CASES.items() if case.key is None]
    assert len(whole) == BASES * len(EDITIONS)
    assert all(assessments[name].findings == () for name in whole)
