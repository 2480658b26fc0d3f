from __future__ import annotations

import io
import os
import struct
import time
from datetime import date, datetime
from types import SimpleNamespace

import openpyxl
import pytest
import xlwt

from gouji.messages import render
from gouji.model import Document, Grid, Paragraph
from gouji.sources import Unreadable, read_document, spreadsheet
from gouji.sources.spreadsheet import as_shown, column_name
from kit.documents import STYLES
from kit.figures import load
from kit.styles.package import pack

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def read(*rows: list[object], merged: tuple[str, ...] = (), hidden: list[object] | None = None) -> Document:
    """What is read of a workbook that openpyxl writes: a sheet of these rows, and a hidden one."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    if hidden:
        other = book.create_sheet("草稿")
        other.append(hidden)
        other.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return read_document(buffer.getvalue(), "report.html")


def raw(sheet: str, **parts: str) -> bytes:
    names = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/></Relationships>'
    )
    book = f'<workbook xmlns="{MAIN}" {names}><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>'
    return pack(
        {
            "_rels/.rels": relations.format("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": parts.get("book", book),
            "xl/_rels/workbook.xml.rels": relations.format("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
        }
    )


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def rows(document: Document) -> list[list[list[str | None]]]:
    """The grids without the blank rows above them."""
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    return [[[c.text if c else None for c in row] for row in grid.rows if any(row)] for grid in grids]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (12.0, "12"),
        (0.1 + 0.2, "0.3"),
        (152.25, "152.25"),
        (-3.0, "-3"),
        (1e20, "1e+20"),
        (7, "7"),
        ("０12 ", "０12 "),
        (True, "TRUE"),
        (date(2024, 1, 31), "2024-01-31"),
        (datetime(2024, 1, 31), "2024-01-31"),
        (datetime(2024, 1, 31, 9, 5), "2024-01-31 09:05:00"),
    ],
)
def test_values_as_the_sheet_shows_them(value: object, shown: str) -> None:
    assert as_shown(value) == shown


def test_prose_and_tables_of_one_sheet() -> None:
    document = read(
        ["示例市民政局2024年政府信息公开工作年度报告"],
        ["一、总体情况"],
        ["全年主动公开信息十条。\n发布解读五篇。"],
        ["二、主动公开政府信息情况"],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章"],
        ["行政规范性文件", 1, "2", 3.5],
        ["三、收到和处理政府信息公开申请情况"],
        ["一、本年新收政府信息公开申请数量", 1, 2, 3],
    )
    assert texts(document) == [
        "示例市民政局2024年政府信息公开工作年度报告",
        *("一、总体情况", "全年主动公开信息十条。", "发布解读五篇。"),
        *("二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"),
    ]
    assert rows(document) == [
        [
            ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
            ["规章", "", "", ""],
            ["行政规范性文件", "1", "2", "3.5"],
        ],
        [["一、本年新收政府信息公开申请数量", "1", "2", "3"]],
    ]


def test_places_are_those_of_the_sheet() -> None:
    document = read([], [None, "甲", "乙"], [None, "丙", 5], merged=("B2:B3",))
    grid = document.blocks[0]
    assert isinstance(grid, Grid)
    first, number = grid.rows[1][1], grid.rows[2][2]
    assert grid.rows[2][1] is first
    assert first is not None
    assert number is not None
    assert (first.text, first.row_span) == ("甲", 2)
    assert (number.text, number.at.as_dict()) == ("5", {"table": 1, "row": 3, "column": 3})


def test_hidden_sheets_are_left_out_and_said_so() -> None:
    document = read(["一、总体情况"], ["正文正文"], hidden=["秘密", 1])
    assert texts(document) == ["一、总体情况", "正文正文"]
    assert [(p.code, dict(p.params)) for p in document.problems] == [("sheets_hidden", {"sheets": "草稿"})]


def test_hidden_rows_and_columns_are_read_and_said_so() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "表"
    for row in (["自然人", "总计", "备注"], [3, 3, None], [4, 4, None]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.column_dimensions["XA"].hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    document = read_document(buffer.getvalue(), "x")
    assert rows(document)[0][1] == ["3", "3", ""]
    assert [(p.code, dict(p.params)) for p in document.problems] == [("lines_hidden", {"lines": "表!2:2、表!C:C"})]


def test_hidden_rows_and_columns_of_ods() -> None:
    cell = '<table:table-cell office:value-type="float" office:value="1"/>'
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    hidden = f'<table:table-row table:visibility="filter" table:number-rows-repeated="2">{cell}{cell}</table:table-row>'
    document = read_document(ods(columns + f"<table:table-row>{cell}</table:table-row>" + hidden), "x")
    assert rows(document) == [[["1", ""], ["1", "1"], ["1", "1"]]]
    assert [dict(p.params) for p in document.problems] == [{"lines": "表!2:2、表!3:3、表!B:B"}]


@pytest.mark.parametrize(("number", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_letters(number: int, name: str) -> None:
    assert column_name(number) == name


def test_what_the_library_prints_does_not_reach_the_user(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class PanicException(BaseException):
        """What a fault in Rust code comes as."""

    def panic(data: object) -> None:
        os.write(2, b"thread 'main' panicked at src/lib.rs")
        raise PanicException

    monkeypatch.setattr(spreadsheet, "CalamineWorkbook", SimpleNamespace(from_filelike=panic))
    assert refused(STYLES["xlsx"](load("001"))) == "workbook_damaged"
    os.write(2, b"after")
    assert capfd.readouterr().err == "after"


def test_a_formula_without_a_result_is_not_blank() -> None:
    assert rows(read(["自然人", "总计"], [3, "=SUM(A2:A2)"])) == [[["自然人", "总计"], ["3", "=SUM(A2:A2)"]]]
    cached = raw('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f t="shared" si="0"/><v>4</v></c></row>')
    assert rows(read_document(cached, "x")) == [[["2", "4"]]]


def test_merged_cells_of_xls() -> None:
    document = read_document(STYLES["xls"](load("001")), "x.txt")
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    spans = {cell.text: cell.row_span for row in grids[1].rows for cell in row if cell}
    assert spans["三、本年度办理结果"] == 22


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_document(data, "报告.xlsx")
    assert render(caught.value.problem).zh
    return caught.value.problem.code


def test_a_cell_in_the_last_corner() -> None:
    began = time.process_time()
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert refused(raw(far)) == "workbook_empty"
    unplaced = '<row r="1"><c><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row>'
    assert refused(raw(unplaced)) == "workbook_empty"
    formatted = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="3"/></row>'
    assert rows(read_document(raw(formatted), "x")) == [[["1"]]]
    assert time.process_time() - began < 2


def ods(rows: str) -> bytes:
    names = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    table = f'<table:table table:name="表">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    return pack(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {names}>{body}</office:document-content>",
            "META-INF/manifest.xml": "<manifest/>",
        }
    )


def test_rows_repeated_a_million_times() -> None:
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="{}"/>'
    row = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row>'
    assert refused(ods(row.format(1_000_000, cell.format(16_000)))) == "sheet_too_large"
    assert (
        refused(ods(row.format(1_000_000, "<table:table-cell/>") + row.format(1, cell.format(16_000))))
        == "sheet_too_large"
    )
    assert rows(read_document(ods(row.format(2, cell.format(2))), "x")) == [[["1", "1"], ["1", "1"]]]


def test_hostile_files() -> None:
    good = STYLES["xlsx"](load("001"))
    assert refused(good[: len(good) // 2]) == "zip_damaged"
    assert refused(raw("<row><c")) in ("workbook_damaged", "workbook_empty")
    assert refused(raw("", book="<workbook")) == "xml_damaged"
    assert refused(raw("", book='<!DOCTYPE a [<!ENTITY x "y">]><workbook/>')) == "xml_entities"
    assert refused(raw("")) == "workbook_empty"
    assert refused(pack({"xl/workbook.xml": b"x", "xl/worksheets/sheet1.xml": bytes(9_000_000)})) == "zip_too_large"
    old = STYLES["xls"](load("001"))
    assert refused(old[:3000]) == "format_not_read"
    assert refused(old[:512] + bytes(3000) + "Workbook".encode("utf-16-le")) == "workbook_damaged"
    assert refused(STYLES["ods"](load("001"))[:900]) == "zip_damaged"
    assert refused(pack({"xl/workbook.bin": b"x"})) == "format_not_read"


def xls(*cells: tuple[int, int]) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row, column in cells:
        sheet.write(row, column, 1)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_an_xls_whose_sectors_run_in_circles() -> None:
    data = bytearray(xls((0, 0), (1, 1)))
    table = 512 * (1 + struct.unpack_from("<I", data, 76)[0])
    chain = struct.unpack_from("<128I", data, table)
    end = chain.index(0xFFFFFFFE)
    assert chain[:end] == tuple(range(1, end + 1))
    struct.pack_into("<I", data, table + 4 * end, 0)
    assert refused(bytes(data)) == "workbook_damaged"


def test_an_xls_that_reaches_too_far() -> None:
    assert refused(xls((0, 0), (65_535, 255))) == "workbook_too_large"
    assert read_document(xls((0, 0), (0, 255)), "x").format == "xls"
