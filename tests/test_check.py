"""A whole check: what becomes of many files, good and bad, in one run."""

from __future__ import annotations

import importlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from gouji import intake
from gouji.check import CheckResult, Request, check, read
from gouji.intake import Overrides
from gouji.model import Report, Severity, Unread, VerdictKind
from gouji.reading import reading
from gouji.run_folder import RunFolder, read_manifest
from gouji.sources import read_document
from kit import examples
from kit.checked import Checked
from kit.documents import STYLES
from kit.figures import figure_ids, load
from kit.oracle import failing, undetermined
from kit.running import FIRST_RULES


def relations(entries: list[dict[str, Any]], rules: tuple[str, ...] = ("T301", "T302", "T303", "T401")) -> set[Any]:
    return {(each["rule"], each["where"]["row"], each["where"]["column"]) for each in entries if each["rule"] in rules}


@pytest.mark.parametrize("id", figure_ids())
def test_exactly_the_relations_that_fail_are_found(checked: Checked, id: str) -> None:
    [entry] = [each for each in checked.result.reports if Path(each["source"]).stem == id]
    assert relations(entry["findings"]) == failing(load(id))
    assert relations(entry["undetermined"]) == undetermined(load(id))


@pytest.mark.parametrize("example", examples.examples(), ids=lambda example: example.name)
def test_examples_show_what_they_say(checked: Checked, example: examples.Example) -> None:
    entry = checked.report(example.file)
    found = {each["rule"] for each in entry["findings"]}
    assert found & set(FIRST_RULES) == set(re.findall(r"\b[DTF]\d{3}\b", example.en)) & set(FIRST_RULES)
    assert entry["organisation"] == example.figures.organisation
    assert entry["verdict"] == {
        "01-clear": "clear",
        "05-blanks-and-signs": "review",
        "06-period-and-chapters": "review",
        # Clear by itself; the run has a report of the same body of the year before, and they do not meet.
        "07-edition-2019": "review",
    }.get(example.name, "faults")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("empty.html", "empty_file"),
        ("news.html", "not_a_report"),
        ("junk.html", "not_text"),
        ("nothing.html", "path_missing"),
    ],
)
def test_what_cannot_be_read_is_said_and_stops_nothing(checked: Checked, name: str, code: str) -> None:
    entry = checked.report(name)
    assert entry["verdict"] == "unreadable"
    assert [error["code"] for error in entry["errors"]] == [code]
    assert (entry["findings"], entry["outcomes"]) == ([], [])
    assert name in entry["errors"][0]["message"] or code == "not_a_report"
    assert checked.result.incomplete


def test_a_file_name_that_is_no_text_is_shown_with_replacements(checked: Checked) -> None:
    entry = checked.report("\ufffd\ufffd.html")
    assert [error["code"] for error in entry["errors"]] == ["empty_file"]
    assert "\ufffd\ufffd.html" in entry["errors"][0]["message"]


def test_a_report_without_tables_is_for_review(checked: Checked) -> None:
    entry = checked.report("no_tables.html")
    assert (entry["verdict"], entry["edition"], entry["findings"]) == ("review", None, [])
    undecided = {each["rule"] for each in entry["outcomes"] if each["outcome"] == "undetermined"}
    assert {"T301", "T302", "T303", "T401", "F503", "F507"} <= undecided
    assert [note["code"] for note in entry["notes"]].count("table_not_found") == 3


def test_too_many_columns_accuse_nobody_wrongly(checked: Checked) -> None:
    entry = checked.report("wide.html")
    assert entry["verdict"] in ("review", "unreadable")
    assert not [each for each in entry["findings"] if each["severity"] == "critical"]


@pytest.mark.parametrize("name", ["markup", "dots", "long", "control"])
def test_a_hostile_name_does_no_harm(checked: Checked, name: str) -> None:
    entry = checked.report(f"{name}.html")
    assert entry["verdict"] in ("clear", "review")
    assert entry["year"] == load("001").year
    assert (checked.result.folder.record(entry["id"])).is_file()
    assert (checked.result.folder.site / "reports" / f"{entry['id']}.html").is_file()


def test_nothing_is_written_outside_the_run_folder(checked: Checked) -> None:
    assert {path.name for path in checked.base.iterdir()} == {"in", "out"}
    assert {path.name for path in checked.result.folder.path.iterdir()} == {
        *("run.json", "results.json", "gx", "frames", "validations", "records", "pictures", "site")
    }


def test_nothing_of_the_project_changes(checked: Checked) -> None:
    assert checked.after == checked.before
    assert checked.top_after == checked.top_before


