"""Scores as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from gouji.outputs.view import RunView
from gouji.scoring.marks import Line, Marks
from gouji.scoring.sheet import Sheet

# The format of this output; a higher number is a change that readers of an older one would misread.
SCHEMA = 1


def scores_json(view: RunView, sheet: Sheet, marks: Iterable[Marks]) -> dict[str, Any]:
    """The sheet, the run it was applied to, and an entry for each report, best first within its group."""
    return {
        "schema": SCHEMA,
        "sheet": {"title": sheet.title.zh, "title_en": sheet.title.en, "sha256": sheet.digest},
        "run": view.run["run"]["id"],
        "full_marks": number(sheet.full_marks),
        "scores": [_entry(each) for each in marks],
    }


def number(points: Decimal | None) -> float | int | None:
    """Points as JSON writes them: whole where they are whole."""
    if points is None:
        return None
    return int(points) if points == points.to_integral_value() else float(points)


def _entry(marks: Marks) -> dict[str, Any]:
    head = marks.head
    return {
        "id": head.id,
        "organisation": head.organisation,
        "year": head.year,
        "group": marks.group[0],
        "verdict": head.verdict.value,
        "total": number(marks.total),
        "rank": marks.rank,
        "ranked": marks.ranked,
        "deductions": [_line(line) for line in marks.lines],
        "veto": {"reason": marks.veto.reason.zh, "reason_en": marks.veto.reason.en} if marks.veto else None,
        "adjustments": [{"points": number(each.points), "reason": each.reason} for each in marks.adjustments],
    }


def _line(line: Line) -> dict[str, Any]:
    problems = [
        {
            "severity": problem.severity.value,
            "rules": list(problem.rules),
            "points": number(problem.points),
            "message": problem.message.zh,
            "message_en": problem.message.en,
        }
        for problem in line.problems
    ]
    return {"category": line.category.value, "points": number(line.points), "problems": problems}
