"""By when a report was due, and whether it came in time, as far as dates are known.

A page's own date changes when a site is moved or the page published again: only a date that somebody recorded says when
a report was published.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from gouji.model import OrganKind, Period, Registration, Report
from gouji.normalise.organs import kind_of
from gouji.normalise.text import fold

# The day by which the report of a body of this kind and level on this year is due; None where none is set.
Due = Callable[[OrganKind, str | None, int], date | None]

# Systems that answer to their own superior, whatever place their name begins with (垂直管理).
_VERTICAL = re.compile(
    "税务|海关|气象局|海事局|烟草专卖|邮政管理局|通信管理局|国家统计局|调查队|人民银行|金融监督管理局|外汇管理局|"
    "消防救援|国家安全局|矿山安全监察|出入境边防检查"
)

DRAFT = "draft"


def with_deadline(report: Report, due: Due) -> Report:
    """The report with the day by which it was due: what its row of the manifest says, else what `due` says.

    `due` is not asked about a body whose report covers a part of the year: it was new, merged or abolished then.
    """
    said = report.registration or Registration()
    identity = report.identity
    if said.deadline is None and report.period is not None and _in_part(report.period, identity.year):
        return replace(report, deadline=None)
    return replace(report, deadline=deadline_of(said, identity.organisation, identity.kind, identity.year, due))


def deadline_of(
    said: Registration, organisation: str | None, kind: OrganKind | None, year: int | None, due: Due
) -> str | None:
    """The day, as an ISO date, by which a report is due, None where none is set or the year is not known."""
    if said.deadline is not None or year is None:
        return said.deadline
    known = said.kind or kind or kind_of(organisation)
    if said.kind is None and _VERTICAL.search(fold(organisation or "")):
        known = OrganKind.VERTICAL
    day = due(known, said.level, year)
    return day.isoformat() if day else None


def _in_part(period: Period, year: int | None) -> bool:
    whole = (f"{year}-01-01", f"{year}-12-31")
    return (period.start, period.end) != whole and period.start[:4] == period.end[:4] == str(year)


def publication(report: Report) -> str:
    """How the day of publication is known: `recorded` in the manifest, by the `page` only, `unrecorded` although the
    manifest sets a deadline; `not_judged` for a draft, without any date, and where no deadline is set.
    """
    said = report.registration or Registration()
    unset = report.deadline is None and report.identity.year is not None
    if said.stage == DRAFT or unset:
        return "not_judged"
    if said.published is not None:
        return "recorded"
    if report.published is not None:
        return "page"
    return "unrecorded" if said.deadline is not None else "not_judged"


def days_late(report: Report) -> int | None:
    """Days from the deadline to the day of publication, negative or 0 in time; None where one is not known."""
    if report.deadline is None or report.published is None:
        return None
    return (date.fromisoformat(report.published) - date.fromisoformat(report.deadline)).days
