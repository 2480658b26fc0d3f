"""Marks: what a body gets under a score sheet, worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gouji.outputs.view import open_run
from gouji.rulebook import RuleError
from gouji.run_folder import RunFolder
from gouji.scoring import SAMPLE, Marks, load_sheet, mark_run, sample_text, scores_json, unused_adjustments
from kit.run_folders import small_finding, small_record, small_run

SHEET = """
title: {zh: 评分表, en: Sheet}
full_marks: 100
categories:
  arithmetic: {critical: 5, warning: 0.1, cap: 12}
  wording: {info: 1}
missing: 3
vetoes:
  - {rules: [D101, D102], at_most: 60, reason: {zh: 缺章, en: chapters missing}}
  - {rules: [X601], at_most: 40, reason: {zh: 文表不一致, en: text and tables}}
adjustments:
  - {body: 甲局, points: -2.5, reason: 未备案}
  - {body: 无此单位, points: 1, reason: 笔误}
"""


def marks_of(folder: Path, *records: dict[str, Any], sheet: str = SHEET) -> dict[str, Marks]:
    path = folder / "sheet.yml"
    path.write_text(sheet, encoding="utf-8")
    marks = mark_run(open_run(small_run(folder / "run", *records)), load_sheet(str(path)))
    return {str(each.head.organisation): each for each in marks}


def test_problems_cost_points_up_to_the_cap_of_their_category(tmp_path: Path) -> None:
    three = [small_finding(f"T30{number}", fingerprint=str(number)) for number in range(3)]
    found = marks_of(tmp_path, small_record("乙局", three), small_record("丙局", three[:1]), small_record("丁局", []))
    assert found["乙局"].total == Decimal(88)
    assert found["丙局"].total == Decimal(95)
    assert found["丁局"].total == Decimal(100)
    assert [line.points for line in found["乙局"].lines] == [Decimal(12)]


def test_points_are_exact(tmp_path: Path) -> None:
    three = [small_finding(f"T30{n}", severity="warning", fingerprint=str(n)) for n in range(3)]
    assert marks_of(tmp_path, small_record("乙局", three))["乙局"].total == Decimal("99.7")


def test_findings_of_one_cause_cost_once(tmp_path: Path) -> None:
    findings = [
        small_finding("T301", fingerprint="a"),
        small_finding("T302", fingerprint="b"),
        small_finding("T303", fingerprint="c"),
    ]
    causes = [{"findings": ["a", "c"], "confidence": "certain", "solutions": []}]
    assert marks_of(tmp_path, small_record("乙局", findings, causes=causes))["乙局"].total == Decimal(90)


def test_what_the_ledger_set_aside_costs_nothing(tmp_path: Path) -> None:
    findings = [small_finding("T301", status="dismissed"), small_finding("X601", status="waived")]
    found = marks_of(tmp_path, small_record("乙局", findings))["乙局"]
    assert (found.total, found.veto) == (Decimal(100), None)


def test_what_the_sheet_does_not_price_costs_nothing(tmp_path: Path) -> None:
    findings = [small_finding("D120", "completeness"), small_finding("D121", "wording", "warning", fingerprint="w")]
    assert marks_of(tmp_path, small_record("乙局", findings))["乙局"].total == Decimal(100)


def test_the_heaviest_veto_applies_and_adjustments_are_under_it(tmp_path: Path) -> None:
    findings = [small_finding("D102", "completeness"), small_finding("X601", "consistency", fingerprint="x")]
    found = marks_of(tmp_path, small_record("甲局", findings))["甲局"]
    assert found.veto is not None
    assert found.veto.reason.zh == "文表不一致"
    assert (found.total, found.adjusted) == (Decimal(40), Decimal("-2.5"))


def test_an_adjustment_counts_and_one_for_nobody_is_told(tmp_path: Path) -> None:
    found = marks_of(tmp_path, small_record("甲局", []))
    assert found["甲局"].total == Decimal("97.5")
    unused = unused_adjustments(found.values(), load_sheet(str(tmp_path / "sheet.yml")))
    assert [each.body for each in unused] == ["无此单位"]


def test_missing_reports_get_what_the_sheet_says_and_unreadable_ones_nothing_at_all(tmp_path: Path) -> None:
    found = marks_of(
        tmp_path, small_record("乙局", [], "missing"), small_record("丙局", [], "unreadable"), small_record("丁局", [])
    )
    assert (found["乙局"].total, found["乙局"].rank) == (Decimal(3), 2)
    assert (found["丙局"].total, found["丙局"].rank) == (None, None)
    assert found["丁局"].ranked == 2


def test_equal_marks_share_a_rank_within_their_group(tmp_path: Path) -> None:
    fault = [small_finding("T301")]
    records = [small_record(name, []) for name in ("一局", "二局")] + [
        small_record("三局", fault),
        small_record("四局", []),
    ]
    records.append(small_record("东区", fault, registration={"group": "县区"}))
    found = marks_of(tmp_path, *records)
    assert [found[name].rank for name in ("一局", "二局", "四局", "三局", "东区")] == [1, 1, 1, 4, 1]
    assert (found["三局"].ranked, found["东区"].ranked) == (4, 1)


def test_marks_never_leave_the_scale(tmp_path: Path) -> None:
    sheet = SHEET.replace("points: -2.5", "points: -500").replace("points: 1,", "points: 500,")
    found = marks_of(tmp_path, small_record("甲局", []), small_record("无此单位", []), sheet=sheet)
    assert (found["甲局"].total, found["无此单位"].total) == (Decimal(0), Decimal(100))


def test_json_tells_every_deduction_with_its_rules_and_reason(tmp_path: Path) -> None:
    marks = marks_of(tmp_path, small_record("甲局", [small_finding("T301")]))
    view = open_run(RunFolder(tmp_path / "run"))
    told = scores_json(view, load_sheet(str(tmp_path / "sheet.yml")), list(marks.values()))
    assert (told["run"], told["full_marks"]) == ("R1", 100)
    entry = told["scores"][0]
    assert (entry["organisation"], entry["total"], entry["rank"]) == ("甲局", 92.5, 1)
    assert entry["deductions"][0]["problems"][0]["rules"] == ["T301"]
    assert entry["adjustments"] == [{"points": -2.5, "reason": "未备案"}]


def test_the_sample_sheet_is_a_sheet(tmp_path: Path) -> None:
    path = tmp_path / "own.yml"
    path.write_text(sample_text(), encoding="utf-8")
    assert load_sheet(SAMPLE).categories == load_sheet(str(path)).categories
    assert load_sheet(SAMPLE).full_marks == 100


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ("full_marks: 100", "full_marks"),
        ("arithmetic: {", "categories"),
        ("cap: 12}", "categories.arithmetic.cap"),
        ("at_most: 60", "vetoes[0].at_most"),
        ("reason: 未备案", "adjustments[0].reason"),
    ],
)
def test_a_wrong_sheet_is_complained_of_by_line_and_field(tmp_path: Path, written: str, field: str) -> None:
    wrong = {
        "full_marks: 100": "full_marks: -1",
        "arithmetic: {": "arithmetics: {",
        "cap: 12}": "cap: viel}",
        "at_most: 60": "at_most: -60",
        "reason: 未备案": "reason: ''",
    }[written]
    path = tmp_path / "sheet.yml"
    path.write_text(SHEET.replace(written, wrong).strip() + "\n", encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load_sheet(str(path))
    assert caught.value.file == "sheet.yml"
    assert caught.value.field.startswith(field)
