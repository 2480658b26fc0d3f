"""What was read before: the same result, never another's, and nothing that lies in the cache can do harm."""

from __future__ import annotations

import os
import pickle
import zlib
from pathlib import Path
from typing import Any

import pytest

from gouji.intake import Input, Overrides, read_report
from gouji.model import Report, Unread
from gouji.reading import Reading, ReadingOptions, cache, default_cache
from gouji.reading.cache import read_cached, trim, usable
from kit.documents import STYLES
from kit.figures import load

NOTHING = Overrides()


@pytest.fixture
def document(tmp_path: Path) -> Input:
    path = tmp_path / "a.html"
    path.write_bytes(STYLES["portal_html"](load("001")))
    return Input("a.html", path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = usable(tmp_path / "cache")
    assert made is not None
    return made


def entries(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "read_report", lambda item, overrides: pytest.fail("read anew"))


@pytest.mark.parametrize("style", ["clean_html", "docx", "xlsx", "ruled_pdf", "plain_text"])
def test_the_same_report_comes_out_of_the_cache(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, style: str
) -> None:
    path = tmp_path / f"b.{STYLES[style].extension}"
    path.write_bytes(STYLES[style](load("002")))
    item = Input("b", path)
    first = read_cached(item, NOTHING, folder)
    assert isinstance(first, Report)
    not_read(monkeypatch)
    assert read_cached(item, NOTHING, folder) == first
    assert read_cached(item, NOTHING, folder) is not first


def test_what_is_no_report_is_kept_too(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "news.html"
    path.write_text("<p>今天天气很好。</p>", encoding="utf-8")
    first = read_cached(Input("n", path), NOTHING, folder)
    assert isinstance(first, Unread)
    not_read(monkeypatch)
    assert read_cached(Input("n", path), NOTHING, folder) == first


def test_anything_else_is_read_anew(document: Input, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_cached(document, NOTHING, folder)
    assert read_cached(document, Overrides(year=2020), folder) == read_report(document, Overrides(year=2020))
    assert read_cached(Input("other.html", document.path), NOTHING, folder).source == "other.html"
    document.path.write_bytes(STYLES["portal_html"](load("003")))
    assert read_cached(document, NOTHING, folder) == read_report(document, NOTHING)
    assert len(entries(folder)) == 4
    monkeypatch.setattr(cache, "code_digest", lambda: "of another version")
    read_cached(document, NOTHING, folder)
    assert len(entries(folder)) == 5


class Evil:
    """Runs when it is unpickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, ("harm",)


@pytest.mark.parametrize(
    "planted",
    [
        pickle.dumps(Evil()),
        b"R" + zlib.compress(pickle.dumps(Evil())),
        b"R" + zlib.compress(b'["os.system", "true"]'),
        b"R" + zlib.compress(b"[" * 100_000),
        b"R" + zlib.compress(b" " * 50_000_000),
        b"U" + zlib.compress(b"null"),
        b"",
    ],
    ids=["pickle", "packed pickle", "other fields", "deep", "bomb", "nothing", "empty"],
)
def test_what_others_planted_is_not_believed(
    document: Input, folder: Path, planted: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    read_cached(document, NOTHING, folder)
    [entry] = entries(folder)
    entry.write_bytes(planted)
    assert read_cached(document, NOTHING, folder) == read_report(document, NOTHING)
    assert not (tmp_path / "harm").exists()


def test_a_folder_that_others_may_write_is_not_used(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    assert usable(shared) is None
    (tmp_path / "file").write_bytes(b"")
    assert usable(tmp_path / "file" / "cache") is None
    assert usable(None) is None


def test_an_error_of_ours_is_not_kept(document: Input, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("gouji.intake.read_document", lambda *arguments: 1 / 0)
        assert isinstance(read_cached(document, NOTHING, folder), Unread)
    assert entries(folder) == []
    assert isinstance(read_cached(document, NOTHING, folder), Report)


def test_a_full_cache_loses_what_was_used_longest_ago(folder: Path) -> None:
    for number in range(5):
        path = folder / "aa" / str(number)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x" * 100)
        os.utime(path, (number, number))
    trim(folder, 250)
    assert sorted(path.name for path in entries(folder)) == ["3", "4"]


def test_a_run_reads_through_the_cache_in_its_workers(document: Input, folder: Path) -> None:
    for _ in range(2):
        with Reading(ReadingOptions(cache=folder)) as reading:
            inputs = reading.find([str(document.path)])
            [report] = reading.read(inputs, [NOTHING])
        assert report == read_report(inputs[0], NOTHING)
        assert len(entries(folder)) == 1


def test_where_the_cache_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GOUJI_CACHE", "")
    assert default_cache() is None
    monkeypatch.setenv("GOUJI_CACHE", str(tmp_path))
    assert default_cache() == tmp_path
    monkeypatch.delenv("GOUJI_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    assert default_cache() == tmp_path / "gouji" / "read"
