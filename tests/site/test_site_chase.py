"""Whom to remind."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from site_records import Record, base, faulty, missing, registered

from gouji.site.chase import CHASED_SHOWN, chase_list
from gouji.site.summary import summarise


def chased(*records: Record) -> list[tuple[str, str]]:
    return [(row.state, row.text.zh) for row in chase_list([summarise(record) for record in records]).rows]


def absent(state: str | None, days: int | None = None) -> Record:
    return registered(missing()) | {"chase": state and {"state": state, "deadline": "2025-01-31", "days": days}}


@pytest.mark.parametrize(
    ("state", "days", "expected"),
    [
        ("overdue", 10, ("overdue", "未报送，逾期 10 天")),
        ("due", 0, ("due", "未报送，距期限 0 天")),
        ("missing", None, ("missing", "未报送（名录未登记期限）")),
        (None, None, ("missing", "未报送（名录未登记期限）")),
        ("no such state", 3, ("missing", "未报送（名录未登记期限）")),
    ],
)
def test_who_is_missing_is_told_with_the_days(state: str | None, days: int | None, expected: tuple[str, str]) -> None:
    assert chased(absent(state, days)) == [expected]


def test_a_report_in_time_is_not_chased() -> None:
    assert chased(base() | {"chase": None}, base()) == []


def test_a_report_that_came_late_leads_to_its_finding() -> None:
    record = faulty() | {"chase": {"state": "late", "deadline": "2025-01-31", "days": 3}}
    record["findings"][1] |= {"category": "publication"}
    row = chase_list([summarise(record)]).rows[0]
    assert (row.text.zh, row.deadline, row.anchor) == ("逾期 3 天发布", "2025-01-31", "f-1123456789abcdef")


def test_a_doubtful_date_is_to_be_checked() -> None:
    record = faulty()
    record["findings"][1] |= {"category": "publication"}
    assert chased(record) == [("doubtful", "发布时间请核实")]


def test_the_longest_overdue_stands_first() -> None:
    late = base() | {"chase": {"state": "late", "deadline": "2025-01-31", "days": 3}}
    states = [late, absent("due", 18), absent(None), absent("due", 2), absent("overdue", 10), absent("overdue", 40)]
    assert [text for _, text in chased(*states)] == [
        "未报送，逾期 40 天",
        "未报送，逾期 10 天",
        "未报送（名录未登记期限）",
        "未报送，距期限 2 天",
        "未报送，距期限 18 天",
        "逾期 3 天发布",
    ]


def test_a_long_list_is_capped_with_a_count() -> None:
    found = chase_list([summarise(absent("overdue", 3))] * (CHASED_SHOWN + 4))
    assert (len(found.rows), found.hidden, found.counts[0][2]) == (CHASED_SHOWN, 4, CHASED_SHOWN + 4)


def test_the_list_stands_on_the_overview(rich: Path) -> None:
    tree = html.fromstring((rich / "index.html").read_bytes())
    rows = tree.xpath("//section[contains(@class, 'chase')]//tbody/tr")
    assert [row.xpath("string(.//*[contains(@class, 'chased')]/span[@class='zh'])") for row in rows] == [
        "未报送，逾期 30 天",
        "逾期 3 天发布",
    ]
