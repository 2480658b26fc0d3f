"""Pieces of HTML that the styles share."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from kit.drawing import Drawn, DrawnTable

CellText = Callable[[str], str]


def spans(cell: Drawn) -> str:
    """The cell's span attributes, with a leading space; nothing for a plain cell."""
    rows = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    return rows + (f' colspan="{cell.column_span}"' if cell.column_span > 1 else "")


def table(drawn: DrawnTable, text: CellText, *, attributes: str = "", cell: str = "", row: str = "") -> str:
    """The table as HTML; `text` makes a cell's content, the rest are attributes with a leading space."""
    rows = (
        f"<tr{row}>" + "".join(f"<td{spans(each)}{cell}>{text(each.text)}</td>" for each in line) + "</tr>"
        for line in drawn
    )
    return f"<table{attributes}>\n<tbody>\n" + "\n".join(rows) + "\n</tbody>\n</table>"


def plain(text: str) -> str:
    """Escaped text; a blank is a non-breaking space, as editors print it."""
    return escape(text, quote=False) or "&nbsp;"


def paragraphs(texts: tuple[str, ...], opening: str = "<p>") -> str:
    """Each text as a paragraph."""
    return "\n".join(f"{opening}{escape(text, quote=False)}</p>" for text in texts)
