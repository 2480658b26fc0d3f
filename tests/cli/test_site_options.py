"""The options of the published pages reach the run."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from gouji.check import CheckResult, Request
from gouji.check.publishing import Publishing
from gouji.run_folder import RunFolder
from gouji_cli.check_command import check_command


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        ([], Publishing()),
        (["--single-file"], Publishing(single_files=True)),
        (["--public"], Publishing(public=True)),
        (["--no-pictures"], Publishing(pictures=False)),
        (["--public-names", "--single-file"], Publishing(single_files=True, public_names=True)),
    ],
)
def test_options_say_which_pages_are_wanted(
    options: list[str], asked: Publishing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    requests: list[Request] = []

    def check(request: Request, watch: object) -> CheckResult:
        requests.append(request)
        rulebook = {"version": "1", "digest": "0" * 64, "rules": 0}
        results = {"reports": [], "errors": [], "notes": [], "rulebook": rulebook, "run": {}, "ledger": None}
        return CheckResult(RunFolder(tmp_path), results)

    monkeypatch.setattr("gouji.check.check", check)
    done = CliRunner().invoke(check_command, ["report.html", *options], standalone_mode=False)
    assert done.exception is None
    assert [request.publishing for request in requests] == [asked]
