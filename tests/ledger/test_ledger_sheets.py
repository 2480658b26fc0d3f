"""The workbook that goes out, is filled in with a spreadsheet program and comes back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gouji.check.sheets import sheet_rows
from gouji.ledger.change import Said
from gouji.ledger.columns import column_of
from gouji.ledger.decide import Decision, decide
from gouji.ledger.query import Filter, list_findings, show
from gouji.ledger.refused import LedgerRefused
from gouji.ledger.returned import Returned, apply_rows
from gouji.ledger.store import Ledger
from gouji.ledger.workbook import findings_workbook
from gouji.messages import render
from kit.ledgers import Body, run, spot

T301 = spot("T301")
BODIES = [Body(f"示例市第{number}局", [T301]) for number in range(1, 7)]
KEYS = [body.fingerprint(T301) for body in BODIES]


@pytest.fixture
def found(ledger: Ledger) -> Ledger:
    run(ledger, "a", BODIES)
    return ledger


def exported(ledger: Ledger, folder: Path, language: str = "zh") -> Path:
    path = folder / "list.xlsx"
    path.write_bytes(findings_workbook(list_findings(ledger, Filter()).findings, language))
    return path


def fill_in(path: Path, rows: dict[int, dict[str, Any]]) -> None:
    """Edit the workbook as a person would, row by row of the findings, counted from 1."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = {column_of(str(cell.value)): cell.column for cell in sheet[1]}
    for row, values in rows.items():
        for name, value in values.items():
            sheet.cell(row + 1, columns[name]).value = value
    book.save(path)


def imported(ledger: Ledger, path: Path) -> list[Returned]:
    return apply_rows(ledger, sheet_rows(path), path.name, "赵六")


def codes(told: list[Returned]) -> dict[int, str]:
    return {row.row: row.problem.code for row in told if row.problem}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_decisions_come_back(found: Ledger, tmp_path: Path, language: str) -> None:
    path = exported(found, tmp_path, language)
    fill_in(
        path,
        {
            1: {"decision": "认定误报", "text": "口径不同", "author": "李四"},
            2: {"decision": "豁免", "text": "机构改革", "until": date(2025, 12, 31)},
            3: {"decision": "confirm"},
            5: {"decision": "整改完成", "text": "=1+1"},
        },
    )
    told = imported(found, path)
    assert [(row.row, row.step) for row in told] == [(2, "dismissed"), (3, "waived"), (4, "confirmed"), (6, "mended")]
    first, second = show(found, KEYS[0]), show(found, KEYS[1])
    assert (first["decided_by"], first["reason"]) == ("李四", "口径不同")
    assert (second["decided_by"], second["waived_until"]) == ("赵六", "2025-12-31")
    assert show(found, KEYS[3])["status"] == "open"


def test_issuing_and_answering_by_workbook(found: Ledger, tmp_path: Path) -> None:
    decide(found, [Decision(key, "confirm", "张三") for key in KEYS[:2]])
    path = exported(found, tmp_path)
    fill_in(path, {n: {"decision": "下发", "document": "3号", "deadline": "2025/4/1"} for n in (1, 2)})
    assert codes(imported(found, path)) == {}
    path = exported(found, tmp_path)
    fill_in(path, {1: {"decision": "反馈", "text": "已更正"}, 2: {"decision": "申辩", "text": "口径不同"}})
    assert codes(imported(found, path)) == {}
    last = [show(found, key)["events"][-1] for key in KEYS[:2]]
    assert [(event["action"], event["text"]) for event in last] == [("answer", "已更正"), ("dispute", "口径不同")]
    assert show(found, KEYS[0])["deadline"] == "2025-04-01"


def test_conflicts_are_told_and_not_applied(found: Ledger, tmp_path: Path) -> None:
    path = exported(found, tmp_path)
    fill_in(path, {n: {"decision": "确认"} for n in (1, 2)})
    decide(found, [Decision(KEYS[0], "dismiss", "王五", Said(reason="口径不同"))])
    told = imported(found, path)
    assert codes(told) == {2: "ledger_conflict"}
    [conflict] = [render(row.problem).zh for row in told if row.problem]
    assert "王五" in conflict
    assert (show(found, KEYS[0])["status"], show(found, KEYS[1])["status"]) == ("dismissed", "confirmed")
    # The same workbook once more: what was applied would now be a conflict too.
    assert codes(imported(found, path)) == {2: "ledger_conflict", 3: "ledger_conflict"}


