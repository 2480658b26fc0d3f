"""Two years of one body: what joins up fires nothing, what does not attaches to the later report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from across_pairs import ACROSS, Run, body, joined, outcomes
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.across import FRAMES, carryover, stock
from gouji.across.frame import NOTHING
from gouji.across.index import build_index
from gouji.ledger.compare import compare
from gouji.ledger.seen import Other, seen_of
from gouji.ledger.side import side
from gouji.model import Report
from gouji.outputs.record import earlier_report_record, report_record
from gouji.outputs.restore import report_of
from gouji.run_folder import write_json
from kit import faults
from kit.assessed import assessment_of
from kit.balanced import balanced, make
from kit.figures import Figures
from kit.reports import report_of as made
from kit.reports import zeros

PAIRED = tuple(rule for rule in ACROSS if rule != "Y709")


def more(figures: Figures) -> Figures:
    """One licence and one granted request more: another year, as much as sums allow."""
    for key in ("licences",):
        figures = faults.with_cell(figures, f"disclosure.{key}", (figures.number(f"disclosure.{key}") or 0) + 1)
    for row in ("received", "granted", "processed_total"):
        for column in ("natural_person", "total"):
            key = f"requests.{row}.{column}"
            figures = faults.with_cell(figures, key, int(figures.number(key) or 0) + 1)
    return figures


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, Any]]:
    """Records by a name of what they are, all judged in one run."""
    last = make(3, organisation="示例市教育局", year=2022)
    this = more(joined(last, last))
    wrong = faults.with_cell(this, "requests.carried_in.natural_person", 99)
    total = int(this.number("requests.carried_in.total") or 0)
    reports: dict[str, Report] = {
        "last": body(last, "joined"),
        "joined": body(this, "joined"),
        "wrong last": body(last, "wrong"),
        "wrong": body(wrong, "wrong"),
        "alone": body(this, "alone"),
        "gap": body(replace(this, year=2030), "joined"),
        "unlike": body(faults.with_cell(this, "requests.carried_in.total", total + 2), "unlike"),
        "first of two": body(last, "two"),
        "second of two": replace(body(last, "two"), sha256="other"),
        "after two": body(this, "two"),
        "twice": body(this, "same"),
        "named": replace(body(replace(this, organisation="示例市水利局"), "x"), registration=None),
        "same 1": body(last, "same"),
        "same 2": body(last, "same"),
        "named last": replace(body(replace(last, organisation="示例市 水利局"), "y"), registration=None),
    }
    run = Run(tmp_path_factory.mktemp("years"), reports.values(), [body(last, "unlike")])
    return dict(zip(reports, run.judge(), strict=True))


def test_what_joins_up_fires_nothing(records: Mapping[str, Mapping[str, Any]]) -> None:
    found = outcomes(records["joined"])
    assert {rule: found[rule] for rule in PAIRED if found[rule] not in ("pass", "not_applicable")} == {}
    assert [found[rule] for rule in ("Y701", "Y702", "Y703", "Y704", "Y705")] == ["pass"] * 5
    assert records["joined"]["findings"] == []


def test_the_earlier_report_is_never_judged_by_the_later(records: Mapping[str, Mapping[str, Any]]) -> None:
    assert {outcomes(records[name])[rule] for name in ("last", "wrong last") for rule in PAIRED} == {"not_applicable"}


@pytest.mark.parametrize("name", ["alone", "gap"])
def test_a_missing_year_is_not_zero(records: Mapping[str, Mapping[str, Any]], name: str) -> None:
    assert {outcomes(records[name])[rule] for rule in PAIRED} == {"not_applicable"}
    reasons = {entry["reason"] for entry in records[name]["outcomes"] if entry["rule"] in PAIRED}
    assert reasons == {"没有该机关上年度的年报可供核对。"}


def test_two_reports_of_last_year_are_undetermined(records: Mapping[str, Mapping[str, Any]]) -> None:
    assert {outcomes(records["after two"])[rule] for rule in PAIRED} == {"undetermined"}
    assert records["after two"]["findings"] == []
    assert records["after two"]["verdict"] == "review"


def test_the_same_file_twice_counts_once(records: Mapping[str, Mapping[str, Any]]) -> None:
    assert outcomes(records["twice"])["Y701"] == "pass"


def test_without_a_manifest_the_name_pairs(records: Mapping[str, Mapping[str, Any]]) -> None:
    assert outcomes(records["named"])["Y701"] == "pass"


def test_a_report_handed_in_as_earlier_is_enough(records: Mapping[str, Mapping[str, Any]]) -> None:
    [finding] = [each for each in records["unlike"]["findings"] if each["rule"] == "Y701"]
    assert [(each["cell"], each.get("report")) for each in finding["operands"]] == [
        ("requests.carried_out.total", "0000000003e8"),
        ("requests.carried_in.total", None),
    ]
    assert finding["severity"] == "warning"
    assert "请核实说明" in finding["message"]


def test_last_year_speaks_for_the_cell_that_is_wrong(records: Mapping[str, Mapping[str, Any]]) -> None:
    [cause] = records["wrong"]["causes"]
    best = cause["solutions"][0]
    assert [change["cell"] for change in best["cells"]] == ["requests.carried_in.natural_person"]
    assert [(each["cell"], each["text"]) for each in best["evidence"]] == [
        ("requests.carried_in.natural_person", "2022年度年报“结转下年度继续办理”")
    ]
    assert cause["confidence"] in ("certain", "likely")


def named(figures: Figures, id: str, edit: int = 0) -> Report:
    """The report of figures, of a body that is called `id`."""
    report = body(replace(figures, organisation=id), id)
    return replace(report, sha256=f"{report.sha256} {edit}")


def test_a_jump_is_not_mended_by_a_figure_that_cannot_be_read(tmp_path: Path) -> None:
    last = replace(zeros(), year=2023)
    this = replace(last, year=2024)
    jump = faults.with_cell(this, "disclosure.licences", 5000)
    received = faults.with_cell(this, "requests.received.natural_person", 3)
    never = faults.with_cell(received, "requests.received.total", None)  # no figure in either year
    second = {
        "as it was": named(jump, "as it was", 1),
        "unreadable": named(faults.unreadable(this, "disclosure.licences"), "unreadable", 1),
        "lost": named(this, "lost", 1),
        "put right": named(this, "put right", 1),
        "never a figure": named(never, "never a figure", 1),
    }
    tables = {name: table for name, table in second["lost"].tables.items() if name != "disclosure"}
    second["lost"] = replace(second["lost"], tables=tables)
    earlier = [named(replace(never if id == "never a figure" else last, year=2023), id) for id in second]
    sides = []
    for name, reports in (("first", [named(jump, id) for id in second]), ("second", list(second.values()))):
        (tmp_path / name).mkdir()
        records = Run(tmp_path / name, reports, earlier).judge()
        others = (Other(each.identity.organisation, None, 2023, each.sha256) for each in earlier)
        sides.append(side(name, None, map(seen_of, records), others))
    compared = compare(*sides)
    told = {
        entry["organisation"]: (kind, entry.get("why"))
        for kind in ("mended", "remaining", "new", "reading_changed", "not_retested")
        for entry in compared[kind]
        if entry["rule"] == "Y705"
    }
    assert told == {
        "as it was": ("remaining", None),
        "unreadable": ("reading_changed", "undetermined"),
        "lost": ("reading_changed", "undetermined"),
        "put right": ("mended", None),
        "never a figure": ("mended", None),
    }


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_rows_of_years_that_join_up_always_hold(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    edition = data.draw(st.sampled_from(("2019", "2021")))
    last = replace(data.draw(balanced(edition)), year=2022)
    this = joined(last, data.draw(balanced(edition)))
    folder = tmp_path_factory.mktemp("drawn")
    paths = []
    for number, report in enumerate((body(last, "drawn"), body(this, "drawn"))):
        key = f"{number:012x}"
        paths.append(folder / f"{key}.json")
        write_json(paths[-1], earlier_report_record(replace(report, id=key)) | {"verdict": "clear"})
    index = build_index(paths)
    later = index.by_key["000000000001"]
    carried = carryover.draw(later, index).rows
    assert len(carried) == 10
    assert [row for _, row in carried if row["table"] == "requests" and row["last"] != row["this"]] == []
    for _, row in stock.draw(later, index).rows:
        assert row["last"] + row["made"] - row["repealed"] == row["this"]  # type: ignore[operator]


def test_with_nothing_beside_a_report_its_record_is_not_read_again(tmp_path: Path) -> None:
    run = Run(tmp_path, [body(replace(make(seed), year=2023), f"body {seed}") for seed in (1, 2)])
    index = run.index()
    for key in run.keys:
        run.folder.record(key).unlink()
    drawn = {frame.name: frame.draw(index.by_key[key], index) for key in run.keys for frame in FRAMES}
    assert {name for name, each in drawn.items() if each.rows} <= {"alike"}
    assert drawn["carryover"] is NOTHING


def test_a_report_comes_back_from_its_record() -> None:
    figures = faults.blank_total(make(5), "requests.granted.total")
    report = replace(made(figures, "a" * 12), published="2024-01-31")
    record = report_record(report, assessment_of(figures, "a" * 12))
    assert report_of(json.loads(json.dumps(record))) == report
