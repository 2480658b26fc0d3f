"""Workbooks: XLSX, XLS, ODS and what WPS calls ET, through calamine, which is fed only what has been judged."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from gouji.model import Block, Document, Problem
from gouji.sources import sheet_rows
from gouji.sources.sheet_bounds import MOST_CELLS, Place, SheetScan, scan_ods, scan_xlsx
from gouji.sources.sheet_rows import Sheet
from gouji.sources.spans import Budget
from gouji.sources.stderr import without_stderr
from gouji.sources.unreadable import Unreadable
from gouji.sources.xls_guard import check_xls
from gouji.sources.zip_guard import GuardedZip, open_zip, packed

# What the text of a workbook is in; pictures, macros and the like are not handed on.
_READ = (".xml", ".rels", "mimetype")
_MOST_MERGED = 20_000
_SURE_DIGITS = 15
_UNSURE = 10**_SURE_DIGITS
_MOST_NAMED = 10


def read_xlsx(data: bytes, name: str) -> Document:
    """An XLSX file as a document. Places are the sheet's ordinal as table, its row and its column.

    Raises `Unreadable` for one that is damaged, encrypted, a bomb, too large, or shows nothing.
    """
    parts = _parts(open_zip(data, name))
    return _document("xlsx", packed(parts), name, scan_xlsx(parts, name))


def read_ods(data: bytes, name: str) -> Document:
    """An OpenDocument spreadsheet, likewise."""
    archive = open_zip(data, name)
    if "content.xml" not in archive.names:
        raise Unreadable(Problem("part_missing", {"name": name, "part": "content.xml"}))
    scans = scan_ods(archive.read("content.xml"), name)
    return _document("ods", packed(_parts(archive)), name, scans)


def read_xls(data: bytes, name: str) -> Document:
    """An XLS file (or ET, the same under WPS's name), likewise."""
    check_xls(data, name)
    return _document("xls", data, name, {})


def _parts(archive: GuardedZip) -> dict[str, bytes]:
    return {entry: archive.read(entry) for entry in archive.names if entry.endswith(_READ)}


def _document(kind: str, data: bytes, name: str, scans: Mapping[str, SheetScan]) -> Document:
    budget = Budget()
    try:
        # A fault in the library's Rust code is printed before it is raised.
        with without_stderr(), CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            blocks = tuple(_blocks(workbook, scans, budget))
    except PasswordError as error:
        raise Unreadable(Problem("file_encrypted", {"name": name})) from error
    except CalamineError as error:
        raise Unreadable(Problem("workbook_damaged", {"name": name})) from error
    except BaseException as error:
        # A fault in the library's Rust code comes as a class of its own, outside of Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable(Problem("workbook_damaged", {"name": name})) from error
    if not blocks:
        raise Unreadable(Problem("workbook_empty", {"name": name}))
    return Document(kind, blocks, problems=tuple(budget.problems))


def _blocks(workbook: CalamineWorkbook, scans: Mapping[str, SheetScan], budget: Budget) -> Iterator[Block]:
    hidden: list[str] = []
    lines: list[str] = []
    for number, known in enumerate(workbook.sheets_metadata, start=1):
        if known.typ != SheetTypeEnum.WorkSheet:
            continue
        if known.visible != SheetVisibleEnum.Visible:
            hidden.append(known.name)
            continue
        scan = scans.get(known.name, SheetScan())
        if scan.too_large:
            budget.note(Problem("sheet_too_large", {"sheet": known.name[:40]}))
            continue
        sheet = workbook.get_sheet_by_index(number - 1)
        if sheet.start is None or sheet.total_height * sheet.total_width > MOST_CELLS:
            if sheet.start is not None:
                budget.note(Problem("sheet_too_large", {"sheet": known.name[:40]}))
            continue
        texts = _texts(sheet, scan.formulas)
        lines += (f"{known.name[:40]}!{line}" for line in _hidden_lines(texts, scan))
        if texts:
            yield from sheet_rows.blocks(Sheet(number, texts, (sheet.merged_cell_ranges or [])[:_MOST_MERGED]), budget)
    if lines:
        budget.note(Problem("lines_hidden", {"lines": "、".join(lines[:_MOST_NAMED])}))
    if hidden:
        budget.note(Problem("sheets_hidden", {"sheets": "、".join(name[:40] for name in hidden[:_MOST_NAMED])}))


def _hidden_lines(texts: Mapping[Place, str], scan: SheetScan) -> Iterator[str]:
    """The rows and columns that hold something and are hidden, as a sheet calls them: `5:5`, `C:C`."""
    yield from (f"{row + 1}:{row + 1}" for row in sorted({row for row, _ in texts} & scan.hidden_rows))
    for column in sorted({column for _, column in texts} & scan.hidden_columns):
        yield f"{column_name(column)}:{column_name(column)}"


def column_name(column: int) -> str:
    """The letters of a column counted from 0: A, Z, AA."""
    above, last = divmod(column, 26)
    return (column_name(above - 1) if above else "") + chr(ord("A") + last)


def _texts(sheet: CalamineSheet, formulas: Mapping[Place, str]) -> dict[Place, str]:
    """What the cells that are not blank show, by row and column from 0."""
    top, left = sheet.start or (0, 0)
    texts = {
        (top + row, left + column): shown
        for row, line in enumerate(sheet.to_python())
        for column, value in enumerate(line)
        # Most cells of a sheet are blank.
        if value != "" and (shown := as_shown(value)).strip()
    }
    # A formula that was never calculated is not blank; its text cannot be read as a number.
    return {**formulas, **texts}


def as_shown(value: object) -> str:
    """A cell's value as the sheet shows it, as far as that can be known: the format of numbers is not in it."""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        # Programs show fifteen digits; what a binary fraction adds beyond is nobody's figure.
        return str(int(value)) if value.is_integer() and abs(value) < _UNSURE else f"{value:.{_SURE_DIGITS}g}"
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)
