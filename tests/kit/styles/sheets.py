"""Workbooks: the report laid out on sheets, written as XLSX, XLS and ODS."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

import xlwt

from kit.drawing import Drawn, DrawnTable, width
from kit.prose import Text
from kit.styles.package import pack

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d+)?")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its cells, each at its place and with its spans, and whether it is hidden."""

    name: str
    cells: tuple[Drawn, ...]
    hidden: bool = False


def xlsx(report: Text) -> bytes:
    """One sheet: title and prose over the whole width, headings in the first column, totals by formula."""
    return _xlsx([_one_sheet(report)], as_text=False)


def xlsx_sheets(report: Text) -> bytes:
    """A sheet for each table, begun in the third column, numbers as text; last year's figures on a hidden sheet."""
    return _xlsx(_sheets(report), as_text=True)


def xls(report: Text) -> bytes:
    """The older format, one sheet."""
    book = xlwt.Workbook(encoding="utf-8")
    for sheet in [_one_sheet(report)]:
        page = book.add_sheet(sheet.name, cell_overwrite_ok=True)
        for cell in sheet.cells:
            value = float(cell.text) if _NUMBER.fullmatch(cell.text) else cell.text
            page.write_merge(
                cell.row, cell.row + cell.row_span - 1, cell.column, cell.column + cell.column_span - 1, value
            )
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods(report: Text) -> bytes:
    """OpenDocument, a sheet for each table; blank cells and rows repeated to the end of the sheet."""
    sheets = "".join(_ods_sheet(sheet) for sheet in _sheets(report) if not sheet.hidden)
    names = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{key}:1.0"' for key in ("office", "table", "text")
    )
    content = f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return pack(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"{_HEAD}<office:document-content {names}>{content}</office:document-content>",
            "META-INF/manifest.xml": f'{_HEAD}<manifest:manifest xmlns:manifest="{manifest}"/>',
        }
    )


def _one_sheet(report: Text) -> Sheet:
    most = max([8, *(width(chapter.table) for chapter in report.chapters if chapter.table)])
    cells: list[Drawn] = []
    for text, wide in _lines(report, range(len(report.chapters))):
        row = 1 + max((cell.row + cell.row_span - 1 for cell in cells), default=-1)
        if isinstance(text, str):
            cells.append(Drawn(text, None, row, 0, 1, most if wide else 1))
        else:
            cells += _moved(text, row, 0)
    return Sheet("年报", tuple(cells))


def _sheets(report: Text) -> list[Sheet]:
    """The first sheet holds what stands before the first table, each further one a chapter from its heading on."""
    tables = [at for at, chapter in enumerate(report.chapters) if chapter.table]
    starts = [0, *tables, len(report.chapters)]
    sheets = []
    for number, (first, last) in enumerate(pairwise(starts)):
        cells: list[Drawn] = []
        for text, _ in _lines(report, range(first, last), opening=number == 0):
            row = 1 + max((cell.row + cell.row_span for cell in cells), default=0)
            cells += [Drawn(text, None, row, 2)] if isinstance(text, str) else _moved(text, row, 2)
        if cells:
            sheets.append(Sheet(f"第{number + 1}部分", tuple(cells)))
    old = tuple(
        Drawn(text, None, 0, column) for column, text in enumerate(("一、本年新收政府信息公开申请数量", *"9999999"))
    )
    return [Sheet("上年数据", old, hidden=True), *sheets]


def _lines(report: Text, chapters: range, *, opening: bool = True) -> list[tuple[str | DrawnTable, bool]]:
    """The texts and tables from top to bottom, and for a text whether it stretches over the sheet."""
    lines: list[tuple[str | DrawnTable, bool]] = []
    if opening:
        lines += [(text, True) for text in (report.title, *report.preamble) if text]
    for chapter in (report.chapters[at] for at in chapters):
        lines.append((chapter.heading, False))
        lines += [(text, True) for text in chapter.paragraphs]
        if chapter.table:
            lines.append((chapter.table, False))
    return lines


def _moved(drawn: DrawnTable, down: int, right: int) -> list[Drawn]:
    return [
        Drawn(cell.text, cell.key, cell.row + down, cell.column + right, cell.row_span, cell.column_span)
        for row in drawn
        for cell in row
    ]


