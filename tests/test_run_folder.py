"""The run folder: nothing of anybody else's is ever written over."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from gouji.messages import render
from gouji.run_folder import SCHEMA, FolderRefused, is_run_folder, open_run_folder, read_manifest, write_json


def earlier_run(path: Path, schema: object = SCHEMA) -> Path:
    folder = open_run_folder(path)
    write_json(folder.manifest, {"schema": schema, "gouji": "0.1"})
    write_json(folder.record("aaa"), {"schema": 1})
    folder.site.mkdir()
    (folder.site / "index.html").write_text("x", encoding="utf-8")
    return path


def content(path: Path) -> dict[str, bytes]:
    return {str(file.relative_to(path)): file.read_bytes() for file in path.rglob("*") if file.is_file()}


def refused(path: Path, *inputs: Path) -> str:
    """The code of the refusal; nothing was changed, and the user is told in both languages which folder it is."""
    before = content(path) if os.path.isdir(path) else None
    with pytest.raises(FolderRefused) as caught:
        open_run_folder(path, inputs)
    assert (content(path) if os.path.isdir(path) else None) == before
    text = render(caught.value.problem)
    for language in (text.zh, text.en):
        assert path.name in language or any(item.name in language for item in inputs)
    return caught.value.problem.code


def test_a_new_folder_is_made(tmp_path: Path) -> None:
    folder = open_run_folder(tmp_path / "a" / "b")
    assert folder.records.is_dir()
    assert not is_run_folder(folder.path)  # only its manifest makes it one


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert open_run_folder(tmp_path / "empty").records.is_dir()


def test_empty_folders_that_plain_gx_makes_do_not_stand_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "out" / "validations").mkdir(parents=True)
    assert open_run_folder(tmp_path / "out").records.is_dir()


@pytest.mark.parametrize("thing", ["validations/2021/result.json", "other/"])
def test_folders_of_those_names_with_something_in_them_are_refused(tmp_path: Path, thing: str) -> None:
    path = tmp_path / "out" / thing
    path.parent.mkdir(parents=True)
    if thing.endswith("/"):
        path.mkdir()
    else:
        path.write_text("{}", encoding="utf-8")
    assert refused(tmp_path / "out") == "run_folder_not_ours"


def test_an_earlier_run_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    path = earlier_run(tmp_path / "out")
    (path / "notes.txt").write_text("mine", encoding="utf-8")
    open_run_folder(path)
    assert content(path) == {"notes.txt": b"mine"}


def test_what_a_link_points_to_is_kept(tmp_path: Path) -> None:
    path = earlier_run(tmp_path / "out")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").write_text("x", encoding="utf-8")
    (path / "frames").symlink_to(elsewhere)
    open_run_folder(path)
    assert (elsewhere / "kept").exists()
    assert not (path / "frames").exists()


@pytest.mark.parametrize(
    "manifest",
    [None, "", "not json", "[]", '{"schema": 1}', '{"gouji": "1"}', "\x00", '{"schema": 1, "gouji": '],
)
def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path, manifest: str | None) -> None:
    path = tmp_path / "reports"
    path.mkdir()
    (path / "report.html").write_text("x", encoding="utf-8")
    if manifest is not None:
        (path / "run.json").write_text(manifest, encoding="utf-8")
    assert refused(path) == "run_folder_not_ours"


@pytest.mark.parametrize("schema", [SCHEMA + 1, "2", None, 1.5])
def test_what_a_newer_version_wrote_is_refused(tmp_path: Path, schema: object) -> None:
    assert refused(earlier_run(tmp_path / "out", schema)) == "run_folder_newer"


def test_a_folder_that_holds_an_input_is_refused(tmp_path: Path) -> None:
    path = earlier_run(tmp_path / "out")
    assert refused(path, path / "site" / "index.html") == "run_folder_holds_input"
    assert refused(path, path) == "run_folder_holds_input"
    link = tmp_path / "link.html"
    link.symlink_to(path / "site" / "index.html")
    assert refused(path, link) == "run_folder_holds_input"


def test_a_folder_of_a_like_name_may_hold_inputs(tmp_path: Path) -> None:
    path = earlier_run(tmp_path / "out")
    inputs = [tmp_path / "output" / "site" / "index.html", path / "site.html", path / "sites" / "index.html"]
    for each in inputs:
        each.parent.mkdir(parents=True, exist_ok=True)
        each.write_text("mine", encoding="utf-8")
    open_run_folder(path, [*inputs, tmp_path])
    assert [each.read_text(encoding="utf-8") for each in inputs] == ["mine"] * 3
    assert not (path / "site").exists()


def test_a_file_beside_the_run_may_be_an_input(tmp_path: Path) -> None:
    path = earlier_run(tmp_path / "out")
    (path / "mine.html").write_text("x", encoding="utf-8")
    open_run_folder(path, [path / "mine.html", tmp_path / "other.html"])
    assert (path / "mine.html").exists()


def test_a_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("x", encoding="utf-8")
    assert refused(path) == "run_folder_is_file"
    assert path.read_text(encoding="utf-8") == "x"
    assert refused(path / "below") == "run_folder_not_writable"


def test_a_name_too_long_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / ("长" * 300)) == "run_folder_not_writable"


def test_where_writing_is_not_possible(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, *arguments: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert refused(tmp_path / "out") == "run_folder_not_writable"


def test_json_is_written_whole_and_valid(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    write_json(path, {"name": os.fsdecode(b"\xff.html"), "half": "\ud83d", "字": 1})
    assert json.loads(path.read_bytes().decode("utf-8"))["字"] == 1
    with pytest.raises(ValueError, match="JSON compliant"):
        write_json(path, {"a": float("nan")})
    assert json.loads(path.read_text(encoding="utf-8"))["字"] == 1
    assert [file.name for file in tmp_path.iterdir()] == ["x.json"]


def test_a_manifest_is_read_back(tmp_path: Path) -> None:
    assert read_manifest(earlier_run(tmp_path / "out")) == {"schema": SCHEMA, "gouji": "0.1"}
    assert read_manifest(tmp_path / "nothing") is None
