"""The search against the mixed-integer program: two ways to the smallest sets of wrong cells."""

from __future__ import annotations

import random

import pytest

from gouji.localise.program import smallest_by_program
from gouji.localise.search import apply, smallest_changes
from gouji.localise.system import System, build_system
from gouji.rulebook import load_rules
from kit import balanced, slips
from kit.assessed import assessment_of
from kit.oracle import equations, failing
from kit.reports import report_of

RULES = load_rules()


def faulty_system(seed: int, count: int) -> tuple[System, int]:
    chooser = random.Random(seed)
    figures = balanced.make(seed, "2021" if seed % 2 else "2019")
    cells = [key for key in figures.form_cells() if key.startswith("requests.")]
    wrong = slips.inject(figures, [{key: chooser.randint(0, 60) for key in chooser.sample(cells, count)}])
    return build_system(report_of(wrong), assessment_of(wrong).findings, RULES), len(failing(wrong))


def test_the_equations_are_those_of_the_rulebook() -> None:
    figures = balanced.make(3)
    system = build_system(report_of(figures), (), RULES)
    expected = {frozenset([*each.left, *each.right]) for each in equations(figures)}
    assert {frozenset(cell for cell, _ in equation.terms) for equation in system.equations} == expected
    assert all(sum(system.values[cell] * factor for cell, factor in each.terms) == 0 for each in system.equations)


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("seed", range(6))
def test_search_and_program_agree_on_the_smallest_size(seed: int, count: int) -> None:
    system, broken = faulty_system(seed, count)
    searched = smallest_changes(system, system.gaps, most=8, limit=64, budget=20_000)
    solved = smallest_by_program(system, system.gaps, nodes=10_000)
    assert len(system.gaps) == broken
    assert searched.complete
    assert solved.changes
    assert {len(changes) for changes in searched.changes} == {len(solved.changes[0])}
    for changes in (*searched.changes, *solved.changes):
        gaps = system.gaps
        for cell, amount in changes.items():
            gaps = apply(system, gaps, cell, amount)
        assert gaps == {}


def test_a_search_cut_short_says_so() -> None:
    system, _ = faulty_system(2, 3)
    found = smallest_changes(system, system.gaps, most=8, limit=64, budget=1)
    assert (found.changes, found.complete) == ((), False)


def test_the_program_writes_nothing_on_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    system, _ = faulty_system(4, 5)
    smallest_by_program(system, system.gaps)
    assert capfd.readouterr().out == ""