def _xlsx(sheets: Sequence[Sheet], *, as_text: bool) -> bytes:
    numbers = range(1, len(sheets) + 1)
    states = ("visible", "hidden")
    listed = "".join(
        f'<sheet name="{sheet.name}" sheetId="{at}" state="{states[sheet.hidden]}" r:id="rId{at}"/>'
        for at, sheet in zip(numbers, sheets, strict=True)
    )
    book = f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
    related = [("worksheet", f"worksheets/sheet{at}.xml") for at in numbers]
    return pack(
        {
            "[Content_Types].xml": _content_types(len(sheets)),
            "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": _relations(related),
            **{
                f"xl/worksheets/sheet{at}.xml": _xlsx_sheet(sheet, as_text)
                for at, sheet in zip(numbers, sheets, strict=True)
            },
        }
    )


def _xlsx_sheet(sheet: Sheet, as_text: bool) -> str:
    rows: dict[int, list[str]] = {}
    for cell in sorted(sheet.cells, key=lambda cell: (cell.row, cell.column)):
        rows.setdefault(cell.row, []).append(_xlsx_cell(cell, as_text))
    data = "".join(f'<row r="{row + 1}">{"".join(cells)}</row>' for row, cells in rows.items())
    merged = "".join(
        f'<mergeCell ref="{_place(c.row, c.column)}:{_place(c.row + c.row_span - 1, c.column + c.column_span - 1)}"/>'
        for c in sheet.cells
        if c.row_span > 1 or c.column_span > 1
    )
    merges = f"<mergeCells>{merged}</mergeCells>" if merged else ""
    # The last row and column carry a format and nothing else.
    last = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    return f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{data}{last}</sheetData>{merges}</worksheet>'


def _xlsx_cell(cell: Drawn, as_text: bool) -> str:
    place = _place(cell.row, cell.column)
    if not cell.text:
        return f'<c r="{place}"/>'
    if as_text or not _NUMBER.fullmatch(cell.text):
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(cell.text)}</t></is></c>'
    formula = "<f>SUM(A1:B1)</f>" if cell.key and cell.key.endswith(".total") else ""
    return f'<c r="{place}">{formula}<v>{cell.text}</v></c>'


def _place(row: int, column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _content_types(count: int) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = [("/xl/workbook.xml", "sheet.main")]
    parts += [(f"/xl/worksheets/sheet{at}.xml", "worksheet") for at in range(1, count + 1)]
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}.{name}+xml"/>' for part, name in parts)
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    names = "http://schemas.openxmlformats.org/package/2006/relationships"
    inside = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{names}">{inside}</Relationships>'


def _ods_sheet(sheet: Sheet) -> str:
    by_row: dict[int, dict[int, Drawn]] = {}
    hidden = set()
    for cell in sheet.cells:
        by_row.setdefault(cell.row, {})[cell.column] = cell
        area = [(cell.row + r, cell.column + c) for r in range(cell.row_span) for c in range(cell.column_span)]
        hidden |= set(area[1:])
    last = max(row for row, _ in [*hidden, *((cell.row, 0) for cell in sheet.cells)])
    right = max(cell.column + cell.column_span for cell in sheet.cells)
    rows = []
    for row in range(last + 1):
        cells = [_ods_cell(by_row.get(row, {}).get(column), (row, column) in hidden) for column in range(right)]
        rest = '<table:table-cell table:number-columns-repeated="16000"/>'
        rows.append(f"<table:table-row>{''.join(cells)}{rest}</table:table-row>")
    end = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
    return f'<table:table table:name="{sheet.name}">{"".join(rows)}{end}</table:table>'


def _ods_cell(cell: Drawn | None, hidden: bool) -> str:
    if hidden:
        return "<table:covered-table-cell/>"
    if cell is None or not cell.text:
        return "<table:table-cell/>"
    span = f' table:number-columns-spanned="{cell.column_span}" table:number-rows-spanned="{cell.row_span}"'
    shown = f"<text:p>{escape(cell.text)}</text:p>"
    if _NUMBER.fullmatch(cell.text):
        return (
            f'<table:table-cell{span} office:value-type="float" office:value="{cell.text}">{shown}</table:table-cell>'
        )
    return f'<table:table-cell{span} office:value-type="string">{shown}</table:table-cell>'
