"""What is written for programs: against the schemas of SARIF and of JUnit, and read back, whatever a report says."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from exported import HOSTILE, OFFICIAL, cause, finding, hostile_record, record, view_of, written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from lxml import etree

from gouji.messages import message
from gouji.model import OrganKind, Outcome
from gouji.outputs.findings_csv import COLUMNS
from gouji.outputs.markdown import plain
from gouji.outputs.sarif import uri
from gouji.outputs.view import RunView, open_run
from gouji.outputs.xml_stream import XmlStream
from kit.checked import Checked

SARIF: Any = Draft4Validator(json.loads((OFFICIAL / "sarif-schema-2.1.0.json").read_text(encoding="utf-8")))
JUNIT = etree.XMLSchema(etree.parse(OFFICIAL / "junit-10.xsd"))
WORDS = st.one_of(
    st.sampled_from(HOSTILE), st.text(max_size=60), st.text("=+-@|<>&\\`*_\x00\x1b\u202e\ud800\n\r\t;", max_size=12)
)
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def whole(checked: Checked) -> RunView:
    """The view of a real run over good, bad and hostile files."""
    return open_run(checked.result.folder)


def sarif_faults(content: bytes) -> list[str]:
    return [f"{list(error.path)}: {error.message[:200]}" for error in SARIF.iter_errors(json.loads(content))]


def junit(content: bytes) -> Any:
    tree = etree.fromstring(content, etree.XMLParser(huge_tree=True))
    assert JUNIT.validate(tree), JUNIT.error_log
    return tree


def rows(content: bytes) -> list[dict[str, str]]:
    usual = csv.field_size_limit(10_000_000)
    try:
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    finally:
        csv.field_size_limit(usual)  # it is the whole process's


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_real_run_as_sarif(whole: RunView, checked: Checked, language: str) -> None:
    content = written(whole, "sarif", language)
    assert sarif_faults(content) == []
    [run] = json.loads(content)["runs"]
    findings = [each for entry in checked.result.reports for each in entry["findings"]]
    results = [each for each in run["results"] if each.get("kind") != "open"]
    marks = [each["partialFingerprints"]["gouji/v1"] for each in results]
    assert sorted(marks) == sorted(each["fingerprint"] for each in findings)
    assert {each["ruleId"] for each in results} == {each["rule"] for each in findings}
    assert all(run["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])
    levels = {each["rule"]: each["severity"] for each in findings}
    assert all(
        {"error": "critical", "note": "info"}.get(e["level"], e["level"]) == levels[e["ruleId"]] for e in results
    )
    open_results = sum(each.get("kind") == "open" for each in run["results"])
    assert open_results == sum(len(entry["undetermined"]) for entry in checked.result.reports) > 0
    assert run["invocations"][0]["executionSuccessful"] is False
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == sum(
        len(e["errors"]) for e in checked.result.reports
    )


def test_where_a_sarif_result_stands(tmp_path: Path) -> None:
    view = view_of(tmp_path, record(source="in/甲 1.zip!/a.html", findings=[finding("a")]))
    [result] = json.loads(written(view, "sarif"))["runs"][0]["results"]
    [location] = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "in/%E7%94%B2%201.zip%21/a.html"},
        "region": {"startLine": 9},
    }
    assert [each["fullyQualifiedName"] for each in location["logicalLocations"]] == [
        "requests",
        "requests.natural_person",
    ]
    assert location["logicalLocations"][-1]["decoratedName"] == "第三部分 表三 “自然人”列"
    assert [each["logicalLocations"][0]["kind"] for each in result["relatedLocations"]] == ["cell", "cell"]


def test_what_the_ledger_set_aside_is_suppressed(tmp_path: Path) -> None:
    view = view_of(
        tmp_path, record(findings=[finding("a", status="dismissed", decision={"reason": "口径不同"}), finding("b")])
    )
    first, second = json.loads(written(view, "sarif"))["runs"][0]["results"]
    assert first["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "口径不同"}]
    assert "suppressions" not in second


@pytest.mark.parametrize(
    ("source", "expected"), [("-", "stdin"), ("a b/c#1.html", "a%20b/c%231.html"), ("/x/y", "file:///x/y")]
)
def test_sources_as_addresses(source: str, expected: str) -> None:
    assert uri(source) == expected


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_real_run_as_junit(whole: RunView, checked: Checked, language: str) -> None:
    suites = junit(written(whole, "junit", language))
    assert len(suites) == len(checked.result.reports)
    for suite in suites:
        entry = next(each for each in checked.result.reports if each["id"] == suite.get("id"))
        cases = {case.get("name").split()[0]: case for case in suite}
        seen = {rule["rule"]: rule["outcome"] for rule in entry["outcomes"]}
        expected = {"pass": [], "fail": ["failure"], "error": ["error"]}
        for rule, outcome in seen.items():
            assert [child.tag for child in cases[rule]] == expected.get(outcome, ["skipped"])
        for name in ("failure", "error", "skipped"):
            plural = {"failure": "failures", "error": "errors"}.get(name, name)
            assert int(suite.get(plural)) == len(suite.findall(f".//{name}"))
        assert int(suite.get("tests")) == len(suite)
    for name in ("tests", "failures", "errors"):
        assert int(suites.get(name)) == sum(int(suite.get(name)) for suite in suites)


def test_why_a_junit_case_failed_or_was_skipped(tmp_path: Path) -> None:
    errors = ({"code": "page_not_built", "message": "结果页面没有生成", "message_en": "no page"},)
    missing = record(
        "1" * 12, verdict="missing", outcomes=[], notes=[{"code": "m", "message": "未报送", "message_en": "x"}]
    )
    suites = junit(written(view_of(tmp_path, hostile_record("为什么"), missing, errors=errors), "junit"))
    assert [suite.get("tests") for suite in suites] == ["3", "1", "1"]
    assert [suite.get("errors") for suite in suites] == ["1", "0", "1"]
    assert suites[0].find(".//failure").get("type") == "critical"
    assert suites[0].find(".//failure").text.count("aaaaaaaaaaaaaaaa") == 1
    assert suites[0].find(".//skipped").get("message") == "为什么"
    assert suites[1].find(".//skipped").get("message") == "未报送"
    assert suites[2].find(".//error").get("message") == "结果页面没有生成"


def test_the_csv_has_a_row_a_finding(whole: RunView, checked: Checked) -> None:
    lines = rows(written(whole, "csv", "en"))
    findings = [each for entry in checked.result.reports for each in entry["findings"]]
    assert sorted(each["Fingerprint"] for each in lines) == sorted(each["fingerprint"] for each in findings)
    by_mark = {each["Fingerprint"]: each for each in lines}
    for each in findings:
        assert by_mark[each["fingerprint"]]["Rule"] == each["rule"]
        if isinstance(each["difference"], int):
            assert by_mark[each["fingerprint"]]["Difference"] == str(each["difference"])


def test_the_columns_of_the_csv(tmp_path: Path) -> None:
    view = view_of(tmp_path, record(findings=[finding("a"), finding("b")], causes=[cause("a", "b")]))
    content = written(view, "csv")
    assert content.startswith(b"\xef\xbb\xbf\xe5\x8d\x95\xe4\xbd\x8d,")
    first, second = rows(content)
    assert len(first) == len(COLUMNS)
    assert (first["单位"], first["年度"], first["机关类别"], first["级别"]) == (
        "示例市教育局",
        "2024",
        "部门",
        "须整改",
    )
    assert (first["位置"], first["原文或填报值"], first["差额"]) == ("第三部分 表三 “自然人”列", "3", "1")
    assert first["同因编号"] == second["同因编号"] == "1"
    assert first["建议核对"].startswith("建议核对（最小的改动仅此一种）：若自然人为 48")


@quick
@given(text=WORDS)
def test_hostile_words_in_csv_are_no_formulas(tmp_path: Path, text: str) -> None:
    lines = list(
        csv.reader(io.StringIO(written(view_of(tmp_path, hostile_record(text)), "csv").decode("utf-8-sig"), newline=""))
    )
    assert {len(line) for line in lines} == {len(COLUMNS)}
    assert len(lines) == 4
    for cell in (cell for line in lines for cell in line):
        assert not cell.lstrip().startswith(("=", "+", "@", "＝", "＋", "－", "＠"))
        assert not cell.lstrip().startswith("-") or re.fullmatch(r"-\d+", cell)


@quick
@given(text=WORDS)
def test_hostile_words_in_sarif_and_junit(tmp_path: Path, text: str) -> None:
    view = view_of(tmp_path, hostile_record(text), errors=({"code": "x", "message": text or "?", "message_en": "?"},))
    assert sarif_faults(written(view, "sarif")) == []
    suites = junit(written(view, "junit"))
    assert [suite.get("tests") for suite in suites] == ["3", "1"]


@quick
@given(text=WORDS)
def test_hostile_words_in_markdown_are_no_markup(tmp_path: Path, text: str) -> None:
    content = written(view_of(tmp_path, hostile_record(text)), "markdown").decode("utf-8")
    assert not re.search(r"(?<!\\)\]\(|<(?!br>)|https?://|www\.|javascript:alert\(", content, re.IGNORECASE)
    tables = [line for line in content.split("\n") if line.startswith("|")]
    widths = {len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in tables}
    assert widths == {3, 9}
    assert len([line for line in tables if line.startswith("| ") and "---" not in line]) == 3 + 1 + 2
    assert len(content.split("\n")) < 40


def test_plain_words_stay_as_they_are() -> None:
    assert plain("表三“自然人”列：100 + 32 - 1，差 36。") == "表三“自然人”列：100 + 32 - 1，差 36。"
    assert plain("- 1\n2. x") == r"\- 1<br>2. x"


def test_everything_that_may_be_said_has_words() -> None:
    skipped = [kind for kind in Outcome if kind not in (Outcome.PASS, Outcome.FAIL, Outcome.ERROR)]
    codes = [f"export_kind_{kind}" for kind in OrganKind] + [f"export_column_{name}" for name in COLUMNS]
    for code in [*codes, *(f"export_outcome_{kind}" for kind in skipped)]:
        assert message(code).zh
        assert message(code).en


@pytest.mark.parametrize(
    ("outcome", "child"), [("pass", []), ("off", ["skipped"]), ("not_applicable", ["skipped"]), ("error", ["error"])]
)
def test_what_a_junit_case_holds(tmp_path: Path, outcome: str, child: list[str]) -> None:
    entry = {"rule": "T301", "outcome": outcome, "checked": 0, "failed": 0, "undetermined": 0}
    [suite] = junit(written(view_of(tmp_path, record(outcomes=[entry])), "junit"))
    assert [each.tag for each in suite[0]] == child
    assert suite[0].get("classname") == "gouji.arithmetic"
    assert int(suite.get("skipped")) == (child == ["skipped"])


def test_xml_holds_whatever_it_is_given() -> None:
    file = io.BytesIO()
    xml = XmlStream(file)
    with xml.document(), xml.element("a", {"b": HOSTILE[6], "c": None}):
        xml.leaf("d", text=HOSTILE[6] + HOSTILE[4])
    tree = etree.fromstring(file.getvalue())
    assert tree.keys() == ["b"]
    assert tree[0].text.endswith(HOSTILE[4])
    assert "\x1b" not in tree[0].text
