"""Whatever breaks while a run is on, each document is accounted for once: by a verdict or by a named failure."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from gouji.check import CheckResult, Progress, Request, check
from gouji.outputs.load import read_record
from gouji.run_folder import JOURNAL, LOCK
from kit import soak

# Quick to read; the formats have tests of their own.
STYLES = ("clean_html", "plain_text", "docx", "xlsx", "csv", "markdown")
COUNT, CHUNK = 60, 12
SECONDS = 120.0
BEGUN = datetime(2025, 3, 31, 8, 30)

# A `gouji` with small chunks whose clock stands still at the time that is given.
LAUNCH = """
import signal
import sys
from datetime import datetime
import gouji.check.run
from gouji.check import chunk

class Clock(datetime):
    @classmethod
    def now(cls, zone=None):
        return cls.fromisoformat(sys.argv[1]).replace(tzinfo=zone)

# A shell has what it starts in the background ignore Ctrl-C, and these tests may have been started there.
signal.signal(signal.SIGINT, signal.default_int_handler)
gouji.check.run.datetime = Clock
chunk.CHUNK_SIZE = int(sys.argv[2])
from gouji_cli.main import main
main(sys.argv[3:])
"""


@dataclass(frozen=True)
class Soaked:
    """The documents, the sources that a run must account for, and what a run that nothing disturbed wrote."""

    inputs: Path
    sources: list[str]
    out: Path
    whole: dict[str, bytes]


class Clock(datetime):
    @classmethod
    def now(cls, zone: Any = None) -> Clock:
        return cls(*BEGUN.timetuple()[:5], tzinfo=zone)


@pytest.fixture(scope="module")
def soaked(tmp_path_factory: pytest.TempPathFactory) -> Soaked:
    base = tmp_path_factory.mktemp("soak")
    sources = soak.write_inputs(base / "in", COUNT, STYLES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gouji.check.chunk.CHUNK_SIZE", CHUNK)
        patch.setattr("gouji.check.run.datetime", Clock)
        check(Request((str(base / "in"),), base / "out"))
    return Soaked(base / "in", sources, base / "out", contents(base / "out"))


def contents(out: Path) -> dict[str, bytes]:
    """Every file of a run but what GX keeps for itself, which says where the run was and how long GX took."""
    files = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return {
        name: path.read_bytes() for name, path in files.items() if not name.startswith(("gx/great", "validations/"))
    }


def assert_accounted(reports: Any, out: Path, sources: list[str]) -> None:
    """Each source once, with a verdict, or as not readable for a reason that has a name; nothing else is recorded."""
    assert Counter(entry["source"] for entry in reports) == Counter(sources)
    for entry in reports:
        assert (entry["verdict"] == "unreadable") == any(error["code"] for error in entry["errors"])
    assert {path.stem for path in (out / "records").iterdir()} == {entry["id"] for entry in reports}
    assert not (out / JOURNAL).exists()
    assert not (out / LOCK).exists()


class Run:
    """`gouji` in a process of its own, in a group of its own, as a shell starts it."""

    def __init__(self, log: Path, moment: datetime, *arguments: str) -> None:
        self.log = log
        # Found from anywhere: what is tested is what this test imports.
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        with log.open("wb") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-c", LAUNCH, moment.isoformat(), str(CHUNK), *arguments],
                stdout=file,
                stderr=file,
                env=environment,
                start_new_session=True,
            )

    def cut_off(self, how: signal.Signals, reached: Callable[[], bool]) -> int:
        """End the process by `how` once `reached`; its exit code."""
        self._wait(reached)
        workers = soak.children(self.process.pid)
        # Ctrl-C goes to every process of the group, a kill to one.
        if how is signal.SIGINT:
            os.killpg(self.process.pid, how)
        else:
            self.process.send_signal(how)
        code = self.process.wait(SECONDS)
        wait_for(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))
        return code

    def end(self) -> int:
        """Wait for its end; its exit code."""
        return self.process.wait(SECONDS)

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")[-2_000:]

    def _wait(self, reached: Callable[[], bool]) -> None:
        until = time.monotonic() + SECONDS
        while not reached():
            assert time.monotonic() < until, self.said()
            assert self.process.poll() is None, self.said()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.01)


def wait_for(reached: Callable[[], bool]) -> None:
    """Wait until `reached`; there is no process of ours to wait on."""
    until = time.monotonic() + SECONDS
    while not reached():
        assert time.monotonic() < until
        os.sched_yield()


@contextmanager
def running(run: Run) -> Iterator[Run]:
    """The run, which does not outlive the test."""
    try:
        yield run
    finally:
        run.process.kill()
        run.process.wait()


def moments(out: Path) -> list[tuple[signal.Signals, Callable[[], bool]]]:
    """When a run is cut off, and how: at random documents of random chunks, and in each step that comes after them."""
    chance = random.Random(8)
    chunks, records = out / JOURNAL / "chunks", out / "records"
    first, second = sorted(chance.sample(range(1, COUNT // CHUNK), 2))
    more = second * CHUNK + chance.randrange(1, CHUNK)
    return [
        (signal.SIGKILL, (chunks / f"{first:04d}.json").is_file),
        (signal.SIGINT, lambda: len(list(records.glob("*.json"))) >= more),
        (signal.SIGKILL, (out / JOURNAL / "records").is_dir),
        (signal.SIGKILL, lambda: any((out / "site" / "reports").glob("*.html"))),
    ]


def test_a_run_that_is_killed_again_and_again(soaked: Soaked, tmp_path: Path) -> None:
    out = tmp_path / "out"
    begin = ["check", str(soaked.inputs), "-o", str(out), "--fail-on", "never", "--no-cache"]
    go_on = ["check", "--resume", str(out), "--fail-on", "never"]
    for number, (how, reached) in enumerate(moments(out)):
        # The clock goes back and forth, as after a power cut.
        moment = BEGUN if number == 0 else BEGUN.replace(year=2020 + 7 * (number % 2))
        with running(Run(tmp_path / f"{number}.log", moment, *(go_on if number else begin))) as run:
            code = run.cut_off(how, reached)
            assert code == (130 if how is signal.SIGINT else -how), run.said()
            if how is signal.SIGINT:
                assert f"--resume {out}" in run.said()
                assert "Traceback" not in run.said()
                assert not (out / LOCK).exists()
    with running(Run(tmp_path / "last.log", BEGUN.replace(year=2020), *go_on)) as run:
        assert run.end() == 3, run.said()  # there are files that cannot be read
    found = contents(out)
    assert found.keys() == soaked.whole.keys()
    assert [name for name in found if found[name] != soaked.whole[name]] == []
    result = CheckResult(*read_result(out))
    assert_accounted(result.reports, out, soaked.sources)


def read_result(out: Path) -> tuple[Any, Any]:
    from gouji.run_folder import RunFolder

    return RunFolder(out), read_record(out / "results.json")


def test_workers_that_are_killed_cost_what_they_were_reading(
    soaked: Soaked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, before, killed = random.Random(3), set(soak.children()), list[int]()

    def kill_one(progress: Progress) -> None:
        workers = sorted(set(soak.children()) - before)
        if progress.step == "reading" and workers and chance.random() < 0.1:
            killed.append(chance.choice(workers))
            with suppress(ProcessLookupError):
                os.kill(killed[-1], signal.SIGKILL)

    monkeypatch.setattr("gouji.check.chunk.CHUNK_SIZE", CHUNK)
    monkeypatch.setattr("gouji.check.run.datetime", Clock)
    out = tmp_path / "out"
    result = check(Request((str(soaked.inputs),), out), kill_one)
    assert_accounted(result.reports, out, soaked.sources)
    lost = [entry for entry in result.reports if "worker_crashed" in {error["code"] for error in entry["errors"]}]
    assert killed
    assert 1 <= len(lost) <= len(killed)
    for entry in result.reports:
        if entry not in lost:
            assert own(out, entry["id"]) == own(soaked.out, entry["id"])


def own(out: Path, key: str) -> Any:
    """What a record says of its report alone, not beside others."""
    record = read_record(out / "records" / f"{key}.json")
    alone = [finding for finding in record["findings"] if not finding["rule"].startswith("Y")]
    return record["verdict"], record["tables"], record["sections"], alone
