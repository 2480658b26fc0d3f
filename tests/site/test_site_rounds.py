"""The rounds of a year on the overview, and of a body on its reports' pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gouji.site.audience import Audience
from gouji.site.inputs import Records
from gouji.site.rounds import ROUNDS_SHOWN, body_rounds, rounds_view

ROUND = {
    "round": 2,
    "started": "2025-03-01T08:00:00Z",
    "reports": 40,
    "found": 1,
    "recurred": 2,
    "mended": 33,
    "dismissed": 4,
    "waived": 5,
    "pending": 31,
    "faults": 30,
    "rate": 0.5156,
}
OLDEST = {"organisation": "示例市教育局", "rule": "T301", "days": 90, "status": "overdue"}


def summary(**changes: Any) -> dict[str, Any]:
    return {"year": 2024, "rounds": [ROUND], "oldest_open": OLDEST} | changes


def test_a_round_is_a_row_with_its_rate() -> None:
    view = rounds_view(summary())
    assert view is not None
    [row] = view.rows
    assert (row.name.zh, row.counts, row.rate) == ("第 2 轮", (40, 1, 2, 33, 4, 5, 31, 30), "51.6%")
    assert len(view.columns) == len(row.counts) + 3
    assert "2024" in view.title.zh
    assert view.oldest is not None
    assert view.oldest.zh == "未了结时间最长：示例市教育局，T301，首次发现至今 90 天，现为“逾期”。"
    assert "overdue" in view.oldest.en


def test_without_a_ledger_there_is_no_section() -> None:
    assert rounds_view(None) is None
    assert rounds_view(summary(rounds=[])) is None


def test_nothing_pending_and_nothing_counted_are_said_as_they_are() -> None:
    view = rounds_view(summary(rounds=[ROUND | {"rate": None}], oldest_open=None))
    assert view is not None
    assert (view.rows[0].rate, view.oldest) == ("—", None)


def test_only_the_latest_rounds_are_shown() -> None:
    view = rounds_view(summary(rounds=[ROUND | {"round": n} for n in range(1, ROUNDS_SHOWN + 6)]))
    assert view is not None
    assert [view.rows[0].name.en, view.rows[-1].name.en] == ["round 6", "round 25"]


def test_each_body_has_its_story() -> None:
    told = body_rounds(
        summary(bodies=[{"organisation": "示例市教育局", "rounds": [ROUND]}, {"organisation": None, "rounds": []}])
    )
    assert list(told) == ["示例市教育局"]
    [row] = told["示例市教育局"].rows
    assert (row.name.zh, row.counts, row.rate) == ("第 2 轮", (1, 2, 33, 4, 5, 31), "51.6%")
    assert len(told["示例市教育局"].columns) == len(row.counts) + 3
    assert body_rounds(None) == {}


@pytest.mark.parametrize("audience", list(Audience))
def test_a_story_is_for_the_office_only(tmp_path: Path, audience: Audience) -> None:
    told = summary(bodies=[{"organisation": "示例市教育局", "rounds": [ROUND]}])
    (tmp_path / "ledger.json").write_text(json.dumps(told), encoding="utf-8")
    records = Records(tmp_path / "records", audience)
    assert (records.rounds("示例市教育局") is not None) is audience.internal
    assert records.rounds("示例市财政局") is None
    assert records.rounds(None) is None
