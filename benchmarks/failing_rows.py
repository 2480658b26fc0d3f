"""What rows that fail cost, beside other ways to run the rules: `python -m benchmarks.failing_rows [REPORTS]`.

The frames of so many reports (20,000 unless told), in chunks as a run has them, are validated with every rule of the
rulebook: clean, and with 30 % of the rows failing. The ways are gouji's checkpoint, numpy alone, DuckDB, pandera and
pointblank on the same Parquet files (`benchmarks.other_ways`), and Great Expectations' own classes on the same suites:
on a chunk, and with a checkpoint for each report as one would write it first. Each is proven to find the same failing
rows. Needs the extra `bench`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import pandas as pd  # noqa: E402 - found through the line above
import pyarrow.parquet as pq  # noqa: E402
from benchmarks.other_ways import (  # noqa: E402 - found through the line above
    WAYS,
    Failing,
    Relations,
    Way,
    failing_keys,
    relations_of,
    with_numpy,
)

from gouji.check.chunk import CHUNK_SIZE  # noqa: E402
from gouji.engine import expectations  # noqa: E402
from gouji.engine.parquet import write_frames  # noqa: E402
from gouji.engine.project import prepare_project, use_chunk  # noqa: E402
from gouji.engine.run import open_project, run_checkpoint  # noqa: E402
from gouji.intake import Input, Overrides, read_report  # noqa: E402
from gouji.model import Report  # noqa: E402
from gouji.normalise.tabulate import tabulate  # noqa: E402
from gouji.rulebook import Rulebook, load_rules  # noqa: E402
from kit import balanced  # noqa: E402
from kit.documents import STYLES  # noqa: E402

EDITION = "2021"
SHARE = 0.3
PER_REPORT = 50
Found = Mapping[str, set[tuple[str | None, ...]]]
# The column in which a row of each frame is made to fail.
BROKEN = {
    "tables": "absent_lines",
    "cells": "value",
    "requests": "total",
    "applicants": "processed_total",
    "disputes": "total",
    "claims": "expected",
    "remarks": "count",
}


def one_report(folder: Path) -> Report:
    """A report with everything in it."""
    path = folder / "a.html"
    path.write_bytes(STYLES["portal_html"](balanced.make(1, EDITION, organisation="示例市人民政府", year=2024)))
    report = read_report(Input("a.html", path), Overrides())
    assert isinstance(report, Report)
    return report


def write_chunk(folder: Path, report: Report, reports: int, share: float) -> None:
    """The frames of `reports` copies of a report below `folder`, with this share of the rows failing."""
    write_frames(folder, EDITION, tabulate([report])[EDITION])
    for path in (folder / EDITION).glob("*.parquet"):
        one = pq.read_table(path)
        whole = pd.concat([one.to_pandas()] * reports, ignore_index=True)
        whole["report"] = [f"{number:012x}" for number in range(reports) for _ in range(one.num_rows)]
        column = BROKEN.get(path.stem)
        if column is not None and share:
            failing = pd.Series(range(len(whole))).sample(frac=share, random_state=1)
            whole.loc[failing, column] = -7.0
        whole.to_parquet(path, index=False, schema=one.schema)


@contextmanager
def as_shipped() -> Iterator[None]:
    """Great Expectations' own classes in the place of ours."""
    from great_expectations.expectations import registry

    own = {
        each.expectation_type: each.__mro__[2]
        for each in vars(expectations).values()
        if isinstance(each, type) and issubclass(each, expectations._OnePass) and each is not expectations._OnePass
    }
    with patch.dict(registry._registered_expectations, own):
        yield


def checkpoint(run: Path, rules: Rulebook, chunk: str) -> Failing:
    """Validate one chunk; the rows that fail, by relation."""
    use_chunk(run / "gx", chunk)
    results = run_checkpoint(open_project(run / "gx"), rules, EDITION)
    assert not [each.error for each in results.values() if each.error]
    return {name: each.failing for name, each in results.items()}


