"""A comparison of two runs as a workbook: the counts by body, and every finding with what became of it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gouji.ledger.columns import heading
from gouji.ledger.compare import COUNTS, KINDS
from gouji.ledger.workbook import CELL, OPTIONS, write_head
from gouji.messages import message

# Rows of a sheet of XLSX, less the heading.
_MOST_ROWS = 1_048_575
_COUNTS = {"organisation": 30, "year": 8}
_DETAILS = {
    "organisation": 24,
    "year": 7,
    "result": 16,
    "status": 10,
    "category": 14,
    "rule": 7,
    "severity": 9,
    "message": 70,
    "why": 40,
    "fingerprint": 19,
}


def retest_workbook(comparison: Mapping[str, Any], language: str) -> bytes:
    """An XLSX with two sheets: bodies with the sum, and findings. Texts are never taken for formulas."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        formats = (book.add_format(CELL), book.add_format(CELL | {"num_format": "0"}))
        rate = book.add_format(CELL | {"num_format": "0.0%"})
        _counts(book, comparison, language, formats, rate)
        _details(book, comparison, language, formats[0])
    return buffer.getvalue()


def _counts(book: Any, comparison: Mapping[str, Any], language: str, formats: tuple[Any, Any], rate: Any) -> None:
    sheet = book.add_worksheet(message("diff_title").get(language))
    kinds = [message(f"diff_{kind}").get(language) for kind in (*COUNTS, "rate")]
    heads = [*(heading(name).get(language) for name in _COUNTS), *kinds]
    write_head(sheet, book, dict(zip(heads, [*_COUNTS.values(), *[12] * len(kinds)], strict=True)))
    everything = {"organisation": message("diff_sum").get(language), "year": None} | comparison["totals"]
    text, number = formats
    for row, body in enumerate([*comparison["bodies"], everything], start=1):
        sheet.write_string(row, 0, body["organisation"] or message("ledger_body_unknown").get(language), text)
        sheet.write_string(row, 1, str(body["year"] or ""), text)
        for column, kind in enumerate(COUNTS, start=2):
            sheet.write_number(row, column, body[kind], number)
        if body["rate"] is not None:
            sheet.write_number(row, len(heads) - 1, body["rate"], rate)


def _details(book: Any, comparison: Mapping[str, Any], language: str, text: Any) -> None:
    sheet = book.add_worksheet(message("ledger_sheet").get(language))
    write_head(sheet, book, {heading(name).get(language): width for name, width in _DETAILS.items()})
    for row, (kind, entry) in enumerate(_entries(comparison), start=1):
        for column, shown in enumerate(_texts(kind, entry, language)):
            sheet.write_string(row, column, shown, text)


def _entries(comparison: Mapping[str, Any]) -> Sequence[tuple[str, Mapping[str, Any]]]:
    entries = [(kind, entry) for kind in KINDS for entry in comparison[kind]]
    entries.sort(key=lambda item: (item[1]["organisation"] or "", item[1]["year"] or 0))
    return entries[:_MOST_ROWS]


def _texts(kind: str, entry: Mapping[str, Any], language: str) -> Iterable[str]:
    english = "_en" if language == "en" else ""
    shown = {
        "result": message(f"diff_{kind}").get(language),
        "status": message(f"step_{entry['status']}").get(language) if "status" in entry else "",
        "category": message(f"category_{entry['category']}").get(language) if entry["category"] else "",
        "severity": message(f"severity_{entry['severity']}").get(language),
        "message": entry[f"message{english}"],
        "why": entry.get(f"why_text{english}"),
    }
    return [str(shown.get(name, entry.get(name)) or "") for name in _DETAILS]
