"""Marks of the bodies (得分与排名) as the pages show them: from scores.json, which `gouji score` leaves in a run.

For the office only: ranking bodies in public is not a tool's to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from gouji.messages import message
from gouji.model import Rule, Text
from gouji.site.addresses import finding_anchor, report_page, slug
from gouji.site.figures import clipped, figure
from gouji.site.findings import RuleLink
from gouji.site.labels import label, label_or
from gouji.site.score_sheet import LONGEST_NAME, LONGEST_REASON, SheetView, linked, points, sheet_view, texts

PROBLEMS_SHOWN = 40
_MESSAGE = 200

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ProblemView:
    """A problem that costs points; `page` is the place on the report's page where it is shown."""

    severity: str
    severity_text: Text
    points: str
    rules: tuple[RuleLink, ...]
    text: Text
    page: str


@dataclass(frozen=True, slots=True)
class LineView:
    """A category's problems and what they cost; `capped` says so where they would cost more."""

    category: Text
    points: str
    capped: Text | None
    problems: tuple[ProblemView, ...]


@dataclass(frozen=True, slots=True)
class MarksView:
    """One report: its rank and marks as text (— for none), the points off by category in the order of the columns.

    `sum` is how the marks come about, `remarks` what is to be said beside them; `hidden` counts problems left out,
    `free` those that cost nothing.
    """

    anchor: str
    page: str
    name: str | None
    source: str
    rank: str
    total: str
    points: tuple[str, ...]
    adjusted: str
    sum: Text | None
    remarks: tuple[Text, ...]
    lines: tuple[LineView, ...]
    hidden: int
    free: int

    @property
    def weight(self) -> int:
        """How many lines it takes on a page."""
        return 1 + sum(len(line.problems) for line in self.lines)


@dataclass(frozen=True, slots=True)
class GroupView:
    """Reports of one group and year, the best first; the figures are those of the reports that are scored."""

    name: Text
    year: str
    anchor: str
    marks: tuple[MarksView, ...]
    scored: int
    average: str
    best: str
    worst: str


@dataclass(frozen=True, slots=True)
class ScoresView:
    """The marks of a run under a sheet."""

    sheet: SheetView
    groups: tuple[GroupView, ...]


def scores_view(scores: Json, rules: Mapping[str, Rule]) -> ScoresView:
    """The content of scores.json. Raises KeyError, TypeError or ValueError for what is none."""
    sheet: Json = scores["sheet"]
    columns = tuple(sheet["categories"])
    grouped = groupby(scores["scores"], key=lambda entry: (entry["group"], entry["of_kind"], entry["year"]))
    groups = tuple(
        _group(number, list(entries), columns, scores, rules) for number, (_, entries) in enumerate(grouped, 1)
    )
    return ScoresView(sheet_view(scores, rules), groups)


def _group(
    number: int, entries: Sequence[Json], columns: Sequence[str], scores: Json, rules: Mapping[str, Rule]
) -> GroupView:
    first = entries[0]
    name = clipped(str(first["group"]), LONGEST_NAME)
    totals = [Decimal(str(entry["total"])) for entry in entries if entry["total"] is not None]
    average = sum(totals, Decimal(0)) / len(totals) if totals else None
    return GroupView(
        label_or(f"kind_{name}", name) if first["of_kind"] else Text(name, name),
        "—" if first["year"] is None else str(first["year"]),
        f"g-{number}",
        tuple(_marks(entry, columns, scores, rules) for entry in entries),
        len(totals),
        "—" if average is None else f"{average:.1f}",
        points(float(max(totals))) if totals else "—",
        points(float(min(totals))) if totals else "—",
    )


def _marks(entry: Json, columns: Sequence[str], scores: Json, rules: Mapping[str, Rule]) -> MarksView:
    off = {line["category"]: line["points"] for line in entry["deductions"]}
    page = report_page(str(entry["id"]))
    priced = [line for line in entry["deductions"] if line["before_cap"]]
    costly = sum(1 for line in priced for problem in line["problems"] if problem["points"])
    found = sum(len(line["problems"]) for line in entry["deductions"])
    lines = tuple(_lines(priced, page, rules))
    shown = sum(len(line.problems) for line in lines)
    adjusted = sum((Decimal(str(each["points"])) for each in entry["adjustments"]), Decimal(0))
    return MarksView(
        anchor=f"m-{slug(str(entry['id']))}",
        page=page,
        name=entry["organisation"],
        source=clipped(str(entry["source"]), LONGEST_NAME),
        rank=points(entry["rank"]),
        total=points(entry["total"]),
        points=tuple(figure(off.get(column, 0)) for column in columns),
        adjusted=f"{figure(float(adjusted))}",
        sum=_sum(entry, adjusted, scores),
        remarks=tuple(_remarks(entry)),
        lines=lines,
        hidden=costly - shown,
        free=found - costly,
    )


def _lines(priced: Sequence[Json], page: str, rules: Mapping[str, Rule]) -> Iterator[LineView]:
    room = PROBLEMS_SHOWN
    for line in priced:
        costly = [problem for problem in line["problems"] if problem["points"]]
        shown = tuple(_problem(problem, page, rules) for problem in costly[:room])
        room -= len(shown)
        capped = line["points"] != line["before_cap"]
        note = label("scores_capped", n=len(costly), sum=figure(line["before_cap"]), cap=figure(line["points"]))
        yield LineView(message(f"category_{line['category']}"), figure(line["points"]), note if capped else None, shown)


def _problem(problem: Json, page: str, rules: Mapping[str, Rule]) -> ProblemView:
    severity = str(problem["severity"])
    return ProblemView(
        severity,
        label_or(f"severity_{severity}", severity),
        figure(problem["points"]),
        tuple(linked(rule, rules) for rule in problem["rules"]),
        texts(problem, "message", _MESSAGE),
        f"{page}#{finding_anchor(str(problem['fingerprint']))}",
    )


def _sum(entry: Json, adjusted: Decimal, scores: Json) -> Text | None:
    """How the marks of a report that was read come about; None where there is nothing to add up."""
    if entry["total"] is None or entry["verdict"] == "missing":
        return None
    off = sum((Decimal(str(line["points"])) for line in entry["deductions"]), Decimal(0))
    given = {"full": figure(scores["full_marks"]), "off": figure(float(off)), "total": figure(entry["total"])}
    if not adjusted:
        return label("scores_sum", **given)
    return label("scores_sum_adjusted", **given, adjusted=f"{'+' if adjusted > 0 else ''}{figure(float(adjusted))}")


def _remarks(entry: Json) -> Iterator[Text]:
    if entry["total"] is None:
        yield message("score_not_scored")
    if entry["verdict"] == "missing":
        yield label("short_missing")
    if entry["veto"]:
        yield message("score_vetoed", reason=texts(entry["veto"], "reason"), points=figure(entry["veto"]["at_most"]))
    for each in entry["adjustments"]:
        signed = f"{'+' if each['points'] > 0 else ''}{figure(each['points'])}"
        yield message("score_adjusted", points=signed, reason=clipped(each["reason"], LONGEST_REASON))
    if entry["undetermined"]:
        yield message("score_undetermined", count=entry["undetermined"])
