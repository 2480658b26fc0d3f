"""What is in an archive, whoever packed it and for whatever purpose."""

from __future__ import annotations

import random
import subprocess
import tracemalloc
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from gouji.messages import render
from gouji.sources.archives import Bounds, could_be_archive, foreign, unpack
from kit import archives

PAGE = "<html><body>年度报告</body></html>".encode()
SEVEN = b"7z\xbc\xaf\x27\x1c"


def contents(path: Path, bounds: Bounds | None = None) -> dict[str, bytes | str]:
    """Bytes or the code of what is wrong, by name; texts must exist for every problem."""
    found: dict[str, bytes | str] = {}
    members = unpack(path, path.name, lambda name: True, bounds)
    assert members is not None
    for member in members:
        assert member.name not in found
        assert (member.data is None) != (member.problem is None)
        if member.problem is not None:
            assert render(member.problem).zh
            found[member.name] = member.problem.code
        elif member.data is not None:
            found[member.name] = member.data
    return found


def unpacked(folder: Path, data: bytes, bounds: Bounds | None = None) -> dict[str, bytes | str]:
    path = folder / "包.zip"
    path.write_bytes(data)
    return contents(path, bounds)


def test_files_come_in_the_order_packed(tmp_path: Path) -> None:
    files = {"b/z.html": b"1", "a.txt": b"2", "b/y.html": b"3"}
    assert list(unpacked(tmp_path, archives.packed(files)).items()) == list(files.items())


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_without_a_mark_are_read_right(tmp_path: Path, encoding: str) -> None:
    name = "示例市/教育局2024年度报告（终稿）.html"
    assert unpacked(tmp_path, archives.packed_raw({name.encode(encoding): PAGE})) == {name: PAGE}


def test_a_name_in_a_field_of_its_own_stands(tmp_path: Path) -> None:
    raw, name = b"\xb1\xa8\xb8\xe6?.html", "报告①.html"
    field = archives.unicode_path(raw, name)
    assert list(unpacked(tmp_path, archives.packed_raw({raw: PAGE}, {raw: field}))) == [name]
    stale = archives.unicode_path(b"another name", name)
    assert list(unpacked(tmp_path, archives.packed_raw({raw: PAGE}, {raw: stale}))) == ["报告?.html"]


def test_names_that_lead_out_are_harmless(tmp_path: Path) -> None:
    names = ["../../etc/passwd", "/etc/shadow", "C:\\windows\\a.html", "..\\..\\b.html", "x/../y.html", "./.././z.html"]
    wanted = ["etc/passwd", "etc/shadow", "windows/a.html", "b.html", "x/y.html", "z.html"]
    assert list(unpacked(tmp_path, archives.packed(dict.fromkeys(names, b"x")))) == wanted


def test_two_files_of_one_name_are_both_kept(tmp_path: Path) -> None:
    found = unpacked(tmp_path, archives.twice("报告.html", b"first", b"second"))
    assert found == {"报告.html": b"first", "报告.html#2": b"second"}


def test_an_encrypted_file_costs_only_itself(tmp_path: Path) -> None:
    data = archives.encrypted({"a.html": b"1", "密.html": b"2", "c.html": b"3"}, "密.html")
    assert unpacked(tmp_path, data) == {"a.html": b"1", "密.html": "member_encrypted", "c.html": b"3"}


def test_a_damaged_file_costs_only_itself(tmp_path: Path) -> None:
    data = bytearray(archives.packed({"a.html": PAGE * 9, "b.html": b"3"}))
    data[40] ^= 0xFF
    assert unpacked(tmp_path, bytes(data)) == {"a.html": "zip_damaged", "b.html": b"3"}


def test_an_unknown_method_is_named(tmp_path: Path) -> None:
    assert unpacked(tmp_path, archives.of_method({"a.html": PAGE}, 9)) == {"a.html": "member_method"}


