"""The workbook as a spreadsheet reads it: the form with the sums, every child's figures, what is open."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from gouji.form import load_edition
from gouji.model import Registration
from gouji.rollup import Member, RollUp, families, figures_of, roll_up_all
from gouji.rollup.files import refusal, targets, write_workbooks
from gouji.rollup.workbook import workbook
from kit import faults
from kit.figures import Figures
from kit.reports import report_of, zeros

COUNTY, SCHOOLS, MONEY, WATER = "样本县人民政府", "样本县教育局", '=cmd("财政局")', "样本县水利局"
LICENCES = "disclosure.licences"


def rolled(book: dict[str, Figures], *missing: str, year: int = 2024) -> RollUp:
    names = [*book, *missing]
    said = {name: Registration(name, parent=None if name == COUNTY else COUNTY, year=year) for name in names}
    members = [
        Member(said[name], name, year, name if name in book else None, f"{name}.html" if name in book else None)
        for name in names
    ]
    [found] = roll_up_all(
        families(members),
        lambda one, edition: figures_of(report_of(book[str(one.report)]).tables, load_edition(edition)),
    )
    return found


@pytest.fixture(scope="module")
def rollup() -> RollUp:
    schools = faults.with_cell(zeros(), "disclosure.administrative_fees", 0.1)
    schools = faults.with_cell(schools, "requests.granted.total", 3)
    money = faults.with_cell(zeros(), "disclosure.administrative_fees", 0.2)
    money = faults.with_raw(money, LICENCES, "详见附件", None)
    money = faults.blank(money, "disputes.reconsideration.upheld", "disputes.reconsideration.corrected")
    county = faults.with_cell(zeros(), "requests.granted.total", 2)
    return rolled({COUNTY: county, SCHOOLS: schools, MONEY: money})


def opened(rollup: RollUp, language: str = "zh") -> Any:
    return load_workbook(io.BytesIO(workbook(rollup, language)))


def texts(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_tables_are_laid_out_as_the_form(rollup: RollUp) -> None:
    book = opened(rollup)
    assert book.sheetnames == ["表二", "表三", "表四", "分单位数据", "缺漏和存疑"]
    for table, sheet in zip(load_edition("2021").tables.values(), book, strict=False):
        labels = [cell.text for row in table.layout for cell in row if cell.cell is None]
        written = [text for row in texts(sheet)[3:] for text in row if isinstance(text, str)]
        assert written == labels
        spans = sum(cell.row_span * cell.column_span > 1 for row in table.layout for cell in row)
        # Two more for the title and the note.
        assert len(sheet.merged_cells.ranges) == spans + 2


def test_sums_are_exact_and_what_cannot_be_summed_is_empty(rollup: RollUp) -> None:
    book = opened(rollup)
    disclosure = {row[0]: row[1] for row in texts(book["表二"])}
    assert disclosure["行政事业性收费"] == 0.3
    assert disclosure["行政处罚"] == 0
    assert disclosure["行政许可"] is None
    granted = next(row for row in texts(book["表三"]) if "（一）予以公开" in row)
    assert granted[-7:] == [0, 0, 0, 0, 0, 0, 3]
    assert "1 个单元格" in str(book["表二"]["A2"].value)


def test_every_childs_figure_stands_beside_the_sum(rollup: RollUp) -> None:
    head, *rows = texts(opened(rollup)["分单位数据"])
    assert head[2:] == ["汇总数", "已有数据合计", "计入单位数（共 2 个）", "本级报告填报", "填报减汇总", SCHOOLS, MONEY]
    assert len(rows) == 200
    by_name = {(row[0], row[1]): row[2:] for row in rows}
    assert by_name["表二", "行政许可"] == [None, 0, 1, 0, None, 0, "“详见附件”不能读作数字"]
    assert by_name["表三", "（一）予以公开·总计"] == [3, 3, 2, 2, -1, 3, 0]


def test_what_is_open_is_listed_by_body(rollup: RollUp) -> None:
    _, *rows = texts(opened(rollup)["缺漏和存疑"])
    assert rows == [
        [MONEY, "“详见附件”不能读作数字", "表二", "行政许可", "详见附件", f"{MONEY}.html"],
        [MONEY, "空白，按 0 计入", "表四", "行政复议·结果维持、行政复议·结果纠正", None, f"{MONEY}.html"],
    ]


def test_a_missing_body_is_one_line_and_no_sum_is_nought() -> None:
    book = opened(rolled({SCHOOLS: zeros()}, WATER))
    assert texts(book["缺漏和存疑"])[1:] == [[WATER, "未报送", None, "全部", None, None]]
    assert all(cell is None for row in texts(book["表四"])[6:] for cell in row)


def test_names_never_become_formulas(rollup: RollUp) -> None:
    head = opened(rollup)["分单位数据"][1]
    assert [cell.data_type for cell in head] == ["s"] * len(head)


def test_the_form_of_2019_and_english() -> None:
    book = opened(rolled({SCHOOLS: zeros("2019")}, year=2020), "en")
    assert book.sheetnames[-2:] == ["By body", "Open"]
    assert ["Nothing is open.", None, None, None, None, None] in texts(book["Open"])
    assert any("上一年项目数量" in row for row in texts(book["表二"]))


def test_several_parents_give_a_file_each_and_nothing_is_written_over(tmp_path: Any) -> None:
    one, other = rolled({SCHOOLS: zeros()}), rolled({SCHOOLS: zeros()}, year=2023)
    assert targets(tmp_path / "a.xlsx", [one], "zh") == [tmp_path / "a.xlsx"]
    files = targets(tmp_path / "a.xlsx", [one, other, one], "zh")
    assert [path.name for path in files] == [
        "a-样本县人民政府2024年度.xlsx",
        "a-样本县人民政府2023年度.xlsx",
        "a-样本县人民政府2024年度-3.xlsx",
    ]
    assert refusal(files) is None
    assert write_workbooks(files, [one, other, one], "zh") is None
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in files)
    assert refusal(files).code == "manifest_exists"  # type: ignore[union-attr]
    assert refusal([tmp_path / "a.csv"]).code == "rollup_only_xlsx"  # type: ignore[union-attr]
    refused = write_workbooks([tmp_path / "no" / "a.xlsx"], [one], "zh")
    assert refused is not None
    assert refused.code == "manifest_not_written"


def test_file_names_hold_nothing_of_a_path(tmp_path: Any) -> None:
    odd = rolled({SCHOOLS: zeros()})
    family = type(odd.family)("k", "../../etc/\x00样本\u202e", frozenset(), 2024, (), odd.family.children)
    files = targets(tmp_path / "a.xlsx", [type(odd)(family, odd.edition, odd.cells), odd], "zh")
    assert [path.parent for path in files] == [tmp_path, tmp_path]
    assert files[0].name == "a-_etc_样本_2024年度.xlsx"
