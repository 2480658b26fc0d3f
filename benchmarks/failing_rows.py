"""What rows that fail cost, beside other ways to run the rules: `python -m benchmarks.failing_rows [REPORTS]`.

The frames of so many reports (2,000 unless told), in chunks as a run has them, are validated with every rule of the
rulebook: clean, and with 30 % of the rows failing; by gouji's classes, by Great Expectations' own on the same suites,
and with a checkpoint for each report. The floor is the same rules on the same frames as plain vector operations.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import pandas as pd  # noqa: E402 - found through the line above
import pyarrow.parquet as pq  # noqa: E402

from gouji.check.chunk import CHUNK_SIZE  # noqa: E402
from gouji.engine import expectations  # noqa: E402
from gouji.engine.conditions import selected  # noqa: E402
from gouji.engine.linear_relation import DEFAULT_TOLERANCE, evaluate  # noqa: E402
from gouji.engine.parquet import frame_path, write_frames  # noqa: E402
from gouji.engine.project import prepare_project, use_chunk  # noqa: E402
from gouji.engine.rows import JUDGES, judged_rows  # noqa: E402
from gouji.engine.run import open_project, run_checkpoint  # noqa: E402
from gouji.frames import Stage, stage_of  # noqa: E402
from gouji.intake import Input, Overrides, read_report  # noqa: E402
from gouji.model import LINEAR_RELATION, Report  # noqa: E402
from gouji.normalise.tabulate import tabulate  # noqa: E402
from gouji.rulebook import Rulebook, load_rules  # noqa: E402
from kit import balanced  # noqa: E402
from kit.documents import STYLES  # noqa: E402

EDITION = "2021"
SHARE = 0.3
PER_REPORT = 10
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


def checkpoint(run: Path, rules: Rulebook, chunk: str) -> int:
    """Validate one chunk; how many rows fail."""
    use_chunk(run / "gx", chunk)
    results = run_checkpoint(open_project(run / "gx"), rules, EDITION)
    assert not [each.error for each in results.values() if each.error]
    return sum(len(each.failing) for each in results.values())


def plain(frames: Mapping[str, pd.DataFrame], rules: Rulebook, run: Path) -> int:
    """The same rules on frames in memory, without Great Expectations: the floor."""
    failing = 0
    checkpoints = open_project(run / "gx").checkpoints.get(EDITION)
    for definition in checkpoints.validation_definitions:
        frame = frames[definition.suite.name.split(".")[1]]
        for each in definition.suite.expectations:
            rows = selected(frame, getattr(each, "row_condition", None))
            if each.expectation_type == LINEAR_RELATION:
                tolerance = DEFAULT_TOLERANCE if each.tolerance is None else each.tolerance
                failing += evaluate(rows, each.left, each.operator, each.right, tolerance)["unexpected_count"]
            else:
                judged = JUDGES[each.expectation_type](rows, each._arguments())
                failing += judged_rows(rows, judged)["unexpected_count"]
    return failing


def timed(work: Callable[[], int]) -> tuple[float, int]:
    """Seconds of processor time, and what `work` gave."""
    begun = time.process_time()
    given = work()
    return time.process_time() - begun, given


def main() -> None:
    """Print what each way costs for a thousand reports."""
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    chunks = max(1, reports // CHUNK_SIZE)
    rules = load_rules()
    asked = [relation for rule, relation in rules.relations() if stage_of(rule.frame) is Stage.REPORTS]
    with tempfile.TemporaryDirectory() as name:
        run = Path(name)
        report = one_report(run)
        prepare_project(rules, run / "gx")
        write_chunk(run / "frames" / "clean", report, CHUNK_SIZE, 0)
        write_chunk(run / "frames" / "failing", report, CHUNK_SIZE, SHARE)
        write_chunk(run / "frames" / "single", report, 1, 0)
        checkpoint(run, rules, "single")
        print(f"{len([each for each in asked if each.edition == EDITION])} relations, chunks of {CHUNK_SIZE} reports")
        print(f"{'':<44} s per 1,000 reports   failing rows")

        def show(what: str, seconds: float, count: int, failing: int) -> float:
            print(f"{what:<44} {seconds / count * 1000:12.2f} {failing:20,}", flush=True)
            return seconds / count

        costs = {}
        for chunk in ("clean", "failing"):
            frames = {
                path.stem: pq.read_table(path).to_pandas()
                for path in frame_path(run / "frames" / chunk, EDITION, "cells").parent.glob("*.parquet")
            }
            seconds, failing = timed(lambda frames=frames: plain(frames, rules, run))
            show(f"plain vector operations, {chunk}", seconds, CHUNK_SIZE, failing)
            total = [timed(lambda chunk=chunk: checkpoint(run, rules, chunk)) for _ in range(chunks)]
            seconds = sum(each[0] for each in total)
            costs[chunk] = show(f"gouji, {chunk}", seconds, chunks * CHUNK_SIZE, sum(each[1] for each in total))
        print(f"{'gouji, failing to clean':<44} {costs['failing'] / costs['clean']:12.2f} times")
        with as_shipped():
            for chunk in ("clean", "failing"):
                seconds, failing = timed(lambda chunk=chunk: checkpoint(run, rules, chunk))
                show(f"Great Expectations' own classes, {chunk}", seconds, CHUNK_SIZE, failing)
            seconds, _ = timed(lambda: sum(checkpoint(run, rules, "single") for _ in range(PER_REPORT)))
            show("a checkpoint for each report, own classes", seconds, PER_REPORT, 0)


if __name__ == "__main__":
    main()
