"""`gouji check`: exit codes, what goes where, in which words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import gouji.check
from gouji.check import CheckResult, Progress, Request, Watch
from gouji.messages import message
from gouji.model import Problem
from gouji.rulebook import RuleError
from gouji.run_folder import FolderRefused, RunFolder
from kit import examples
from kit.checked import Checked
from kit.command import run
from kit.documents import STYLES
from kit.figures import load

CLEAR, FAULTS, REVIEW = "01-clear.html", "02-transposed-digits.html", "05-blanks-and-signs.html"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def canned(checked: Checked, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Request]]:
    """Let `gouji check` find a part of the shared run: the entries of the named files. Returns the requests made."""

    def can(*names: str, errors: tuple[Problem, ...] = ()) -> list[Request]:
        requests: list[Request] = []

        def answer(request: Request, watch: Watch) -> CheckResult:
            requests.append(request)
            watch(Progress("reading", 1, 2))
            watch(Progress("checking", 2, 2))
            entries = [checked.report(name) for name in names]
            rendered = [{"code": each.code, "message": each.code, "message_en": each.code} for each in errors]
            return CheckResult(
                RunFolder(request.out), checked.result.results | {"reports": entries, "errors": rendered}
            )

        monkeypatch.setattr(gouji.check, "check", answer)
        return requests

    return can


@pytest.mark.parametrize(
    ("names", "fail_on", "code"),
    [
        ([CLEAR], "info", 0),
        ([CLEAR, FAULTS], "critical", 1),
        ([FAULTS], "warning", 1),
        ([FAULTS], "info", 1),
        ([FAULTS], "never", 0),
        ([REVIEW], "critical", 0),
        ([REVIEW], "warning", 1),
        ([REVIEW], "info", 1),
        ([REVIEW], "never", 0),
        (["no_tables.html"], "info", 0),
        (["empty.html", CLEAR], "critical", 3),
        (["empty.html", FAULTS], "critical", 3),
        (["empty.html"], "never", 3),
        (["nothing.html", REVIEW], "warning", 3),
    ],
)
def test_exit_codes(canned: Callable[..., Any], capsys: Capture, names: list[str], fail_on: str, code: int) -> None:
    canned(*names)
    assert run(capsys, "check", "x", "--fail-on", fail_on).code == code


def test_critical_is_what_fails_by_default(canned: Callable[..., Any], capsys: Capture) -> None:
    canned(REVIEW)
    assert run(capsys, "check", "x").code == 0
    canned(FAULTS)
    assert run(capsys, "check", "x").code == 1


def test_a_page_that_was_not_built_makes_the_result_incomplete(canned: Callable[..., Any], capsys: Capture) -> None:
    canned(CLEAR, errors=(Problem("page_not_built"),))
    ended = run(capsys, "check", "x")
    assert ended.code == 3
    assert "page_not_built" in ended.out


def test_what_is_asked_for_is_passed_on(canned: Callable[..., list[Request]], capsys: Capture) -> None:
    requests = canned(CLEAR)
    run(capsys, "check", "a", "b/", "-o", "there", "--organisation", "示例局", "--year", "2023")
    run(capsys, "check", "a")
    assert [(each.paths, each.out) for each in requests] == [(("a", "b/"), Path("there")), (("a",), Path("gouji-out"))]
    assert (requests[0].overrides.organisation, requests[0].overrides.year) == ("示例局", 2023)
    assert (requests[1].overrides.organisation, requests[1].overrides.year) == (None, None)


def test_the_summary_in_chinese(canned: Callable[..., Any], capsys: Capture) -> None:
    canned(CLEAR, FAULTS, REVIEW, "empty.html")
    ended = run(capsys, "check", "x", "-o", "there")
    lines = ended.out.splitlines()
    assert lines[0] == f"未发现问题  示例市人民政府 2024  in/examples/{CLEAR}"
    assert lines[1].startswith("发现问题 2 项  样本县人民政府 2024  ")
    assert lines[2].startswith("  须整改 T302 表三“自然人”列：")
    assert "需人工核实  示例新区管委会 2024" in ended.out
    assert "未能判断的规则：" in ended.out
    assert "未能识别  机关未识别  in/bad/empty.html" in ended.out
    assert "共核验 4 份：发现问题 1、需人工核实 1、未发现问题 1、未能识别 1" in ended.out
    assert str(Path("there") / "site" / "index.html") in ended.out
    assert lines[-1] == "自动核验结果，以人工复核为准。"
    assert ended.err == ""


def test_the_summary_in_english(canned: Callable[..., Any], capsys: Capture) -> None:
    canned(FAULTS, "empty.html")
    ended = run(capsys, "check", "x", "--lang", "en")
    assert "2 fault(s) found" in ended.out
    assert "must correct T302 Table 3" in ended.out
    assert "2 checked: faults 1, unreadable 1" in ended.out
    assert "没有" not in ended.out
    assert ended.out.splitlines()[-1] == "Automatic check; a person's review decides."


def test_a_long_list_of_findings_is_cut_and_counted(
    canned: Callable[..., Any], checked: Checked, capsys: Capture
) -> None:
    [name] = [Path(entry["source"]).name for entry in checked.result.reports if Path(entry["source"]).stem == "002"]
    canned(name)
    ended = run(capsys, "check", "x")
    listed = [line for line in ended.out.splitlines() if line.startswith(("  须整改", "  请核实", "  提示"))]
    count = len(checked.report(name)["findings"])
    assert len(listed) == 12
    assert f"另有 {count - 12} 项" in ended.out


def test_what_a_report_says_cannot_rewrite_the_terminal(
    canned: Callable[..., Any], checked: Checked, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = checked.report("control.html")
    spoilt = entry | {"organisation": "示例\x1b[2J\u202e局", "source": "a\x07\n\rb.html"}
    monkeypatch.setattr(checked, "report", lambda name: spoilt)
    canned("any")
    ended = run(capsys, "check", "x")
    assert not set("\x1b\x07\r\u202e") & set(ended.out)
    assert "示例\ufffd[2J\ufffd局" in ended.out


def test_progress_is_silent_when_nobody_watches(canned: Callable[..., Any], capsys: Capture) -> None:
    canned(CLEAR)
    assert run(capsys, "check", "x").err == ""


@pytest.mark.parametrize("code", ["run_folder_not_ours", "run_folder_is_file"])
def test_a_folder_that_is_refused(capsys: Capture, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    def refuse(request: Request, watch: Watch) -> None:
        raise FolderRefused(Problem(code, {"path": "x\x1b"}))

    monkeypatch.setattr(gouji.check, "check", refuse)
    for language in ("zh", "en"):
        ended = run(capsys, "check", "x", "--lang", language)
        assert (ended.code, ended.out) == (2, "")
        assert ended.err.strip() == message(code, path="x\ufffd").get(language)


def test_a_rulebook_that_cannot_be_used(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(request: Request, watch: Watch) -> None:
        raise RuleError("T301.yml", "severity", "rule_field_text", 7)

    monkeypatch.setattr(gouji.check, "check", refuse)
    ended = run(capsys, "check", "x")
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.strip() == "T301.yml 第 7 行：severity：应为文字，且不能空着。"


def test_a_choice_of_rules_that_cannot_be_used(capsys: Capture, tmp_path: Path) -> None:
    ended = run(capsys, "check", "x", "-o", str(tmp_path / "out"), "--select", "T999", "--lang", "en")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.strip().startswith("--select: T999: no rule matches “T999”")
    ended = run(capsys, "check", "x", "-o", str(tmp_path / "out"), "--rules", str(tmp_path / "none"))
    assert (ended.code, ended.out) == (2, "")
    assert "这个文件夹不存在" in ended.err
    assert not (tmp_path / "out").exists()


def test_an_error_of_ours_is_no_finding(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(request: Request, watch: Watch) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr(gouji.check, "check", crash)
    monkeypatch.delenv("GOUJI_DEBUG", raising=False)
    ended = run(capsys, "check", "x")
    assert (ended.code, ended.out) == (3, "")
    assert "程序出错" in ended.err
    assert "out of order" in ended.err
    assert "Traceback" not in ended.err


def test_with_json_stdout_holds_nothing_but_the_json(tmp_path: Path, capfd: Capture) -> None:
    out = tmp_path / "out"
    ended = run(
        capfd,
        "check",
        str(examples.FOLDER / FAULTS),
        str(tmp_path / "nothing.html"),
        "-o",
        str(out),
        "--format",
        "json",
    )
    results = json.loads(ended.out)
    assert results == json.loads((out / "results.json").read_text(encoding="utf-8"))
    assert [entry["verdict"] for entry in results["reports"]] == ["faults", "unreadable"]
    assert ended.code == 3
    assert "没有这个文件或文件夹" in ended.err
    assert ended.err.splitlines()[-1] == "自动核验结果，以人工复核为准。"


def test_a_real_check_in_english(tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.html").write_bytes(STYLES["clean_html"](load("012")))
    ended = run(capfd, "check", "report.html", "--lang", "en", "--organisation", "=cmd|' /C calc'!A0", "--year", "2022")
    assert ended.code == 1
    assert ended.out.startswith("1 fault(s) found  =cmd|' /C calc'!A0 2022  report.html\n  must correct T401 ")
    assert ended.err == ""
    assert {path.name for path in tmp_path.iterdir()} == {"report.html", "gouji-out"}
    again = run(capfd, "check", ".", "--fail-on", "never")
    assert (again.code, again.err) == (0, "")
    assert "共核验 1 份" in again.out
