"""Records that are read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.json_text import decoded
from gouji.outputs.load import NotReadable, read_entry, read_record
from gouji.outputs.record import check_entry, report_record
from gouji.run_folder import write_record
from kit import faults
from kit.assessed import assessment_of
from kit.balanced import make
from kit.reports import report_of


@pytest.fixture(name="path")
def fixture_path(tmp_path: Path) -> Path:
    """The record of a report with findings."""
    figures = faults.off_by(make(5), "requests.granted.total", 7)
    path = tmp_path / "a.json"
    write_record(path, report_record(report_of(figures, "a"), assessment_of(figures, "a")))
    return path


def test_an_entry_is_the_records_and_its_findings_are_counted(path: Path) -> None:
    text, counted = read_entry(path)
    entry = check_entry(read_record(path))
    assert decoded(text) == entry
    assert entry["findings"]
    assert counted["findings"] == [{"severity": each["severity"], "status": None} for each in entry["findings"]]
    assert {name: counted[name] for name in ("id", "verdict", "errors")} == {
        name: entry[name] for name in ("id", "verdict", "errors")
    }
    assert "claims" not in counted


@pytest.mark.parametrize("text", ["{", "[]", '{"schema": "1"}', '{"schema": 99}'])
def test_what_is_no_record_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    with pytest.raises(NotReadable):
        read_entry(tmp_path / "a.json")
