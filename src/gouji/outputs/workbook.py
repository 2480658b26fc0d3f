"""The workbook that auditors filter and hand on: list of problems, verdicts, figures, what needs a person."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import IO, Any

from xlsxwriter import Workbook

from gouji.form import EDITIONS, TABLES, Edition, load_edition
from gouji.form.names import has_several_cells
from gouji.model import Category, CellState, Severity, VerdictKind
from gouji.outputs.issues import issues
from gouji.outputs.places import finding_place
from gouji.outputs.safe_text import clipped
from gouji.outputs.said import Voice
from gouji.outputs.sheet import Column, Sheet, Styles, figures
from gouji.outputs.view import Head, RunView

Json = Mapping[str, Any]

# Findings in this frame compare a body with those below it.
ROLLUP = "rollup"

# How much of a cell that holds no figure is shown among the figures.
_RAW = 40

# The list of problems as offices keep it, and what is for the auditor only: that is filtered, not printed.
_LIST = {
    "number": 4.5,
    "organisation": 12,
    "category": 8,
    "place": 16,
    "raw": 16,
    "problem": 34,
    "basis": 18,
    "advice": 27,
    "deadline": 8,
    "mended": 10,
    "reviewed": 10,
}
_INTERNAL = {"severity": 8, "year": 7, "rule": 8, "source": 30, "fingerprint": 20}
_SUMMARY = {"number": 5, "organisation": 24, "year": 7, "kind": 18, "group": 12, "verdict": 18}
_REVIEW = {"organisation": 22, "year": 7, "source": 30, "matter": 12, "rule": 8, "place": 30, "reason": 60}
_ROLLUP = {"organisation": 24, "year": 7, "place": 34, "actual": 12, "expected": 12, "difference": 12, "message": 60}


def write_workbook(view: RunView, file: IO[bytes], voice: Voice) -> None:
    """The workbook. Rows are written as the records are read, so that a long run fits in memory."""
    with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        book = Workbook(file, {"constant_memory": True, "tmpdir": folder, "strings_to_urls": False})
        book.set_properties({"title": voice.say("export_title"), "created": _moment(view.run["run"]["started"])})
        sheets = _Sheets(book, voice)
        for number, head in enumerate(view.heads, 1):
            sheets.summary.append(_verdict_row(number, head, voice))
        for head, record in view.records():
            sheets.add(head, record)
        sheets.finish(view)
        book.close()


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=None)


class _Sheets:
    """The sheets of the workbook in their order, filled together: the records pass once."""

    def __init__(self, book: Workbook, voice: Voice) -> None:
        styles = Styles(book)
        self._voice = voice
        self._count = 0
        self.issues = Sheet(book, styles, voice.say("export_sheet_issues"), _columns(_LIST | _INTERNAL, voice))
        severities = [Column(voice.say(f"severity_{kind}"), 8) for kind in Severity]
        categories = [Column(voice.say(f"category_{kind}"), 9) for kind in Category]
        undecided = [Column(voice.say("export_outcome_undetermined"), 9)]
        source = _columns({"source": 30}, voice)
        self.summary = Sheet(
            book,
            styles,
            voice.say("export_sheet_summary"),
            [*_columns(_SUMMARY, voice), *severities, *undecided, *categories, *source],
        )
        self.figures = Sheet(
            book, styles, voice.say("export_sheet_figures"), list(_figure_columns(voice)), one_page_wide=False
        )
        self.review = Sheet(book, styles, voice.say("export_sheet_review"), _columns(_REVIEW, voice))
        self.rollup = Sheet(book, styles, voice.say("export_sheet_rollup"), _columns(_ROLLUP, voice))
        self.about = Sheet(
            book, styles, voice.say("export_sheet_about"), _columns({"matter": 24, "content": 90}, voice)
        )

    def add(self, head: Head, record: Json) -> None:
        """What one report has for each sheet."""
        for issue in issues(record, self._voice):
            self._count += 1
            severity = self._voice.say(f"severity_{issue.severity}")
            self.issues.append(
                [
                    self._count,
                    head.organisation or self._voice.say("cli_unknown_organ"),
                    self._voice.say(f"category_{issue.category}"),
                    issue.place,
                    issue.raw,
                    self._voice.say("export_problem", severity=severity, text=issue.description),
                    issue.basis,
                    issue.advice,
                    *issue.followup.columns,
                    *(severity, head.year, " ".join(issue.rules), head.source, " ".join(issue.fingerprints)),
                ]
            )
        self.figures.append([head.organisation, head.year, head.source, *_figures(record)])
        for row in _review_rows(head, record, self._voice):
            self.review.append(row)
        for row in _rollup_rows(head, record, self._voice):
            self.rollup.append(row)

    def finish(self, view: RunView) -> None:
        """The last rows, filters and what is printed."""
        for error in view.errors:
            matter = self._voice.say("export_matter_error")
            self.review.append([None, None, None, matter, None, None, self._voice.of(error, "message")])
        sheets = (self.issues, self.summary, self.figures, self.review, self.rollup)
        for row in _about_rows(view, self._voice, sum(sheet.lost for sheet in sheets)):
            self.about.append(row)
        self.issues.finish(printed=len(_LIST))
        for sheet in sheets[1:]:
            sheet.finish()


def _columns(widths: Mapping[str, float], voice: Voice) -> list[Column]:
    return [Column(voice.say(f"export_column_{name}"), width) for name, width in widths.items()]


def _verdict_row(number: int, head: Head, voice: Voice) -> list[object]:
    return [
        number,
        head.organisation or voice.say("cli_unknown_organ"),
        head.year,
        voice.say(f"export_kind_{head.kind}"),
        head.group,
        voice.verdict(head.verdict, head.critical),
        *figures(head.severities, list(Severity)),
        head.undetermined or None,
        *figures(head.categories, list(Category)),
        head.source,
    ]


@cache
def _cells() -> Mapping[str, Edition]:
    """Every cell of the form by table with an edition that has it, those of the latest edition first."""
    cells: dict[str, Edition] = {}
    for table in TABLES:
        for edition in map(load_edition, reversed(EDITIONS)):
            for key in edition.tables[table].cells:
                cells.setdefault(key, edition)
    return cells


def _figure_columns(voice: Voice) -> Iterator[Column]:
    yield from _columns({"organisation": 24, "year": 7, "source": 30}, voice)
    for key, edition in _cells().items():
        cell = edition.cell(key)
        form = edition.tables[cell.table]
        lines = [form.row(cell.row)] + ([form.column(cell.column)] if has_several_cells(form, cell.row) else [])
        yield Column(
            "\n".join([form.title.get(voice.language), *(line.name.get(voice.language) for line in lines)]), 13
        )


def _figures(record: Json) -> Iterator[object]:
    """Each cell's figure; where there is none, what is printed in it."""
    tables = record.get("tables") or {}
    for key in _cells():
        cell = ((tables.get(key.split(".", 1)[0]) or {}).get("cells") or {}).get(key)
        if cell is None or cell["state"] == CellState.BLANK:
            yield None
        else:
            yield cell["value"] if cell["value"] is not None else clipped(cell["raw"] or "", _RAW)


