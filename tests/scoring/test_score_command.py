"""`gouji score`, and the workbook it writes."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner
from openpyxl import load_workbook

from gouji.check.lock import locked
from gouji.run_folder import open_run_folder
from gouji_cli.score_command import score_command
from kit.run_folders import small_finding, small_record, small_run


def score(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(score_command, [str(argument) for argument in arguments], standalone_mode=False)
    assert result.exception is None, result.exception
    return result.return_value, result.stdout, result.stderr


def a_run(folder: Path) -> Path:
    small_run(
        folder / "run",
        small_record("甲局", [small_finding("T301")]),
        small_record("=cmd|'/c calc'!A0", [], "clear"),
        small_record("丙局", [], "unreadable"),
    )
    return folder / "run"


def test_the_terminal_shows_ranks_marks_and_remarks(tmp_path: Path) -> None:
    code, out, _ = score(a_run(tmp_path))
    assert code == 0
    assert "第 2 名　95 分　甲局" in out
    assert "丙局  文件未能识别，不计分" in out
    assert "以人工复核为准" in out
    assert "2. 95 甲局" in score(tmp_path / "run", "--lang", "en")[1]


def test_json_goes_to_stdout_alone(tmp_path: Path) -> None:
    code, out, _ = score(a_run(tmp_path), "--format", "json")
    assert code == 0
    assert {entry["organisation"]: entry["total"] for entry in json.loads(out)["scores"]}["甲局"] == 95


def test_the_workbook_holds_marks_and_deductions_and_no_formula(tmp_path: Path) -> None:
    target = tmp_path / "scores.xlsx"
    assert score(a_run(tmp_path), "-o", target)[0] == 0
    book = load_workbook(target)
    assert book.sheetnames == ["得分表", "扣分明细"]
    rows = {row[3].value: row for row in book["得分表"].iter_rows(min_row=2)}
    assert (rows["甲局"][2].value, rows["甲局"][4].value) == (2, 95)
    assert rows["'=cmd|'/c calc'!A0"][3].data_type == "s"
    assert [cell.value for cell in next(book["扣分明细"].iter_rows(min_row=2))][:6] == [
        "甲局", 2024, "表内勾稽不符", "须整改", 5, "T301"
    ]  # fmt: skip


def test_what_is_no_run_or_no_sheet_is_told_in_words(tmp_path: Path) -> None:
    code, out, err = score(tmp_path)
    assert (code, out) == (2, "")
    assert str(tmp_path) in err
    sheet = tmp_path / "sheet.yml"
    sheet.write_text("full_marks: 100\nfines: 3\n", encoding="utf-8")
    code, out, err = score(a_run(tmp_path), "--sheet", sheet)
    assert (code, out) == (2, "")
    assert "sheet.yml" in err
    assert "fines" in err


def test_a_workbook_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    code, _, err = score(a_run(tmp_path), "-o", tmp_path / "no such folder" / "scores.xlsx")
    assert code == 2
    assert "no such folder" in err
    assert list(tmp_path.glob("**/*.part")) == []


def test_a_workbook_has_its_own_ending(tmp_path: Path) -> None:
    code, _, err = score(a_run(tmp_path), "-o", tmp_path / "scores.txt")
    assert (code, (tmp_path / "scores.txt").exists()) == (2, False)
    assert ".xlsx" in err


def test_the_sample_sheet_is_printed_to_be_adapted() -> None:
    code, out, _ = score("--print-sheet")
    assert code == 0
    assert "full_marks: 100" in out


def test_marks_are_kept_in_the_run_folder_and_missing_pages_are_told(tmp_path: Path) -> None:
    code, out, err = score(a_run(tmp_path), "--format", "json")
    assert code == 0
    assert json.loads((tmp_path / "run" / "scores.json").read_text(encoding="utf-8")) == json.loads(out)
    assert "没有结果页面" in err
    assert not (tmp_path / "run" / "site").exists()


def test_the_run_folder_is_left_as_it_is_where_no_page_is_wanted(tmp_path: Path) -> None:
    run = a_run(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in (run, *run.rglob("*"))}
    assert score(run, "--no-page")[0] == 0
    assert {path: path.stat().st_mtime_ns for path in (run, *run.rglob("*"))} == before


def test_a_folder_that_takes_no_marks_is_told_with_the_way_around_it(tmp_path: Path) -> None:
    (a_run(tmp_path) / "scores.json").mkdir()
    code, out, err = score(tmp_path / "run")
    assert code == 2
    assert "甲局" in out
    assert "--no-page" in err
    assert list(tmp_path.glob("run/.gouji-lock")) == []


def test_marks_wait_for_no_run_that_works_in_the_folder(tmp_path: Path) -> None:
    run = a_run(tmp_path)
    with locked(run):
        code, _, err = score(run)
    assert code == 2
    assert str(run) in err
    assert not (run / "scores.json").exists()


def test_a_later_check_removes_the_marks_of_an_earlier_one(tmp_path: Path) -> None:
    run = a_run(tmp_path)
    score(run)
    open_run_folder(run)
    assert not (run / "scores.json").exists()
