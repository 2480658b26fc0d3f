"""`gouji export` and `gouji check --export`: what is written, what is refused, with which exit code."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from gouji.messages import message
from gouji.outputs.kinds import KINDS
from kit import examples
from kit.checked import Checked
from kit.command import run
from kit.documents import STYLES
from kit.figures import load

Capture = pytest.CaptureFixture[str]


def test_every_kind_from_a_run_folder(checked: Checked, tmp_path: Path, capsys: Capture) -> None:
    paths = {kind: tmp_path / f"result.{kind}" for kind in KINDS}
    before = sorted(path.name for path in checked.result.folder.path.iterdir())
    ended = run(capsys, "export", str(checked.result.folder.path), *(f"{kind}={path}" for kind, path in paths.items()))
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == [f"已导出：{path}" for path in paths.values()]
    beginnings = {kind: path.read_bytes()[:5] for kind, path in paths.items()}
    assert (beginnings["xlsx"], beginnings["docx"]) == (b"PK\x03\x04\x14", b"PK\x03\x04\x14")
    assert (beginnings["pdf"], beginnings["junit"], beginnings["json"]) == (b"%PDF-", b"<?xml", b'{\n "s')
    assert paths["json"].read_bytes() == checked.result.folder.results.read_bytes()
    assert sorted(path.name for path in checked.result.folder.path.iterdir()) == before


@pytest.mark.parametrize(
    ("asked", "code"), [("csv={run}/x.csv", "export_in_run"), ("csv={base}/no/x.csv", "export_no_folder")]
)
def test_places_that_are_refused(checked: Checked, tmp_path: Path, capsys: Capture, asked: str, code: str) -> None:
    folder = checked.result.folder.path
    path = asked.format(run=folder, base=tmp_path)
    for language in ("zh", "en"):
        ended = run(capsys, "export", str(folder), path, "--lang", language)
        shown = {"path": path.partition("=")[2], "folder": str(tmp_path / "no")}
        assert (ended.code, ended.out, ended.err.strip()) == (2, "", message(code, **shown).get(language))


def test_an_input_is_not_overwritten(checked: Checked, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checked.base)
    ended = run(capsys, "export", "out", "csv=in/examples/01-clear.html")
    assert ended.code == 2
    assert "不会覆盖" in ended.err
    assert (checked.base / "in/examples/01-clear.html").read_bytes() == (examples.FOLDER / "01-clear.html").read_bytes()


@pytest.mark.parametrize("bad", ["doc=x.doc", "xlsx", "xlsx=", "=x"])
def test_what_is_no_kind_is_wrong_usage(tmp_path: Path, capsys: Capture, bad: str) -> None:
    for command in (("export", str(tmp_path)), ("check", "x", "--export")):
        ended = run(capsys, *command, bad)
        assert ended.code == 2
        assert "KIND=PATH" in ended.err
        assert ", ".join(KINDS) in ended.err


def test_what_is_no_run_folder(tmp_path: Path, capsys: Capture) -> None:
    ended = run(capsys, "export", str(tmp_path), f"csv={tmp_path / 'x.csv'}")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.strip() == message("export_not_a_run", path=tmp_path).zh
    assert not (tmp_path / "x.csv").exists()


def test_what_cannot_be_written_is_an_error_of_ours(
    checked: Checked, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*arguments: object) -> None:
        raise RuntimeError("no list today")

    monkeypatch.setattr("gouji.outputs.findings_csv.write_findings", crash)
    targets = (f"csv={tmp_path / 'x.csv'}", f"markdown={tmp_path / 'x.md'}")
    ended = run(capsys, "export", str(checked.result.folder.path), *targets)
    assert ended.code == 3
    assert "no list today" in ended.err
    assert ended.out.splitlines() == [f"已导出：{tmp_path / 'x.md'}"]


def test_a_check_that_exports_and_prints(tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_bytes(STYLES["clean_html"](load("012")))

    def crash(*arguments: object) -> None:
        raise RuntimeError("no list today")

    monkeypatch.setattr("gouji.outputs.sarif.write_sarif", crash)
    asked = [f"--export={each}" for each in ("xlsx=list.xlsx", "sarif=r.sarif", "json=r.json")]
    ended = run(capfd, "check", "in", "--format", "csv", *asked)
    assert ended.code == 3
    rows = list(csv.DictReader(io.StringIO(ended.out.lstrip("\ufeff"), newline="")))
    assert {row["规则"] for row in rows} >= {"T401"}
    assert "no list today" in ended.err
    assert ended.err.splitlines()[-1] == "自动核验结果，以人工复核为准。"
    assert {path.name for path in tmp_path.iterdir()} == {"in", "gouji-out", "list.xlsx", "r.json"}
    results = json.loads((tmp_path / "gouji-out" / "results.json").read_text(encoding="utf-8"))
    assert [error["code"] for error in results["errors"]].count("export_failed") == 1
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8")) == results


def test_a_check_refuses_places_before_it_begins(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.html").write_bytes(STYLES["clean_html"](load("012")))
    before = (tmp_path / "a.html").read_bytes()
    for bad in ("csv=a.html", "csv=gouji-out/x.csv", "csv=no/x.csv"):
        assert run(capsys, "check", "a.html", "--export", bad).code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]
    assert (tmp_path / "a.html").read_bytes() == before
