"""Letters: what stands in the notice to a body and in the circular, read back from the documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from docx.enum.section import WD_ORIENT

from gouji.letters.notice import NoticeOptions, notice_wording, write_notice
from gouji.letters.recipients import recipients
from gouji.outputs.view import RunView
from gouji.rulebook import RuleError
from gouji_cli.circular_command import circular_command
from gouji_cli.notice_command import notice_command
from outputs.exported import HOSTILE, cause, finding, hostile_record, record, view_of

BUREAU = record(
    "a" * 12,
    organisation="示例市教育局",
    verdict="faults",
    findings=[finding("1"), finding("2"), finding("3")],
    causes=[cause("1", "2")],
    registration={"group": "市直", "row": 9},
)
COUNTY = record("b" * 12, organisation="样本县人民政府", kind="government", verdict="faults",
                findings=[finding("4")], registration={"group": "县区", "row": 2})  # fmt: skip
CLEAR = record("c" * 12, organisation="示例市财政局")
MISSING = record("d" * 12, organisation="示例市民政局", verdict="missing")


@pytest.fixture
def view(tmp_path: Path) -> RunView:
    return view_of(tmp_path / "run", BUREAU, COUNTY, CLEAR, MISSING)


def run(command: Any, *arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(command, [str(argument) for argument in arguments], standalone_mode=False)
    assert result.exception is None, result.exception
    return result.return_value, result.stdout, result.stderr


def text_of(document: Any) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_every_body_with_problems_gets_a_letter_in_the_order_of_the_register(view: RunView) -> None:
    found = list(recipients(view))
    assert [each.file_name for each in found] == ["001-样本县人民政府-2024.docx", "002-示例市教育局-2024.docx"]
    assert [len(each.issues) for each in found] == [1, 2]


def test_the_notice_has_its_letter_its_list_and_its_reply_form(view: RunView, tmp_path: Path) -> None:
    options = ("--body", "示例市教育局", "--deadline", "2025-03-14")
    code, out, _ = run(notice_command, view.folder.path, "-o", tmp_path / "letters", *options)
    assert code == 0
    assert "已写入 1 份" in out
    document = Document(str(tmp_path / "letters" / "001-示例市教育局-2024.docx"))
    text = text_of(document)
    assert "关于2024年度政府信息公开工作年度报告问题整改的通知" in text
    assert "代拟稿" in text
    assert "示例市教育局：" in text
    assert "有2项内容需要核实或者整改，主要涉及表内勾稽不符" in text
    assert "于2025年3月14日前整改到位" in text
    assert "以人工复核为准" in text
    assert "追责" not in text
    assert [section.orientation for section in document.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    issues, reply = map(cells, document.tables)
    assert issues[0][:3] == ["序号", "单位", "问题类别"]
    assert [row[0] for row in issues[1:]] == ["1", "2"]
    assert issues[1][8] == "2025年3月14日"
    assert "差 1" in issues[1][5]
    assert [row[0] for row in reply] == ["序号", "1", "2"]


def test_without_a_deadline_its_place_is_left_blank(view: RunView, tmp_path: Path) -> None:
    run(notice_command, view.folder.path, "-o", tmp_path / "letters")
    document = Document(str(next((tmp_path / "letters").glob("001-*"))))
    assert "于　　年　　月　　日前整改到位" in text_of(document)
    assert cells(document.tables[0])[1][8] == ""


def test_the_office_puts_its_own_words_and_name_of_the_letter(view: RunView, tmp_path: Path) -> None:
    own = tmp_path / "own.yml"
    own.write_text(
        "name: 工作提示\nsalutation: '致{body}：'\nparagraphs: ['请于{deadline}前改好。']\n", encoding="utf-8"
    )
    code, _, _ = run(notice_command, view.folder.path, "-o", tmp_path / "letters", "--template", own)
    assert code == 0
    text = text_of(Document(str(next((tmp_path / "letters").glob("001-*")))))
    assert "问题整改的工作提示" in text
    assert "致样本县人民政府：" in text
    assert "我们对你单位" not in text


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ("salutation: '{bodies}：'", "salutation"),
        ("salutation: '{body.__class__}：'", "salutation"),
        ("salutation: '{body!r}'", "salutation"),
        ("salutation: '{body'", "salutation"),
        ("greeting: 您好", "greeting"),
        ("paragraphs: 一段", "paragraphs"),
    ],
)
def test_a_wording_that_cannot_be_used_is_told_by_file_and_field(tmp_path: Path, written: str, field: str) -> None:
    own = tmp_path / "own.yml"
    own.write_text(written + "\n", encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        notice_wording(own)
    assert (caught.value.file, caught.value.field) == ("own.yml", field)


def test_a_letterhead_comes_first_and_what_is_none_is_refused(view: RunView, tmp_path: Path) -> None:
    head = Document()
    head.add_paragraph("示例市人民政府办公室文件")
    head.save(str(tmp_path / "head.docx"))
    code, _, _ = run(
        notice_command, view.folder.path, "-o", tmp_path / "letters", "--letterhead", tmp_path / "head.docx"
    )
    assert code == 0
    document = Document(str(next((tmp_path / "letters").glob("001-*"))))
    assert document.paragraphs[0].text == "示例市人民政府办公室文件"
    code, _, err = run(notice_command, view.folder.path, "-o", tmp_path / "other", "--letterhead", __file__)
    assert code == 2
    assert "不能作为信纸使用" in err


def test_nothing_is_written_over_nor_into_the_run(view: RunView, tmp_path: Path) -> None:
    run(notice_command, view.folder.path, "-o", tmp_path / "letters")
    first = next((tmp_path / "letters").glob("001-*"))
    first.write_bytes(b"edited by hand")
    code, _, err = run(notice_command, view.folder.path, "-o", tmp_path / "letters")
    assert code == 2
    assert "未覆盖" in err
    assert first.read_bytes() == b"edited by hand"
    assert run(notice_command, view.folder.path, "-o", view.folder.path / "letters")[0] == 2
    assert run(circular_command, view.folder.path, "-o", view.folder.path / "c.docx")[0] == 2
    assert not (view.folder.path / "c.docx").exists()
    code, _, err = run(circular_command, view.folder.path, "-o", tmp_path / "c.txt")
    assert (code, (tmp_path / "c.txt").exists()) == (2, False)
    assert ".docx" in err


def test_an_unknown_body_and_a_folder_that_is_no_run_are_told(view: RunView, tmp_path: Path) -> None:
    code, out, err = run(notice_command, view.folder.path, "-o", tmp_path / "letters", "--body", "无此单位")
    assert code == 0
    assert "无此单位" in err
    assert "没有需要发函的单位" in out
    assert run(notice_command, tmp_path, "-o", tmp_path / "x")[0] == 2


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_end_in_a_document_that_opens(tmp_path: Path, text: str) -> None:
    view = view_of(tmp_path / "run", hostile_record(text))
    for number, recipient in enumerate(recipients(view)):
        path = tmp_path / f"{number}.docx"
        with path.open("wb") as file:
            write_notice(recipient, NoticeOptions(notice_wording(), date(2025, 3, 14)), file)
        assert len(Document(str(path)).tables) == 2
        assert "/" not in recipient.file_name
        assert len(recipient.file_name.encode()) < 200


def test_the_circular_counts_names_the_good_and_tells_how_wide_a_problem_is(view: RunView, tmp_path: Path) -> None:
    code, _, _ = run(circular_command, view.folder.path, "-o", tmp_path / "c.docx")
    assert code == 0
    document = Document(str(tmp_path / "c.docx"))
    text = text_of(document)
    assert "应发布年度报告4份，已收到3份，未报送1份。" in text
    assert "未报送的单位：示例市民政局。" in text
    assert "未发现问题的单位：示例市财政局。" in text
    assert "（一）表内勾稽不符。多数单位存在此类问题（2家、3项）" in text
    assert "追责" not in text
    assert len(document.tables) == 1


def test_with_a_sheet_the_circular_names_the_best_by_marks_and_attaches_them(view: RunView, tmp_path: Path) -> None:
    run(circular_command, view.folder.path, "-o", tmp_path / "c.docx", "--sheet", "sample")
    document = Document(str(tmp_path / "c.docx"))
    assert "按评分表得分较高的单位：示例市财政局。" in text_of(document)
    assert len(document.tables) == 2
    assert cells(document.tables[0])[0] == ["分组", "名次", "单位", "得分", "说明"]


@pytest.mark.parametrize("command", [notice_command, circular_command])
def test_the_wording_that_ships_is_printed_to_be_adapted(command: Any) -> None:
    code, out, _ = run(command, "--print-template")
    assert code == 0
    assert "代拟稿" in out
