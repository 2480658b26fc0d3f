"""`gouji read --explain`, `gouji manifest init`, `gouji check --manifest` and the options of reading."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kit import archives
from kit.command import run
from kit.documents import STYLES
from kit.figures import load

Capture = pytest.CaptureFixture[str]
FIGURES = load("001")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    page = STYLES["clean_html"](FIGURES)
    (tmp_path / "in" / "a.html").write_bytes(page.replace("重复申请".encode(), "甲乙丙丁\u202e".encode(), 1))
    return tmp_path


def test_explain_says_what_matched_and_what_did_not(folder: Path, capfd: Capture) -> None:
    ended = run(capfd, "read", "in/a.html", "--explain")
    assert ended.code == 0
    assert "表三" in ended.out
    assert "requests.granted" in ended.out
    assert "甲乙丙丁 … 没有对应的栏目" in ended.out
    assert "\u202e" not in ended.out
    assert run(capfd, "read", "in/a.html", "--explain", "--lang", "en").out.count("cells filled") > 20


def test_explain_of_what_cannot_be_read(folder: Path, capfd: Capture) -> None:
    (folder / "in" / "b.html").write_bytes(b"")
    ended = run(capfd, "read", "in", "--explain")
    assert ended.code == 3
    assert "b.html" in ended.err
    assert run(capfd, "read", "in", "--explain", "--format", "json").code == 2


def test_a_manifest_to_begin_with(folder: Path, capfd: Capture) -> None:
    (folder / "in" / "x.zip").write_bytes(archives.packed({"子/b.html": STYLES["clean_html"](load("113"))}))
    ended = run(capfd, "manifest", "init", "in", "-o", "in/名录.csv")
    assert ended.code == 0
    lines = (folder / "in" / "名录.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["路径", "a.html", "x.zip!/子/b.html"]
    assert run(capfd, "manifest", "init", "in", "-o", "in/名录.csv").code == 2
    assert run(capfd, "manifest", "init", "in", "-o", "in/名录.xlsx").code == 2
    assert run(capfd, "manifest", "init", "in/a.html", "--lang", "en").out.startswith("\ufeffpath,id,")


def test_who_is_missing_is_no_fault_of_the_run(folder: Path, capfd: Capture) -> None:
    (folder / "in" / "名录.csv").write_text("路径,机关名称,级别,联系人\na.html,,市,甲\n,未报局,,乙\n", encoding="utf-8")
    ended = run(capfd, "check", "in", "--manifest", "in/名录.csv", "--format", "json", "--fail-on", "never")
    assert ended.code == 0
    result = json.loads(ended.out)
    assert [(entry["organisation"], entry["verdict"]) for entry in result["reports"]][1:] == [("未报局", "missing")]
    assert result["reports"][0]["registration"]["level"] == "city"
    assert [note["code"] for note in result["notes"]] == ["manifest_columns_unknown"]
    missing = result["reports"][1]
    assert (folder / "gouji-out" / "site" / "reports" / f"{missing['id']}.html").is_file()
    assert "未报送" in (folder / "gouji-out" / "site" / "index.html").read_text(encoding="utf-8")
    assert "联系人" in ended.err


def test_a_manifest_with_errors_is_wrong_usage(folder: Path, capfd: Capture) -> None:
    (folder / "m.csv").write_text("机关名称,年度\n甲局,24\n乙局,二\n", encoding="utf-8")
    ended = run(capfd, "check", "in", "--manifest", "m.csv")
    assert (ended.code, ended.out) == (2, "")
    assert [word in ended.err for word in ("第 2 行", "第 3 行", "m.csv")] == [True] * 3
    assert not (folder / "gouji-out").exists()


def test_jobs_change_nothing_but_the_time(folder: Path, capfd: Capture) -> None:
    for number in range(6):
        (folder / "in" / f"{number}.txt").write_bytes(STYLES["plain_text"](load("113")))
    outs = {run(capfd, "read", "in", "--format", "json", "--jobs", jobs).out for jobs in ("1", "3")}
    assert len(outs) == 1
    assert run(capfd, "read", "in", "--jobs", "0").code == 2
    assert run(capfd, "read", "in", "--timeout", "0").code == 2
