"""Files and folders that the user may not read, for real: the others are checked all the same."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kit.documents import STYLES
from kit.figures import load
from kit.privileges import without_privileges


def check(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`gouji check` in a process of its own, by a user whom permissions bind."""
    command = [*without_privileges(), sys.executable, "-m", "gouji_cli", "check", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Any]:
    """What came of a folder with a file and a folder that are locked, and the results of the run."""
    folder = tmp_path_factory.mktemp("permissions")
    page = STYLES["clean_html"](load("001"))
    for name in ("in/open.html", "in/secret.html", "in/locked/inside.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(page)
    barred = (folder / "in/secret.html", folder / "in/locked")
    for path in barred:
        path.chmod(0)
    try:
        finished = check(folder, "in", "-o", "out", "--fail-on", "never")
    finally:
        for path in barred:
            path.chmod(0o700)
    return finished, json.loads((folder / "out/results.json").read_text(encoding="utf-8"))


def test_what_may_not_be_read_is_named_and_ends_the_run_with_three(
    checked: tuple[subprocess.CompletedProcess[str], Any],
) -> None:
    finished, _ = checked
    assert finished.returncode == 3, finished.stderr
    said = finished.stdout + finished.stderr
    assert "secret.html" in said
    assert "locked" in said
    assert "Traceback" not in said


def test_the_others_are_checked_all_the_same(checked: tuple[subprocess.CompletedProcess[str], Any]) -> None:
    _, results = checked
    verdicts = {Path(entry["source"]).name: entry["verdict"] for entry in results["reports"]}
    assert set(verdicts) == {"open.html", "secret.html", "locked"}
    assert verdicts["open.html"] != "unreadable"
    assert {verdicts["secret.html"], verdicts["locked"]} == {"unreadable"}
