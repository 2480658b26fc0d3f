"""Frames on their way to Great Expectations: what was tabulated is what is read."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from gouji import frames
from gouji.engine.parquet import Frames, frame_path, write_frames
from gouji.normalise.tabulate import Rows, tabulate
from kit import balanced
from kit.reports import report_of


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_what_is_read_is_what_was_tabulated(tmp_path: Path, edition: str) -> None:
    rows = tabulate([report_of(balanced.make(seed, edition), str(seed)) for seed in range(2)])[edition]
    write_frames(tmp_path, edition, rows)
    assert len(rows["cells"]) > 300
    for frame in frames.frames_of(frames.Stage.REPORTS):
        read = pd.read_parquet(frame_path(tmp_path, edition, frame))
        assert list(read.columns) == list(frames.columns(frame, edition))
        assert len(read) == len(rows.get(frame, ()))
        pd.testing.assert_frame_equal(read, Frames({edition: rows}).drawn(edition, frame))


def test_a_frame_without_rows_has_its_columns(tmp_path: Path) -> None:
    write_frames(tmp_path, "2021", {})
    for frame in frames.frames_of(frames.Stage.REPORTS):
        read = pd.read_parquet(frame_path(tmp_path, "2021", frame))
        assert (list(read.columns), len(read)) == (list(frames.columns(frame, "2021")), 0)


def test_nulls_stay_nulls_and_numbers_are_floats() -> None:
    rows: Rows = {"requests": [{"report": "a", "row": "granted", "natural_person": None, "total": 3}]}
    frame = Frames({"2021": rows}).drawn("2021", "requests")
    assert frame["total"].dtype == "float64"
    assert frame["natural_person"].isna().all()
    assert pd.isna(frame["column"][0])


def test_what_arrow_refuses_costs_nobody_the_run() -> None:
    huge = 10**22
    rows: Rows = {"reports": [{"report": "a", "organisation": "半\ud83d字", "year": huge}]}
    frame = Frames({"2021": rows}).drawn("2021", "reports")
    assert frame["organisation"][0] == "半?字"
    assert frame["year"][0] == float(huge)