def test_the_run_carries_the_committed_project(checked: Checked) -> None:
    ran = {path.relative_to(checked.result.folder.project).as_posix(): path for path in _files(checked)}
    folders, kinds = ("expectations/", "checkpoints/", "validation_definitions/"), (".json", ".yml")
    # What a profile comes to stands beside the project, for reading: a run carries its own suites only.
    compiled = {
        name
        for name in checked.before
        if name.startswith(folders) and name.endswith(kinds) and not name.startswith("expectations/profiles/")
    }
    assert len(compiled) > 30
    for name in compiled:
        assert ran[name].read_bytes() == (Path(examples.FOLDER).parent / name).read_bytes(), name
    assert set(ran) == compiled | {"great_expectations.yml"}


def _files(checked: Checked) -> list[Path]:
    return [path for path in checked.result.folder.project.rglob("*") if path.is_file()]


def test_no_network_is_asked_for(checked: Checked) -> None:
    assert checked.connections == []


def test_the_run_says_what_ran(checked: Checked) -> None:
    manifest = read_manifest(checked.result.folder.path)
    assert manifest is not None
    assert manifest["run"]["arguments"]["paths"] == ["in", "in/nothing.html"]
    assert manifest["run"]["started"] <= manifest["run"]["finished"]
    assert manifest["reports"] == len(checked.result.reports)
    assert set(manifest["engine"]) == {"great_expectations", "pandas", "python"}
    assert json.loads(checked.result.folder.results.read_text(encoding="utf-8")) == checked.result.results
    assert len(list(checked.result.folder.records.iterdir())) == len(checked.result.reports)


def test_sources_are_named_as_found(checked: Checked) -> None:
    sources = [entry["source"] for entry in checked.result.reports]
    assert "in/examples/01-clear.html" in sources
    assert sources[-1] == "in/nothing.html"
    assert not [source for source in sources if "README" in source]
    assert sources[:-1] == sorted(sources[:-1])


def test_progress_is_told_step_by_step(checked: Checked) -> None:
    total = len(checked.result.reports)
    assert [each.done for each in checked.steps if each.step == "reading"] == list(range(1, total + 1))
    assert {each.step for each in checked.steps} == {"reading", "checking", "drawing", "publishing"}
    assert (checked.steps[-1].step, checked.steps[-1].done) == ("publishing", total)


def test_two_reports_of_one_organ_and_year_are_flagged_and_kept_apart(checked: Checked) -> None:
    first, second = checked.report("first.html"), checked.report("second.txt")
    assert first["id"] != second["id"]
    for entry, other in ((first, second), (second, first)):
        [note] = [note for note in entry["notes"] if note["code"] == "duplicate_report"]
        assert other["source"] in note["message"]
        assert relations(entry["findings"]) == failing(load("113"))


def test_only_reports_of_one_organ_and_year_are_flagged(checked: Checked) -> None:
    whose = Counter((entry["organisation"], entry["year"]) for entry in checked.result.reports)
    for entry in checked.result.reports:
        known = entry["organisation"] is not None and entry["year"] is not None
        flagged = any(note["code"] == "duplicate_report" for note in entry["notes"])
        assert flagged == (known and whose[entry["organisation"], entry["year"]] > 1), entry["source"]


def test_fingerprints_do_not_follow_the_file(checked: Checked) -> None:
    first, second = checked.report("first.html"), checked.report("second.txt")
    marks = [{each["fingerprint"] for each in entry["findings"] if each["rule"][0] == "T"} for entry in (first, second)]
    assert marks[0] == marks[1]
    assert len(marks[0]) == 2
    every = [each["fingerprint"] for entry in checked.result.reports for each in entry["findings"]]
    assert len(set(every)) > 0.9 * len(every)


def test_the_same_run_again_gives_the_same_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b.html").write_bytes(STYLES["clean_html"](load("113")))
    first = list(check(Request((".",), Path("gouji-out"))).reports)  # read before the folder is written anew
    (tmp_path / "b.html").rename(tmp_path / "a.html")
    second = list(check(Request((".",), Path("gouji-out"))).reports)
    assert [each["source"] for each in first] == ["b.html"]
    assert [each["source"] for each in second] == ["a.html"]
    marks = [[each["fingerprint"] for each in run[0]["findings"]] for run in (first, second)]
    assert marks[0] == marks[1] != []
    monkeypatch.chdir(tmp_path.parent)
    third = check(Request((tmp_path.name,), tmp_path / "other"))
    assert [Path(each["source"]).name for each in third.reports] == ["a.html"]


