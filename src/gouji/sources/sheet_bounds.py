"""What the library that loads workbooks does not say or bound, taken from the sheets' XML before they are loaded.

How far a sheet reaches (a single cell in the last corner is a rectangle of 17 billion), which formulas carry no result
(the library reads such a cell as blank), and which rows and columns are hidden.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from gouji.model import Problem
from gouji.sources.unreadable import Unreadable
from gouji.sources.xml_parts import local, parse_part

MOST_CELLS = 1_000_000
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s>/])")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^<>]*?\br=\"(\d{1,7})\"")
_PLACE = re.compile(rb"\br=[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")
_RESULT = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^<>]*)?>[^<]")
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>([^<]*))")
_LINE = re.compile(rb"<(?:\w+:)?(row|col)\s([^<>]*)>")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_NUMBERS = {name: re.compile(rb"\b%b=[\"'](\d{1,7})[\"']" % name) for name in (b"r", b"min", b"max")}
_MOST_HIDDEN = 20_000
_NOT_SHOWN = ("collapse", "filter")
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SheetScan:
    """A sheet before it is loaded. `formulas` are those without a result, by row and column; all counted from 0."""

    too_large: bool = False
    formulas: Mapping[Place, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def scan_xlsx(parts: Mapping[str, bytes], name: str) -> dict[str, SheetScan]:
    """Every sheet of an XLSX file, of which these are the `parts`, by its name."""
    return {sheet: _scan(parts[part]) for sheet, part in _sheet_parts(parts, name) if part in parts}


def _sheet_parts(parts: Mapping[str, bytes], name: str) -> Iterator[tuple[str, str]]:
    part = "xl/workbook.xml"
    relations = "xl/_rels/workbook.xml.rels"
    if part not in parts or relations not in parts:
        raise Unreadable(Problem("part_missing", {"name": name, "part": part}))
    targets = {each.get("Id"): each.get("Target") or "" for each in parse_part(parts[relations], relations, name)}
    for sheet in parse_part(parts[part], part, name).iter(etree.Element):
        if local(sheet) == "sheet":
            key = next((value for label, value in sheet.attrib.items() if str(label).endswith("}id")), None)
            yield (
                str(sheet.get("name")),
                posixpath.normpath(posixpath.join("/xl", targets.get(str(key), ""))).lstrip("/"),
            )


def _scan(data: bytes) -> SheetScan:
    """What the cells of a sheet say; split, not searched, so that a damaged sheet costs no more than a sound one."""
    # Numbers and letters as they stand; of the hundreds of cells few lie in a row or a column of their own.
    rows, columns = {b"0"}, {b""}
    unplaced = 0
    # Reports have figures; few sheets hold a formula at all.
    calculates = b"<f" in data or b":f" in data
    formulas: dict[Place, str] = {}
    for piece in _CELL.split(data)[1:]:
        attributes, closed, content = piece.partition(b">")
        if not closed or attributes.endswith(b"/"):
            continue
        found = _PLACE.search(attributes)
        if found is None:
            unplaced += 1
            continue
        column, row = found.groups()
        columns.add(column)
        rows.add(row)
        formula = _FORMULA.search(content) if calculates else None
        if formula and not _RESULT.search(content):
            place = int(row) - 1, _column(column) - 1
            formulas[place] = "=" + (formula.group(1) or b"").decode("utf-8", "replace")[:200]
    height, width = max(map(int, rows)), max(map(_column, columns))
    if unplaced:
        # Cells without a place follow each other in their row.
        height = max(height, len(_ROW.findall(data)), *(int(row) for row in _ROW.findall(data)), 1)
        width += unplaced
    return SheetScan(height * width > MOST_CELLS, formulas, *_hidden_lines(data))


def _hidden_lines(data: bytes) -> tuple[frozenset[int], frozenset[int]]:
    """The hidden rows and columns of a sheet in XLSX."""
    rows: set[int] = set()
    columns: set[int] = set()
    for found in _LINE.finditer(data) if b"hidden=" in data else ():
        kind, attributes = found.groups()
        if not _HIDDEN.search(attributes):
            continue
        first, last = (_number(attributes, name) for name in ((b"r", b"r") if kind == b"row" else (b"min", b"max")))
        (rows if kind == b"row" else columns).update(range(first - 1, min(last, first + _MOST_HIDDEN)))
    return frozenset(rows), frozenset(columns)


def _number(attributes: bytes, name: bytes) -> int:
    found = _NUMBERS[name].search(attributes)
    return int(found.group(1)) if found else 0


@lru_cache(maxsize=1024)
def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - ord("A") + 1
    return number


@dataclass(slots=True)
class _OdsSheet:
    """How far a sheet of an OpenDocument file reaches as its rows go by, and what of it is hidden."""

    rows: int = 0
    columns: int = 0
    row: int = 0
    column: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def take_row(self, element: etree._Element) -> None:
        """A row, which may stand for several."""
        repeated, width = _repeated(element, "rows"), _filled_width(element)
        if width:
            self.rows, self.columns = self.row + repeated, max(self.columns, width)
            if _is_hidden(element):
                self.hidden_rows.update(range(self.row, self.row + min(repeated, _MOST_HIDDEN)))
        self.row += repeated

    def take_column(self, element: etree._Element) -> None:
        """A column, which may stand for several."""
        repeated = _repeated(element, "columns")
        if _is_hidden(element):
            self.hidden_columns.update(range(self.column, self.column + min(repeated, _MOST_HIDDEN)))
        self.column += repeated

    def scan(self) -> SheetScan:
        """The sheet at its end."""
        return SheetScan(hidden_rows=frozenset(self.hidden_rows), hidden_columns=frozenset(self.hidden_columns))


def scan_ods(data: bytes, name: str) -> dict[str, SheetScan]:
    """Every sheet of an OpenDocument file by its name.

    Raises `Unreadable` when one reaches too far (cells and rows may be repeated).
    """
    parse_options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    if b"<!DOCTYPE" in data:
        raise Unreadable(Problem("xml_entities", {"name": name, "part": "content.xml"}))
    scans: dict[str, SheetScan] = {}
    sheet = _OdsSheet()
    try:
        for _, element in etree.iterparse(io.BytesIO(data), events=("end",), **parse_options):
            kind = local(element)
            if kind == "table-row":
                sheet.take_row(element)
                element.clear()
            elif kind == "table-column":
                sheet.take_column(element)
            elif kind == "table":
                called = element.get(f"{{{_TABLE}}}name") or ""
                if sheet.rows * sheet.columns > MOST_CELLS:
                    raise Unreadable(Problem("sheet_too_large", {"sheet": called}))
                scans[called] = sheet.scan()
                sheet = _OdsSheet()
    except etree.XMLSyntaxError as error:
        raise Unreadable(Problem("xml_damaged", {"name": name, "part": "content.xml"})) from error
    return scans


def _is_hidden(line: etree._Element) -> bool:
    return line.get(f"{{{_TABLE}}}visibility") in _NOT_SHOWN


def _filled_width(row: etree._Element) -> int:
    """How far the cells of a row that hold something reach."""
    reach = at = 0
    for cell in row.iterchildren(etree.Element):
        at += _repeated(cell, "columns")
        if len(cell) or any(str(name).endswith(("}value", "}date-value", "}string-value")) for name in cell.attrib):
            reach = at
    return reach


def _repeated(element: etree._Element, what: str) -> int:
    text = element.get(f"{{{_TABLE}}}number-{what}-repeated") or "1"
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 1
