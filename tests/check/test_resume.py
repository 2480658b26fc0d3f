"""A run that was cut off at any moment goes on, and comes to what it would have come to."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from gouji.check import Request, RunStopped, check, chunk, resume
from gouji.check import across as across_module
from gouji.check import chunk as chunk_module
from gouji.check import journal as journal_module
from gouji.check import publish as publish_module
from gouji.check.lock import locked
from gouji.run_folder import JOURNAL, LOCK, FolderRefused
from kit import balanced, faults
from kit.documents import STYLES

REPORTS = 7


class Killed(BaseException):
    """Stands for the end of the process: nothing catches it."""


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of which two are of one body and year, one is broken and one is no report."""
    folder = tmp_path_factory.mktemp("inputs")
    for number in range(REPORTS - 2):
        figures = balanced.make(number, organisation=f"示例市第{max(number, 1)}局", year=2024)
        if number % 2:
            figures = faults.off_by(figures, "requests.granted.natural_person", 1)
        (folder / f"{number}.html").write_bytes(STYLES["clean_html"](figures))
    (folder / "8.html").write_bytes(b"")
    (folder / "9.html").write_text("<p>今天天气很好。</p>", encoding="utf-8")
    return folder


class Clock(datetime):
    """Time stands still, so that two runs can be compared."""

    @classmethod
    def now(cls, zone: Any = None) -> Clock:
        return cls(2025, 3, 31, 8, 30, tzinfo=zone)


def still_and_small(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(chunk, "CHUNK_SIZE", 2)
    patch.setattr("gouji.check.run.datetime", Clock)


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    still_and_small(monkeypatch)


@pytest.fixture(scope="module")
def whole(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What an uninterrupted run wrote, by path."""
    with pytest.MonkeyPatch.context() as patch:
        still_and_small(patch)
        out = tmp_path_factory.mktemp("whole") / "out"
        check(Request((str(inputs),), out))
    return contents(out)


def contents(out: Path) -> dict[str, bytes]:
    """Every file of a run but what GX keeps for itself, which says where the run was and how long GX took."""
    files = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return {
        name: path.read_bytes() for name, path in files.items() if not name.startswith(("gx/great", "validations/"))
    }


@contextmanager
def cut_off(module: Any, name: str, after: int) -> Iterator[None]:
    """The process ends at the call of this number of `module.name`."""
    own: Callable[..., Any] = getattr(module, name)
    calls = 0

    def counted(*arguments: Any, **more: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == after:
            raise Killed
        return own(*arguments, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, name, counted)
        try:
            yield
        except Killed:
            return
    pytest.fail("the run came to its end")


MOMENTS = [
    pytest.param(chunk_module, "write_record", 4, id="between two records of the second chunk"),
    pytest.param(journal_module, "write_json", 2, id="before the second chunk is noted"),
    pytest.param(across_module, "write_record", 2, id="while looking across"),
    pytest.param(publish_module, "_build_pages", 1, id="before the pages"),
]


@pytest.mark.parametrize(("module", "name", "after"), MOMENTS)
def test_a_run_cut_off_comes_to_the_same(
    inputs: Path, whole: dict[str, bytes], tmp_path: Path, module: Any, name: str, after: int
) -> None:
    out = tmp_path / "out"
    with cut_off(module, name, after):
        check(Request((str(inputs),), out))
    assert (out / JOURNAL).is_dir()
    assert not (out / LOCK).exists()
    result = resume(out)
    assert len(result.reports) == REPORTS
    assert contents(out) == whole
    assert not (out / JOURNAL).exists()


def test_only_what_is_not_finished_is_done_again(inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    with cut_off(journal_module, "write_json", 3):
        check(Request((str(inputs),), out))
    done: list[str] = []
    own = chunk.check_chunk

    def counted(folder: Any, rulebook: Any, name: str, items: Any) -> list[str]:
        done.append(name)
        return own(folder, rulebook, name, items)

    monkeypatch.setattr("gouji.check.run.check_chunk", counted)
    # A record that the disk lost with the power: its chunk is done again, too.
    first = json.loads((out / JOURNAL / "chunks" / "0001.json").read_text(encoding="utf-8"))["keys"][0]
    (out / "records" / f"{first}.json").write_text("{}", encoding="utf-8")
    resume(out)
    assert done == ["0001", "0003", "0004"]


def test_what_was_kept_or_half_written_does_no_harm(inputs: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    out = tmp_path / "out"
    with cut_off(publish_module, "_build_pages", 1):
        check(Request((str(inputs),), out))
    kept = next((out / JOURNAL / "records").iterdir())
    kept.write_text("{}", encoding="utf-8")
    for name in ("run.json.part", ".results.json.abc.part", f"records/{kept.name}.part", "records/gone.json.part"):
        (out / name).write_text("{", encoding="utf-8")
    resume(out)
    assert contents(out) == whole


def refused(out: Path) -> str:
    with pytest.raises(FolderRefused) as caught:
        resume(out)
    return caught.value.problem.code


def test_what_cannot_go_on_is_refused(inputs: Path, tmp_path: Path) -> None:
    assert refused(tmp_path / "nothing") == "resume_nothing"
    out = tmp_path / "out"
    with cut_off(chunk_module, "write_record", 1):
        check(Request((str(inputs),), out))
    plan = out / JOURNAL / "plan.json"
    frozen = plan.read_text(encoding="utf-8")
    digest = json.loads(frozen)[3]
    for text, code in [
        (frozen.replace(digest, "0" * 64), "resume_rules"),
        (json.dumps(["0.0.1", *json.loads(frozen)[1:]]), "resume_version"),
        ('["__import__", 1]', "resume_version"),
        (frozen.replace(json.dumps(str(inputs)), '"-"', 1), "resume_stdin"),
    ]:
        plan.write_text(text, encoding="utf-8")
        assert refused(out) == code
    plan.write_text(frozen, encoding="utf-8")
    resume(out)
    assert refused(out) == "resume_finished"


def test_a_full_disk_stops_a_run_in_words(inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: Any, **more: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(chunk_module, "write_record", full)
    with pytest.raises(RunStopped) as caught:
        check(Request((str(inputs),), tmp_path / "out"))
    monkeypatch.undo()
    monkeypatch.setattr(chunk, "CHUNK_SIZE", 2)
    assert caught.value.problem.params["why"] == "No space left on device"
    assert len(resume(tmp_path / "out").reports) == REPORTS


def test_a_folder_in_use_is_refused(inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with locked(out):
        with pytest.raises(FolderRefused) as caught:
            check(Request((str(inputs),), out))
        assert caught.value.problem.code == "run_folder_in_use"
        assert caught.value.problem.params["pid"] == str(os.getpid())
    assert not (out / LOCK).exists()


HOLD = """
import os, signal, sys
from pathlib import Path
from gouji.check.lock import locked
with locked(Path(sys.argv[1])):
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_lock_ends_with_its_holder(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", HOLD, str(tmp_path)], check=False, env={"PYTHONPATH": ":".join(sys.path)}
    )
    assert ended.returncode == -signal.SIGKILL
    assert (tmp_path / LOCK).is_file()
    with locked(tmp_path):
        assert (tmp_path / LOCK).read_text(encoding="ascii") == str(os.getpid())
    assert not (tmp_path / LOCK).exists()
