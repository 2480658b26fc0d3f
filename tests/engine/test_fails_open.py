"""Nothing passes by silence: what goes wrong inside Great Expectations ends as an error of ours."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from gouji.engine import linear_relation
from gouji.model import Outcome, Report, VerdictKind
from gouji.outputs.record import report_record
from kit import balanced, faults
from kit.reports import report_of
from kit.running import CHUNK, Ran, first_rules, run_reports

RULES = first_rules()
BALANCED = balanced.make(1, "2021", organisation="示例市人民政府", year=2024)
WRONG = faults.placeholder(faults.off_by(BALANCED, "requests.granted.total", 1), "disclosure.licences")

Json = dict[str, Any]


def edit(path: str, change: Callable[[Json], None]) -> Callable[[Path], None]:
    """Change a JSON file of the run's project."""

    def tamper(run: Path) -> None:
        file = run / "gx" / path
        content = json.loads(file.read_text(encoding="utf-8"))
        change(content)
        file.write_text(json.dumps(content), encoding="utf-8")

    return tamper


def edit_frame(frame: str, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Callable[[Path], None]:
    """Change a frame of the run after it was written."""

    def tamper(run: Path) -> None:
        file = run / "frames" / CHUNK / "2021" / f"{frame}.parquet"
        change(pq.read_table(file).to_pandas()).to_parquet(file)

    return tamper


def outcomes(ran: Ran, report: Report) -> dict[str, Outcome]:
    return {entry.rule: entry.outcome for entry in ran.assessments[report.id].outcomes}


def assert_only_errors(ran: Ran, report: Report, *rules: str) -> None:
    """Exactly `rules` ended as errors of ours, the user is told, and the report is not called clear."""
    assessment = ran.assessments[report.id]
    failed = {rule for rule, outcome in outcomes(ran, report).items() if outcome is Outcome.ERROR}
    assert failed == set(rules)
    record = report_record(report, assessment)
    assert record["verdict"] != VerdictKind.CLEAR.value
    assert len(record["errors"]) == len(rules)
    for entry, rule in zip(record["errors"], sorted(rules), strict=True):
        assert rule in entry["message"]
        assert rule in entry["message_en"]
    assert {entry["rule"] for entry in record["outcomes"] if entry["outcome"] == "error"} == set(rules)
    assert not [finding for finding in assessment.findings if finding.rule in rules]


def unregister(suite: Json) -> None:
    suite["expectations"][0]["type"] = "expect_what_nobody_knows"


def drop_first(suite: Json) -> None:
    del suite["expectations"][0]


def forget_meta(suite: Json) -> None:
    suite["expectations"][0]["meta"] = {}


def drop_requests(checkpoint: Json) -> None:
    checkpoint["validation_definitions"] = [
        entry for entry in checkpoint["validation_definitions"] if entry["name"] != "2021.requests"
    ]


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("expectations/2021/requests.json", unregister),
        ("expectations/2021/requests.json", drop_first),
        ("expectations/2021/requests.json", forget_meta),
        ("checkpoints/2021.json", drop_requests),
    ],
    ids=["type not registered", "expectation removed", "expectation without its name", "suite not in the checkpoint"],
)
def test_a_rule_that_was_not_loaded_is_an_error(tmp_path: Path, path: str, change: Callable[[Json], None]) -> None:
    report = report_of(BALANCED)
    ran = run_reports(tmp_path, [report], rulebook=RULES, tamper=edit(path, change))
    assert_only_errors(ran, report, "T303")


def test_of_two_rules_that_say_the_same_none_is_lost_in_silence(tmp_path: Path) -> None:
    original = RULES.rule("T303")
    double = replace(
        original,
        id="T304",
        name="double",
        relations=tuple(replace(each, id=each.id.replace("T303", "T304")) for each in original.relations),
    )
    report = report_of(WRONG)
    ran = run_reports(tmp_path, [report], rulebook=replace(RULES, rules=(*RULES.rules, double)))
    found = outcomes(ran, report)
    assert {found["T303"], found["T304"]} <= {Outcome.FAIL, Outcome.ERROR}
    if Outcome.ERROR in (found["T303"], found["T304"]):
        assert ran.assessments[report.id].errors


