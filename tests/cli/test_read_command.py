"""`gouji read`: what was read, for people, programs and spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from gouji.outputs.safe_text import safe
from kit import balanced, faults
from kit.command import Ended, run
from kit.documents import STYLES
from kit.figures import load

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report of each edition, one with odd cells, and a file that is no report."""
    monkeypatch.chdir(tmp_path)
    odd = faults.unreadable(balanced.make(3), "requests.granted.research", "=HYPERLINK(0)")
    odd = faults.placeholder(faults.blank(odd, "requests.granted.commercial"), "disclosure.regulations_made", "/")
    odd = faults.unit(odd, "disclosure.licences")
    (tmp_path / "a.html").write_bytes(STYLES["clean_html"](load("001")))
    (tmp_path / "b.html").write_bytes(STYLES["clean_html"](balanced.make(1, "2019")))
    (tmp_path / "c.html").write_bytes(STYLES["clean_html"](replace(odd, organisation="示例\u202e市教育局")))
    (tmp_path / "d.html").write_bytes(b"")
    return tmp_path


def read(capture: Capture, *arguments: str) -> Ended:
    return run(capture, "read", *arguments)


def test_as_json(folder: Path, capfd: Capture) -> None:
    ended = read(capfd, "a.html", "b.html", "--format", "json")
    first, second = json.loads(ended.out)["reports"]
    figures, older = load("001"), balanced.make(1, "2019")
    assert (ended.code, ended.err) == (0, "")
    assert (first["source"], first["organisation"], first["year"]) == ("a.html", figures.organisation, figures.year)
    for report, expected in ((first, figures), (second, older)):
        for key, value in expected.cells.items():
            table, *rest = key.split(".")
            found = report[table]
            for part in rest:
                found = found[part]
            assert found == value, key
    assert [section["chapter"] for section in first["sections"]] == [1, 2, 3, 4, 5, 6]
    assert set(second["requests"]["other_remaining"].values()) == {None}
    assert "other" not in first["requests"]
    assert "cells" not in first


def test_whole_numbers_are_written_as_whole_numbers(folder: Path, capfd: Capture) -> None:
    ended = read(capfd, "a.html", "--format", "json", "--cells")
    assert '"total": 14069' in ended.out
    assert '"value": 14069,' in ended.out
    assert "14069.0" not in ended.out


def test_every_cell_with_its_place(folder: Path, capfd: Capture) -> None:
    ended = read(capfd, "c.html", "--format", "json", "--cells")
    cells = json.loads(ended.out)["reports"][0]["cells"]
    assert len(cells) == len(balanced.make(3).cells)
    assert cells["requests.granted.commercial"]["state"] == "blank"
    assert cells["requests.granted.research"]["raw"] == "=HYPERLINK(0)"
    assert cells["disclosure.regulations_made"] | {"at": None} == {
        "state": "placeholder",
        "value": None,
        "raw": "/",
        "note": None,
        "at": None,
    }
    assert cells["disclosure.licences"]["note"] == "件"
    assert all(cell["at"]["table"] and cell["at"]["row"] and cell["at"]["column"] for cell in cells.values())


def test_as_csv(folder: Path, capfd: Capture) -> None:
    ended = read(capfd, "a.html", "c.html", "--format", "csv", "--organisation", "@SUM(1)")
    assert ended.out.startswith("\ufeffsource,")
    rows = list(csv.DictReader(io.StringIO(ended.out.removeprefix("\ufeff"))))
    assert len(rows) == 2 * len(load("001").cells)
    values = {row["cell"]: row["value"] for row in rows if row["source"] == "a.html"}
    assert values["requests.received.total"] == "14069"
    odd = {row["cell"]: row for row in rows if row["source"] == "c.html"}
    assert odd["requests.granted.research"]["raw"] == "'=HYPERLINK(0)"
    assert {row["organisation"] for row in rows} == {"'@SUM(1)"}
    assert (odd["requests.granted.commercial"]["state"], odd["requests.granted.commercial"]["value"]) == ("blank", "")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+1036", "'+1036"),
        ("-72", "'-72"),
        ("@x", "'@x"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        ("1=1", "1=1"),
        ("示例市", "示例市"),
        ("", ""),
        ("\udcff", "\ufffd"),
        ("半\ud83d", "半\ufffd"),
        (None, None),
    ],
)
def test_no_text_is_taken_for_a_formula(text: str | None, shown: str | None) -> None:
    assert safe(text) == shown


def test_as_tables(folder: Path, capfd: Capture) -> None:
    ended = read(capfd, "a.html", "c.html")
    assert ended.code == 0
    assert "示例市人民政府 2025" in ended.out
    for text in (
        "表二（2021）",
        "表三（2021）",
        "表四（2021）",
        "（七）总计",
        "14069",
        "“=HYPERLINK(0)”",
        "“/”",
        "一、总体情况",
    ):
        assert text in ended.out, text
    assert "\u202e" not in ended.out
    assert "\x1b" not in ended.out


def test_as_tables_in_english(folder: Path, capfd: Capture) -> None:
    ended = read(capfd, "b.html", "--lang", "en")
    assert "Table 2 (disclosure on the body's own initiative), form of 2019" in ended.out
    assert "Table 3 (requests for information)" in ended.out
    assert "Carried" in ended.out
    assert "表三" not in ended.out


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_what_cannot_be_read_is_said_and_the_rest_is_printed(folder: Path, capfd: Capture, form: str) -> None:
    ended = read(capfd, ".", "nothing.html", "--format", form)
    assert ended.code == 3
    assert ended.out.count("c.html") >= 1
    assert "d.html" in ended.err
    assert "没有这个文件或文件夹：nothing.html" in ended.err
    if form == "json":
        assert [error["code"] for error in json.loads(ended.out)["errors"]] == ["empty_file", "path_missing"]


def test_overrides_stand(folder: Path, capfd: Capture) -> None:
    ended = read(capfd, "a.html", "--format", "json", "--organisation", "样本县水务局", "--year", "2023")
    [report] = json.loads(ended.out)["reports"]
    assert (report["organisation"], report["year"]) == ("样本县水务局", 2023)


def test_nothing_is_written(folder: Path, capfd: Capture) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*")}
    read(capfd, ".", "--format", "json")
    assert {path: path.read_bytes() for path in folder.rglob("*")} == before
