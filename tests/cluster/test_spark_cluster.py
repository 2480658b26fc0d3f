"""A check on a real Spark cluster, a master and two workers as processes: the same records as on one machine."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from gouji.check import Request, check
from gouji.cluster import Cluster
from gouji.reading import ReadingOptions
from gouji.rulebook import RuleChoice
from gouji.run_folder import RunFolder
from kit.examples import documents

pytestmark = pytest.mark.spark

# A rule or more for every expectation type, on most of the frames; each relation is a job of the cluster.
RULES = RuleChoice(select=("T301", "T303", "T401", "D102", "D103", "D105", "F503", "F504", "F506", "X601"))
MANIFEST = "organisation,year,id,path\n样本县人民政府,2024,A1,\n无报告单位,2024,A2,\n"
_READY = 120


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("spark")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"spark://127.0.0.1:{port}"
    master = _start("master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0", folder=folder)
    processes = [master]
    try:
        _wait_for(master, "Starting Spark master", 1)
        for number in range(2):
            own = ("--host", "127.0.0.1", "--webui-port", "0", "--cores", "1", "--memory", "1g")
            processes.append(_start("worker.Worker", *own, "-d", str(folder / str(number)), url, folder=folder))
            threading.Thread(target=_drain, args=(processes[-1],), daemon=True).start()
        _wait_for(master, "Registering worker", 2)
        threading.Thread(target=_drain, args=(master,), daemon=True).start()
        yield Cluster(url)
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            process.wait(30)


def _start(name: str, *arguments: str, folder: Path) -> subprocess.Popen[str]:
    import pyspark

    program = Path(pyspark.__file__).parent / "bin" / "spark-class"
    environment = os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    return subprocess.Popen(
        ["bash", str(program), f"org.apache.spark.deploy.{name}", *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def _wait_for(process: subprocess.Popen[str], words: str, times: int) -> None:
    """Read what the process says until it has said `words` so often; it is ended when it takes too long."""
    assert process.stderr is not None
    timer = threading.Timer(_READY, process.kill)
    timer.start()
    try:
        for line in process.stderr:
            times -= words in line
            if not times:
                return
    finally:
        timer.cancel()
    raise AssertionError(f"the process ended before it said {words!r}")


def _drain(process: subprocess.Popen[str]) -> None:
    assert process.stderr is not None
    for _ in process.stderr:
        pass


@pytest.fixture(scope="module")
def runs(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> tuple[RunFolder, RunFolder]:
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
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    reading = ReadingOptions(jobs=1)
    request = {
        "paths": (str(inputs), str(base / "gone.html")),
        "manifest": manifest,
        "reading": reading,
        "rules": RULES,
    }
    one = check(Request(out=base / "one", **request)).folder
    many = check(Request(out=base / "many", cluster=cluster, **request)).folder
    return one, many


def test_the_records_are_the_same_byte_for_byte(runs: tuple[RunFolder, RunFolder]) -> None:
    one, many = ({path.name: path.read_bytes() for path in run.records.iterdir()} for run in runs)
    assert len(one) >= 12
    assert many == one


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
    expected = {finding["fingerprint"] for report in many["reports"] for finding in report["findings"]}
    assert {row["fingerprint"] for row in table} == expected
    assert all(row["message"] and row["severity"] and row["category"] for row in table)


def test_nothing_of_the_way_is_left_behind(runs: tuple[RunFolder, RunFolder]) -> None:
    assert sorted(path.name for path in runs[1].path.iterdir()) == sorted(
        [*(path.name for path in runs[0].path.iterdir()), "findings"]
    )
