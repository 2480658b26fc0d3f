"""`gouji ledger` and `gouji diff`: what they print, in which words, and what they end with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gouji.ledger.columns import column_of
from gouji.ledger.store import open_ledger
from kit.command import Ended, run
from kit.ledgers import Body, spot
from kit.ledgers import run as enter

Capture = pytest.CaptureFixture[str]

T301, T302 = spot("T301"), spot("T302")
BODY = Body("示例市教育局", [T301, T302])
KEY, OTHER = BODY.fingerprint(T301), BODY.fingerprint(T302)


class Office:
    """A ledger with a run in it, and the commands on it."""

    def __init__(self, capture: Capture, place: Path) -> None:
        self._capture = capture
        self.place = place
        ledger = open_ledger(str(place), create=True)
        enter(ledger, "run-1", [BODY, Body("示例市财政局", [T301])])

    def __call__(self, command: str, *arguments: str) -> Ended:
        """Run `gouji ledger COMMAND`."""
        return run(self._capture, "ledger", command, *arguments, "--ledger", str(self.place))

    def json(self, command: str, *arguments: str) -> Any:
        """The JSON that a command prints."""
        ended = self(command, *arguments, "--format", "json")
        assert (ended.code, ended.err) == (0, "")
        return json.loads(ended.out)


@pytest.fixture
def office(capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setenv("GOUJI_AUTHOR", "张三")
    return Office(capsys, tmp_path / "ledger.db")


def test_list_as_json(office: Office) -> None:
    everything = office.json("list")
    assert (everything["schema"], everything["total"], len(everything["findings"])) == (1, 3, 3)
    some = office.json("list", "--body", "教育局", "--rule", "T301", "--year", "2024", "--status", "open", "--age", "0")
    [found] = some["findings"]
    assert (found["fingerprint"], found["organisation"], found["status"]) == (KEY, "示例市教育局", "open")
    assert office.json("list", "--status", "mended", "--status", "overdue")["findings"] == []
    assert (office.json("list", "--limit", "1")["total"], len(office.json("list", "--limit", "1")["findings"])) == (
        3,
        1,
    )


def test_list_as_text(office: Office) -> None:
    ended = office("list", "--limit", "2")
    lines = ended.out.splitlines()
    assert lines[0] == f"{KEY}  待核  须整改 T301  示例市教育局 2024  T301 与合计不一致，请核实。"
    assert lines[-1] == "共 3 项，列出前 2 项；用 --limit 0 列出全部。"
    assert office("list", "--lang", "en").out.splitlines()[-1] == "3 in all."


def test_a_finding_is_dismissed_and_its_history_told(office: Office) -> None:
    ended = office("dismiss", KEY, "--reason", "口径不同")
    assert (ended.code, ended.out) == (0, f"{KEY}：误报\n")
    found = office.json("show", KEY)
    assert (found["status"], found["reason"], found["decided_by"]) == ("dismissed", "口径不同", "张三")
    assert [event["action"] for event in office.json("history", KEY)] == ["found", "dismiss"]
    first, second = office("history", KEY).out.splitlines()
    assert first.endswith("张三  核验发现  第 1 轮  待核")
    assert second.endswith("张三  认定误报  待核 → 误报  口径不同")
    assert office("show", KEY).out.splitlines()[1:] == [f"  {first}", f"  {second}"]


def test_from_review_to_mended(office: Office) -> None:
    assert office("review", KEY, OTHER).code == 0
    assert office("review", KEY, OTHER, "--author", "李四").code == 0
    issued = office("issue", KEY, OTHER, "--number", "示政公开函〔2025〕3号", "--deadline", "2100-01-01")
    assert issued.out.splitlines() == [f"{KEY}：已下发", f"{OTHER}：已下发"]
    assert office("answer", KEY, "--text", "已更正").code == 0
    assert office("answer", OTHER, "--text", "口径不同", "--dispute").code == 0
    assert office("mend", KEY, "--reason", "已见更正稿", "--partly").code == 0
    assert office("confirm", OTHER).code == 0
    assert office("waive", OTHER, "--reason", "机构改革", "--until", "2100-01-01").code == 0
    assert office("reopen", OTHER, "--reason", "不再适用").code == 0
    told = {found["fingerprint"]: found["status"] for found in office.json("list")["findings"]}
    assert (told[KEY], told[OTHER]) == ("partly", "reopened")
    text = office("show", OTHER).out
    assert "文号 示政公开函〔2025〕3号，时限 2100-01-01" in text
    assert "申辩" in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("answer", KEY, "--text", "已更正"), "不能“反馈（answer）”：该问题现为“待核（open）”"),
        (("waive", KEY, "--reason", "机构改革", "--until", "2020-01-01"), "豁免期限 2020-01-01 已经过去"),
        (("show", "0" * 16), "台账中没有问题"),
        (("import", "none.xlsx"), "none.xlsx"),
    ],
    ids=["move", "past", "unknown", "no_file"],
)
def test_what_is_refused_is_said_and_is_wrong_usage(office: Office, arguments: tuple[str, ...], words: str) -> None:
    ended = office(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err


def test_there_must_be_a_ledger(capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = str(tmp_path / "none.db")
    ended = run(capsys, "ledger", "list", "--ledger", place)
    assert (ended.code, place in ended.err) == (2, True)
    assert run(capsys, "ledger", "list").code == 2
    open_ledger(place, create=True)
    monkeypatch.setenv("GOUJI_LEDGER", place)
    assert run(capsys, "ledger", "list").out == "共 0 项。\n"


def test_a_workbook_goes_out_and_comes_back(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    assert office("export", "-o", str(path), "--body", "教育局").code == 0
    again = office("export", "-o", str(path))
    assert (again.code, "已存在" in again.err) == (2, True)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = {column_of(str(cell.value)): cell.column or 0 for cell in sheet[1]}
    assert sheet.max_row == 3
    for row, decision in ((2, "确认"), (3, "反馈")):
        sheet.cell(row, columns["decision"]).value = decision
    book.save(path)
    ended = office("import", str(path))
    assert (ended.code, ended.out) == (1, "已采用 1 项，未采用 1 项。\n")
    assert ended.err.startswith(f"第 3 行（{OTHER}）：不能“反馈（answer）”")
    assert office.json("show", KEY)["status"] == "confirmed"


def test_two_runs_of_the_ledger(office: Office, capsys: Capture, tmp_path: Path) -> None:
    enter(open_ledger(str(office.place)), "run-2", [Body(BODY.name, [T302], edit=1)])
    ended = run(capsys, "diff", "run-1", "run-2", "--ledger", str(office.place), "-o", str(tmp_path / "out"))
    assert ended.code == 0
    assert ended.out.splitlines() == [
        "示例市教育局 2024  已整改 1，仍存在 1，整改率 50.0%",
        "  已整改  T301  T301 与合计不一致，请核实。",
        "  仍存在  T302  T302 与合计不一致，请核实。",
        "示例市财政局 2024  未复测 1，整改率 0.0%",
        "  未复测  T301  T301 与合计不一致，请核实。  本次核验的文件中没有该单位的年报",
        "合计  已整改 1，仍存在 1，未复测 1，整改率 33.3%",
    ]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["retest.html", "retest.json", "retest.xlsx"]
    refused = run(capsys, "diff", "run-1", "run-3", "--ledger", str(office.place))
    assert (refused.code, "run-3" in refused.err) == (2, True)
    nothing = run(capsys, "diff", "run-1", "run-1", "--ledger", str(office.place), "--format", "json")
    assert json.loads(nothing.out)["totals"]["remaining"] == 3
