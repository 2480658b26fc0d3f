"""Pages drawn in workers are the pages drawn without any."""

from __future__ import annotations

import copy
import logging
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from site_build import publish
from site_records import all_records

from gouji.pool import Limits, Pool
from gouji.site import bulk
from gouji.site.bulk import Drawn, draw_all, drawn, kept, lending, worked_out

TASKS = tuple(range(20))


@pytest.fixture
def pool() -> Iterator[Pool]:
    with Pool(2, Limits(seconds=30)) as made:
        yield made


@pytest.fixture
def always_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "WORTH_WORKERS", 0)


def _square(shared: int, task: int) -> tuple[int, int]:
    return task * task + shared, os.getpid()


def _fatal_elsewhere(parent: int, task: int) -> int:
    if os.getpid() != parent:
        os._exit(3)
    return task


def _files(site: Path) -> Mapping[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_few_tasks_are_done_here() -> None:
    assert list(draw_all(_square, 1, TASKS)) == [(task * task + 1, os.getpid()) for task in TASKS]


def test_many_tasks_are_done_in_workers_in_order(pool: Pool, always_workers: None) -> None:
    with lending(pool):
        found = list(draw_all(_square, 1, TASKS))
    assert [value for value, _ in found] == [task * task + 1 for task in TASKS]
    assert os.getpid() not in {process for _, process in found}


def test_what_a_lost_worker_should_have_drawn_is_drawn_here(pool: Pool, always_workers: None) -> None:
    with lending(pool):
        assert list(draw_all(_fatal_elsewhere, os.getpid(), TASKS)) == list(TASKS)


def test_a_site_drawn_in_workers_is_the_same(tmp_path: Path, pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    records = _several()
    here = _files(publish(tmp_path / "here", records, single_files=True))
    monkeypatch.setattr(bulk, "WORTH_WORKERS", 0)
    with lending(pool):
        there = _files(publish(tmp_path / "there", records, single_files=True))
    assert any(path.startswith("compare/") for path in here)
    assert there == here


def test_a_page_that_a_worker_cannot_draw_is_logged_here(
    tmp_path: Path, pool: Pool, always_workers: None, caplog: pytest.LogCaptureFixture
) -> None:
    broken = {"id": "e5f6a1b2c3d4", "verdict": None, "findings": 3}
    with lending(pool), caplog.at_level(logging.ERROR, "gouji"):
        site = publish(tmp_path / "site", [*all_records(), broken])
    assert any("reports/e5f6a1b2c3d4.html could not be built" in record.getMessage() for record in caplog.records)
    assert {path.stem for path in (site / "reports").iterdir()} == {record["id"] for record in all_records()}


def test_what_builders_share_is_worked_out_once_while_a_pool_is_lent() -> None:
    asked: list[int] = []

    def work() -> int:
        asked.append(len(asked))
        return len(asked)

    assert [worked_out("a", work), worked_out("a", work)] == [1, 2]
    with lending(None):
        assert [worked_out("a", work), worked_out("b", work), worked_out("a", work)] == [3, 4, 3]
    with lending(None):
        assert worked_out("a", work) == 5


def test_a_text_becomes_the_bytes_of_its_file() -> None:
    assert drawn("a.html", lambda: "机关").content == "机关".encode()
    assert drawn("a.html", lambda: "half \ud800").content == b"half ?"
    assert drawn("a.png", lambda: b"\x89PNG").content == b"\x89PNG"


def test_a_page_that_cannot_be_written_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    def full(path: str, content: str | bytes) -> None:
        raise OSError(f"no space for {path}")

    assert not kept(Drawn("reports/a.html", b"text"), full)
    assert "reports/a.html could not be written" in caplog.text


def _several() -> list[dict[str, Any]]:
    """The records of all kinds, and two years of one body."""
    records = all_records()
    earlier = copy.deepcopy(records[0])
    earlier |= {"id": "0f0f0f0f0f0f", "year": int(earlier["year"]) - 1}
    return [*records, earlier]
