"""Text with structure: Markdown as converters write it, and a sheet exported as CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from html import escape

from kit.drawing import DrawnTable, covered
from kit.prose import Text
from kit.styles.markup import table

_SPECIAL = re.compile(r"([*_\[\]])")


def markdown(report: Text) -> bytes:
    """UTF-8; headings by number signs, bold points, tables with bars: a span's text stands in its first cell."""
    return _markdown(report, _bars)


def markdown_html(report: Text) -> bytes:
    """The same with its tables in HTML, as converters write those that have spans."""
    return _markdown(report, lambda drawn: [table(drawn, lambda text: escape(text, quote=False))])


def csv_sheet(report: Text) -> bytes:
    """GB18030 without any mark, as office programs export a sheet; every line has as many commas."""
    rows = [[text] for text in (report.title, *report.preamble) if text]
    for chapter in report.chapters:
        rows += [[chapter.heading], *([text] for text in chapter.paragraphs)]
        rows += _rectangle(chapter.table) if chapter.table else []
    width = max(map(len, rows))
    buffer = io.StringIO()
    csv.writer(buffer).writerows([*row, *[""] * (width - len(row))] for row in rows)
    return buffer.getvalue().encode("gb18030")


def _markdown(report: Text, draw: Callable[[DrawnTable], list[str]]) -> bytes:
    lines = [f"# {report.title}", ""] if report.title else []
    lines += [part for text in report.preamble for part in (_escaped(text), "")]
    for chapter in report.chapters:
        lines += [f"## **{chapter.heading}**", ""]
        lines += [part for text in chapter.paragraphs for part in (_escaped(text), "")]
        lines += [*draw(chapter.table), ""] if chapter.table else []
    return "\n".join(lines).encode()


def _bars(drawn: DrawnTable) -> list[str]:
    lines = ["| " + " | ".join(map(_escaped, row)) + " |" for row in _rectangle(drawn)]
    return [lines[0], "|" + " --- |" * len(_rectangle(drawn)[0]), *lines[1:]]


def _rectangle(drawn: DrawnTable) -> list[list[str]]:
    return [
        [cell.text if (cell.row, cell.column) == (at, column) else "" for column, cell in enumerate(line)]
        for at, line in enumerate(covered(drawn))
    ]


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text).replace("|", "\\|")
