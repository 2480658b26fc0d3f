"""A body's page: its reports by year, the form's totals through the years, and the rules that were broken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.form import TABLES, load_edition
from gouji.model import Rule, Text
from gouji.site.compare import prior_figures
from gouji.site.figures import clipped
from gouji.site.findings import RuleLink, rule_link
from gouji.site.kin import Body, Member
from gouji.site.places import LATEST, Forms, cell_text

RULES_SHOWN = 100


@dataclass(frozen=True, slots=True)
class YearRow:
    """One report in the list of a body's reports; `compare` is the page beside the one before it."""

    member: Member
    source: str
    sha256: str
    compare: str | None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A total of the form with the figure of each report."""

    name: Text
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The totals of one table that any of the reports fills in."""

    title: Text
    name: str
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule that one of the reports breaks, with the number of findings in each (None: it was only read)."""

    rule: RuleLink
    counts: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class BodyView:
    """The page of a body with several reports."""

    body: Body
    name: str
    years: tuple[str, ...]
    reports: tuple[YearRow, ...]
    tables: tuple[FigureTable, ...]
    rules: tuple[RuleRow, ...]


def body_view(body: Body, records: Sequence[Mapping[str, Any] | None], rules: Mapping[str, Rule]) -> BodyView:
    """The page of `body`; `records` are those of its members, in their order, None where one cannot be read."""
    before = {pair.later.id: pair.page for pair in body.pairs}
    rows = tuple(
        _row(member, record or {}, before.get(member.id)) for member, record in zip(body.members, records, strict=True)
    )
    years = tuple(str(member.year) if member.year is not None else "—" for member in body.members)
    return BodyView(body, clipped(body.name, 300), years, rows, _tables(records), _rules(body.members, rules))


def _row(member: Member, record: Mapping[str, Any], compare: str | None) -> YearRow:
    return YearRow(member, clipped(str(record.get("source") or ""), 300), str(record.get("sha256") or ""), compare)


def _tables(records: Sequence[Mapping[str, Any] | None]) -> tuple[FigureTable, ...]:
    figures = [prior_figures(record) for record in records]
    forms = Forms({})
    tables = []
    for name in TABLES:
        form = load_edition(LATEST).tables[name]
        keys = [cell.key for cell in form.cells.values() if name == "disclosure" or _is_total(cell.key, cell.role)]
        rows = (FigureRow(cell_text(forms, key), tuple(own.get(key, "—") for own in figures)) for key in keys)
        tables.append(FigureTable(form.title, name, tuple(row for row in rows if set(row.figures) - {"0", "—"})))
    return tuple(tables)


def _is_total(key: str, role: str) -> bool:
    return role == "total" and key.endswith(".total")


def _rules(members: Sequence[Member], rules: Mapping[str, Rule]) -> tuple[RuleRow, ...]:
    summaries = [member.summary for member in members]
    broken = sorted({rule for summary in summaries if summary for rule in summary.broken})
    return tuple(
        RuleRow(
            rule_link(rules, {"rule": key, "name": key}),
            tuple(None if s is None else s.broken[key].count if key in s.broken else 0 for s in summaries),
        )
        for key in broken[:RULES_SHOWN]
    )
