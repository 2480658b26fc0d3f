"""A check on a real Spark cluster, a master and two workers as processes: the same records as on one machine."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from gouji.check import Request, check
from gouji.check.spread import block
from gouji.cluster import Cluster
from gouji.reading import ReadingOptions
from gouji.run_folder import RunFolder
from kit.examples import documents

pytestmark = pytest.mark.spark

MANIFEST = "organisation,year,id,path\n样本县人民政府,2024,A1,\n无报告单位,2024,A2,\n"


class JobCounter:
    """Stands in the place of a step of a run and counts the jobs that Spark is given meanwhile."""

    def __init__(self, step: Callable[..., Any]) -> None:
        self.step = step
        self.jobs = 0

    def __call__(self, *arguments: Any) -> Any:
        from pyspark import SparkContext

        context = SparkContext._active_spark_context
        assert context is not None
        before = len(context.statusTracker().getJobIdsForGroup())
        given = self.step(*arguments)
        self.jobs += len(context.statusTracker().getJobIdsForGroup()) - before
        return given


@pytest.fixture(scope="module")
def rules_step() -> JobCounter:
    return JobCounter(block.run_rules)


@pytest.fixture(scope="module")
def runs(
    rules_step: JobCounter, cluster: Cluster, tmp_path_factory: pytest.TempPathFactory
) -> tuple[RunFolder, RunFolder]:
    base = tmp_path_factory.mktemp("runs")
    inputs = base / "in [2024] {a,b}*"
    inputs.mkdir()
    for name, data in documents().items():
        if not name.startswith("README"):
            (inputs / name.replace("-", " ", 1)).write_bytes(data)
    (inputs / "broken.pdf").write_bytes(b"%PDF-1.7 nothing more")
    (inputs / "empty.html").write_bytes(b"")
    (inputs / "away.html").symlink_to(base / "nowhere.html")
    manifest = base / "bodies.csv"
    manifest.write_text(MANIFEST, encoding="utf-8")
    reading = ReadingOptions(jobs=1)
    request = {
        "paths": (str(inputs), str(base / "gone.html")),
        "manifest": manifest,
        "reading": reading,
    }
    one = check(Request(out=base / "one", **request)).folder
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block, "run_rules", rules_step)
        many = check(Request(out=base / "many", cluster=cluster, **request)).folder
    return one, many


def test_the_records_are_the_same_byte_for_byte(runs: tuple[RunFolder, RunFolder]) -> None:
    one, many = ({path.name: path.read_bytes() for path in run.records.iterdir()} for run in runs)
    assert len(one) >= 12
    assert many == one


def test_the_frames_are_the_same_byte_for_byte(runs: tuple[RunFolder, RunFolder]) -> None:
    one, many = (
        {path.relative_to(run.path).as_posix(): path.read_bytes() for path in run.path.glob("frames/**/*.parquet")}
        for run in runs
    )
    assert len(one) > 10
    assert many == one


def test_a_relation_costs_a_fraction_of_a_job(runs: tuple[RunFolder, RunFolder], rules_step: JobCounter) -> None:
    stored = [json.loads(path.read_text(encoding="utf-8")) for path in runs[1].path.glob("validations/**/*.json")]
    suites = [each for each in stored if not each["meta"]["run_id"]["run_name"].endswith("-across-0001")]
    relations = sum(len(each["results"]) for each in suites)
    # Two forms, eight frames with rules and more; 120 relations and more on them.
    assert len(suites) >= 16
    assert relations >= 120
    # Of a frame: Spark looks at the file for its columns, then all relations are decided together.
    assert 0 < rules_step.jobs <= 2 * len(suites)


def test_the_results_are_the_same_in_the_same_order(runs: tuple[RunFolder, RunFolder]) -> None:
    one, many = (json.loads(run.results.read_text(encoding="utf-8")) for run in runs)
    assert many["reports"] == one["reports"]
    assert many["errors"] == one["errors"] == []


def test_every_rule_that_was_asked_for_ran_on_spark(runs: tuple[RunFolder, RunFolder]) -> None:
    many = json.loads(runs[1].results.read_text(encoding="utf-8"))
    outcomes = [outcome for report in many["reports"] for outcome in report["outcomes"]]
    ran = {outcome["rule"] for outcome in outcomes if outcome["outcome"] in ("pass", "fail", "undetermined")}
    assert ran >= {"T301", "T303", "T401", "D103", "F503", "F504", "X601"}
    assert not [outcome for outcome in outcomes if outcome["outcome"] == "error"]
    config = (runs[1].project / "great_expectations.yml").read_text(encoding="utf-8")
    assert re.search(r"type: spark_filesystem", config)


def test_the_findings_are_there_as_parquet(runs: tuple[RunFolder, RunFolder]) -> None:
    import pyarrow.parquet as pq

    many = json.loads(runs[1].results.read_text(encoding="utf-8"))
    table = pq.read_table(runs[1].findings).to_pylist()
    expected = [finding["fingerprint"] for report in many["reports"] for finding in report["findings"]]
    assert sorted(row["fingerprint"] for row in table) == sorted(expected)
    assert all(row["message"] and row["severity"] and row["category"] for row in table)


def test_nothing_of_the_way_is_left_behind(runs: tuple[RunFolder, RunFolder]) -> None:
    assert sorted(path.name for path in runs[1].path.iterdir()) == sorted(
        [*(path.name for path in runs[0].path.iterdir()), "findings"]
    )
