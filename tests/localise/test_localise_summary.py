"""What `gouji check --suggest` prints of causes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gouji.check import CheckResult
from gouji.localise import localise
from gouji.outputs.record import check_entry, report_record
from gouji.rulebook import load_rules
from gouji.run_folder import RunFolder
from gouji_cli.summary import summary_lines
from kit.assessed import assessment_of
from kit.figures import load
from kit.reports import report_of


def result_of(id: str, **changes: Any) -> CheckResult:
    figures = load(id)
    report, assessment = report_of(figures), assessment_of(figures)
    entry = check_entry(report_record(report, assessment, causes=localise(report, assessment, load_rules())))
    entry["causes"] = [cause | changes for cause in entry["causes"]]
    results = {"reports": [entry], "errors": [], "rulebook": {"version": "1.0", "digest": "0" * 64}}
    return CheckResult(RunFolder(Path("out")), results)


def test_a_suggestion_is_printed_only_when_asked_for() -> None:
    asked = "\n".join(summary_lines(result_of("012"), "zh", suggest=True))
    assert "建议核对（最小的改动仅此一种）：若“未经复议直接起诉·总计”为 3" in asked
    assert "建议核对" not in "\n".join(summary_lines(result_of("012"), "zh"))


def test_explanations_that_cannot_be_told_apart_are_listed_together() -> None:
    lines = list(summary_lines(result_of("113"), "zh", suggest=True))
    assert sum("建议核对（有 4 种可能，难以区分）" in line for line in lines) == 1
    assert sum(line.strip().startswith("或者：若") for line in lines) == 3


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"confidence": "likely", "minimal": 3}, "Suggestion (the likelier; 2 other ways): If"),
        ({"confidence": "ambiguous", "minimal": None}, "Suggestion (not at all sure): If"),
        ({"confidence": "ambiguous", "solutions": []}, "1 relations fail; which cell is wrong could not be inferred"),
    ],
)
def test_how_sure_it_is_is_said(changes: dict[str, Any], expected: str) -> None:
    assert any(expected in line for line in summary_lines(result_of("012", **changes), "en", suggest=True))
