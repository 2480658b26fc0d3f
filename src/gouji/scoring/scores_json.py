"""Scores as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from gouji.model import Category
from gouji.outputs.view import RunView
from gouji.scoring.marks import Line, Marks, unused_adjustments
from gouji.scoring.sheet import Adjustment, Sheet

# The format of this output; a higher number is a change that readers of an older one would misread.
SCHEMA = 1


def scores_json(view: RunView, sheet: Sheet, marks: Sequence[Marks]) -> dict[str, Any]:
    """The sheet, the run it was applied to, and an entry for each report, best first within its group."""
    return {
        "schema": SCHEMA,
        "sheet": _sheet(sheet),
        "run": view.run["run"]["id"],
        "full_marks": number(sheet.full_marks),
        "unused_adjustments": [_adjustment(each) | {"body": each.body} for each in unused_adjustments(marks, sheet)],
        "scores": [_entry(each) for each in marks],
    }


def number(points: Decimal | None) -> float | int | None:
    """Points as JSON writes them: whole where they are whole."""
    if points is None:
        return None
    return int(points) if points == points.to_integral_value() else float(points)


def _sheet(sheet: Sheet) -> dict[str, Any]:
    """The sheet as it was applied, so that the marks explain themselves."""
    priced = {
        category.value: {severity.value: number(points) for severity, points in deduction.points.items()}
        | {"cap": number(deduction.cap)}
        for category, deduction in ((each, sheet.categories[each]) for each in Category if each in sheet.categories)
    }
    vetoes = [
        {"rules": sorted(veto.rules), "at_most": number(veto.at_most), "reason": veto.reason.zh}
        | {"reason_en": veto.reason.en}
        for veto in sheet.vetoes
    ]
    return {
        "title": sheet.title.zh,
        "title_en": sheet.title.en,
        "sha256": sheet.digest,
        "categories": priced,
        "missing": number(sheet.missing),
        "vetoes": vetoes,
    }


def _entry(marks: Marks) -> dict[str, Any]:
    """`group` is the register's, else the kind of organ; `of_kind` says which."""
    head, veto = marks.head, marks.veto
    return {
        "id": head.id,
        "organisation": head.organisation,
        "source": head.source,
        "year": head.year,
        "group": marks.group[0],
        "of_kind": not head.group,
        "verdict": head.verdict.value,
        "undetermined": head.undetermined,
        "total": number(marks.total),
        "rank": marks.rank,
        "ranked": marks.ranked,
        "deductions": [_line(line) for line in marks.lines],
        "veto": {"reason": veto.reason.zh, "reason_en": veto.reason.en, "at_most": number(veto.at_most)}
        if veto
        else None,
        "adjustments": [_adjustment(each) for each in marks.adjustments],
    }


def _adjustment(adjustment: Adjustment) -> dict[str, Any]:
    return {"points": number(adjustment.points), "reason": adjustment.reason}


def _line(line: Line) -> dict[str, Any]:
    problems = [
        {
            "severity": problem.severity.value,
            "rules": list(problem.rules),
            "points": number(problem.points),
            "message": problem.message.zh,
            "message_en": problem.message.en,
            "fingerprint": problem.fingerprint,
        }
        for problem in line.problems
    ]
    together = {"points": number(line.points), "before_cap": number(line.together)}
    return {"category": line.category.value, **together, "problems": problems}
