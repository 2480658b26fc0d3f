"""Whom to remind."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from site_records import Record, base, faulty, missing, registered

from gouji.site.chase import CHASED_SHOWN, chase_list
from gouji.site.summary import summarise

DAY = date(2025, 2, 10)


def chased(*records: Record, day: date | None = DAY) -> list[tuple[str, str]]:
    return [(row.state, row.text.zh) for row in chase_list([summarise(record) for record in records], day).rows]


def absent(deadline: str | None) -> Record:
    return registered(missing(), deadline=deadline)


@pytest.mark.parametrize(
    ("deadline", "state", "text"),
    [
        ("2025-01-31", "overdue", "未报送，逾期 10 天"),
        ("2025-02-10", "due", "未报送，距期限 0 天"),
        ("2025-02-28", "due", "未报送，距期限 18 天"),
        (None, "missing", "未报送（名录未登记期限）"),
        ("soon", "missing", "未报送（名录未登记期限）"),
    ],
)
def test_who_is_missing_is_held_against_the_deadline(deadline: str | None, state: str, text: str) -> None:
    assert chased(absent(deadline)) == [(state, text)]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"deadline": "2025-01-31", "published": "2025-02-03"}, [("late", "逾期 3 天发布")]),
        ({"deadline": "2025-01-31", "published": "2025-01-31"}, []),
        ({"deadline": "2025-01-31"}, []),
        ({"published": "2025-02-03"}, []),
    ],
)
def test_only_recorded_dates_make_a_report_late(said: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert chased(registered(base(), **said)) == expected


def test_a_finding_about_publication_is_in_the_list_with_its_link() -> None:
    record = faulty()
    record["findings"][1] |= {"category": "publication"}
    row = chase_list([summarise(record)], DAY).rows[0]
    assert (row.state, row.anchor) == ("late", "f-1123456789abcdef")


def test_the_longest_overdue_stands_first() -> None:
    late = registered(base(), deadline="2025-01-31", published="2025-02-03")
    order = [state for state, _ in chased(late, absent("2025-03-01"), absent(None), absent("2025-02-01"))]
    assert order == ["overdue", "missing", "due", "late"]
    assert chased(absent("2025-02-01"), absent("2025-01-01"))[0][1] == "未报送，逾期 40 天"


def test_without_a_day_nothing_is_overdue() -> None:
    assert chased(absent("2025-01-31"), day=None) == [("missing", "未报送（名录未登记期限）")]


def test_a_long_list_is_capped_with_a_count() -> None:
    found = chase_list([summarise(absent("2025-01-31"))] * (CHASED_SHOWN + 4), DAY)
    assert (len(found.rows), found.hidden, found.counts[0][2]) == (CHASED_SHOWN, 4, CHASED_SHOWN + 4)


def test_the_list_stands_on_the_overview(rich: Path) -> None:
    tree = html.fromstring((rich / "index.html").read_bytes())
    rows = tree.xpath("//section[contains(@class, 'chase')]//tbody/tr")
    assert [row.xpath("string(.//*[contains(@class, 'chased')]/span[@class='zh'])") for row in rows] == [
        "未报送，逾期 30 天",
        "逾期 3 天发布",
    ]
