"""A rule that holds for some years: applied within them, not applicable outside, undecided where no year is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gouji.model import Outcome
from gouji.rulebook import load_rules
from kit import faults
from kit.reports import report_of, zeros
from kit.running import run_reports


def test_a_rule_is_asked_of_the_reports_of_its_years(tmp_path: Path) -> None:
    rules = load_rules()
    bounded = replace(rules.rule("T303"), valid_from=2022, valid_to=2023)
    book = replace(rules, rules=(bounded, rules.rule("T302")))
    broken = faults.with_cell(zeros(), "requests.granted.total", 1)
    years = {"before": 2021, "first": 2022, "last": 2023, "after": 2024, "unknown": None}
    reports = [report_of(replace(broken, year=year or 2022), name) for name, year in years.items()]
    reports[-1] = replace(reports[-1], identity=replace(reports[-1].identity, year=None))
    lost = report_of(replace(broken, year=2024), "lost")
    reports.append(replace(lost, tables={}, edition=None))
    assessments = run_reports(tmp_path, reports, rulebook=book).assessments
    outcomes = {
        name: {each.rule: each.outcome for each in assessment.outcomes} for name, assessment in assessments.items()
    }
    due = {
        "before": "not_applicable",
        "first": "fail",
        "last": "fail",
        "after": "not_applicable",
        "unknown": "undetermined",
    }
    assert {name: outcomes[name]["T303"].value for name in due} == due
    assert {outcomes[name]["T302"] for name in due} == {Outcome.FAIL}
    assert outcomes["lost"] == {"T303": Outcome.NOT_APPLICABLE, "T302": Outcome.UNDETERMINED}
    [open_end] = [each for each in assessments["unknown"].undetermined if each.rule == "T303"]
    assert "--year" in open_end.reason.en
    assert all(assessment.errors == () for assessment in assessments.values())