def test_links_are_not_followed(tmp_path: Path) -> None:
    assert unpacked(tmp_path, archives.linked("/etc/passwd")) == {"page.html": b"page"}


def test_archives_in_archives(tmp_path: Path) -> None:
    inner = archives.packed({"内/报告.html": PAGE, "e.txt": b"e"})
    outer = archives.packed({"a.html": b"a", "f/inner.zip": inner, "z.html": b"z"})
    assert unpacked(tmp_path, outer) == {
        "a.html": b"a",
        "f/inner.zip!/内/报告.html": PAGE,
        "f/inner.zip!/e.txt": b"e",
        "z.html": b"z",
    }


def test_depth_is_bounded(tmp_path: Path) -> None:
    data = PAGE
    for level in range(6):
        data = archives.packed({f"{level}.zip" if level else "page.html": data})
    assert unpacked(tmp_path, data) == {"5.zip!/4.zip!/3.zip": "archive_too_deep"}


def test_a_damaged_archive_in_an_archive(tmp_path: Path) -> None:
    found = unpacked(tmp_path, archives.packed({"x.zip": archives.packed({"a.html": PAGE})[:-30], "b.html": b"b"}))
    assert found == {"x.zip": "zip_damaged", "b.html": b"b"}


@pytest.mark.parametrize("part", ["[Content_Types].xml", "OFD.xml", "mimetype"])
def test_a_document_is_no_archive(tmp_path: Path, part: str) -> None:
    document = archives.packed({"content.xml": b"<x/>", part: b"x"})
    path = tmp_path / "a.zip"
    path.write_bytes(document)
    assert unpack(path, "a.zip", lambda name: True) is None
    assert unpacked(tmp_path, archives.packed({"a.docx": document})) == {"a.docx": document}


def test_a_folder_with_a_documents_part_deeper_down_is_an_archive(tmp_path: Path) -> None:
    assert list(unpacked(tmp_path, archives.packed({"x/OFD.xml": b"x"}))) == ["x/OFD.xml"]


def test_the_head_spares_asking_about_documents() -> None:
    assert could_be_archive(archives.packed({"a.html": PAGE})[:256])
    assert could_be_archive(archives.packed({"mimetype2": PAGE})[:256])
    assert not could_be_archive(archives.packed({"[Content_Types].xml": PAGE, "word/document.xml": PAGE})[:256])
    assert could_be_archive(SEVEN)
    assert not could_be_archive(PAGE)
    assert not could_be_archive(b"")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (archives.packed({"a.html": PAGE})[:-10], "zip_damaged"),
        (b"PK\x03\x04" + random.Random(2).randbytes(4000), "zip_damaged"),
        (archives.packed({}), "archive_empty"),
        (archives.packed({"folder/": b""}), "archive_empty"),
    ],
)
def test_an_archive_that_gives_nothing_says_why(tmp_path: Path, data: bytes, code: str) -> None:
    assert unpacked(tmp_path, data) == {"": code}


def test_what_is_not_wanted_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(archives.packed({"a.png": b"\0" * 100, "b.html": PAGE}))
    members = unpack(path, "a.zip", lambda name: name.endswith(".html"), Bounds(total_bytes=len(PAGE)))
    assert members is not None
    assert [member.name for member in members] == ["b.html"]


