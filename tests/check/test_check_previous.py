"""A check with last year's reports handed in: read, kept, never judged."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from gouji.check import BaselineRefused, CheckResult, Comparing, Request, check
from gouji.run_folder import FolderRefused
from kit.balanced import make
from kit.documents import STYLES
from kit.faults import with_cell

LAST = make(3, organisation="示例市教育局", year=2022)
THIS = replace(LAST, year=2023)


@dataclass(frozen=True)
class Both:
    """A run with a folder as `--previous`, and one with the folder of that run's last year."""

    first: CheckResult
    second: CheckResult

    def outcome(self, result: CheckResult, rule: str) -> str:
        """What came of a rule for the one report."""
        [entry] = result.reports
        return next(str(each["outcome"]) for each in entry["outcomes"] if each["rule"] == rule)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    """Last year's report in a folder beside a file that is none; then a run of it, handed in as a run folder."""
    base = tmp_path_factory.mktemp("previous")
    style = STYLES["clean_html"]
    for name, content in {
        "last/report.html": style(LAST),
        "last/junk.html": b"<html><body><p>nothing</p></body></html>",
        "this/report.html": style(with_cell(THIS, "disclosure.normative_documents_in_force", 4000)),
    }.items():
        (base / name).parent.mkdir(exist_ok=True)
        (base / name).write_bytes(content)
    first = check(Request((str(base / "this"),), base / "out", comparing=Comparing((str(base / "last"),))))
    check(Request((str(base / "last" / "report.html"),), base / "run of last"))
    again = Comparing((str(base / "run of last"),), base / "last" / "report.html")
    second = check(Request((str(base / "this"),), base / "again", comparing=again))
    return Both(first, second)


def test_earlier_reports_are_listed_and_are_no_reports_of_the_run(both: Both) -> None:
    for result in (both.first, both.second):
        [earlier] = result.results["previous"]
        assert (earlier["organisation"], earlier["year"]) == ("示例市教育局", 2022)
        assert [entry["year"] for entry in result.reports] == [2023]


def test_their_records_say_what_was_read_and_judge_nothing(both: Both) -> None:
    for result in (both.first, both.second):
        record = _earlier(result)
        assert record["tables"]["requests"]["cells"]["requests.received.total"]["value"] is not None
        assert record["verdict"] is None
        assert [record[name] for name in ("findings", "causes", "undetermined", "errors", "outcomes")] == [[]] * 5


def _earlier(result: CheckResult) -> Mapping[str, Any]:
    [path] = result.folder.earlier.glob("*.json")
    loaded: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def test_what_does_not_join_up_is_found_either_way(both: Both) -> None:
    for result in (both.first, both.second):
        assert both.outcome(result, "Y702") == "fail"
        assert both.outcome(result, "Y704") in ("pass", "fail")
    fingerprints = [
        next(each["fingerprint"] for each in result.reports[0]["findings"] if each["rule"] == "Y702")
        for result in (both.first, both.second)
    ]
    assert fingerprints[0] == fingerprints[1]


def test_a_file_that_is_no_report_is_an_error_of_ours(both: Both) -> None:
    assert [error["code"] for error in both.first.results["errors"]] == ["previous_unread"]
    assert "junk.html" in both.first.results["errors"][0]["message"]
    assert both.first.incomplete
    assert both.second.results["errors"] == []


def test_the_run_says_what_it_was_held_against(both: Both) -> None:
    arguments = both.second.results["run"]["arguments"]
    assert arguments["previous"][0].endswith("run of last")
    assert arguments["baseline"].endswith("report.html")


def test_a_run_does_not_empty_the_folder_that_it_is_held_against(both: Both) -> None:
    folder = both.first.folder.path
    with pytest.raises(FolderRefused):
        check(Request((str(folder.parent / "this"),), folder, comparing=Comparing((str(folder),))))
    assert both.first.folder.results.is_file()


def test_a_template_that_cannot_be_read_is_refused_before_anything_is_written(both: Both, tmp_path: Path) -> None:
    this = str(both.first.folder.path.parent / "this")
    with pytest.raises(BaselineRefused):
        check(Request((this,), tmp_path / "out", comparing=Comparing((), tmp_path / "nothing.docx")))
    assert not (tmp_path / "out").exists()