class InThisProcess:
    """Stands for the pool where a test replaces what a worker would call."""

    def __init__(self, *arguments: object) -> None:
        pass

    def map(self, function: Any, tasks: list[Any], jobs: int, ahead: int) -> Any:
        return map(function, tasks)

    def map_surely(self, function: Any, tasks: list[Any]) -> Any:
        return map(function, tasks)

    def close(self) -> None:
        pass


def test_a_crash_of_the_reader_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(data: bytes, name: str) -> Any:
        if name == "a.html":
            raise RecursionError("too deep")
        return read_document(data, name)

    monkeypatch.setattr(intake, "read_document", crash)
    monkeypatch.setattr(reading, "Pool", InThisProcess)
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_bytes(STYLES["clean_html"](load("113")))
    items = list(read([str(tmp_path)], Overrides()))
    assert [type(item) for item in items] == [Unread, Report]
    result = check(Request((str(tmp_path),), tmp_path / "out"))
    assert [entry["verdict"] for entry in result.reports] == ["unreadable", "faults"]
    assert result.reports[0]["errors"][0]["code"] == "reader_crashed"
    assert result.incomplete


@pytest.mark.parametrize(
    ("place", "verdict", "code"),
    [
        ("gouji.check.chunk.tabulate", "unreadable", "reader_crashed"),
        ("gouji.check.chunk.localise", "faults", "causes_failed"),
        ("gouji.engine.assess.explain", "review", "rule_not_run"),
    ],
)
def test_a_crash_over_one_report_costs_no_other_its_result(
    place: str, verdict: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, name = place.rsplit(".", 1)
    real = getattr(importlib.import_module(module), name)

    def crash(*arguments: Any) -> Any:
        about = [item for each in arguments for item in (each if isinstance(each, list) else [each])]
        if any(isinstance(item, Report) and item.source.endswith("a.html") for item in about):
            raise RecursionError("too deep")
        return real(*arguments)

    monkeypatch.setattr(place, crash)
    for file in ("a.html", "b.html"):
        (tmp_path / file).write_bytes(STYLES["clean_html"](load("113")))
    result = check(Request((str(tmp_path),), tmp_path / "out"))
    first, second = result.reports
    assert (first["verdict"], second["verdict"]) == (verdict, "faults")
    assert code in [error["code"] for error in first["errors"]]
    assert not second["errors"]
    assert result.incomplete


@pytest.mark.parametrize(
    ("broken", "pages"),
    [
        ("gouji.site.pages.render_suite", r"suites/2021-requests\.html"),
        ("gouji.site.pages.render_report", r"reports/[0-9a-f]{12}\.html"),
        ("gouji.site.pages.render_rule", r"rules/T303\.html"),
        ("gouji.site.pages.render_overview", r"index\.html"),
        ("gouji.engine.docs.build_docs", r"index\.html"),
    ],
)
def test_a_page_that_is_not_built_is_an_error_of_ours(
    broken: str, pages: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*arguments: Any, **more: Any) -> Any:
        raise RuntimeError("no page today")

    monkeypatch.setattr(broken, crash)
    (tmp_path / "a.html").write_bytes(STYLES["clean_html"](load("113")))
    result = check(Request((str(tmp_path / "a.html"),), tmp_path / "out"))
    assert result.incomplete
    assert any(re.search(pages, error["message"]) for error in result.results["errors"])
    assert json.loads((tmp_path / "out" / "results.json").read_text(encoding="utf-8")) == result.results
    assert [entry["verdict"] for entry in result.reports] == ["faults"]


def result_of(*reports: dict[str, Any], errors: tuple[str, ...] = ()) -> CheckResult:
    return CheckResult(RunFolder(Path("out")), {"reports": list(reports), "errors": list(errors)})


def entry(verdict: str, *severities: str, errors: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "verdict": verdict,
        "findings": [{"severity": severity} for severity in severities],
        "errors": list(errors),
    }


def test_what_counts_as_found_and_as_incomplete() -> None:
    result = result_of(entry("faults", "critical", "info"), entry("review", "warning"))
    assert result.found(Severity.CRITICAL)
    assert not result_of(entry("review", "warning")).found(Severity.CRITICAL)
    assert result_of(entry("review", "warning")).found(Severity.INFO)
    assert not result_of(entry("clear")).found(Severity.INFO)
    assert (result.count(VerdictKind.FAULTS), result.count(VerdictKind.CLEAR)) == (1, 0)
    assert not result.incomplete
    assert result_of(entry("clear"), errors=("page",)).incomplete
    assert result_of(entry("clear", errors=("rule",))).incomplete