@pytest.mark.parametrize(
    ("frame", "column", "rules"),
    [
        ("requests", "research", ["T303"]),
        ("cells", "fraction", ["F502"]),
        ("cells", "state", ["F501", "F502", "F504", "F505", "F506"]),
        ("tables", "row", ["F503", "F507"]),
    ],
)
def test_a_missing_column_is_an_error(tmp_path: Path, frame: str, column: str, rules: list[str]) -> None:
    report = report_of(WRONG)
    ran = run_reports(
        tmp_path, [report], rulebook=RULES, tamper=edit_frame(frame, lambda rows: rows.drop(columns=column))
    )
    found = outcomes(ran, report)
    # A rule with no failing row may still be decided when only a key column is gone; it must not pass unseen rows.
    broken = {rule for rule in rules if found[rule] is Outcome.ERROR}
    assert broken == set(rules) or (column == "row" and not broken)


@pytest.mark.parametrize("keep", [0, 20])
def test_rows_that_were_lost_are_an_error(tmp_path: Path, keep: int) -> None:
    report = report_of(BALANCED)
    ran = run_reports(tmp_path, [report], rulebook=RULES, tamper=edit_frame("requests", lambda rows: rows.head(keep)))
    assert_only_errors(ran, report, "T303")


def test_a_frame_without_rows_leaves_its_rules_undetermined(tmp_path: Path) -> None:
    whole = report_of(BALANCED)
    report = replace(whole, tables={"disclosure": whole.tables["disclosure"]})
    ran = run_reports(tmp_path, [report], rulebook=RULES)
    found = outcomes(ran, report)
    assert {rule for rule, outcome in found.items() if outcome is Outcome.UNDETERMINED} == {
        *("T301", "T302", "T303", "T401"),
        *("F501", "F502", "F503", "F504", "F505", "F506", "F507"),
    }
    assert ran.assessments[report.id].verdict is VerdictKind.REVIEW


def test_a_metric_that_raises_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr(linear_relation, "evaluate", broken)
    report = report_of(WRONG)
    ran = run_reports(tmp_path, [report], rulebook=RULES)
    assert_only_errors(ran, report, "T201", "T301", "T302", "T303", "T401")
    assert "out of order" in report_record(report, ran.assessments[report.id])["errors"][0]["message"]
    assert outcomes(ran, report)["F504"] is Outcome.FAIL


@pytest.mark.parametrize(
    "result_format",
    [
        {"result_format": "BOOLEAN_ONLY"},
        {"result_format": "BASIC"},
        {"result_format": "SUMMARY"},
        {"result_format": "COMPLETE"},
        {"result_format": "COMPLETE", "unexpected_index_column_names": ["report"]},
    ],
    ids=["boolean", "basic", "summary", "no keys", "one key"],
)
def test_a_weaker_result_format_never_hides_a_failure(tmp_path: Path, result_format: Json) -> None:
    def weaken(checkpoint: Json) -> None:
        checkpoint["result_format"] = result_format

    report = report_of(WRONG)
    ran = run_reports(tmp_path, [report], rulebook=RULES, tamper=edit("checkpoints/2021.json", weaken))
    found = outcomes(ran, report)
    # Our own class lists its keys whatever GX was asked for; GX's own class cannot.
    assert found["T303"] in (Outcome.FAIL, Outcome.ERROR)
    assert found["F504"] is Outcome.ERROR
    assert ran.assessments[report.id].errors


def test_a_share_that_may_fail_never_hides_a_failure(tmp_path: Path) -> None:
    def tolerate(suite: Json) -> None:
        for expectation in suite["expectations"]:
            expectation["kwargs"]["mostly"] = 0.5

    report = report_of(WRONG)
    ran = run_reports(tmp_path, [report], rulebook=RULES, tamper=edit("expectations/2021/cells.json", tolerate))
    assert_only_errors(ran, report, "F504")
