"""From a report to rows: which number arithmetic takes for a cell, and when it takes none."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from gouji.frames import TABLE_OF
from gouji.model import Cell, CellState, Identity, Locator, Report
from gouji.normalise.tabulate import Row, report_edition, tabulate, title_names, year_forms
from kit import balanced, faults
from kit.figures import Figures, figure_ids, load
from kit.oracle import CHANNELS, COLUMNS
from kit.reports import report_of, section, zeros

# Frames of the report as a whole and of its tables; those of its prose are tested with their rules.
OF_TABLES = {"reports", "tables", "cells", *TABLE_OF}
ZEROS = zeros()
FILLED = faults.with_cell(faults.with_cell(ZEROS, "requests.granted.natural_person", 5), "requests.granted.total", 5)


def rows_of(figures: Figures | Report, frame: str, edition: str = "2021") -> list[Row]:
    report = figures if isinstance(figures, Report) else report_of(figures)
    return tabulate([report])[edition][frame]


def row(figures: Figures | Report, frame: str, **keys: str) -> Row:
    [found] = [each for each in rows_of(figures, frame) if all(each[name] == key for name, key in keys.items())]
    return found


def granted(figures: Figures) -> Row:
    return row(figures, "requests", row="granted")


def uncertain(figures: Figures, key: str) -> Report:
    report = report_of(figures)
    name = key.split(".")[0]
    table = report.tables[name]
    cell = table.cells[key]._replace(state=CellState.UNCERTAIN, value=None)
    return replace(report, tables={**report.tables, name: replace(table, cells={**table.cells, key: cell})})


# --- what arithmetic takes --------------------------------------------------------------------------------------


def test_a_number_is_itself() -> None:
    assert granted(FILLED)["natural_person"] == 5


@pytest.mark.parametrize("token", ["/", "—", "无", "不适用"])
def test_a_blank_part_and_a_placeholder_are_nothing(token: str) -> None:
    assert granted(faults.blank(FILLED, "requests.granted.research"))["research"] == 0
    assert granted(faults.placeholder(FILLED, "requests.granted.research", token))["research"] == 0


@pytest.mark.parametrize("empty", [faults.blank, faults.placeholder])
def test_an_empty_total_is_unknown_beside_something_and_nothing_beside_nothing(empty: object) -> None:
    assert callable(empty)
    assert granted(empty(FILLED, "requests.granted.total"))["total"] is None
    assert granted(empty(ZEROS, "requests.granted.total"))["total"] == 0
    blank = faults.blank(ZEROS, *[f"requests.granted.{column}" for column in COLUMNS])
    assert granted(empty(blank, "requests.granted.total"))["total"] == 0


def test_an_empty_total_beside_what_cannot_be_read_is_unknown() -> None:
    figures = faults.unreadable(faults.blank(ZEROS, "requests.granted.total"), "requests.granted.research")
    assert granted(figures)["total"] is None
    figures = faults.without_column(faults.blank(ZEROS, "requests.granted.total"), "requests.research")
    assert granted(figures)["total"] is None


def test_parts_that_cancel_out_are_still_something() -> None:
    figures = faults.with_cell(faults.with_cell(FILLED, "requests.granted.commercial", -5), "requests.granted.total", 0)
    assert granted(faults.blank(figures, "requests.granted.total"))["total"] is None


def test_the_total_of_results_is_unknown_beside_either_kind_of_part() -> None:
    key = "requests.processed_total.total"
    blank = faults.blank(ZEROS, key)
    assert row(blank, "applicants", column="total")["processed_total"] == 0
    across = faults.with_cell(blank, "requests.processed_total.commercial", 1)
    down = faults.with_cell(blank, "requests.granted.total", 1)
    for figures in (across, down):
        assert row(figures, "applicants", column="total")["processed_total"] is None
        assert row(figures, "requests", row="processed_total")["total"] is None


def test_an_empty_stock_is_unknown() -> None:
    figures = faults.blank(ZEROS, "disclosure.regulations_in_force", "disclosure.regulations_made")
    [found] = rows_of(figures, "disclosure")
    assert (found["regulations_in_force"], found["regulations_made"]) == (None, 0)
    figures = faults.placeholder(ZEROS, "disclosure.normative_documents_in_force")
    assert rows_of(figures, "disclosure")[0]["normative_documents_in_force"] is None


def test_what_is_no_number_is_unknown() -> None:
    key = "requests.granted.research"
    assert granted(faults.unreadable(FILLED, key))["research"] is None
    assert row(uncertain(FILLED, key), "requests", row="granted")["research"] is None
    assert granted(faults.without_column(FILLED, "requests.research"))["research"] is None
    absent = granted(faults.without_row(FILLED, "requests.granted"))
    assert [absent[column] for column in COLUMNS] == [None] * 7


def test_a_number_with_a_unit_is_a_number() -> None:
    assert granted(faults.unit(FILLED, "requests.granted.natural_person"))["natural_person"] == 5


# --- grains -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_each_frame_has_its_grain(edition: str) -> None:
    figures = balanced.make(1, edition)
    frames = tabulate([report_of(figures, "a"), report_of(figures, "b")])[edition]
    counts = {frame: len(rows) / 2 for frame, rows in frames.items() if frame in OF_TABLES}
    results = {"2019": 23, "2021": 25}[edition]
    assert counts == {
        "reports": 1,
        "tables": 3,
        "cells": len(figures.cells),
        "disclosure": 1,
        "requests": results,
        "applicants": 7,
        "disputes": 3,
    }
    for rows in frames.values():
        assert [each["report"] for each in rows] == ["a"] * (len(rows) // 2) + ["b"] * (len(rows) // 2)


@pytest.mark.parametrize("id", figure_ids())
def test_rows_and_columns_of_table_three_hold_the_same_numbers(id: str) -> None:
    figures = load(id)
    edition = figures.requests_edition
    by_row = {
        (str(each["row"]), column): each[column] for each in rows_of(figures, "requests", edition) for column in COLUMNS
    }
    by_column = {
        (row, str(each["column"])): each[row]
        for each in rows_of(figures, "applicants", edition)
        for row in dict.fromkeys(row for row, _ in by_row)
    }
    assert by_row == by_column
    channels = {each["row"] for each in rows_of(figures, "disputes", edition)}
    assert channels == set(CHANNELS)


def test_a_table_goes_to_its_own_edition() -> None:
    modern, older = report_of(balanced.make(1, "2021")), report_of(balanced.make(1, "2019"))
    tables = {**modern.tables, "requests": older.tables["requests"]}
    frames = tabulate([replace(modern, edition="mixed", tables=tables)])
    where = {frame: edition for edition, rows in frames.items() for frame in rows if frame in ("reports", *TABLE_OF)}
    assert where == {
        "reports": "2021",
        "disclosure": "2021",
        "requests": "2019",
        "applicants": "2019",
        "disputes": "2021",
    }
    assert [each["table"] for each in frames["2019"]["tables"]] == ["requests"]
    assert {each["table"] for each in frames["2019"]["cells"]} == {"requests"}


@pytest.mark.parametrize(
    ("year", "names", "edition"),
    [
        (2024, ("requests", "disputes"), "2019"),
        (2019, (), "2019"),
        (2020, ("disputes",), "2019"),
        (2021, (), "2021"),
        (None, (), "2021"),
    ],
)
def test_a_report_is_judged_by_its_tables_and_else_by_its_year(
    year: int | None, names: tuple[str, ...], edition: str
) -> None:
    report = report_of(zeros("2019"))
    tables = {name: report.tables[name] for name in names}
    assert report_edition(replace(report, identity=Identity("示例市", year), tables=tables)) == edition


def test_a_table_that_was_not_found_has_a_row_that_says_so() -> None:
    report = replace(report_of(ZEROS), tables={})
    frames = tabulate([report])["2021"]
    assert set(frames) & OF_TABLES == {"reports", "tables"}
    assert [(each["table"], each["blank_cells"], each["absent_lines"]) for each in frames["tables"]] == [
        ("disclosure", None, None),
        ("requests", None, None),
        ("disputes", None, None),
    ]


def test_blanks_and_absent_lines_are_counted() -> None:
    figures = faults.blank(ZEROS, "requests.granted.total", "requests.granted.research")
    figures = faults.without_row(faults.without_column(figures, "requests.commercial"), "requests.received")
    found = row(figures, "tables", table="requests")
    assert (found["blank_cells"], found["absent_lines"]) == (2, 2)


# --- cells ------------------------------------------------------------------------------------------------------


def cell(figures: Figures | Report, line: str, column: str) -> Row:
    return row(figures, "cells", row=line, column=column)


def test_what_a_cell_row_says_of_a_number() -> None:
    figures = faults.unit(faults.with_cell(ZEROS, "disclosure.administrative_fees", -12.25), "disclosure.licences")
    fees = cell(figures, "administrative_fees", "amount")
    assert (fees["kind"], fees["value"], fees["fraction"], fees["annotation"]) == ("amount", -12.25, 0.25, "plain")
    assert cell(figures, "licences", "decisions")["annotation"] == "noted"


def test_what_a_cell_row_says_where_there_is_no_number() -> None:
    key = "requests.granted.research"
    for figures, state, content in (
        (faults.blank(ZEROS, key), "blank", "blank"),
        (faults.placeholder(ZEROS, key), "placeholder", "placeholder"),
        (faults.unreadable(ZEROS, key), "text", "text"),
        (faults.without_column(ZEROS, "requests.research"), "absent", "absent"),
        (uncertain(ZEROS, key), "uncertain", None),
    ):
        found = cell(figures, "granted", "research")
        assert (found["state"], found["content"]) == (state, content)
        assert [found[name] for name in ("value", "fraction", "annotation", "total")] == [None] * 4


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (FILLED, "filled"),
        (faults.blank(FILLED, "requests.granted.total"), "missing"),
        (faults.blank(ZEROS, "requests.granted.total"), "empty"),
        (faults.placeholder(FILLED, "requests.granted.total"), "filled"),
        (faults.unreadable(FILLED, "requests.granted.total"), None),
        (faults.unreadable(faults.blank(ZEROS, "requests.granted.total"), "requests.granted.research"), None),
    ],
    ids=["filled", "blank beside parts", "blank beside nothing", "placeholder", "text", "blank beside text"],
)
def test_what_a_cell_row_says_of_a_total(figures: Figures, said: str | None) -> None:
    found = cell(figures, "granted", "total")
    assert (found["role"], found["total"]) == ("total", said)


# --- the report as a whole --------------------------------------------------------------------------------------


def test_chapters_are_written_as_a_sequence() -> None:
    chapters = (
        section("一", 1),
        section("三", 3, "renamed"),
        section("二", 2, "variant"),
        section("七", None, "extra"),
    )
    [found] = rows_of(replace(report_of(ZEROS), sections=chapters), "reports")
    assert found["chapter_sequence"] == "1 3~ 2 +"
    [found] = rows_of(replace(report_of(ZEROS), sections=()), "reports")
    assert found["chapter_sequence"] is None


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("示例市人民政府2024年政府信息公开工作年度报告", ("organisation", "year")),
        ("示例市人民政府 ２０２４ 年度报告", ("organisation", "year")),
        ("示例市 人民政府二〇二四年年度报告", ("organisation", "year")),
        ("示例市人民政府二○二四年年度报告", ("organisation", "year")),
        ("2024年政府信息公开工作年度报告", ("year",)),
        ("示例市人民政府2023年政府信息公开工作年度报告", ("organisation",)),
        ("政府信息公开工作年度报告", ()),
        (None, None),
    ],
)
def test_what_the_title_names(title: str | None, named: tuple[str, ...] | None) -> None:
    assert title_names(replace(report_of(ZEROS), title=title)) == named


@pytest.mark.parametrize("identity", [Identity(None, 2024), Identity("示例市人民政府", None)])
def test_a_title_is_not_judged_while_the_identity_is_unknown(identity: Identity) -> None:
    assert title_names(replace(report_of(ZEROS), identity=identity)) is None


def test_how_a_year_is_written() -> None:
    assert set(year_forms(2024)) >= {"2024", "２０２４", "二〇二四", "二○二四", "二零二四"}


def test_the_period_due_is_the_year() -> None:
    [found] = rows_of(report_of(ZEROS), "reports")
    assert (found["period"], found["period_due"]) == ("2024-01-01/2024-12-31", "2024-01-01/2024-12-31")
    report = replace(report_of(ZEROS), period=None, identity=Identity("示例市", None))
    [found] = rows_of(report, "reports")
    assert (found["period"], found["period_due"]) == (None, None)


# --- between processes ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("figures", figure_ids())
def test_a_report_is_the_same_on_the_other_side_of_a_pipe(figures: str) -> None:
    report = report_of(load(figures))
    assert pickle.loads(pickle.dumps(report)) == report


def test_cells_keep_their_states_between_processes() -> None:
    """They go as plain texts; an enumeration must come out again, for which is asked with `is`."""
    key = "requests.granted.total"
    for state in CellState:
        before = report_of(ZEROS).tables["requests"]
        table = replace(before, cells=before.cells | {key: Cell(key, state, note="件", at=Locator(page=2, row=3))})
        after = pickle.loads(pickle.dumps(table))
        assert after == table
        assert after.cells[key].state is state
        assert isinstance(after.cells[key].at, Locator)