class Gouji:
    """The checkpoint of a run: what each relation lists as failing; with Great Expectations' own classes if told."""

    def __init__(self, run: Path, rules: Rulebook, own: bool = True) -> None:
        self.run, self.rules, self.classes = run, rules, nullcontext if own else as_shipped

    def __call__(self, frames: Path, relations: Relations) -> Failing:
        with self.classes():
            return checkpoint(self.run, self.rules, frames.parent.name)


def seconds() -> float:
    """Processor time of this process and of those that it started and that have ended."""
    return sum(os.times()[:4])


def cost(way: Way, frames: Path, relations: Relations, times: int) -> float:
    """Seconds of processor time for `times` chunks."""
    begun = seconds()
    for _ in range(times):
        way(frames, relations)
    return seconds() - begun


@dataclass(frozen=True)
class Compared:
    """A way, and on how many reports in how many chunks it is measured."""

    name: str
    way: Way
    reports: int
    chunk: int

    def line(self, frames: Path, relations: Relations, expected: Mapping[str, Found]) -> tuple[float, float]:
        """Seconds for a thousand reports, clean and failing. AssertionError where other rows fail than expected."""
        spent = {}
        for state in ("clean", "failing"):
            own = frames / f"{state}-{self.chunk}" / EDITION
            assert failing_keys(self.way(own, relations)) == expected[f"{state}-{self.chunk}"], self.name
            spent[state] = cost(self.way, own, relations, self.reports // self.chunk) / self.reports * 1000
        return spent["clean"], spent["failing"]


def main() -> None:
    """Print what each way costs for a thousand reports."""
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    reports = max(reports, CHUNK_SIZE)
    rules = load_rules()
    relations = relations_of(rules, EDITION)
    with tempfile.TemporaryDirectory() as name:
        run = Path(name)
        report = one_report(run)
        prepare_project(rules, run / "gx")
        expected = {}
        for chunk in (CHUNK_SIZE, 1):
            for state, share in (("clean", 0.0), ("failing", SHARE)):
                write_chunk(run / "frames" / f"{state}-{chunk}", report, chunk, share)
                found = with_numpy(run / "frames" / f"{state}-{chunk}" / EDITION, relations)
                expected[f"{state}-{chunk}"] = failing_keys(found)
        count = sum(map(len, expected[f"failing-{CHUNK_SIZE}"].values()))
        print(
            f"{sum(map(len, relations.values()))} relations, chunks of {CHUNK_SIZE} reports; of a chunk of "
            f"{rows_of(run, CHUNK_SIZE):,} rows {count:,} fail (a row once for each relation); processor time"
        )
        shipped, own = Gouji(run, rules, own=False), Gouji(run, rules)
        compared = [
            Compared("gouji: checkpoint, results stored", own, reports, CHUNK_SIZE),
            *(Compared(name, way, reports, CHUNK_SIZE) for name, way in WAYS.items()),
            Compared("GX's own classes", shipped, CHUNK_SIZE, CHUNK_SIZE),
            Compared("GX's own classes, a checkpoint a report", shipped, PER_REPORT, 1),
        ]
        print(f"{'':<42} {'reports':>8} {'clean':>9} {'failing':>9} {'ratio':>6} {'failing beside gouji':>21}")
        print(f"{'':<42} {'':>8} {'s per 1,000 reports':>19}")
        first = 0.0
        for each in compared:
            clean, failing = each.line(run / "frames", relations, expected)
            first = first or failing
            print(
                f"{each.name:<42} {each.reports:>8,} {clean:>9.2f} {failing:>9.2f} {failing / clean:>6.2f} "
                f"{failing / first:>20.2f}x",
                flush=True,
            )


def rows_of(run: Path, chunk: int) -> int:
    """How many rows all frames of a chunk have."""
    return sum(
        pq.read_metadata(path).num_rows for path in (run / "frames" / f"clean-{chunk}" / EDITION).glob("*.parquet")
    )


if __name__ == "__main__":
    main()
