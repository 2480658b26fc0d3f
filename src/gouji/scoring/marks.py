"""What each report of a run gets: deductions by category, vetoes, adjustments, rank within its group.

A problem is a line of the list of problems: findings with one probable cause cost once. What is undetermined, was set
aside in the ledger or is an error of ours costs nothing; a file that could not be read is not scored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from gouji.model import Category, Severity, Text, VerdictKind
from gouji.outputs.groups import Group, groups
from gouji.outputs.view import Head, RunView
from gouji.scoring.sheet import Adjustment, Sheet, Veto

Json = Mapping[str, Any]

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem with what it costs before caps; `rules` are those of its findings, `message` in both languages.

    `fingerprint` is that of the finding that stands for it.
    """

    category: Category
    severity: Severity
    rules: tuple[str, ...]
    message: Text
    points: Decimal
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Line:
    """A category's problems and what they cost together."""

    category: Category
    problems: tuple[Problem, ...]
    points: Decimal

    @property
    def together(self) -> Decimal:
        """What the problems would cost without a cap."""
        return sum((problem.points for problem in self.problems), _NOTHING)


@dataclass(frozen=True, slots=True)
class Marks:
    """What one report gets; `total` is None where it is not scored. `rank` is of `ranked` reports of its group."""

    head: Head
    lines: tuple[Line, ...] = ()
    veto: Veto | None = None
    adjustments: tuple[Adjustment, ...] = ()
    total: Decimal | None = None
    rank: int | None = None
    ranked: int = 0

    @property
    def adjusted(self) -> Decimal:
        """What people added or took, together."""
        return sum((each.points for each in self.adjustments), _NOTHING)

    @property
    def group(self) -> tuple[str, int | None]:
        """Those it is ranked among: the register's group, else its kind of organ, of the same year."""
        return (self.head.group or self.head.kind, self.head.year)


def mark_run(view: RunView, sheet: Sheet) -> list[Marks]:
    """The marks of every report, by group and year, the best first; what is not scored comes last in its group."""
    marks = _ranked([_mark(head, record, sheet) for head, record in view.records()])
    return sorted(marks, key=lambda each: (each.group[0], each.group[1] or 0, each.rank or len(marks) + 1))


def unused_adjustments(marks: Iterable[Marks], sheet: Sheet) -> list[Adjustment]:
    """Adjustments for bodies that the run does not have: a slip in the sheet, not to be lost."""
    bodies = {each.head.organisation for each in marks}
    return [adjustment for adjustment in sheet.adjustments if adjustment.body not in bodies]


def _mark(head: Head, record: Json, sheet: Sheet) -> Marks:
    if head.verdict is VerdictKind.UNREADABLE:
        return Marks(head)
    adjustments = tuple(each for each in sheet.adjustments if each.body == head.organisation)
    unscored = Marks(head, adjustments=adjustments)
    if head.verdict is VerdictKind.MISSING:
        return replace(unscored, total=_within(sheet.missing + unscored.adjusted, sheet))
    lines = _lines(record, sheet)
    total = sheet.full_marks - sum((line.points for line in lines), _NOTHING) + unscored.adjusted
    veto = _veto(lines, sheet)
    if veto is not None:
        total = min(total, veto.at_most)
    return replace(unscored, lines=lines, veto=veto, total=_within(total, sheet))


def _within(total: Decimal, sheet: Sheet) -> Decimal:
    return max(_NOTHING, min(total, sheet.full_marks))


def _lines(record: Json, sheet: Sheet) -> tuple[Line, ...]:
    found: dict[Category, list[Problem]] = defaultdict(list)
    for group in groups(record):
        problem = _problem(group, sheet)
        found[problem.category].append(problem)
    return tuple(_line(category, found[category], sheet) for category in Category if category in found)


def _line(category: Category, problems: Sequence[Problem], sheet: Sheet) -> Line:
    line = Line(category, tuple(problems), _NOTHING)
    return replace(line, points=sheet.capped(category, line.together))


def _problem(group: Group, sheet: Sheet) -> Problem:
    first = group.findings[0]
    rules = tuple(dict.fromkeys(str(finding["rule"]) for finding in group.findings))
    text = Text(str(first["message"]), str(first["message_en"]))
    cost = sheet.cost(group.category, group.severity)
    return Problem(group.category, group.severity, rules, text, cost, str(first["fingerprint"]))


def _veto(lines: Iterable[Line], sheet: Sheet) -> Veto | None:
    """The heaviest veto that applies."""
    broken = {rule for line in lines for problem in line.problems for rule in problem.rules}
    applying = [veto for veto in sheet.vetoes if veto.rules & broken]
    return min(applying, key=lambda veto: veto.at_most, default=None)


def _ranked(marks: Sequence[Marks]) -> list[Marks]:
    """Equal totals share a rank, and the next rank counts them all: 1, 2, 2, 4."""
    totals: dict[object, list[Decimal]] = defaultdict(list)
    for each in marks:
        if each.total is not None:
            totals[each.group].append(each.total)
    return [_with_rank(each, totals[each.group]) for each in marks]


def _with_rank(marks: Marks, totals: Sequence[Decimal]) -> Marks:
    if marks.total is None:
        return marks
    better = sum(total > marks.total for total in totals)
    return replace(marks, rank=better + 1, ranked=len(totals))
