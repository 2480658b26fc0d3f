"""Scores as a workbook: the table of marks (得分表) and every deduction with its reason (扣分明细)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, TYPE_CHECKING, Any

from gouji.model import Category
from gouji.outputs.safe_text import clipped, printable
from gouji.outputs.said import LONGEST, Voice
from gouji.scoring.marks import Line, Marks
from gouji.scoring.remarks import remark
from gouji.scoring.scores_json import number
from gouji.scoring.sheet import Sheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_A4 = 9
_NARROW, _WIDE, _TEXT = 9, 28, 70
_CELL = {"border": 1, "text_wrap": True, "valign": "top"}


def write_scores(marks: Sequence[Marks], sheet: Sheet, file: IO[bytes], voice: Voice) -> None:
    """Write the workbook; text never becomes a formula or a link."""
    from xlsxwriter import Workbook

    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with Workbook(file, options) as workbook:
        _write_marks(workbook, marks, sheet, voice)
        _write_deductions(workbook, marks, voice)


def _write_marks(workbook: Workbook, marks: Sequence[Marks], sheet: Sheet, voice: Voice) -> None:
    headings = ["score_group", "score_year", "score_rank", "score_body", "score_total"]
    shown = [category for category in Category if category in sheet.categories]
    titles = [voice.say(code) for code in headings]
    titles += [voice.say(f"category_{category.value}") for category in shown]
    titles += [voice.say("score_adjustment"), voice.say("score_remark")]
    page = _page(workbook, voice.say("score_sheet_marks"), titles, sheet.title.get(voice.language))
    page.set_column(3, 3, _WIDE)
    page.set_column(len(titles) - 1, len(titles) - 1, _WIDE * 2)
    cell = workbook.add_format(_CELL)
    for row, each in enumerate(marks, start=2):
        points = {line.category: number(line.points) for line in each.lines}
        values: list[Any] = [_group(each, voice), each.head.year, each.rank, _body(each), number(each.total)]
        values += [points.get(category) for category in shown]
        values += [number(each.adjusted) or None, remark(each, voice)]
        _row(page, row, values, cell)


def _write_deductions(workbook: Workbook, marks: Sequence[Marks], voice: Voice) -> None:
    codes = ("score_body", "score_year", "score_category", "score_severity", "score_points", "score_rules")
    titles = [*map(voice.say, codes), voice.say("score_problem")]
    page = _page(workbook, voice.say("score_sheet_deductions"), titles, voice.say("score_before_caps"))
    page.set_column(0, 0, _WIDE)
    page.set_column(len(titles) - 1, len(titles) - 1, _TEXT)
    cell = workbook.add_format(_CELL)
    lines = ((each, line) for each in marks for line in each.lines)
    rows = (values for each, line in lines for values in _problems(each, line, voice))
    for row, values in enumerate(rows, start=2):
        _row(page, row, values, cell)


def _problems(marks: Marks, line: Line, voice: Voice) -> list[list[Any]]:
    return [
        [
            _body(marks),
            marks.head.year,
            voice.say(f"category_{line.category.value}"),
            voice.say(f"severity_{problem.severity.value}"),
            number(problem.points),
            "、".join(problem.rules),
            problem.message.get(voice.language),
        ]
        for problem in line.problems
    ]


def _page(workbook: Workbook, name: str, titles: Sequence[str], title: str) -> Worksheet:
    page = workbook.add_worksheet(name)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(1)
    page.freeze_panes(2, 0)
    page.set_column(0, len(titles), _NARROW)
    page.write_string(0, 0, title, workbook.add_format({"bold": True, "font_size": 14}))
    head = workbook.add_format({"bold": True, "border": 1, "text_wrap": True, "bg_color": "#E8EDF2", "align": "center"})
    for column, text in enumerate(titles):
        page.write_string(1, column, text, head)
    page.autofilter(1, 0, 1, len(titles) - 1)
    return page


def _row(page: Worksheet, row: int, values: Sequence[Any], cell: Format) -> None:
    for column, value in enumerate(values):
        if isinstance(value, str):
            page.write_string(row, column, clipped(printable(value), LONGEST), cell)
        elif value is None:
            page.write_blank(row, column, None, cell)
        else:
            page.write_number(row, column, value, cell)


def _body(marks: Marks) -> str:
    return marks.head.organisation or marks.head.source


def _group(marks: Marks, voice: Voice) -> str:
    return marks.head.group or voice.say(f"export_kind_{marks.head.kind}")
