"""`gouji rules`: the catalogue, one rule's page, building and checking."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gouji import rulebook
from gouji.check import self_check
from gouji.model import Text
from gouji.rulebook import RuleError, compile_rulebook, load_rules, write_compiled
from gouji.rulebook.faults import Fault
from kit.command import run

Capture = pytest.CaptureFixture[str]
RULES = load_rules()


def test_the_list(capsys: Capture) -> None:
    ended = run(capsys, "rules", "list")
    assert ended.code == 0
    assert [line.split()[0] for line in ended.out.splitlines()] == [rule.id for rule in RULES.rules]
    assert "T301  须整改  表三各列：本年新收与上年结转之和等于总计与结转下年度之和" in ended.out
    assert "T301  must correct  Table 3" in run(capsys, "rules", "list", "--lang", "en").out


def test_the_list_as_json(capsys: Capture) -> None:
    listed = json.loads(run(capsys, "rules", "list", "--format", "json").out)
    assert (listed["version"], listed["digest"]) == (RULES.version, RULES.digest)
    assert len(listed["rules"]) == len(RULES.rules)
    first = next(entry for entry in listed["rules"] if entry["id"] == "T301")
    assert (first["severity"], first["category"], first["status"]) == ("critical", "arithmetic", "active")
    fields = "id name title title_en severity frame editions basis remedy status"
    assert all(set(fields.split()) <= set(entry) for entry in listed["rules"])
    assert first["basis"][0]["text"].startswith("《中华人民共和国政府信息公开工作年度报告格式》")


@pytest.mark.parametrize("name", ["T303", "t303", "request-row-total"])
def test_the_page_of_a_rule(capsys: Capture, name: str) -> None:
    ended = run(capsys, "rules", "show", name)
    assert ended.code == 0
    assert ended.out.startswith("T303 request-row-total（须整改）\n表三各行：各类申请人之和等于总计\n")
    for heading in ("为什么", "依据", "例", "怎样改", "适用格式", "起始版本"):
        assert f"\n{heading}\n  " in ended.out


def test_the_page_of_a_rule_in_english(capsys: Capture) -> None:
    ended = run(capsys, "rules", "show", "T303", "--lang", "en")
    assert "\nWhy\n  The six kinds of applicant" in ended.out


def test_a_rule_that_is_not_there(capsys: Capture) -> None:
    ended = run(capsys, "rules", "show", "T999")
    assert (ended.code, ended.out) == (2, "")
    assert "没有规则 T999" in ended.err


def test_what_is_committed_is_up_to_date_and_sound(capsys: Capture) -> None:
    assert run(capsys, "rules", "build", "--check").code == 0
    ended = run(capsys, "rules", "check")
    assert (ended.code, ended.out) == (0, f"{len(RULES.rules)} 条规则，自检通过。\n")


def test_building_in_a_checkout(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rulebook, "project_root", lambda: tmp_path)
    compiled = compile_rulebook(RULES)
    write_compiled(compiled, tmp_path)
    (tmp_path / "checkpoints" / "2019.json").write_text("{}", encoding="utf-8")
    stale = run(capsys, "rules", "build", "--check")
    assert stale.code == 1
    assert "与规则不一致：checkpoints/2019.json" in stale.out
    built = run(capsys, "rules", "build")
    assert (built.code, built.out) == (0, "已更新：checkpoints/2019.json\n")
    assert run(capsys, "rules", "build", "--check", "--lang", "en").out == "The compiled suites are up to date.\n"


def test_building_where_nothing_can_be_written(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise PermissionError(13, "Permission denied", "/opt/x.json")

    monkeypatch.setattr(rulebook, "write_compiled", refuse)
    ended = run(capsys, "rules", "build")
    assert (ended.code, ended.out) == (3, "")
    assert "/opt/x.json" in ended.err


def test_checking_a_broken_rulebook(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(choice: object) -> None:
        raise RuleError("T301.yml", "id", "rule_field_text", 1)

    monkeypatch.setattr(rulebook, "choose_rules", refuse)
    ended = run(capsys, "rules", "check")
    assert (ended.code, ended.err) == (1, "T301.yml 第 1 行：id：应为文字，且不能空着。\n")


def test_checking_an_unsound_rulebook(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [
        Fault("T301", ("name",), Text("有误", "wrong")),
        Fault("T302", ("name",), Text("可省", "spare"), note=True),
    ]
    monkeypatch.setattr(self_check, "examine", lambda rules: found)
    ended = run(capsys, "rules", "check")
    assert (ended.code, ended.out) == (1, "错误：T301：name：有误\n提示：T302：name：可省\n")
    monkeypatch.setattr(self_check, "examine", lambda rules: found[1:])
    ended = run(capsys, "rules", "check", "--lang", "en")
    assert (ended.code, ended.out) == (0, f"note: T302: name: spare\n{len(RULES.rules)} rules, sound.\n")


def test_the_list_under_a_profile_says_what_is_off(capsys: Capture) -> None:
    ended = run(capsys, "rules", "list", "--profile", "sample-city", "--ignore", "D127", "--lang", "en")
    off = {line.split()[0]: line for line in ended.out.splitlines() if line.endswith(")") and "  note  " in line}
    assert off["F508"].endswith("(switched off by the profile)")
    assert off["D127"].endswith("(ignored as asked)")
    listed = json.loads(run(capsys, "rules", "list", "--format", "json", "--profile", "sample-city").out)
    entries = {entry["id"]: entry for entry in listed["rules"]}
    assert (listed["profile"], entries["F508"]["off"], entries["T301"]["off"]) == ("sample-city", "profile", None)
    [maximum] = entries["D115"]["parameters"]
    assert (maximum["value"], maximum["default"], maximum["unit_en"]) == (1500, 1000, "characters")


def test_the_page_under_a_profile(capsys: Capture) -> None:
    page = run(capsys, "rules", "show", "F508", "--profile", "sample-city").out
    assert "\n方案中关闭\n" in page
    page = run(capsys, "rules", "show", "chapter-one-length", "--profile", "sample-city").out
    assert page.startswith("D115 chapter-one-length（请核实）\n第一部分篇幅原则上不超过 1500 字\n")
    assert "1500字（默认 1000字）" in page


@pytest.mark.parametrize("command", ["list", "check"])
def test_a_profile_that_is_not_there(capsys: Capture, command: str) -> None:
    ended = run(capsys, "rules", command, "--profile", "nowhere\x1b[2J")
    assert ended.out == ""
    assert "没有这个方案" in ended.err
    assert "\x1b" not in ended.err


def test_documents_are_written_and_compared(capsys: Capture, tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    assert run(capsys, "rules", "docs", "-o", str(folder), "--check").code == 1
    assert "已更新：T301.md\n" in run(capsys, "rules", "docs", "-o", str(folder)).out
    assert run(capsys, "rules", "docs", "-o", str(folder), "--check").out == "说明文档与规则一致。\n"
    (folder / "T301.md").write_text("old", encoding="utf-8")
    ended = run(capsys, "rules", "docs", "-o", str(folder), "--check", "--lang", "en")
    assert (ended.code, ended.out) == (1, "out of date: T301.md (run gouji rules docs)\n")
