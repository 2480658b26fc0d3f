"""Tables without spans: empty cells fill what a span would cover, and empty rows and columns stand about."""

from __future__ import annotations

from html import escape

from kit.drawing import DrawnTable, covered, width
from kit.prose import Text
from kit.styles.markup import paragraphs


def filler_html(report: Text) -> bytes:
    """UTF-8, declared; each table is a full rectangle of plain cells with a ghost row and a ghost column."""
    title = escape(report.title)
    parts = [
        f'<html><head><meta charset="utf-8"><title>{title}</title></head><body><h3>{title}</h3>',
        paragraphs(report.preamble),
    ]
    for chapter in report.chapters:
        parts += [paragraphs((chapter.heading,)), paragraphs(chapter.paragraphs)]
        if chapter.table:
            parts.append(_table(chapter.table))
    return "\n".join([*parts, "</body></html>\n"]).encode()


def _table(drawn: DrawnTable) -> str:
    ghost = "<tr>" + "<td></td>" * (width(drawn) + 1) + "</tr>"
    rows = []
    for at, line in enumerate(covered(drawn)):
        texts = [cell.text if (cell.row, cell.column) == (at, column) else "" for column, cell in enumerate(line)]
        rows.append("<tr>" + "".join(f"<td>{escape(text, quote=False)}</td>" for text in texts) + "<td></td></tr>")
    return "<table>" + ghost + "\n".join(rows) + "</table>"
