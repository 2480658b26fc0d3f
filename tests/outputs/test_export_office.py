"""Workbook, document and reading copy read back: what stands where, and that no word of a report does anything."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from exported import HOSTILE, as_stored, cause, finding, hostile_record, record, view_of, written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouji.form import load_edition
from gouji.outputs.safe_text import printable, safe
from gouji.outputs.view import RunView, open_run
from kit.checked import Checked

WORDS = st.one_of(
    st.sampled_from(HOSTILE), st.text(max_size=60), st.text("=+-@<>&_x\x00\x1b\u202e\ud800\n\r\t", max_size=12)
)
quick = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

LIST = "序号 单位 问题类别 位置 原文或填报值 问题描述 依据 整改建议 整改时限 整改情况 复核结果".split()


@pytest.fixture(scope="module")
def whole(checked: Checked) -> RunView:
    """The view of a real run over good, bad and hostile files."""
    return open_run(checked.result.folder)


@pytest.fixture(scope="module")
def book(whole: RunView) -> Any:
    return openpyxl.load_workbook(io.BytesIO(written(whole, "xlsx")))


def rows(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_sheets_of_the_workbook(book: Any) -> None:
    assert book.sheetnames == ["问题清单", "汇总", "数据", "未识别与需核实", "上下级汇总", "说明"]
    assert rows(book["问题清单"])[0][:11] == LIST
    assert rows(book["汇总"])[0][-9:] == [
        *("未按时发布", "要素不全", "格式不规范", "表内勾稽不符", "文表不一致", "跨年度不衔接", "内容雷同", "文字差错"),
        "来源文件",
    ]


@pytest.mark.parametrize("name", ["问题清单", "汇总", "数据", "未识别与需核实", "上下级汇总"])
def test_sheets_are_set_up_for_filtering_and_printing(book: Any, name: str) -> None:
    sheet = book[name]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert int(re.search(r"\d+$", sheet.auto_filter.ref)[0]) == max(sheet.max_row, 2)
    assert all(cell.alignment.wrap_text and cell.border.left.style for row in sheet.iter_rows() for cell in row)


def test_only_the_office_s_columns_are_printed(book: Any) -> None:
    sheet = book["问题清单"]
    assert sheet.print_area == f"'问题清单'!$A$1:$K${sheet.max_row}"
    assert rows(sheet)[0][11:] == ["级别", "年度", "规则", "来源文件", "指纹"]


def test_a_line_a_cause_and_every_finding_in_one(book: Any, checked: Checked) -> None:
    lines = rows(book["问题清单"])[1:]
    marks = [mark for line in lines for mark in line[15].split()]
    reports = checked.result.reports
    assert sorted(marks) == sorted(each["fingerprint"] for entry in reports for each in entry["findings"])
    joined = {tuple(sorted(c["findings"])) for entry in reports for c in entry["causes"] if len(c["findings"]) > 1}
    assert joined
    assert joined == {tuple(sorted(line[15].split())) for line in lines if " " in line[15]}
    assert [line[0] for line in lines] == list(range(1, len(lines) + 1))
    bodies = [line[1] for line in lines]
    assert len(set(bodies)) == sum(body != before for body, before in zip(bodies, [None, *bodies], strict=False))


def test_the_other_sheets_say_what_the_run_came_to(book: Any, checked: Checked) -> None:
    reports = checked.result.reports
    summary = rows(book["汇总"])
    by_source = {line[-1]: line for line in summary[1:]}
    assert len(summary) == len(reports) + 1
    for entry in reports:
        counts = [
            sum(each["severity"] == kind for each in entry["findings"]) for kind in ("critical", "warning", "info")
        ]
        assert by_source[safe(printable(entry["source"]))][6:9] == [count or None for count in counts]
    review = rows(book["未识别与需核实"])[1:]
    assert sum(line[3] == "未能识别" for line in review) == sum(entry["verdict"] == "unreadable" for entry in reports)
    assert sum(line[3] == "未能判断" for line in review) == sum(len(entry["undetermined"]) for entry in reports)
    figures = rows(book["数据"])
    heads = {tuple(head.split("\n")): number for number, head in enumerate(figures[0])}
    line = next(line for line in figures if line[2] == "in/examples/02-transposed-digits.html")
    assert line[heads["表三", "（四）无法提供1.本机关不掌握相关政府信息", "自然人"]] == 84
    assert set(load_edition("2021").tables["requests"].cells) <= set(load_edition("2019").tables["requests"].cells) | {
        key for key in load_edition("2021").tables["requests"].cells if ".other_" in key
    }


def test_a_comparison_with_those_below_has_its_sheet(tmp_path: Path) -> None:
    where = {"frame": "rollup", "row": "granted", "column": "total"}
    below = finding(
        "d", "本级填报 5，下级合计 7。", where=where, category="consistency", actual=5, expected=7, difference=-2
    )
    sheet = openpyxl.load_workbook(io.BytesIO(written(view_of(tmp_path, record(findings=[below])), "xlsx")))[
        "上下级汇总"
    ]
    assert rows(sheet)[1][3:] == [5, 7, -2, "本级填报 5，下级合计 7。"]


def test_what_a_person_set_aside_is_not_in_the_list(tmp_path: Path) -> None:
    findings = [finding("a", status="dismissed"), finding("b", status="confirmed"), finding("c", status="waived")]
    sheet = openpyxl.load_workbook(io.BytesIO(written(view_of(tmp_path, record(findings=findings)), "xlsx")))[
        "问题清单"
    ]
    assert [line[15] for line in rows(sheet)[1:]] == ["b" * 16]


def test_the_workbook_in_english(whole: RunView) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(whole, "xlsx", "en")))
    assert book.sheetnames[:2] == ["Problems", "Verdicts"]
    assert rows(book["Problems"])[0][:3] == ["No.", "Organisation", "Category"]


@quick
@given(text=WORDS)
def test_hostile_words_do_nothing_in_a_workbook(tmp_path: Path, text: str) -> None:
    content = written(view_of(tmp_path, hostile_record(text)), "xlsx")
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f"
            assert cell.hyperlink is None
            assert not str(cell.value or "").lstrip().startswith(("=", "+", "@", "＝", "＋"))
    lines = rows(book["问题清单"])
    assert len(lines) == 3
    shown = safe(printable(as_stored(text))) or None
    if text and len(text) < 1000 and not re.search(r"_x[0-9A-Fa-f]{4}_", text):
        assert lines[1][1] == shown


def paragraphs(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def test_the_document_is_laid_out_as_offices_do(whole: RunView) -> None:
    document = Document(io.BytesIO(written(whole, "docx")))
    [section] = document.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    edges = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(edge.mm) for edge in edges] == [37, 35, 28, 26]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        assert "".join(footer.paragraphs[0].text.split()) == "—1—"
        assert "PAGE" in footer._element.xml
        assert footer.paragraphs[0].alignment.name.lower() == side
    fonts = {
        name: document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("Normal", "Title", "Heading 1", "Heading 2")
    }
    assert list(fonts.values()) == ["仿宋", "方正小标宋简体", "黑体", "楷体"]
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables)
    assert len(document.tables) == 2


def test_the_document_says_all_that_was_found(whole: RunView, checked: Checked) -> None:
    text = "\n".join(paragraphs(Document(io.BytesIO(written(whole, "docx")))))
    for entry in checked.result.reports:
        for each in entry["findings"]:
            for line in printable(each["message"]).split("\n"):
                assert line in text
    assert text.startswith("政府信息公开工作年度报告核验结果\n一、总体情况\n")
    assert "\n二、未报送和未能识别的年度报告\n" in text
    assert text.endswith("自动核验结果，以人工复核为准。")
    assert text.count("【须整改】") == sum(line.severity == "critical" for line in issues_of(whole))


def issues_of(view: RunView) -> list[Any]:
    from gouji.outputs.issues import issues
    from gouji.outputs.said import Voice

    return [issue for _, each in view.records() for issue in issues(each, Voice())]


@quick
@given(text=WORDS)
def test_hostile_words_do_nothing_in_a_document(tmp_path: Path, text: str) -> None:
    content = written(view_of(tmp_path, hostile_record(text)), "docx")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        body = package.read("word/document.xml").decode("utf-8")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202e]|w:hyperlink|w:object|w:altChunk", body)
    document = Document(io.BytesIO(content))
    assert paragraphs(document)[-1] == "自动核验结果，以人工复核为准。"
    assert sum(paragraph.style.name == "Heading 3" for paragraph in document.paragraphs) == 2
    words = printable(as_stored(text)).strip()
    if words and len(words) < 150 and "\n" not in words and "\t" not in text:
        assert words in "\n".join(paragraphs(document))


def test_the_same_run_gives_the_same_files(tmp_path: Path) -> None:
    view = view_of(tmp_path, record(verdict="faults", findings=[finding("a"), finding("b")], causes=[cause("a", "b")]))
    for kind in ("xlsx", "docx", "pdf", "csv", "sarif", "junit", "markdown"):
        assert written(view, kind) == written(view, kind), kind


def pdf_text(content: bytes) -> list[str]:
    pdf = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pdf]


def test_the_reading_copy(whole: RunView, checked: Checked) -> None:
    content = written(whole, "pdf")
    pages = pdf_text(content)
    assert [re.search(r"— (\d+) —", page)[1] for page in pages] == [str(n) for n in range(1, len(pages) + 1)]
    text = re.sub(r"\s|— \d+ —", "", "".join(pages))
    for entry in checked.result.reports:
        for each in entry["findings"]:
            if each["rule"] in ("T301", "T302", "T401"):
                assert re.sub(r"\s", "", each["message"]).replace("·", "・") in text
    assert b"/FontFile" not in content
    assert b"/STSong-Light" in content
    assert b"/JavaScript" not in content
    assert b"/URI" not in content


@quick
@given(text=WORDS)
def test_hostile_words_do_nothing_in_a_reading_copy(tmp_path: Path, text: str) -> None:
    content = written(view_of(tmp_path, hostile_record(text)), "pdf")
    pages = pdf_text(content)
    assert "自动核验结果，以人工复核为准。" in "".join(pages[-2:])
    assert b"/URI" not in content
    assert len(pages) < 60


def test_markup_stands_in_the_reading_copy_as_it_is(tmp_path: Path) -> None:
    text = '<b>粗</b> <a href="http://example.invalid">x</a> &amp; <br/> <font size="99">大</font> 😀'
    shown = "".join(pdf_text(written(view_of(tmp_path, hostile_record(text)), "pdf")))
    assert '<b>粗</b><ahref="http://example.invalid">x</a>&amp;<br/><fontsize="99">大</font>□' in re.sub(
        r"\s", "", shown
    )


@pytest.mark.office
def test_libreoffice_opens_what_is_written(tmp_path: Path) -> None:
    view = view_of(tmp_path / "run", hostile_record(HOSTILE[4]), record("1" * 12, organisation="样本县人民政府"))
    for kind in ("xlsx", "docx"):
        (tmp_path / f"result.{kind}").write_bytes(written(view, kind))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for kind in ("xlsx", "docx"):
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path / kind)]
        subprocess.run([*command, str(tmp_path / f"result.{kind}")], check=True, capture_output=True, timeout=120)
        pages = pdf_text((tmp_path / kind / "result.pdf").read_bytes())
        assert "<script>alert(1)</script>" in re.sub(r"\s", "", "".join(pages)), kind
    assert "—1—" in re.sub(r"\s", "", pages[0])
    assert "—2—" in re.sub(r"\s", "", pages[1])
