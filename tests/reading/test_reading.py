"""Files, archives and streams to reports, each document in a worker process."""

from __future__ import annotations

import hashlib
import io
import os
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from gouji.intake import Input, Overrides
from gouji.messages import render
from gouji.model import Report, Unread
from gouji.pool import Limits, Lost, LostKind
from gouji.reading import Reading, ReadingOptions, reading
from gouji.reading.lost import lost_report
from kit import archives, chores
from kit.documents import STYLES
from kit.figures import load

PAGE = STYLES["clean_html"](load("001"))
OTHER = STYLES["text_dump"](load("113"))


def read(*paths: str, jobs: int | None = None, exclude: Path | None = None) -> list[Report | Unread]:
    with Reading(ReadingOptions(jobs)) as pool:
        inputs = pool.find(paths, exclude)
        return list(pool.read(inputs, [Overrides()] * len(inputs)))


def told(items: list[Report | Unread]) -> list[tuple[str, str | None]]:
    """Sources with the code of what is wrong."""
    return [(item.source, item.problem.code if isinstance(item, Unread) else None) for item in items]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_an_archive_stands_where_a_folder_would(here: Path) -> None:
    folder = here / "in"
    folder.mkdir()
    files = {"子/b.html": PAGE, "a_files/x.css": b"x", "__MACOSX/子/._b.html": b"x", ".hidden": b"x", "README.md": b"x"}
    (folder / "b.zip").write_bytes(archives.packed(files))
    (folder / "a.html").write_bytes(PAGE)
    (folder / "c.txt").write_bytes(OTHER)
    items = read("in")
    assert told(items) == [("in/a.html", None), ("in/b.zip!/子/b.html", None), ("in/c.txt", None)]
    assert len({item.id for item in items}) == 3
    assert items[1].sha256 == hashlib.sha256(PAGE).hexdigest()


def test_what_is_wrong_in_an_archive_is_said_and_costs_nothing_else(here: Path) -> None:
    (here / "a.zip").write_bytes(archives.encrypted({"密.html": PAGE, "b.html": PAGE, "c.html": b"x"}, "密.html"))
    (here / "b.zip").write_bytes(archives.packed({"x.html": PAGE})[:-9])
    (here / "c.zip").write_bytes(archives.packed({"logo.png": b"x"}))
    items = read("a.zip", "b.zip", "c.zip")
    assert told(items) == [
        ("a.zip!/密.html", "member_encrypted"),
        ("a.zip!/b.html", None),
        ("a.zip!/c.html", "not_a_report"),
        ("b.zip", "zip_damaged"),
        ("c.zip", "archive_empty"),
    ]
    assert [item.sha256 is None for item in items] == [True, False, False, True, True]


def test_messages_name_the_file_in_the_archive(here: Path) -> None:
    (here / "a.zip").write_bytes(archives.packed({"子/空.html": b""}))
    [item] = read("a.zip")
    assert isinstance(item, Unread)
    assert "“空.html”" in render(item.problem).zh


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))


def test_standard_input(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "a.html").write_bytes(PAGE)
    stdin(monkeypatch, OTHER)
    items = read("a.html", "-", "-")
    assert told(items) == [("a.html", None), ("-", None)]
    assert items[1].sha256 == hashlib.sha256(OTHER).hexdigest()
    stdin(monkeypatch, b"")
    assert told(read("-")) == [("-", "empty_file")]


def test_an_archive_on_standard_input(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, archives.packed({"a.html": PAGE}))
    assert told(read("-")) == [("-!/a.html", None)]


def test_a_stream_without_an_end_is_cut(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_LARGEST_STREAM", 100)
    stdin(monkeypatch, b"x" * 101)
    assert told(read("-")) == [("-", "file_too_large")]


def test_a_pipe_that_is_named_is_read(here: Path) -> None:
    os.mkfifo(here / "pipe")
    writer = threading.Thread(target=(here / "pipe").write_bytes, args=(PAGE,))
    writer.start()
    items = read("pipe")
    writer.join()
    assert told(items) == [("pipe", None)]


@pytest.mark.parametrize("jobs", [1, 3])
def test_the_order_is_that_of_the_files_whatever_the_jobs(here: Path, jobs: int) -> None:
    wanted = []
    for number in range(24):
        name = f"{number:02}.html"
        (here / name).write_bytes(b"" if number % 5 == 4 else PAGE)
        wanted.append((name, "empty_file" if number % 5 == 4 else None))
    assert told(read(*(name for name, _ in wanted), jobs=jobs)) == wanted


def test_a_file_beyond_all_measure_is_not_opened(here: Path) -> None:
    with (here / "sparse.html").open("wb") as file:
        file.truncate(2_000_000_000)
    assert told(read("sparse.html")) == [("sparse.html", "file_too_large")]


def test_nothing_that_was_unpacked_stays(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "spool").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(here / "spool"))
    (here / "a.zip").write_bytes(archives.packed({"a.html": PAGE}))
    with Reading() as pool:
        [item] = pool.find(["a.zip"])
        assert item.path.read_bytes() == PAGE
        assert item.origin == Path("a.zip")
        assert item.path.is_relative_to(here / "spool")
    assert list((here / "spool").iterdir()) == []


def test_a_document_that_hangs_is_an_entry_like_any_other(here: Path) -> None:
    for name in ("a.html", "b.html"):
        (here / name).write_bytes(PAGE)
    with Reading(ReadingOptions(seconds=1)) as pool:
        inputs = pool.find(["a.html", "b.html"])
        lost = list(pool.map(chores.wait_for_ever, inputs))
        assert lost == [Lost(LostKind.TIMEOUT, "1")] * 2
        assert told(list(pool.read(inputs, [Overrides()] * 2))) == [("a.html", None), ("b.html", None)]


@pytest.mark.parametrize(
    ("lost", "code", "word"),
    [
        (Lost(LostKind.TIMEOUT, "60"), "worker_timeout", "60"),
        (Lost(LostKind.MEMORY), "worker_memory", "2000"),
        (Lost(LostKind.CRASHED, "SIGSEGV"), "worker_crashed", "SIGSEGV"),
        (Lost(LostKind.RAISED, "RecursionError: deep"), "reader_crashed", "RecursionError"),
    ],
)
def test_the_cause_is_named_and_the_file_identified(here: Path, lost: Lost, code: str, word: str) -> None:
    (here / "a.html").write_bytes(PAGE)
    entry = lost_report(Input("a.html", Path("a.html")), lost, Limits())
    assert entry.problem.code == code
    assert word in render(entry.problem).zh
    assert word in render(entry.problem).en
    assert entry.sha256 == hashlib.sha256(PAGE).hexdigest()
    assert entry.id == read("a.html")[0].id
    assert lost_report(Input("b.html", Path("b.html")), lost, Limits()).sha256 is None


def test_a_memory_bomb_is_named(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "a.html").write_bytes(b"<html>" + b"<p a b c d e f g h>a" * 400_000)
    monkeypatch.setattr(reading, "Limits", lambda seconds: Limits(seconds, memory=300_000_000))
    [item] = read("a.html")
    assert isinstance(item, Unread)
    assert item.problem.code == "worker_memory"
