"""From paths to reports: which files are read, and what becomes of those that cannot be."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from gouji import intake
from gouji.intake import Input, Overrides, find_inputs, read_report
from gouji.messages import render
from gouji.model import Report, Unread
from gouji.run_folder import open_run_folder, write_json
from kit.documents import STYLES
from kit.figures import load

PAGE = STYLES["clean_html"](load("001"))


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def found(paths: list[str], exclude: Path | None = None) -> list[tuple[str, str | None]]:
    """Sources with the code of their problem."""
    return [(item.source, item.problem.code if item.problem else None) for item in find_inputs(paths, exclude)]


def test_a_folder_is_searched_through_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "in/b.html", "in/a.txt", "in/子/c.HTM", "in/z")
    monkeypatch.chdir(tmp_path)
    assert found(["in"]) == [("in/a.txt", None), ("in/b.html", None), ("in/z", None), ("in/子/c.HTM", None)]


def test_what_is_no_report_is_passed_over(tmp_path: Path) -> None:
    touch(tmp_path, "a.html", ".hidden.html", ".git/config", "~$draft.html", "a_files/x.css", "a_files/y.PNG", "r.log")
    touch(tmp_path, "README.md")
    assert found([str(tmp_path)]) == [((tmp_path / "a.html").as_posix(), None)]


def test_a_companion_that_is_named_is_read(tmp_path: Path) -> None:
    touch(tmp_path, "a.css", ".b")
    assert [code for _, code in found([str(tmp_path / "a.css"), str(tmp_path / ".b")])] == [None, None]


def test_run_folders_are_passed_over(tmp_path: Path) -> None:
    touch(tmp_path, "a.html", "out/kept.html")
    earlier = open_run_folder(tmp_path / "earlier")
    write_json(earlier.manifest, {"schema": 1, "gouji": "0"})
    touch(earlier.path, "site/index.html")
    assert found([str(tmp_path)], exclude=tmp_path / "out") == [((tmp_path / "a.html").as_posix(), None)]
    assert found([str(earlier.path)]) == [(str(earlier.path), "folder_empty")]


def test_a_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "in/a.html")
    (tmp_path / "link.html").symlink_to(tmp_path / "in" / "a.html")
    monkeypatch.chdir(tmp_path)
    assert found(["in/a.html", "in", "./in/../in/a.html", "link.html"]) == [("in/a.html", None)]


def test_what_is_missing_or_empty_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    touch(tmp_path, "a.html")
    missing, empty, there = (str(tmp_path / name) for name in ("nothing.html", "empty", "a.html"))
    assert found([missing, empty, there]) == [(missing, "path_missing"), (empty, "folder_empty"), (there, None)]


def test_links_that_lead_nowhere_or_in_circles(tmp_path: Path) -> None:
    touch(tmp_path, "a.html")
    (tmp_path / "gone.html").symlink_to(tmp_path / "never.html")
    (tmp_path / "loop.html").symlink_to(tmp_path / "loop.html")
    (tmp_path / "circle").symlink_to(tmp_path)
    inputs = find_inputs([str(tmp_path)])
    assert [item.path.name for item in inputs] == ["a.html", "gone.html", "loop.html"]
    unread = [read_report(item, Overrides()) for item in inputs[1:]]
    assert [item.problem.code for item in unread if isinstance(item, Unread)] == ["file_not_readable"] * 2


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    touch(tmp_path, "a.html")
    os.mkfifo(tmp_path / "pipe")
    assert [item.path.name for item in find_inputs([str(tmp_path)])] == ["a.html"]


def test_a_folder_that_cannot_be_opened_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "a.html", "locked/b.html", "z.html")
    listed: Callable[[Path], object] = Path.iterdir

    def refuse(folder: Path) -> object:
        if folder.name == "locked":
            raise PermissionError(13, "Permission denied", str(folder))
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", refuse)
    codes = {Path(source).name: code for source, code in found([str(tmp_path)])}
    assert codes == {"a.html": None, "locked": "file_not_permitted", "z.html": None}


def test_an_empty_path_is_missing_and_not_the_working_folder() -> None:
    assert found([""]) == [("", "path_missing")]


def test_a_name_too_long_is_missing_or_unreadable(tmp_path: Path) -> None:
    [(source, code)] = found([str(tmp_path / ("长" * 300))])
    assert code in ("path_missing", "file_not_readable")
    assert source.endswith("长")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PermissionError(13, "Permission denied"), "file_not_permitted"),
        (OSError(5, "Input/output error"), "file_not_readable"),
        (IsADirectoryError(21, "Is a directory"), "file_not_readable"),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, code: str) -> None:
    def refuse(path: Path) -> bytes:
        raise error

    touch(tmp_path, "a.html")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    unread = read_report(Input("a.html", tmp_path / "a.html"), Overrides())
    assert isinstance(unread, Unread)
    assert (unread.problem.code, unread.sha256) == (code, None)
    assert "a.html" in render(unread.problem).zh


def test_a_crash_of_the_reader_is_an_error_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(data: bytes, name: str) -> None:
        raise ZeroDivisionError("x" * 1000)

    touch(tmp_path, "a.html")
    monkeypatch.setattr(intake, "read_document", crash)
    unread = read_report(Input("a.html", tmp_path / "a.html"), Overrides())
    assert isinstance(unread, Unread)
    text = render(unread.problem)
    assert unread.problem.code == "reader_crashed"
    assert "ZeroDivisionError" in text.zh
    assert len(text.zh) < 400


def test_what_the_command_line_says_stands(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    report = read_report(Input("a.html", tmp_path / "a.html"), Overrides("样本县教育局", 2022))
    assert isinstance(report, Report)
    assert (report.identity.organisation, report.identity.year) == ("样本县教育局", 2022)


def test_the_id_follows_path_and_content(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(PAGE)
    first = read_report(Input("a.html", path), Overrides())
    assert read_report(Input("a.html", path), Overrides()).id == first.id
    assert read_report(Input("b.html", path), Overrides()).id != first.id
    path.write_bytes(PAGE + b" ")
    assert read_report(Input("a.html", path), Overrides()).id != first.id
    assert len(first.id) == 12
    assert set(first.id) <= set("0123456789abcdef")


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.html"))
    path.write_bytes(PAGE)
    [item] = find_inputs([str(tmp_path)])
    assert isinstance(read_report(item, Overrides()), Report)