def test_rows_that_cannot_be_applied_are_told_one_by_one(found: Ledger, tmp_path: Path) -> None:
    path = exported(found, tmp_path)
    fill_in(
        path,
        {
            1: {"decision": "看看再说"},
            2: {"decision": "认定误报"},
            3: {"decision": "反馈", "text": "已更正"},
            4: {"decision": "确认", "version": "四"},
            5: {"decision": "确认", "fingerprint": "0" * 16},
            6: {"decision": "豁免", "text": "机构改革", "until": "明年"},
        },
    )
    assert codes(imported(found, path)) == {
        2: "ledger_sheet_word",
        3: "ledger_needs",
        4: "ledger_wrong_move",
        5: "ledger_sheet_version",
        6: "ledger_no_finding",
        7: "ledger_bad_day",
    }
    assert {found["status"] for found in list_findings(found, Filter()).findings} == {"open"}


def test_what_was_written_without_a_move_is_told(found: Ledger, tmp_path: Path) -> None:
    decide(found, [Decision(key, "confirm", "张三") for key in KEYS[:3]])
    issued = Said(document="3号", deadline="2025-04-01")
    decide(found, [Decision(key, "issue", "张三", issued) for key in KEYS[:3]])
    path = exported(found, tmp_path)
    fill_in(
        path,
        {
            2: {"deadline": date(2025, 4, 1)},  # only its format changed
            3: {"deadline": date(2025, 5, 1)},
            4: {"text": "口径不同"},
            5: {"author": "李四"},
        },
    )
    decide(found, [Decision(KEYS[0], "issue", "张三", Said(document="4号", deadline="2025-05-01"))])
    told = imported(found, path)
    assert codes(told) == dict.fromkeys((4, 5, 6), "ledger_sheet_no_decision")
    assert "整改时限" in render(told[0].problem).zh if told[0].problem else False


def test_a_sheet_that_a_spreadsheet_program_has_been_through(found: Ledger, tmp_path: Path) -> None:
    """Rows in another order, some deleted, columns and rows hidden, texts turned into numbers, days into serials."""
    path = exported(found, tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = {column_of(str(name)): place for place, name in enumerate(head)}
    for row, values in (
        (rows[0], {"decision": "豁免", "text": 2025, "until": 46022}),
        (rows[1], {"decision": " 确认 "}),
        (rows[2], {"decision": "认定误报", "text": "口径不同"}),
        (rows[3], {"decision": "确认"}),
    ):
        for name, value in values.items():
            row[at[name]] = value
    for number, row in enumerate(rows):
        row[at["version"]] = float(row[at["version"]]) if number % 2 else int(row[at["version"]])
        row[at["year"]] = int(row[at["year"]])
    sheet.delete_rows(2, sheet.max_row)
    for line in (rows[4], rows[3], rows[1], rows[0]):
        sheet.append(line)
        for cell in sheet[sheet.max_row]:
            cell.number_format = "General"
    sheet.row_dimensions[3].hidden = True
    for name in ("fingerprint", "version"):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(at[name] + 1)].hidden = True
    sheet.cell(sheet.max_row + 3, at["decision"] + 1).value = " "
    book.save(path)
    assert codes(imported(found, path)) == {}
    told = {each["fingerprint"]: each["status"] for each in list_findings(found, Filter()).findings}
    assert [told[key] for key in KEYS] == ["waived", "confirmed", "open", "confirmed", "open", "open"]
    assert (show(found, KEYS[0])["waived_until"], show(found, KEYS[0])["reason"]) == ("2025-12-31", "2025")


def test_texts_are_never_formulas(ledger: Ledger, tmp_path: Path) -> None:
    record = Body("=1+1", [T301]).record()
    record["findings"][0]["message"] = "@SUM(A1)"
    from gouji.ledger.record import record_run
    from kit.ledgers import facts

    record_run(ledger, facts("a"), [record])
    sheet = openpyxl.load_workbook(exported(ledger, tmp_path)).worksheets[0]
    row = {cell.value: cell.data_type for cell in sheet[2] if cell.value}
    assert (row["=1+1"], row["@SUM(A1)"]) == ("s", "s")


def test_another_workbook_is_refused(found: Ledger, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "单位"
    book.save(tmp_path / "other.xlsx")
    (tmp_path / "text.xlsx").write_text("PK", encoding="utf-8")
    for name, code in (("other.xlsx", "ledger_sheet_not_ours"), ("none.xlsx", "file_not_readable")):
        with pytest.raises(LedgerRefused, match=code):
            imported(found, tmp_path / name)
    with pytest.raises(LedgerRefused):
        imported(found, tmp_path / "text.xlsx")
