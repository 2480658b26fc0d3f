"""Lines of the list of problems: what goes together, where it stands, what is printed there."""

from __future__ import annotations

from typing import Any

import pytest
from exported import cause, finding, operand, record

from gouji.model import Category, Severity
from gouji.outputs.groups import groups
from gouji.outputs.issues import issues
from gouji.outputs.said import Voice

CLAIM = {
    "sentence": "全年收到申请34件。",
    "text": "34",
    "place": {"section": 0, "paragraph": 2, "start": 4, "end": 6},
}
SECTION = {"title": "一、总体情况", "number": 1, "chapter": 1, "match": "form", "at": {}, "paragraphs": []}


def only(**more: Any) -> Any:
    [issue] = issues(record(**more), Voice())
    return issue


def test_findings_of_a_cause_are_one_line_where_the_first_of_them_stands() -> None:
    findings = [finding("a"), finding("b", severity="warning"), finding("c"), finding("d", severity="info")]
    grouped = groups(record(findings=findings, causes=[cause("b", "c"), cause("f")]))
    assert [[each["fingerprint"][0] for each in group.findings] for group in grouped] == [["a"], ["c", "b"], ["d"]]
    assert [group.severity for group in grouped] == [Severity.CRITICAL, Severity.CRITICAL, Severity.INFO]
    assert grouped[0].cause is None
    assert grouped[1].cause == cause("b", "c")


def test_a_cell_to_blame_is_the_place_when_there_is_no_other() -> None:
    both = {"findings": [finding("a", "甲"), finding("b", "乙")]}
    certain = only(**both, causes=[cause("a", "b")])
    assert certain.place == "第三部分 表三 （一）予以公开·自然人"
    assert certain.raw == "84"
    assert certain.description == "1. 甲\n2. 乙"
    assert certain.advice.split("\n")[0].startswith("建议核对（最小的改动仅此一种）：若自然人为 48")
    likely = only(**both, causes=[cause("a", "b", confidence="likely")])
    assert likely.place == "第三部分 表三 “自然人”列"
    assert likely.advice.startswith("建议核对（可能性较大")


def test_words_that_findings_share_stand_once() -> None:
    issue = only(findings=[finding("a", basis="条例"), finding("b", basis="条例")], causes=[cause("a", "b")])
    assert (issue.basis, issue.rules, issue.fingerprints) == ("条例", ("T302",), ("a" * 16, "b" * 16))
    assert issue.category is Category.ARITHMETIC


@pytest.mark.parametrize(
    ("operands", "raw"),
    [
        ([operand("requests.granted.total", 2, "2", 1), operand("requests.processed_total.total", 3, "３", -1)], "３"),
        ([operand("requests.granted.total", None, None)], "空白"),
        ([operand("disclosure.licences", 849, "849件")], "849件"),
        (
            [
                operand("requests.received.total", 1, "1", 1),
                operand("requests.carried_in.total", 0, "0", 1),
                operand("requests.processed_total.total", 2, "2", -1),
                operand("requests.carried_out.total", 4, "4", -1),
            ],
            "一、本年新收政府信息公开申请数量·总计：1\n（七）总计·总计：2\n四、结转下年度继续办理·总计：4",
        ),
        ([operand("requests.nobody.knows", 7, "7"), operand("x", 8, "8")], "requests.nobody.knows：7\nx：8"),
    ],
)
def test_what_is_printed_where_a_finding_stands(operands: list[Any], raw: str) -> None:
    assert only(findings=[finding("a", operands=operands)]).raw == raw


def test_many_cells_are_counted_not_listed() -> None:
    columns = ("natural_person", "commercial", "research", "public_welfare", "legal_services", "other_organisation")
    cells = [operand(f"requests.{row}.{column}", None, "") for row in ("granted", "received") for column in columns]
    lines = only(findings=[finding("a", operands=cells)]).raw.split("\n")
    assert len(lines) == 7
    assert lines[-1] == "……共 12 处"


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ({"frame": "requests", "row": "granted", "column": "total"}, "第三部分 表三 （一）予以公开·总计"),
        ({"frame": "disclosure", "row": "licences", "column": "decisions"}, "第二部分 表二 行政许可"),
        ({"frame": "disputes", "row": "reconsideration", "column": None}, "第四部分 表四 行政复议"),
        ({"frame": "requests", "row": "new_row", "column": None}, "第三部分 表三 new_row"),
        ({"frame": "reports", "row": None, "column": None}, "全文"),
        ({"frame": "claims", "row": None, "column": "1"}, "“一、总体情况”第 3 段"),
        ({"frame": "claims", "row": None, "column": "9"}, "全文"),
    ],
)
def test_the_place_of_a_finding(where: dict[str, Any], place: str) -> None:
    found = finding("a", where=where, operands=[])
    assert only(findings=[found], claims=[CLAIM], sections=[SECTION]).place == place


def test_a_number_in_the_prose_is_quoted() -> None:
    found = finding("a", where={"frame": "claims", "row": None, "column": "1"}, operands=[])
    assert only(findings=[found], claims=[CLAIM], sections=[SECTION]).raw == "全年收到申请34件。"
    preamble = CLAIM | {"place": CLAIM["place"] | {"section": None}}  # type: ignore[operator]
    assert only(findings=[found], claims=[preamble]).place == "引言第 3 段"


def test_in_english() -> None:
    [issue] = issues(record(findings=[finding("a")]), Voice("en"))
    assert issue.place == "Chapter 3, Table 3 (requests for information): column Natural persons"
