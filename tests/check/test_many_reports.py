"""What is done in worker processes when reports are many, is what is done here when they are few."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from gouji.across import stage
from gouji.check import Request, across, check, run
from gouji.model import Report
from kit.balanced import make
from kit.documents import STYLES
from kit.faults import off_by


def write_reports(folder: Path) -> None:
    """Two years of three bodies, one body with one year, all of them with probable causes but one."""
    folder.mkdir()
    for number in range(4):
        for year in (2023, 2024)[number == 3 :]:
            figures = make(number + year, organisation=f"示例市第{number}局", year=year)
            if number:
                figures = off_by(figures, "requests.granted.natural_person", 7)
            (folder / f"{number}-{year}.html").write_bytes(STYLES["clean_html"](figures))


def content(folder: Path) -> dict[str, bytes]:
    """The files of a folder by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_workers_change_nothing_of_the_records_and_the_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_reports(tmp_path / "in")
    here = check(Request((str(tmp_path / "in"),), tmp_path / "here"))
    monkeypatch.setattr(across, "_MANY", 1)
    monkeypatch.setattr(run, "WORTH_WORKERS", 1)
    spread = check(Request((str(tmp_path / "in"),), tmp_path / "spread"))
    assert content(spread.folder.path / "records") == content(here.folder.path / "records")
    assert list(spread.reports) == list(here.reports)
    assert spread.tally == here.tally
    assert any(finding["rule"].startswith("Y") for entry in here.reports for finding in entry["findings"])
    assert sum(bool(entry["causes"]) for entry in here.reports) > 1


def test_no_report_is_left_when_the_litter_of_its_chunk_is_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Frames of calls that Great Expectations leaves behind in circles held them, and Python went through them all."""
    left: list[int] = []

    def look(*, settled: bool = False) -> None:
        left.append(sum(isinstance(each, Report) for each in gc.get_objects()))

    write_reports(tmp_path / "in")
    monkeypatch.setattr(run, "collect_now", look)
    before = sum(isinstance(each, Report) for each in gc.get_objects())
    check(Request((str(tmp_path / "in"),), tmp_path / "out"))
    # The last that was read may be in the hands of the one who reads.
    assert len(left) == 1
    assert left[0] <= before + 1


def test_litter_is_looked_for_after_every_chunk_that_is_judged_across(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Great Expectations leaves circles with the frames of the chunk here, too."""
    looked: list[int] = []
    write_reports(tmp_path / "in")
    monkeypatch.setattr(stage, "CHUNK_SIZE", 2)
    monkeypatch.setattr(stage, "collect_now", lambda: looked.append(1))
    result = check(Request((str(tmp_path / "in"),), tmp_path / "out"))
    drawn = {path.parts[-3] for path in (result.folder.path / "frames").glob("across-*/*/*.parquet")}
    assert len(looked) == len(drawn) > 1
