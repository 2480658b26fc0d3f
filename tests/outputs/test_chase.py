"""Who is to be reminded on the day of a run."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from gouji.check.missing import day_of
from gouji.messages import render
from gouji.model import Missing, Problem, Registration
from gouji.outputs.chase import came_late, chase
from gouji.outputs.record import check_entry, missing_record

DAY = date(2025, 2, 1)


@pytest.mark.parametrize(
    ("deadline", "state", "days"),
    [
        (None, "missing", None),
        ("2025-02-11", "due", 10),
        ("2025-02-01", "due", 0),
        ("2025-01-31", "overdue", 1),
        ("2024-01-31", "overdue", 367),
    ],
)
def test_states(deadline: str | None, state: str, days: int | None) -> None:
    assert chase(deadline, DAY) == {"state": state, "deadline": deadline, "days": days}
    missing = Missing("0" * 12, "名录.csv#2", Registration("样本县教育局", year=2024))
    record = missing_record(missing, deadline, DAY)
    assert check_entry(record)["chase"] == chase(deadline, DAY)
    [note] = record["notes"]
    for language in ("message", "message_en"):
        assert (deadline or "") in note[language]
        assert (str(days) if days is not None else "") in note[language]


def test_who_came_late() -> None:
    assert came_late("2025-01-31", 3) == {"state": "late", "deadline": "2025-01-31", "days": 3}
    assert [came_late("2025-01-31", days) for days in (0, -4, None)] == [None] * 3


def test_deadlines_run_out_by_the_day_in_china() -> None:
    assert day_of(datetime(2025, 1, 31, 15, 59, tzinfo=UTC)) == date(2025, 1, 31)
    assert day_of(datetime(2025, 1, 31, 16, 1, tzinfo=UTC)) == DAY


def test_words_name_the_days() -> None:
    text = render(Problem("manifest_missing_overdue", {"deadline": "2025-01-31", "days": "3"}))
    assert "逾期 3 天" in text.zh
    assert "3 day(s) overdue" in text.en