def _review_rows(head: Head, record: Json, voice: Voice) -> Iterator[Sequence[object]]:
    """What a person has to look at: files not read, reports missing, errors of ours, rules that are undetermined."""
    body = [head.organisation, head.year, head.source]
    unread = head.verdict is VerdictKind.UNREADABLE
    matter = voice.say("short_unreadable") if unread else voice.say("export_matter_error")
    for error in record["errors"]:
        yield [*body, matter, None, None, voice.of(error, "message")]
    if head.verdict is VerdictKind.MISSING:
        yield [*body, voice.say("short_missing"), None, None, voice.of(head.reason or {}, "message")]
    for entry in record["undetermined"]:
        place = finding_place(record, {"where": entry["where"], "operands": ()}, voice)
        undetermined = voice.say("export_outcome_undetermined")
        yield [*body, undetermined, entry["rule"], place, voice.of(entry, "reason")]


def _rollup_rows(head: Head, record: Json, voice: Voice) -> Iterator[Sequence[object]]:
    for finding in record["findings"]:
        if finding["where"]["frame"] == ROLLUP:
            values = [finding[name] for name in ("actual", "expected", "difference")]
            place = finding_place(record, finding, voice)
            yield [head.organisation, head.year, place, *values, voice.of(finding, "message")]


def _about_rows(view: RunView, voice: Voice, lost: int) -> Iterator[Sequence[object]]:
    run, book = view.run["run"], view.run["rulebook"]
    yield [voice.say("export_column_reports"), len(view.heads)]
    for kind in VerdictKind:
        yield [voice.say(f"short_{kind}"), view.count(kind)]
    yield [voice.say("export_about_run"), run["id"]]
    yield [
        voice.say("export_about_rules"),
        voice.say("cli_rulebook", version=book["version"], digest=book["digest"][:12]),
    ]
    yield [voice.say("export_about_program"), f"gouji {view.run['gouji']}"]
    if lost:
        yield ["", voice.say("export_rows_lost", count=lost)]
    yield ["", voice.say("cli_caution")]
