"""`gouji rollup` from files to workbook."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kit import faults
from kit.command import run
from kit.documents import STYLES
from kit.reports import zeros

COUNTY, SCHOOLS, MONEY, WATER = "样本县人民政府", "样本县教育局", "样本县财政局", "样本县水利局"
HEAD = "编号,机关名称,类别,上级,年度\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, licences in ((COUNTY, 8), (SCHOOLS, 7), (MONEY, 2)):
        figures = replace(faults.with_cell(zeros(), "disclosure.licences", licences), organisation=name)
        (tmp_path / f"{name}.html").write_bytes(STYLES["clean_html"](figures))
    rows = [f"X0,{COUNTY},,,2024", f",{SCHOOLS},,X0,2024", f",{MONEY},,X0,2024"]
    (tmp_path / "名录.csv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path


def register(folder: Path, *rows: str) -> None:
    path = folder / "名录.csv"
    path.write_text(path.read_text(encoding="utf-8") + "\n".join(rows) + "\n", encoding="utf-8")


def test_the_workbook_holds_the_sums(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder / "汇总.xlsx"
    ended = run(capsys, "rollup", str(folder), "--manifest", str(folder / "名录.csv"), "--write", str(out))
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        f"{COUNTY}2024年度：下级 2 个，已读取 2 个；200 个单元格中 200 个已汇总",
        "  本级报告有 1 个单元格与汇总不一致，如表二行政许可填报 8，汇总 9",
        f"已写入：{out}",
        "自动核验结果，以人工复核为准。",
    ]
    written = {row[0].value: row[1].value for row in load_workbook(out)["表二"].iter_rows()}
    assert written["行政许可"] == 9
    again = run(capsys, "rollup", str(folder), "--manifest", str(folder / "名录.csv"), "--write", str(out))
    assert (again.code, again.out) == (2, "")
    assert "已存在" in again.err


def test_json_names_what_is_missing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register(folder, f",{WATER},,X0,2024", ",样本县税务局,垂直管理,X0,2024")
    ended = run(capsys, "rollup", str(folder), "--manifest", str(folder / "名录.csv"), "--format", "json")
    assert ended.code == 0
    content = json.loads(ended.out)
    assert content["schema"] == 1
    [found] = content["rollups"]
    assert (found["organisation"], found["year"], found["edition"], found["complete"]) == (COUNTY, 2024, "2021", False)
    assert [(child["organisation"], child["state"]) for child in found["children"]] == [
        (SCHOOLS, "read"),
        (MONEY, "read"),
        (WATER, "missing"),
    ]
    assert found["excluded"] == ["样本县税务局"]
    assert found["cells"]["disclosure.licences"] == {
        "value": None,
        "subtotal": 9,
        "counted": 2,
        "reported": 8,
        "open": [{"organisation": WATER, "why": "missing", "raw": None}],
    }
    assert f"未报送或未能识别：{WATER}" in ended.err


def test_a_file_that_cannot_be_read_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / f"{WATER}.html").write_bytes(b"")
    with (folder / "名录.csv").open("w", encoding="utf-8") as file:
        file.write(f"路径,机关名称,上级,年度\n,{SCHOOLS},县,2024\n{WATER}.html,{WATER},县,2024\n")
    ended = run(capsys, "rollup", str(folder), "--manifest", str(folder / "名录.csv"), "--lang", "en")
    assert ended.code == 3
    assert f"not submitted or not readable: {WATER}" in ended.out
    assert f"{WATER}.html" in ended.out


def test_only_one_parent(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register(folder, f",{WATER},,另一县,2024")
    arguments = ("rollup", str(folder), "--manifest", str(folder / "名录.csv"), "--parent")
    assert "另一县2024年度" not in run(capsys, *arguments, " x0 ".upper()).out
    refused = run(capsys, *arguments, "没有的县")
    assert (refused.code, refused.out) == (2, "")
    assert COUNTY in refused.err
    assert "另一县" in refused.err


@pytest.mark.parametrize(
    ("manifest", "arguments", "said"),
    [
        (f"机关名称\n{SCHOOLS}\n", (), "上级"),
        (f"机关名称,上级\n{SCHOOLS},县\n", ("--write", "a.csv"), ".xlsx"),
        ("年度\n2024\n", (), "表头"),
    ],
)
def test_what_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], manifest: str, arguments: tuple[str, ...], said: str
) -> None:
    (folder / "名录.csv").write_text(manifest, encoding="utf-8")
    ended = run(capsys, "rollup", str(folder), "--manifest", str(folder / "名录.csv"), *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_the_manifest_is_required(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "rollup", str(folder)).code == 2
