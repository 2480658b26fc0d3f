"""Whatever breaks while a run is on, each document is accounted for once: by a verdict or by a named failure."""

from __future__ import annotations

import errno
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

from gouji.check import CheckResult, Progress, Request, RunStopped, check, resume
from gouji.check import lock as lock_module
from gouji.outputs.load import read_record
from gouji.run_folder import JOURNAL, LOCK, FolderRefused
from kit import soak

# Quick to read; the formats have tests of their own.
STYLES = ("clean_html", "plain_text", "docx", "xlsx", "csv", "markdown")
COUNT, CHUNK = 60, 12
FEW, SMALL_CHUNK = 12, 5
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


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A few documents, for what must be tried often."""
    folder = tmp_path_factory.mktemp("few") / "in"
    return folder, soak.write_inputs(folder, FEW, ("clean_html",))


@pytest.fixture
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gouji.check.chunk.CHUNK_SIZE", SMALL_CHUNK)


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


@dataclass(frozen=True)
class Disk:
    """A place for a run, on a disk that can be made full."""

    path: Path
    fill: Callable[[], None]
    clear: Callable[[], None]


@contextmanager
def small_disk(base: Path) -> Iterator[Disk]:
    """A small disk where one may be mounted, else no file may become large."""
    place = base / "disk"
    place.mkdir()
    if not mounted("-t", "tmpfs", "-o", "size=64m", "none", str(place)):
        resource = pytest.importorskip("resource")
        allowed = resource.getrlimit(resource.RLIMIT_FSIZE)
        try:
            yield Disk(
                place / "out",
                lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, allowed[1])),
                lambda: resource.setrlimit(resource.RLIMIT_FSIZE, allowed),
            )
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, allowed)
        return
    try:
        yield Disk(place / "out", lambda: fill(place / "filler"), (place / "filler").unlink)
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def mounted(*arguments: str) -> bool:
    """Whether the system mounts what is asked for; it does for root, unless it is a container's."""
    try:
        return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def fill(filler: Path) -> None:
    """Leave no room on the disk."""
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


@pytest.mark.parametrize("step", ["checking", "publishing"])
@pytest.mark.usefixtures("_small_chunks")
def test_a_disk_that_fills_up(few: tuple[Path, list[str]], tmp_path: Path, step: str) -> None:
    folder, sources = few
    with small_disk(tmp_path) as disk:
        full = list[str]()

        def watch(progress: Progress) -> None:
            if progress.step == step and not full:
                full.append(step)
                disk.fill()

        with pytest.raises(RunStopped) as caught:
            check(Request((str(folder),), disk.path), watch)
        # Each library has its own words around the system's.
        assert any(os.strerror(each) in caught.value.problem.params["why"] for each in (errno.ENOSPC, errno.EFBIG))
        assert full
        disk.clear()
        result = resume(disk.path)
        assert result.results["errors"] == []
        assert_accounted(result.reports, disk.path, sources)


@contextmanager
def read_only(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """The folder takes nothing: it is mounted so, its owner wants it so, or, for root, the system is made to say so."""
    if mounted("--bind", str(folder), str(folder)):
        try:
            subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
            yield
        finally:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
    elif os.geteuid():
        folder.chmod(0o555)
        yield
        folder.chmod(0o755)
    else:
        with patch.context() as own:
            own.setattr(lock_module, "_held", refuse)
            yield


def refuse(*arguments: Any, **more: Any) -> Any:
    raise OSError(errno.EROFS, os.strerror(errno.EROFS))


@pytest.mark.usefixtures("_small_chunks")
def test_a_folder_that_cannot_be_written(
    few: tuple[Path, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, _ = few
    out = tmp_path / "out"
    out.mkdir()
    with read_only(out, monkeypatch), pytest.raises(FolderRefused) as caught:
        check(Request((str(folder),), out))
    assert caught.value.problem.code == "run_folder_not_writable"
