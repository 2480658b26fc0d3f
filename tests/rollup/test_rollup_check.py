"""Deadlines and roll-up in a real check with a manifest."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gouji.check import CheckResult, Comparing, Request, check
from gouji.rulebook import RuleChoice
from kit import faults
from kit.documents import STYLES
from kit.reports import zeros

COUNTY, SCHOOLS, MONEY, CITY, PARKS = "样本县人民政府", "样本县教育局", "样本县财政局", "示例市人民政府", "示例市园林局"
AWAY, GONE, LATER = "示例市档案局", "示例市水利局", "示例市林业局"
HEAD = "路径,编号,机关名称,类别,上级,年度,期限,发布日期\n"
ROWS = f"""in/1.html,X0,{COUNTY},人民政府,C0,2024,,2025-03-20
in/2.html,,{SCHOOLS},部门,X0,2024,,2025-02-20
in/3.html,,{MONEY},部门,X0,2024,,2025-01-20
in/4.html,C0,{CITY},人民政府,,2024,,
in/5.html,,{PARKS},部门,C0,2024,,
away.html,,{AWAY},部门,C0,2024,,
,,{GONE},部门,C0,2024,,
,,{LATER},部门,C0,2024,2999-01-31,
"""


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> CheckResult:
    base = tmp_path_factory.mktemp("rollup")
    (base / "in").mkdir()
    licences = {COUNTY: 8, SCHOOLS: 7, MONEY: 2, CITY: 3, PARKS: 3}
    for number, (name, value) in enumerate(licences.items(), start=1):
        figures = replace(faults.with_cell(zeros(), "disclosure.licences", value), organisation=name)
        if name == COUNTY:
            figures = faults.with_cell(figures, "requests.granted.total", 12)
        (base / "in" / f"{number}.html").write_bytes(STYLES["clean_html"](figures))
    (base / "away.html").write_bytes(STYLES["clean_html"](replace(zeros(), organisation=AWAY)))
    (base / "名录.csv").write_text(HEAD + ROWS, encoding="utf-8")
    return check(Request((str(base / "in"),), base / "out", manifest=base / "名录.csv"))


def entry(result: CheckResult, name: str) -> Any:
    [found] = [each for each in result.reports if each["organisation"] == name]
    return found


def outcome(result: CheckResult, name: str, rule: str) -> str:
    [found] = [each["outcome"] for each in entry(result, name)["outcomes"] if each["rule"] == rule]
    return str(found)


def test_a_parent_is_held_against_the_sum_of_its_children(result: CheckResult) -> None:
    finding, other = [each for each in entry(result, COUNTY)["findings"] if each["rule"].startswith("H8")]
    assert (finding["rule"], finding["severity"], finding["category"]) == ("H801", "warning", "consistency")
    assert (other["rule"], other["where"]["frame"]) == ("H801", "requests")
    assert finding["where"] == {"frame": "disclosure", "row": None, "column": None}
    assert (finding["expected"], finding["actual"], finding["difference"]) == (9, 8, -1)
    assert [operand["cell"] for operand in finding["operands"]] == ["disclosure.licences"]
    assert outcome(result, COUNTY, "H802") == "pass"
    assert entry(result, COUNTY)["verdict"] == "faults"


def test_the_sum_of_the_children_speaks_for_a_figure(result: CheckResult) -> None:
    [cause] = entry(result, COUNTY)["causes"]
    [cell] = cause["solutions"][0]["cells"]
    assert (cell["cell"], cell["value"], cell["suggested"]) == ("requests.granted.total", 12, 0)
    texts = [(each["value"], each["text"], each["text_en"]) for each in cause["solutions"][0]["evidence"]]
    assert texts == [(0, "2 个下级单位的合计", "the sum of the 2 bodies below")]
    assert len(cause["findings"]) == 2


def test_bodies_without_children_are_not_asked(result: CheckResult) -> None:
    assert {outcome(result, SCHOOLS, rule) for rule in ("H801", "H802")} == {"not_applicable"}


def test_a_child_whose_file_was_not_asked_for_leaves_the_sum_open(result: CheckResult) -> None:
    assert outcome(result, CITY, "H801") == "undetermined"
    [open_end] = [each for each in entry(result, CITY)["undetermined"] if each["rule"] == "H801"]
    assert all(name in open_end["reason"] for name in (AWAY, GONE, LATER))
    assert PARKS not in open_end["reason"]


def test_a_child_above_its_parent_is_seen_although_others_are_missing(result: CheckResult) -> None:
    finding, other = [each for each in entry(result, CITY)["findings"] if each["rule"] == "H802"]
    assert other["where"]["frame"] == "requests"
    assert f"{COUNTY}填报 8" in finding["message"]
    assert (finding["expected"], finding["actual"]) == (8, 3)


def test_late_by_the_recorded_date(result: CheckResult) -> None:
    [finding] = [each for each in entry(result, SCHOOLS)["findings"] if each["rule"] == "D131"]
    assert (finding["expected"], finding["actual"], finding["difference"]) == ("2025-01-31", "2025-02-20", 20)
    assert entry(result, SCHOOLS)["chase"] == {"state": "late", "deadline": "2025-01-31", "days": 20}
    assert [outcome(result, name, "D131") for name in (COUNTY, MONEY, CITY)] == ["pass", "pass", "not_applicable"]
    assert [entry(result, name)["chase"] for name in (COUNTY, MONEY, CITY)] == [None] * 3


def test_missing_reports_are_overdue_on_the_day_of_the_run(result: CheckResult) -> None:
    day = date.fromisoformat(result.results["run"]["day"])
    assert json.loads(result.folder.manifest.read_text(encoding="utf-8"))["run"]["day"] == day.isoformat()
    gone, later = entry(result, GONE), entry(result, LATER)
    over = (day - date(2025, 1, 31)).days
    assert gone["chase"] == {"state": "overdue", "deadline": "2025-01-31", "days": over}
    assert later["chase"] == {"state": "due", "deadline": "2999-01-31", "days": (date(2999, 1, 31) - day).days}
    assert f"已逾期 {over} 天" in gone["notes"][0]["message"]
    assert not [each for each in result.reports if each["organisation"] == AWAY]


def test_the_pages_are_complete(result: CheckResult) -> None:
    assert result.results["errors"] == []
    site = Path(result.folder.site)
    assert "下级合计 9" in (site / "reports" / f"{entry(result, COUNTY)['id']}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("rules", [RuleChoice(), RuleChoice(select=("T301", "T302", "T303"))], ids=["all", "sums"])
def test_last_year_and_the_children_speak_together(tmp_path: Path, rules: RuleChoice) -> None:
    """Regression: the sums of the children once took the place of what last year's report says.

    They speak whether or not a rule that looks across reports was asked for.
    """
    wrong = faults.with_cell(zeros(), "requests.carried_in.total", 12)
    reports = {"parent": replace(wrong, organisation=COUNTY), "child": replace(zeros(), organisation=SCHOOLS)}
    last = replace(zeros(), organisation=COUNTY, year=2023)
    for name, figures in {**reports, "last": last}.items():
        (tmp_path / f"{name}.html").write_bytes(STYLES["clean_html"](figures))
    rows = f"parent.html,X0,{COUNTY},人民政府,,2024,,\nchild.html,,{SCHOOLS},部门,X0,2024,,\n"
    (tmp_path / "名录.csv").write_text(HEAD + rows, encoding="utf-8")
    paths = tuple(str(tmp_path / f"{name}.html") for name in reports)
    comparing = Comparing(previous=(str(tmp_path / "last.html"),))
    result = check(Request(paths, tmp_path / "out", manifest=tmp_path / "名录.csv", comparing=comparing, rules=rules))
    [cause] = entry(result, COUNTY)["causes"]
    assert cause["solutions"][0]["cells"][0]["cell"] == "requests.carried_in.total"
    assert [each["text"] for each in cause["solutions"][0]["evidence"]] == [
        "2023年度年报“结转下年度继续办理”",
        "1 个下级单位的合计",
    ]
