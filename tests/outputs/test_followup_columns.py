"""The ledger's columns in the list of problems: 整改时限, 整改情况, 复核结果."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from exported import HOSTILE, cause, finding, record, view_of, written
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from gouji.outputs.followup import followup_of
from gouji.outputs.said import Voice
from gouji.site.audience import Audience

ISSUED = {"status": "overdue", "followup": {"document": "示函〔2025〕3号", "deadline": "2025-03-14"}}
ANSWER = {"text": "已更正表三", "at": "2025-03-10T01:00:00+00:00", "disputed": False}
ANSWERED = {"status": "answered", "followup": {**ISSUED["followup"], "answer": ANSWER}}  # type: ignore[dict-item]


def said(*findings: dict[str, Any], language: str = "zh") -> tuple[str, str, str]:
    known = followup_of([finding(f"{n}", **each) for n, each in enumerate(findings)], Voice(language))
    return known.deadline, known.done, known.reviewed


@pytest.mark.parametrize("entry", [{}, {"status": "open"}])
def test_what_nobody_has_looked_at_is_left_to_be_filled_in(entry: dict[str, Any]) -> None:
    assert said(entry) == ("", "", "")


def test_a_notice_and_its_deadline() -> None:
    assert said(ISSUED) == ("2025-03-14", "", "逾期（示函〔2025〕3号）")
    assert said(ISSUED, language="en")[2] == "overdue (示函〔2025〕3号)"


def test_an_answer_and_a_dispute() -> None:
    assert said(ANSWERED)[1] == "2025-03-10 反馈：已更正表三"
    disputed = {"status": "answered", "followup": {"answer": ANSWER | {"disputed": True}}}
    assert said(disputed) == ("", "2025-03-10 申辩：已更正表三", "已反馈")


def test_what_is_mended_in_part_and_what_is_found_again() -> None:
    partly = {"status": "partly", "followup": {"reason": "总计未改", "first_seen": "2025-01-20T00:00:00+00:00"}}
    assert said(partly)[2] == "部分整改：总计未改\n本次核验仍存在（首次发现 2025-01-20）"
    again = {"status": "open", "followup": {"first_seen": "2025-01-20T00:00:00+00:00"}}
    assert said(again)[2] == "本次核验仍存在（首次发现 2025-01-20）"


def test_what_the_findings_of_a_cause_share_is_said_once() -> None:
    other = {"status": "issued", "followup": {"deadline": "2025-02-28"}}
    assert said(ISSUED, ANSWERED, other) == (
        "2025-02-28\n2025-03-14",
        "2025-03-10 反馈：已更正表三",
        "逾期（示函〔2025〕3号）\n已反馈（示函〔2025〕3号）\n已下发",
    )


def two_problems(**entry: Any) -> dict[str, Any]:
    """A report with a cause of two findings that the ledger knows, and a finding that it does not."""
    findings = [finding("a", **entry), finding("b", **entry), finding("c")]
    return record(verdict="faults", findings=findings, causes=[cause("a", "b")])


def test_the_columns_stand_in_the_list_of_the_workbook(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(written(view_of(tmp_path, two_problems(**ANSWERED)), "xlsx")))
    rows = [[cell.value for cell in row[8:11]] for row in book["问题清单"].iter_rows(min_row=1)]
    assert rows == [
        ["整改时限", "整改情况", "复核结果"],
        ["2025-03-14", "2025-03-10 反馈：已更正表三", "已反馈（示函〔2025〕3号）"],
        [None, None, None],
    ]


def test_the_document_and_the_reading_copy_say_them(tmp_path: Path) -> None:
    view = view_of(tmp_path, two_problems(**ANSWERED))
    paragraphs = [each.text for each in Document(io.BytesIO(written(view, "docx"))).paragraphs]
    for line in (
        "整改时限：2025-03-14",
        "整改情况：2025-03-10 反馈：已更正表三",
        "复核结果：已反馈（示函〔2025〕3号）",
    ):
        assert paragraphs.count(line) == 1, line
    printed = "".join(page.get_textpage().get_text_range() for page in PdfDocument(written(view, "pdf")))
    assert "整改时限" in printed
    assert "2025-03-14" in printed


@pytest.mark.parametrize("text", HOSTILE)
def test_no_word_of_an_answer_does_anything(tmp_path: Path, text: str) -> None:
    followup = {"document": text, "deadline": "2025-03-14", "answer": ANSWER | {"text": text}, "reason": text}
    view = view_of(tmp_path, two_problems(status="partly", followup=followup))
    for row in load_workbook(io.BytesIO(written(view, "xlsx")))["问题清单"].iter_rows(min_row=2):
        assert {cell.data_type for cell in row[8:11]} <= {"s", "n"}
        assert not [cell for cell in row if cell.hyperlink]
    for kind in ("docx", "pdf"):
        assert written(view, kind)


def test_the_public_sees_nothing_of_it() -> None:
    shown = Audience.PUBLIC_NAMED.shown(two_problems(**ANSWERED))
    assert [sorted({"followup", "status"} & set(each)) for each in shown["findings"]] == [[], [], []]
