"""Workers that hang, crash, eat memory: each costs its own task and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any

import pytest

from gouji.pool import Limits, Lost, LostKind, Pool
from kit import chores

SOON = Limits(seconds=1.0, memory=500_000_000)


def results(function: Callable[[Any], Any], tasks: list[Any], jobs: int = 1, limits: Limits = SOON) -> list[Any]:
    with Pool(jobs, limits) as pool:
        return list(pool.map(function, tasks))


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_come_in_the_order_of_the_tasks(jobs: int) -> None:
    assert results(chores.double, list(range(300)), jobs) == [2 * number for number in range(300)]


@pytest.mark.parametrize("jobs", [1, 3])
def test_trouble_changes_neither_order_nor_number(jobs: int) -> None:
    found = results(chores.misbehave, list(range(40)), jobs)
    kinds = [result.kind if isinstance(result, Lost) else result for result in found]
    wanted: list[object] = [2 * number for number in range(40)]
    wanted[6::7] = [LostKind.CRASHED] * len(wanted[6::7])
    wanted[10::11] = [LostKind.RAISED] * 3
    assert kinds == wanted


@pytest.mark.parametrize("hanging", [chores.wait_for_ever, chores.hang_in_a_library])
def test_a_hang_ends_when_its_time_is_up(hanging: Callable[[object], None]) -> None:
    with Pool(1, SOON) as pool:
        began = time.monotonic()
        assert list(pool.map(hanging, [None])) == [Lost(LostKind.TIMEOUT, "1")]
        assert time.monotonic() - began < 10
        assert list(pool.map(chores.double, [4])) == [8]


def test_a_crash_names_the_signal() -> None:
    assert results(chores.kill_itself, [None]) == [Lost(LostKind.CRASHED, "SIGKILL")]
    assert results(chores.touch_forbidden_memory, [None]) == [Lost(LostKind.CRASHED, "SIGSEGV")]
    assert results(chores.leave, [3]) == [Lost(LostKind.CRASHED, "exit code 3")]


def test_memory_is_limited_and_the_next_task_has_it_again() -> None:
    assert results(chores.take_memory, [100, 900, 100]) == [100_000_000, Lost(LostKind.MEMORY), 100_000_000]


def test_what_a_task_raises_is_said_and_the_worker_stays() -> None:
    with Pool(1, SOON) as pool:
        [before] = pool.map(chores.own_process, [None])
        assert list(pool.map(chores.fail, ["x"])) == [Lost(LostKind.RAISED, "ZeroDivisionError: x")]
        [unsent] = pool.map(chores.give_what_cannot_be_sent, [None])
        assert isinstance(unsent, Lost)
        assert unsent.kind is LostKind.RAISED
        assert list(pool.map(chores.own_process, [None])) == [before]


def test_what_a_library_prints_does_not_reach_the_pipe() -> None:
    assert results(chores.print_and_read, [1, 2]) == ["", ""]


def test_a_worker_is_used_again_until_it_has_done_enough() -> None:
    processes = results(chores.own_process, [None] * 7, limits=Limits(tasks=3))
    assert [len(set(processes[start : start + 3])) for start in (0, 3, 6)] == [1, 1, 1]
    assert len(set(processes)) == 3


def test_a_worker_that_grew_is_replaced() -> None:
    with Pool(1, Limits(resident=300_000_000)) as pool:
        [first] = pool.map(chores.own_process, [None])
        assert list(pool.map(chores.own_process, [None])) == [first]
        assert list(pool.map(chores.take_memory, [400])) == [400_000_000]
        assert list(pool.map(chores.own_process, [None])) != [first]


def test_a_large_parent_does_not_wear_out_its_workers() -> None:
    held = bytearray(400_000_000)
    held[::4096] = b"x" * len(held[::4096])
    with Pool(1, Limits(resident=300_000_000)) as pool:
        [first] = pool.map(chores.own_process, [None])
        assert list(pool.map(chores.own_process, [None])) == [first]
    assert held[0] == ord("x")


def test_no_process_is_left_behind() -> None:
    with Pool(2, SOON) as pool:
        processes = [result for result in pool.map(chores.own_process, [None] * 20) if isinstance(result, int)]
        hanging = pool.map(chores.wait_for_ever, [None, None])
        assert all(is_running(process) for process in processes)
    assert not any(is_running(process) for process in processes)
    assert all(isinstance(result, Lost) for result in hanging)


def test_results_that_nobody_takes_hold_nothing_up() -> None:
    with Pool(1, SOON) as pool:
        taken = pool.map(chores.double, list(range(1000)))
        assert next(taken) == 0
        taken.close()  # type: ignore[attr-defined]
        assert list(pool.map(chores.double, [1])) == [2]


def test_work_begins_before_the_first_result_is_asked_for(tmp_path: Path) -> None:
    with Pool(1) as pool:
        waiting = pool.map(Path.touch, [tmp_path / "begun"])
        until = time.monotonic() + 30
        while not (tmp_path / "begun").exists() and time.monotonic() < until:
            os.sched_yield()
        assert (tmp_path / "begun").exists()
        assert list(waiting) == [None]


def test_results_that_wait_are_taken_apart_one_by_one() -> None:
    """Hundreds of reports may wait: what they are made of is there only once a result is asked for."""
    chores.Counted.made = 0
    with Pool(2) as pool:
        waiting = pool.map(chores.counted, range(5))
        for taken, result in enumerate(waiting, start=1):
            assert isinstance(result, chores.Counted)
            assert chores.Counted.made == taken


def test_a_task_that_cannot_be_sent_is_the_callers_error() -> None:
    with Pool(1) as pool, pytest.raises(TypeError, match="pickle"):
        list(pool.map(chores.own_process, [Lock()]))


def test_no_tasks() -> None:
    assert results(chores.double, []) == []


def test_without_processes_every_task_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    assert [result.kind for result in results(chores.double, [1, 2, 3], jobs=2)] == [LostKind.CRASHED] * 3


def test_the_current_folder_is_not_on_the_workers_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [entry for entry in sys.path if entry])
    assert results(chores.double, [1]) == [2]


@pytest.mark.parametrize(
    ("own", "seen"),
    [
        (None, "glibc.malloc.hugetlb=1"),
        ("glibc.malloc.check=1", "glibc.malloc.check=1:glibc.malloc.hugetlb=1"),
        ("glibc.malloc.hugetlb=0", "glibc.malloc.hugetlb=0"),
    ],
)
def test_workers_ask_for_large_pages_unless_told_otherwise(
    own: str | None, seen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if own is None:
        monkeypatch.delenv("GLIBC_TUNABLES", raising=False)
    else:
        monkeypatch.setenv("GLIBC_TUNABLES", own)
    assert results(chores.environment, ["GLIBC_TUNABLES"]) == [seen]
