"""Two runs side by side, and what may never be taken as mended."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gouji.check.retest import compare_runs, write_comparison
from gouji.ledger.compare import KINDS, compare
from gouji.ledger.refused import LedgerRefused
from gouji.ledger.seen import seen_of
from gouji.ledger.side import side
from kit.ledgers import Body, spot

T301, T302 = spot("T301"), spot("T302")
BODY = Body("示例市教育局", [T301])


def compared(before: Sequence[Body], after: Sequence[Body]) -> Any:
    sides = [side(name, None, [seen_of(body.record()) for body in run]) for name, run in (("a", before), ("b", after))]
    return compare(sides[0], sides[1])


def kinds(before: Sequence[Body], after: Sequence[Body]) -> list[tuple[str, str, str | None]]:
    """Rule, kind and reason of every finding of the comparison."""
    told = compared(before, after)
    return sorted((entry["rule"], kind, entry.get("why")) for kind in KINDS for entry in told[kind])


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (replace(BODY, edit=1, spots=[]), [("T301", "mended", None)]),
        (replace(BODY, edit=1), [("T301", "remaining", None)]),
        (replace(BODY, edit=1, spots=[T302]), [("T301", "mended", None), ("T302", "new", None)]),
        (replace(BODY, spots=[]), [("T301", "reading_changed", "same_file")]),
        (replace(BODY, spots=BODY.spots), [("T301", "remaining", None)]),
        (replace(BODY, spots=[T301, T302]), [("T301", "remaining", None), ("T302", "reading_changed", "same_file")]),
        (replace(BODY, edit=1, verdict="unreadable"), [("T301", "reading_changed", "unreadable")]),
        (replace(BODY, edit=1, verdict="missing"), [("T301", "not_retested", "missing")]),
        (
            replace(BODY, edit=1, spots=[], outcomes={"T301": "undetermined"}),
            [("T301", "reading_changed", "undetermined")],
        ),
        (replace(BODY, edit=1, spots=[], outcomes={"T301": "error"}), [("T301", "reading_changed", "not_run")]),
        (replace(BODY, edit=1, year=2023), [("T301", "new", None), ("T301", "not_retested", "absent")]),
    ],
    ids="mended remaining other same unchanged appeared unreadable missing undetermined error year".split(),
)
def test_what_became_of_a_finding(later: Body, expected: list[tuple[str, str, str | None]]) -> None:
    assert kinds([BODY], [later]) == expected


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        (replace(BODY, spots=[]), ("T301", "reading_changed", "same_file")),
        (replace(BODY, spots=[], outcomes={"T301": "not_applicable"}), ("T301", "reading_changed", "same_file")),
        (replace(BODY, spots=[], outcomes={"T301": "off"}), ("T301", "reading_changed", "not_run")),
        (replace(BODY, edit=1, spots=[]), ("T301", "new", None)),
        (replace(BODY, edit=1, verdict="unreadable"), ("T301", "reading_changed", "unreadable")),
        (replace(BODY, edit=1, verdict="missing"), ("T301", "new", None)),
        (
            replace(BODY, edit=1, spots=[], outcomes={"T301": "undetermined"}),
            ("T301", "reading_changed", "undetermined"),
        ),
        (replace(BODY, edit=1, spots=[], outcomes={"T301": "not_applicable"}), ("T301", "new", None)),
    ],
    ids="same rule_changed off mended unreadable missing undetermined nothing_to_check".split(),
)
def test_what_appeared_is_new_only_where_it_was_looked_for(
    earlier: Body, expected: tuple[str, str, str | None]
) -> None:
    assert kinds([earlier], [BODY]) == [expected]


def test_a_file_that_cannot_be_read_any_more_is_known_by_its_name() -> None:
    records = [BODY.record(), replace(BODY, edit=1, verdict="unreadable").record()]
    records[1] |= {"organisation": None, "year": None, "source": "again/示例市教育局.html"}
    told = compare(side("a", None, [seen_of(records[0])]), side("b", None, [seen_of(records[1])]))
    assert [entry["why"] for entry in told["reading_changed"]] == ["unreadable"]


def test_counts_and_the_rate_of_mending() -> None:
    before = [replace(BODY, name=f"第{number}局", spots=[T301, T302]) for number in range(4)]
    after = [
        replace(before[0], edit=1, spots=[]),
        replace(before[1], edit=1, spots=[T302, spot("T303")]),
        replace(before[2], spots=[]),
    ]
    told = compared(before, after)
    assert told["totals"] == {
        "mended": 3,
        "remaining": 1,
        "new": 1,
        "reading_changed": 2,
        "not_retested": 2,
        "not_counted": 0,
        "rate": 0.375,
    }
    assert [(body["organisation"], body["mended"], body["rate"]) for body in told["bodies"]] == [
        ("第0局", 2, 1.0),
        ("第1局", 1, 0.5),
        ("第2局", 0, 0.0),
        ("第3局", 0, 0.0),
    ]
    assert compared([], [])["totals"]["rate"] is None


def test_what_was_dismissed_is_in_neither_side_of_the_rate() -> None:
    records = [replace(BODY, spots=[T301, T302], edit=edit).record() for edit in (0, 1)]
    for record in records:
        record["findings"][1]["status"] = "dismissed"
    records[1]["findings"] = records[1]["findings"][1:]
    told = compare(*(side(str(n), None, [seen_of(record)]) for n, record in enumerate(records)))
    assert (told["totals"]["mended"], told["totals"]["remaining"], told["totals"]["rate"]) == (1, 1, 1.0)
    assert told["remaining"][0]["status"] == "dismissed"
    assert told["totals"]["not_counted"] == told["bodies"][0]["not_counted"] == 1


def run_folder(path: Path, bodies: Sequence[Body]) -> str:
    """As much of a run folder as a comparison reads."""
    (path / "records").mkdir(parents=True)
    head = {"schema": 1, "gouji": "1.0", "run": {"id": path.name, "started": "2025-03-01T08:00:00Z"}}
    (path / "run.json").write_text(json.dumps(head), encoding="utf-8")
    for body in bodies:
        record = body.record() | {"schema": 1}
        (path / "records" / f"{record['id']}.json").write_text(json.dumps(record), encoding="utf-8")
    return str(path)


def test_run_folders_are_compared_and_written(tmp_path: Path) -> None:
    first = run_folder(tmp_path / "a", [replace(BODY, spots=[T301, T302])])
    second = run_folder(tmp_path / "b", [replace(BODY, edit=1, spots=[T302])])
    comparison = compare_runs(first, second)
    assert [run["started"] for run in comparison["runs"]] == ["2025-03-01T08:00:00Z"] * 2
    [mended] = comparison["mended"]
    assert (mended["organisation"], mended["rule"], mended["fingerprint"]) == (
        "示例市教育局",
        "T301",
        BODY.fingerprint(T301),
    )
    written = {path.name: path for path in write_comparison(comparison, tmp_path / "out", "zh")}
    assert json.loads(written["retest.json"].read_text(encoding="utf-8")) == comparison
    counts, details = openpyxl.load_workbook(written["retest.xlsx"]).worksheets
    assert [cell.value for cell in counts[2]] == ["示例市教育局", "2024", 1, 1, 0, 0, 0, 0, 0.5]
    assert [(row[2].value, row[5].value) for row in details.iter_rows(min_row=2)] == [
        ("已整改", "T301"),
        ("仍存在", "T302"),
    ]


def test_what_is_no_run_is_refused(tmp_path: Path) -> None:
    folder = run_folder(tmp_path / "a", [BODY])
    with pytest.raises(LedgerRefused, match="ledger_no_run"):
        compare_runs(folder, str(tmp_path / "none"))
    (tmp_path / "a" / "records" / "x.json").write_text("{", encoding="utf-8")
    with pytest.raises(LedgerRefused, match="ledger_bad_record"):
        compare_runs(folder, folder)


def test_a_comparison_is_not_written_into_a_run(tmp_path: Path) -> None:
    folder = run_folder(tmp_path / "a", [BODY])
    comparison = compare_runs(folder, folder)
    for place in (tmp_path / "a", tmp_path / "a" / "retest"):
        with pytest.raises(LedgerRefused, match="ledger_in_run"):
            write_comparison(comparison, place, "zh")
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["records", "run.json"]


def test_a_run_that_has_lost_records_is_refused(tmp_path: Path) -> None:
    folder = run_folder(tmp_path / "a", [BODY])
    head = json.loads((tmp_path / "a" / "run.json").read_text(encoding="utf-8"))
    (tmp_path / "a" / "run.json").write_text(json.dumps(head | {"reports": 2}), encoding="utf-8")
    with pytest.raises(LedgerRefused, match="export_records_missing"):
        compare_runs(folder, folder)


def test_a_file_that_was_not_read_is_no_report_that_was_not_handed_in() -> None:
    """The manifest expects the report; the file of the same name that nobody could read may well be it."""
    unread = replace(BODY, edit=1, verdict="unreadable").record() | {"organisation": None, "year": None}
    after = [replace(BODY, verdict="missing").record() | {"source": "名录.csv#2"}, unread]
    told = compare(side("a", None, [seen_of(BODY.record())]), side("b", None, [seen_of(each) for each in after]))
    assert [entry["why"] for entry in told["reading_changed"]] == ["unreadable"]


def test_a_file_that_was_always_free_of_it_proves_nothing() -> None:
    page, pdf = replace(BODY, spots=[], edit=1), replace(BODY, edit=2)
    assert kinds([page, pdf], [page]) == [("T301", "reading_changed", "same_file")]
    assert kinds([page, pdf], [page, replace(BODY, spots=[], edit=3)]) == [("T301", "mended", None)]
    assert kinds([page], [page, pdf]) == [("T301", "new", None)]
