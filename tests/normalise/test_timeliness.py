"""By when a report was due, and how the day of its publication is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gouji.model import Locator, OrganKind, Period, Registration, Report
from gouji.normalise.timeliness import days_late, deadline_of, publication, with_deadline
from kit.reports import report_of, zeros

CITY = Registration("示例市人民政府", kind=OrganKind.GOVERNMENT, level="city")


def due(kind: OrganKind, level: str | None, year: int) -> date | None:
    days = {OrganKind.GOVERNMENT: (3, 31), OrganKind.DEPARTMENT: (1, 31)}
    return date(year + 1, *days[kind]) if kind in days and level != "township" else None


def report(said: Registration | None = CITY, published: str | None = None, **identity: object) -> Report:
    made = report_of(zeros())
    known = {"organisation": "示例市人民政府", "kind": OrganKind.GOVERNMENT, "year": 2024} | identity
    made = replace(made, identity=replace(made.identity, **known))  # type: ignore[arg-type]
    return with_deadline(replace(made, registration=said, published=(said and said.published) or published), due)


@pytest.mark.parametrize(
    ("said", "organisation", "kind", "year", "deadline"),
    [
        (Registration(), "样本县教育局", OrganKind.DEPARTMENT, 2024, "2025-01-31"),
        (Registration(), "样本县教育局", None, 2024, "2025-01-31"),
        (Registration(), "样本县教育局", OrganKind.DEPARTMENT, None, None),
        (Registration(deadline="2025-01-20"), "样本县教育局", OrganKind.DEPARTMENT, None, "2025-01-20"),
        (Registration(level="township"), "样本镇财政所", OrganKind.DEPARTMENT, 2024, None),
        (Registration(), "国家税务总局样本县税务局", OrganKind.DEPARTMENT, 2024, None),
        (Registration(deadline="2025-02-10"), "国家税务总局样本县税务局", OrganKind.DEPARTMENT, 2024, "2025-02-10"),
        # The manifest says that it is a department, whatever its name.
        (Registration(kind=OrganKind.DEPARTMENT), "样本县气象局", OrganKind.DEPARTMENT, 2024, "2025-01-31"),
        (Registration(kind=OrganKind.VERTICAL), "样本县教育局", OrganKind.DEPARTMENT, 2024, None),
    ],
)
def test_deadlines(
    said: Registration, organisation: str, kind: OrganKind | None, year: int | None, deadline: str | None
) -> None:
    assert deadline_of(said, organisation, kind, year, due) == deadline


@pytest.mark.parametrize(
    ("start", "end", "deadline"),
    [
        ("2024-01-01", "2024-12-31", "2025-03-31"),
        ("2024-04-01", "2024-12-31", None),
        ("2024-01-01", "2024-06-30", None),
        # Last year's words are a slip and no reason to set no deadline.
        ("2023-01-01", "2023-12-31", "2025-03-31"),
    ],
)
def test_no_general_deadline_for_a_part_of_the_year(start: str, end: str, deadline: str | None) -> None:
    period = Period(start, end, "统计时间", Locator(line=1))
    assert with_deadline(replace(report(), period=period), due).deadline == deadline
    own = replace(report(replace(CITY, deadline="2025-02-02")), period=period)
    assert with_deadline(own, due).deadline == "2025-02-02"


@pytest.mark.parametrize(
    ("said", "published", "expected"),
    [
        (replace(CITY, published="2025-04-02"), None, ("recorded", 2)),
        (replace(CITY, published="2025-03-01"), "2025-09-09", ("recorded", -30)),
        (CITY, "2025-04-02", ("page", 2)),
        (None, "2025-04-02", ("page", 2)),
        (replace(CITY, deadline="2025-03-31"), None, ("unrecorded", None)),
        (CITY, None, ("not_judged", None)),
        (None, None, ("not_judged", None)),
        (replace(CITY, published="2025-04-02", stage="draft"), None, ("not_judged", 2)),
    ],
)
def test_how_the_day_is_known(
    said: Registration | None, published: str | None, expected: tuple[str, int | None]
) -> None:
    made = report(said, published)
    assert (publication(made), days_late(made)) == expected


def test_without_a_deadline_nobody_is_late() -> None:
    made = report(None, "2025-12-02", kind=OrganKind.TOWNSHIP, organisation="样本镇人民政府")
    assert (made.deadline, publication(made), days_late(made)) == (None, "not_judged", None)
