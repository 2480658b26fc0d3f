"""Figures × rules: what the real rulebook finds in figures is what a second opinion finds, no more and no less."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping

import pytest

from gouji.model import Assessment, Finding, Severity, Undetermined, VerdictKind
from kit import balanced, faults
from kit.figures import Figures, Relation, figure_ids, load
from kit.oracle import equations, failing, undetermined
from kit.reports import report_of
from kit.running import first_rules, run_reports

SUMS = ("T301", "T302", "T303", "T401")
KINDS = 150


def relations(entries: Iterable[Finding | Undetermined]) -> set[Relation]:
    return {(each.rule, each.where.row, each.where.column) for each in entries if each.rule in SUMS}


def holding(figures: Figures, key: str) -> set[Relation]:
    """The relations that the cell takes part in."""
    return {each.relation for each in equations(figures) if (key in each.left) != (key in each.right)}


def broken(number: int, figures: Figures) -> tuple[Figures, str]:
    """`figures` with one cell of tables three and four changed, chosen and changed by `number`."""
    choose = random.Random(number)
    key = choose.choice([key for key in figures.cells if not key.startswith("disclosure.")])
    return faults.off_by(figures, key, choose.choice((1, 2, 9, 10, 90, 1000))), key


BALANCED = {
    f"balanced-{edition}-{seed}": balanced.make(seed, edition, id=f"balanced-{edition}-{seed}")
    for edition in ("2019", "2021")
    for seed in range(KINDS // 2)
}
BROKEN = {f"broken-{name}": broken(number, figures) for number, (name, figures) in enumerate(BALANCED.items())}


@pytest.fixture(scope="module")
def assessments(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Assessment]:
    """What came of the kit's figures, of balanced ones and of those with one cell broken, in one run."""
    figures = {id: load(id) for id in figure_ids()} | BALANCED | {name: each for name, (each, _) in BROKEN.items()}
    reports = [report_of(each, name) for name, each in figures.items()]
    return run_reports(tmp_path_factory.mktemp("matrix"), reports, rulebook=first_rules()).assessments


@pytest.mark.parametrize("id", figure_ids())
def test_figures_fail_exactly_where_they_do_not_add_up(id: str, assessments: Mapping[str, Assessment]) -> None:
    figures, assessment = load(id), assessments[id]
    assert assessment.errors == ()
    assert relations(assessment.findings) == failing(figures)
    assert relations(assessment.undetermined) == undetermined(figures)
    found = [each for each in assessment.findings if each.rule in SUMS]
    assert len(found) == len(failing(figures))  # each once
    assert (assessment.verdict is VerdictKind.FAULTS) == bool(failing(figures))


def test_what_is_balanced_is_clear(assessments: Mapping[str, Assessment]) -> None:
    for name in BALANCED:
        assert assessments[name].findings == (), name
        assert assessments[name].verdict is VerdictKind.CLEAR, name


def test_one_wrong_cell_breaks_exactly_its_relations(assessments: Mapping[str, Assessment]) -> None:
    seen: set[str] = set()
    for name, (figures, key) in BROKEN.items():
        assessment = assessments[name]
        assert relations(assessment.findings) == holding(figures, key) == failing(figures), (name, key)
        assert {each.severity for each in assessment.findings} == {Severity.CRITICAL}, (name, key)
        assert not assessment.undetermined
        seen |= {rule for rule, _, _ in holding(figures, key)}
    assert seen == set(SUMS)


def test_a_finding_gives_the_arithmetic(assessments: Mapping[str, Assessment]) -> None:
    for name, (figures, key) in BROKEN.items():
        for finding in assessments[name].findings:
            signed = [(each.coefficient or 0) * (each.value or 0) for each in finding.operands]
            assert finding.difference == -sum(signed), name
            assert isinstance(finding.actual, int | float)
            assert isinstance(finding.expected, int | float)
            assert finding.difference == finding.actual - finding.expected
            assert key in {each.cell for each in finding.operands}
            for each in finding.operands:
                assert each.value == figures.number(each.cell)
                assert each.raw == figures.text(each.cell)
                assert each.at is not None
