"""Every rule on its cases, through the real project: all cases of an edition in one run of its checkpoint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from gouji.across.assess import Judged
from gouji.frames import Stage, stage_of
from gouji.model import Assessment, Finding, Outcome, Undetermined
from gouji.normalise.tabulate import Rows, tabulate
from gouji.rulebook import load_rules
from kit.cases import FOLDER, Case, cases_of
from kit.running import run_across, run_rows

RULES = load_rules().active
CASES = [case for rule in RULES for case in cases_of(rule)]


@pytest.fixture(scope="module")
def assessments(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Assessment | Judged]:
    """What came of every case, by the id of its report."""
    own = [case for case in CASES if stage_of(case.rule.frame) is Stage.REPORTS]
    rows: dict[str, Rows] = tabulate(case.report() for case in own if case.has_report)
    for case in own:
        rows.setdefault(case.edition, {}).setdefault(case.rule.frame, []).extend(case.rows())
    reports = [case.report() for case in own]
    found = run_rows(tmp_path_factory.mktemp("cases"), rows, reports).assessments
    beside = [report for case in CASES if case not in own for report in case.reports()]
    return {**found, **run_across(tmp_path_factory.mktemp("across"), beside)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: Case, assessments: Mapping[str, Assessment | Judged]) -> None:
    assessment = assessments[case.id]
    findings = [finding for finding in assessment.findings if finding.rule == case.rule.id]
    undetermined = [entry for entry in assessment.undetermined if entry.rule == case.rule.id]
    outcome = next(entry for entry in assessment.outcomes if entry.rule == case.rule.id)
    assert assessment.errors == ()
    assert outcome.outcome is case.outcome
    assert [_as_listed(each, each.message, case, "fails") for each in findings] == case.expected("fails")
    assert [_as_listed(each, each.reason, case, "undetermined") for each in undetermined] == case.expected(
        "undetermined"
    )
    assert (outcome.failed, outcome.undetermined) == (len(findings), len(undetermined))
    if "checked" in case.data:
        assert outcome.checked == case.data["checked"]


def _as_listed(found: Finding | Undetermined, text: Any, case: Case, kind: str) -> dict[str, object]:
    """What was found, in the shape of the case file; with its text where the case states one."""
    listed: dict[str, object] = {"row": found.where.row, "column": found.where.column}
    if case.has_report or any("zh" in entry for entry in case.expected(kind)):
        listed |= {"zh": text.zh, "en": text.en}
    return listed


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_its_cases(rule: Any) -> None:
    cases = list(cases_of(rule))
    needed = {Outcome.PASS, Outcome.FAIL, Outcome.UNDETERMINED}
    assert needed <= {case.outcome for case in cases}
    for edition in rule.editions:
        assert needed <= {case.outcome for case in cases if case.edition == edition}
    # What the user reads is tested with at least one whole report.
    assert any(case.has_report and case.outcome is Outcome.FAIL for case in cases)


def test_no_cases_without_a_rule() -> None:
    assert {path.stem for path in FOLDER.glob("*.yml")} == {rule.id for rule in RULES}