class TestBombs:
    """Bounded before anything is unpacked."""

    def test_one_that_grows_without_measure(self, tmp_path: Path) -> None:
        data = archives.packed({"bomb.html": b"\0" * 45_000_000, "a.html": PAGE})
        assert len(data) < 60_000
        tracemalloc.start()
        found = unpacked(tmp_path, data)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
        tracemalloc.stop()
        assert found == {"bomb.html": "zip_too_large", "a.html": PAGE}

    def test_one_large_file(self, tmp_path: Path) -> None:
        found = unpacked(tmp_path, archives.packed({"a.html": b"x" * 101, "b.html": b"y"}), Bounds(entry_bytes=100))
        assert found == {"a.html": "file_too_large", "b.html": b"y"}

    def test_many_files(self, tmp_path: Path) -> None:
        files = {f"{number}.html": b"x" for number in range(11)}
        assert unpacked(tmp_path, archives.packed(files), Bounds(entries=10)) == {"": "archive_too_many"}

    def test_much_in_all(self, tmp_path: Path) -> None:
        files = {f"{number}.html": b"x" * 100 for number in range(11)}
        assert unpacked(tmp_path, archives.packed(files), Bounds(total_bytes=1000)) == {"": "archive_too_large"}

    def test_bounds_hold_for_archives_within_together(self, tmp_path: Path) -> None:
        inner = archives.packed({"a.html": b"x" * 600, "b.html": b"x"})
        outer = archives.packed({"1.zip": inner, "2.zip": inner}, zipfile.ZIP_STORED)
        bounds = Bounds(total_bytes=2 * len(inner) + 1000)
        assert unpacked(tmp_path, outer, bounds)["2.zip"] == "archive_too_large"
        assert unpacked(tmp_path, outer, Bounds(entries=5))["2.zip"] == "archive_too_many"

    def test_an_archive_that_holds_itself_many_times_over(self, tmp_path: Path) -> None:
        data = archives.packed({"page.html": PAGE})
        for _ in range(3):
            data = archives.packed({f"{number}.zip": data for number in range(30)})
        found = unpacked(tmp_path, data, Bounds(entries=2000))
        assert len(found) < 2000
        assert set(found.values()) == {"archive_too_deep", "archive_too_many"}


class TestForeign:
    """7z and RAR by a program that is installed or not."""

    def test_without_a_program_one_is_told_to_unpack(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(foreign, "unpacker", lambda: None)
        path = tmp_path / "a.7z"
        path.write_bytes(SEVEN + b"x")
        [member] = unpack(path, "a.7z", lambda name: True) or []
        assert member.problem is not None
        assert member.problem.code == "archive_no_program"
        assert "7Z" in render(member.problem).zh

    @pytest.mark.bsdtar
    def test_seven_zip(self, tmp_path: Path) -> None:
        path = seven_zip(tmp_path, {"甲/报告.html": PAGE, "b.html": b"b"})
        assert contents(path) == {"甲/报告.html": PAGE, "b.html": b"b"}
        assert contents(path, Bounds(entry_bytes=5))["甲/报告.html"] == "file_too_large"
        assert contents(path, Bounds(entries=1))[""] == "archive_too_many"
        assert contents(path, Bounds(total_bytes=3))[""] == "archive_too_large"

    @pytest.mark.bsdtar
    def test_rar(self, tmp_path: Path) -> None:
        path = tmp_path / "a.rar"
        path.write_bytes(archives.stored_rar({"a.html": PAGE, "f\\b.html": b"b"}))
        assert contents(path) == {"a.html": PAGE, "f/b.html": b"b"}

    @pytest.mark.bsdtar
    def test_damaged(self, tmp_path: Path) -> None:
        path = seven_zip(tmp_path, {"a.html": PAGE})
        path.write_bytes(path.read_bytes()[:-20])
        assert contents(path) == {"": "zip_damaged"}

    @pytest.mark.bsdtar
    def test_within_a_zip(self, tmp_path: Path) -> None:
        inner = seven_zip(tmp_path, {"a.html": PAGE}).read_bytes()
        assert unpacked(tmp_path, archives.packed({"x.7z": inner})) == {"x.7z!/a.html": PAGE}


def seven_zip(folder: Path, files: Mapping[str, bytes]) -> Path:
    """A 7z archive of `files`."""
    root = folder / "files"
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    path = folder / "packed.7z"
    program = foreign.unpacker()
    assert program is not None
    subprocess.run([program, "-c", "--format", "7zip", "-f", path, *files], cwd=root, check=True)
    return path
