"""The ledger as a workbook: findings one a row, with the columns in which decisions are written."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from gouji.ledger.columns import COLUMNS, EDITED, decisions, heading
from gouji.messages import message

# More cells than this are not read back from one sheet.
MOST_FINDINGS = 50_000
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
CELL = {"border": 1, "valign": "top", "text_wrap": True, "font_name": "宋体", "font_size": 10, "num_format": "@"}
_LONGEST = 32_000


def findings_workbook(findings: Sequence[Mapping[str, Any]], language: str) -> bytes:
    """An XLSX of at most MOST_FINDINGS findings; every cell is text, so that nothing is taken for a formula."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        sheet = book.add_worksheet(message("ledger_sheet").get(language))
        fixed = book.add_format(CELL | {"bg_color": "#f0f0f0"})
        edited = book.add_format(CELL)
        write_head(sheet, book, {heading(name).get(language): width for name, width in COLUMNS.items()})
        for number, finding in enumerate(findings, start=1):
            for column, (name, text) in enumerate(_texts(finding, language).items()):
                sheet.write_string(number, column, text[:_LONGEST], edited if name in EDITED else fixed)
        _choices(sheet, len(findings), language)
    return buffer.getvalue()


def write_head(sheet: Any, book: Any, widths: Mapping[str, int]) -> None:
    """The headings of a sheet with the widths of their columns; the page is A4 across, the headings on every page."""
    bold = book.add_format(CELL | {"bold": True, "align": "center", "bg_color": "#d9e2ec"})
    for column, (head, width) in enumerate(widths.items()):
        sheet.write_string(0, column, head, bold)
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _choices(sheet: Any, rows: int, language: str) -> None:
    """The moves to choose from in the column of decisions, and a filter over all columns."""
    column = list(COLUMNS).index("decision")
    words = [message(f"move_{action}").get(language) for action in decisions()]
    if rows:
        sheet.data_validation(1, column, rows, column, {"validate": "list", "source": words})
    sheet.autofilter(0, 0, rows, len(COLUMNS) - 1)


def _texts(finding: Mapping[str, Any], language: str) -> dict[str, str]:
    """A row: what is known, with the columns to be filled in empty."""
    english = "_en" if language == "en" else ""
    shown = {
        "category": message(f"category_{finding['category']}").get(language) if finding["category"] else "",
        "severity": message(f"severity_{finding['severity']}").get(language),
        "status": message(f"step_{finding['status']}").get(language),
        "message": finding[f"message{english}"],
        "first_seen": finding["first_seen"][:10],
        "doubt": finding[f"doubt_text{english}"],
    } | dict.fromkeys(("decision", "text", "until", "author"), "")
    return {name: _text(shown.get(name, finding.get(name))) for name in COLUMNS}


def _text(value: object) -> str:
    return "" if value is None else str(value)
