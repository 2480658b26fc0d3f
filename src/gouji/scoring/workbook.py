"""Scores as a workbook: the table of marks (得分表) and every deduction with its reason (扣分明细)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO

from gouji.model import Category
from gouji.outputs.said import Voice
from gouji.scoring.marks import Line, Marks
from gouji.scoring.remarks import remark
from gouji.scoring.scores_json import number
from gouji.scoring.sheet import Sheet as ScoreSheet

_MARKS = {"group": 14, "year": 7, "rank": 7, "body": 28, "total": 8}
_DEDUCTIONS = {"body": 28, "year": 7, "category": 14, "severity": 9, "points": 8, "rules": 12, "problem": 70}


def write_scores(marks: Sequence[Marks], sheet: ScoreSheet, file: IO[bytes], voice: Voice) -> None:
    """Write the workbook; text never becomes a formula or a link."""
    from xlsxwriter import Workbook

    from gouji.outputs.sheet import Column, Sheet, Styles

    def columns(widths: dict[str, int]) -> list[Column]:
        return [Column(voice.say(f"score_{name}"), width) for name, width in widths.items()]

    shown = [category for category in Category if category in sheet.categories]
    priced = [Column(voice.say(f"category_{category.value}"), 9) for category in shown]
    with Workbook(file, {"in_memory": True, "strings_to_urls": False}) as book:
        styles = Styles(book)
        heads = [*columns(_MARKS), *priced, *columns({"adjustment": 9, "remark": 40})]
        page = Sheet(book, styles, voice.say("score_sheet_marks"), heads)
        for each in marks:
            page.append(_marks_row(each, shown, voice))
        page.finish()
        detail = Sheet(book, styles, voice.say("score_sheet_deductions"), columns(_DEDUCTIONS))
        for row in (row for each in marks for line in each.lines for row in _problems(each, line, voice)):
            detail.append(row)
        detail.finish()


def _marks_row(marks: Marks, shown: Sequence[Category], voice: Voice) -> list[object]:
    points = {line.category: number(line.points) or None for line in marks.lines}
    first = [_group(marks, voice), marks.head.year, marks.rank, _body(marks), number(marks.total)]
    return [*first, *(points.get(each) for each in shown), number(marks.adjusted) or None, remark(marks, voice)]


def _problems(marks: Marks, line: Line, voice: Voice) -> Iterator[list[object]]:
    for problem in line.problems:
        yield [
            _body(marks),
            marks.head.year,
            voice.say(f"category_{line.category.value}"),
            voice.say(f"severity_{problem.severity.value}"),
            number(problem.points),
            "、".join(problem.rules),
            problem.message.get(voice.language),
        ]


def _body(marks: Marks) -> str:
    return marks.head.organisation or marks.head.source


def _group(marks: Marks, voice: Voice) -> str:
    return marks.head.group or voice.say(f"export_kind_{marks.head.kind}")
