"""A run on Spark whose driver is killed goes on from the chunks that were finished, and comes to the same."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from gouji.check import RunStopped, spread
from gouji.check.request import unwatched
from gouji.intake import Input, Overrides
from gouji.manifest import Register
from gouji.messages import render
from gouji.rulebook import load_rules
from gouji.run_folder import JOURNAL, RunFolder
from kit import balanced, faults
from kit.documents import STYLES

REPORTS, CHUNK = 5, 2
MANIFEST = "organisation,year,id,path\n示例市第2局,2024,A2,\n示例市第4局,2024,A4,\n无报告单位,2024,A9,\n"
SECONDS = 300.0
# Two processors of this machine; that a cluster comes to the same, the test beside this one shows.
MASTER = "local[2]"

# A driver with small chunks, one in a block for each processor, whose clock stands still.
DRIVER = """
import sys
from datetime import datetime
from pathlib import Path
import gouji.check.run
import gouji.check.spread
from gouji.check import Request, check, chunk, resume
from gouji.cluster import Cluster
from gouji.reading import ReadingOptions
from gouji.rulebook import RuleChoice

class Clock(datetime):
    @classmethod
    def now(cls, zone=None):
        return cls(2025, 3, 31, 8, 30, tzinfo=zone)

gouji.check.run.datetime = Clock
gouji.check.spread.CHUNKS_A_PROCESSOR = 1
chunk.CHUNK_SIZE = int(sys.argv[1])
inputs, manifest, out, master = sys.argv[2:]
if master:
    rules = RuleChoice(select=("T301", "F503"))
    asked = {"manifest": Path(manifest), "reading": ReadingOptions(jobs=1), "rules": rules}
    check(Request((inputs,), Path(out), cluster=Cluster(master), **asked))
else:
    resume(Path(out))
"""


def start(inputs: Path, out: Path, master: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    arguments = [str(CHUNK), str(inputs), str(inputs.parent / "bodies.csv"), str(out), master]
    return subprocess.Popen([sys.executable, "-c", DRIVER, *arguments], env=environment, start_new_session=True)


def wait_until(reached: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Wait for what the process does; an error when it ends before or takes too long."""
    end = time.monotonic() + SECONDS
    while not reached():
        assert time.monotonic() < end, "it took too long"
        try:
            process.wait(0.02)
        except subprocess.TimeoutExpired:
            continue
        assert reached(), f"it ended with {process.returncode}"


def contents(out: Path) -> dict[str, bytes]:
    """Every file of a run but what GX keeps for itself, which says where the run was and how long GX took."""
    files = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return {
        name: path.read_bytes() for name, path in files.items() if not name.startswith(("gx/great", "validations/"))
    }


@pytest.mark.spark
def test_a_driver_that_is_killed_goes_on_from_finished_chunks(tmp_path: Path) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    (tmp_path / "bodies.csv").write_text(MANIFEST, encoding="utf-8")
    for number in range(REPORTS):
        figures = balanced.make(number, organisation=f"示例市第{number}局", year=2024)
        if number % 2:
            figures = faults.off_by(figures, "requests.granted.natural_person", 1)
        (inputs / f"{number}.html").write_bytes(STYLES["clean_html"](figures))
    whole, out = tmp_path / "whole", tmp_path / "out"
    assert start(inputs, whole, MASTER).wait(SECONDS) == 0

    killed = start(inputs, out, MASTER)
    notes = out / JOURNAL / "chunks"
    wait_until(lambda: notes.is_dir() and any(notes.glob("*.json")), killed)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait(SECONDS)
    finished = {path.stem for path in notes.glob("*.json")}
    assert len(finished) < -(-REPORTS // CHUNK)
    # What is finished is not read again: its files may be gone.
    for name in finished:
        for number in range((int(name) - 1) * CHUNK, int(name) * CHUNK):
            (inputs / f"{number}.html").unlink()

    assert start(inputs, out, "").wait(SECONDS) == 0
    assert contents(out) == contents(whole)
    assert not (out / JOURNAL).exists()


def test_a_cluster_that_fails_stops_the_run_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from py4j.protocol import Py4JError

    def fail(*arguments: object) -> None:
        raise Py4JError("An error occurred while calling o46.collect.\n: Job aborted: lost task\n\tat org.apache")

    monkeypatch.setattr(spread, "check_block", fail)
    folder = RunFolder(tmp_path)
    folder.records.mkdir()
    task = spread.Task(folder, load_rules(), Overrides(), 30.0)
    session = SimpleNamespace(sparkContext=SimpleNamespace(defaultParallelism=2))
    with pytest.raises(RunStopped) as caught:
        spread.check_on_cluster(session, task, Register(), [Input("a.html", tmp_path / "a.html")], unwatched)  # type: ignore[arg-type]
    told = render(caught.value.problem).en
    assert "Job aborted: lost task" in told
    assert f"--resume {tmp_path}" in told
    assert "org.apache" not in told
