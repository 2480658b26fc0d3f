"""The command line as a whole: help, wrong usage, interruption, output that nobody reads."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

import gouji.check
from gouji import __version__
from gouji_cli.main import cli
from gouji_cli.terminal import ProgressLine, harmless
from kit.command import run

Capture = pytest.CaptureFixture[str]
_GOUJI = (sys.executable, "-c", "from gouji_cli.main import main; main()")


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["check", "--help"], ["read", "-h"], ["rules", "--help"]])
def test_help(capsys: Capture, arguments: list[str]) -> None:
    ended = run(capsys, *arguments)
    assert ended.code == 0
    assert "Usage: " in ended.out
    assert any("\u4e00" <= character <= "\u9fff" for character in ended.out)


def test_help_lists_every_command(capsys: Capture) -> None:
    ended = run(capsys, "--help")
    assert all(f"  {name} " in ended.out for name in cli.list_commands(click.Context(cli)))


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys\nfrom gouji_cli.main import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted(set(sys.modules) & {'pandas', 'numpy', 'great_expectations', 'pyarrow', 'lxml', 'yaml', 'rich'}))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert ran.stdout.decode("utf-8").splitlines()[-1] == "[]"


def test_the_version(capsys: Capture) -> None:
    assert run(capsys, "--version").out == f"gouji {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["check"], "缺少 PATHS"),
        (["read"], "缺少 PATHS"),
        (["verify", "x"], "命令不正确"),
        (["--colour"], "没有选项 --colour"),
        (["check", "x", "--fail-on", "blocker"], "--fail-on 的值不正确"),
        (["check", "x", "--resume", "y"], "--resume 不能与 PATHS 同用"),
        (["check", "x", "--round", "2"], "--round 须与 --ledger 同用"),
        (["check", "x", "--master", "local"], "--master 须与 --engine spark 同用"),
        (["read", "x", "--explain", "--format", "json"], "--explain 和 --format 不能同时使用"),
        (["check", "x", "--format", "docx"], "--format 的值不正确"),
        (["check", "x", "--year", "24"], "--year 的值不正确"),
        (["check", "x", "--year", "abc"], "--year 的值不正确"),
        (["check", "x", "--lang", "fr"], "--lang 的值不正确"),
        (["check", "x", "-o"], "选项 -o 的用法不正确"),
        (["read", "x", "--format", "xml"], "--format 的值不正确"),
        (["rules", "show"], "缺少 ID"),
        (["rules", "burn"], "命令不正确"),
    ],
)
def test_wrong_usage(capsys: Capture, arguments: list[str], text: str) -> None:
    ended = run(capsys, *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert "用法错误：" in ended.err
    assert text in ended.err
    assert "查看帮助：" in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("language", [["--lang", "en"], ["--lang=en"]])
def test_wrong_usage_in_english(capsys: Capture, language: list[str]) -> None:
    ended = run(capsys, "check", *language)
    assert ended.code == 2
    _, said, advice = ended.err.splitlines()
    assert said == "Usage error: PATHS or --resume is missing"
    assert advice.startswith("Help: ")
    assert advice.endswith(" check --help")


def test_as_a_module() -> None:
    command = [sys.executable, "-m", "gouji_cli", "--version"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == f"gouji {__version__}\n"


def test_no_command_says_which_there_are(capsys: Capture) -> None:
    ended = run(capsys)
    assert ended.code == 2
    assert "check" in ended.out + ended.err


def test_an_interruption_in_the_middle(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*arguments: object) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(gouji.check, "check", interrupt)
    ended = run(capsys, "check", "x")
    assert (ended.code, ended.out) == (130, "")
    assert "已中断" in ended.err


def test_an_interrupt_from_outside(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    # A shell that starts the tests in the background has interrupts ignored, by the tests and all that they start.
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    command = (_GOUJI[0], "-c", heard + _GOUJI[2], "read", str(pipe))
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        # Opening the pipe waits until the command has opened its end: from then on it is in the middle of reading.
        with pipe.open("wb"):
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 130
    assert "已中断" in err.decode("utf-8")
    assert "Traceback" not in err.decode("utf-8")
    assert out == b""


@pytest.mark.parametrize(("debug", "shown"), [("", False), ("1", True)])
def test_what_is_logged_is_for_those_who_mend_it(debug: str, shown: bool) -> None:
    program = "import logging; from gouji_cli.main import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    program += "logging.getLogger('gouji.site.bulk').error('Traceback of ours')"
    environment = {**os.environ, "GOUJI_DEBUG": debug}
    ran = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
    assert ("Traceback of ours" in ran.stderr.decode("utf-8")) is shown


def test_output_that_nobody_reads() -> None:
    process = subprocess.Popen([*_GOUJI, "rules", "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) == 0
    process.stderr.close()


def test_chinese_on_a_pipe_whatever_the_locale() -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    ran = subprocess.run([*_GOUJI, "rules", "show", "T301"], env=environment, capture_output=True, check=True)
    assert "为什么" in ran.stdout.decode("utf-8")


def test_progress_is_shown_to_who_watches(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with ProgressLine("zh") as watch:
        watch(gouji.check.Progress("reading", 1, 2))
        watch(gouji.check.Progress("reading", 2, 2))
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "读取" in printed.err


def test_harmless_text() -> None:
    assert harmless("一\n二\t三") == "一 二 三"
    assert harmless("\x1b[31m\x9b\u202e\u200b\ud800\ue000") == "\ufffd[31m" + "\ufffd" * 5
