"""Tables: header repeated on every page, rows not broken, widths in millimetres."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt

from gouji.outputs.office.fonts import TABLE, TABLE_HEAD, Face, set_run_face
from gouji.outputs.safe_text import printable

# Height of a line of a table, in its font size.
_LINE = 1.35


def add_table(
    document: Any,
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[Length],
    face: Face = TABLE,
) -> Any:
    """A ruled table with its header row repeated; `widths` are those of the columns."""
    table = document.add_table(rows=0, cols=len(headings))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    _add_row(table, headings, widths, Face(TABLE_HEAD.name, face.size), header=True)
    for row in rows:
        _add_row(table, row, widths, face)
    return table


def _add_row(table: Any, texts: Sequence[str], widths: Sequence[Length], face: Face, *, header: bool = False) -> None:
    row = table.add_row()
    for cell, text, width in zip(row.cells, texts, widths, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        paragraph.paragraph_format.line_spacing = Pt(face.size * _LINE)
        _leave_grid(paragraph)
        paragraph.paragraph_format.space_after = Pt(0)
        set_run_face(paragraph.add_run(printable(text)), face)
    properties = row._tr.get_or_add_trPr()
    if header:
        _switch_on(properties, "w:cantSplit")
        _switch_on(properties, "w:tblHeader")


def _leave_grid(paragraph: Any) -> None:
    """Lines of a table stand as close as its letters need, not on the lines of the page."""
    switch = OxmlElement("w:snapToGrid")
    switch.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert_element_before(switch, "w:spacing", "w:ind", "w:jc", "w:rPr")


def _switch_on(properties: Any, name: str) -> None:
    properties.append(OxmlElement(name))
    properties[-1].set(qn("w:val"), "true")
