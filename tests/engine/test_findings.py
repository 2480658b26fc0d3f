"""The findings of a run as Parquet: each once, in parts, while the reports go by."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from gouji.engine import findings
from gouji.json_text import encoded


def entry(number: int, count: int) -> dict[str, Any]:
    where = {"frame": "requests", "row": "granted", "column": None, "table": "requests"}
    found = {"rule": "T303", "severity": "critical", "category": "c", "message": "问题", "message_en": "fault"}
    return {
        "id": f"r{number}",
        "source": f"{number}.html",
        "organisation": None,
        "year": 2024 if number else None,
        "verdict": "faults",
        "findings": [found | {"fingerprint": f"{number}-{each}", "where": where} for each in range(count)],
    }


def test_every_finding_is_in_one_part_and_the_reports_are_given_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(findings, "REPORTS_A_PART", 2)
    entries = [entry(number, number) for number in range(5)]
    given = [encoded(each) for each in entries]
    assert list(findings.written(tmp_path, iter(given))) == given
    parts = sorted(path.name for path in tmp_path.iterdir())
    assert parts == ["part-00001.parquet", "part-00002.parquet", "part-00003.parquet"]
    rows = pq.read_table(tmp_path).to_pylist()
    assert [row["fingerprint"] for row in rows] == [each["fingerprint"] for one in entries for each in one["findings"]]
    assert rows[0] == {
        "year": 2024,
        "report": "r1",
        "source": "1.html",
        "organisation": None,
        "verdict": "faults",
        "rule": "T303",
        "severity": "critical",
        "category": "c",
        "message": "问题",
        "message_en": "fault",
        "fingerprint": "1-0",
        "frame": "requests",
        "row": "granted",
        "column": None,
    }


def test_a_run_without_findings_has_a_table_without_rows(tmp_path: Path) -> None:
    list(findings.written(tmp_path, [encoded(entry(0, 0))]))
    table = pq.read_table(tmp_path)
    assert (table.num_rows, table.schema.names) == (0, findings.SCHEMA.names)
