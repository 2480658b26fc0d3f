"""How far the sheets of a workbook reach, before they are loaded: a single cell in the last corner is a rectangle of
17 billion. And which formulas carry no result, for the library reads such a cell as blank."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from gouji.model import Problem
from gouji.sources.unreadable import Unreadable
from gouji.sources.xml_parts import local, parse_part
from gouji.sources.zip_guard import GuardedZip

MOST_CELLS = 1_000_000
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s>/])")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^<>]*?\br=\"(\d{1,7})\"")
_PLACE = re.compile(rb"\br=[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")
_RESULT = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^<>]*)?>[^<]")
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>([^<]*))")
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SheetScan:
    """A sheet before it is loaded. `formulas` are those without a result, by row and column from 0."""

    too_large: bool
    formulas: Mapping[Place, str]


def scan_xlsx(archive: GuardedZip, name: str) -> dict[str, SheetScan]:
    """Every sheet of an XLSX file by its name."""
    return {sheet: _scan(archive.read(part)) for sheet, part in _sheet_parts(archive, name) if part in archive.names}


def _sheet_parts(archive: GuardedZip, name: str) -> Iterator[tuple[str, str]]:
    part = "xl/workbook.xml"
    relations = "xl/_rels/workbook.xml.rels"
    if part not in archive.names or relations not in archive.names:
        raise Unreadable(Problem("part_missing", {"name": name, "part": part}))
    targets = {
        each.get("Id"): each.get("Target") or "" for each in parse_part(archive.read(relations), relations, name)
    }
    for sheet in parse_part(archive.read(part), part, name).iter(etree.Element):
        if local(sheet) == "sheet":
            key = next((value for label, value in sheet.attrib.items() if str(label).endswith("}id")), None)
            yield (
                str(sheet.get("name")),
                posixpath.normpath(posixpath.join("/xl", targets.get(str(key), ""))).lstrip("/"),
            )


def _scan(data: bytes) -> SheetScan:
    """What the cells of a sheet say; split, not searched, so that a damaged sheet costs no more than a sound one."""
    rows = columns = unplaced = 0
    formulas: dict[Place, str] = {}
    for piece in _CELL.split(data)[1:]:
        attributes, closed, content = piece.partition(b">")
        if not closed or attributes.endswith(b"/"):
            continue
        found = _PLACE.search(attributes)
        if found is None:
            unplaced += 1
            continue
        row, column = int(found.group(2)), _column(found.group(1))
        rows, columns = max(rows, row), max(columns, column)
        formula = _FORMULA.search(content)
        if formula and not _RESULT.search(content):
            formulas[row - 1, column - 1] = "=" + (formula.group(1) or b"").decode("utf-8", "replace")[:200]
    if unplaced:
        # Cells without a place follow each other in their row.
        rows = max(rows, len(_ROW.findall(data)), *(int(row) for row in _ROW.findall(data)), 1)
        columns += unplaced
    return SheetScan(rows * columns > MOST_CELLS, formulas)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - ord("A") + 1
    return number


def check_ods(data: bytes, name: str) -> None:
    """Raise `Unreadable` when a sheet of an OpenDocument file reaches too far (cells and rows may be repeated)."""
    parse_options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    if b"<!DOCTYPE" in data:
        raise Unreadable(Problem("xml_entities", {"name": name, "part": "content.xml"}))
    rows = columns = at = 0
    try:
        for _, element in etree.iterparse(io.BytesIO(data), events=("end",), **parse_options):
            kind = local(element)
            if kind == "table-row":
                repeated, width = _repeated(element, "rows"), _filled_width(element)
                rows, columns = (at + repeated, max(columns, width)) if width else (rows, columns)
                at += repeated
                element.clear()
            elif kind == "table":
                if rows * columns > MOST_CELLS:
                    raise Unreadable(Problem("sheet_too_large", {"sheet": element.get(f"{{{_TABLE}}}name") or ""}))
                rows = columns = at = 0
    except etree.XMLSyntaxError as error:
        raise Unreadable(Problem("xml_damaged", {"name": name, "part": "content.xml"})) from error


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
