"""Private numbers are masked before anything of a document is kept."""

from __future__ import annotations

import pytest

from gouji.model import Document, Grid, GridCell, Locator, Paragraph
from gouji.normalise import normalise
from gouji.normalise.masking import is_identity_number, mask
from gouji.sources import read_document
from kit.documents import STYLES
from kit.prose import Changes, compose
from kit.reports import zeros

SPECIMEN = "11010519491231002X"  # the specimen of the national standard for identity numbers
MOBILE = "13800000000"


def masked(text: str) -> str:
    block = mask(Document("text", (Paragraph(text, Locator(line=1)),))).document.blocks[0]
    assert isinstance(block, Paragraph)
    return block.text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"身份证号{SPECIMEN}。", "身份证号110*************2X。"),
        ("身份证号１１０１０５１９４９１２３１００２Ｘ。", "身份证号１１０*************２Ｘ。"),
        (f"来电{MOBILE}询问。", "来电138****0000询问。"),
        ("来电138 0000 0000询问。", "来电138 **** 0000询问。"),
        (f"申请人联系电话{MOBILE}。", "申请人联系电话138****0000。"),
    ],
)
def test_masked(text: str, shown: str) -> None:
    assert masked(text) == shown
    assert len(masked(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        f"如有疑问，请与本机关联系（地址：示例路1号，电话：{MOBILE}）。",
        "身份证号110105194912310021。",  # the check character is wrong
        "编号110105194913310020的文件。",  # no such month
        f"统一社会信用代码{SPECIMEN}。",
        "全年访问量13800000000000次，金额1380000000.00元。",
        "邮编000000，电话0000-1234567。",
    ],
)
def test_left_alone(text: str) -> None:
    assert masked(text) == text


def test_check_character() -> None:
    assert is_identity_number(SPECIMEN)
    assert is_identity_number(SPECIMEN.lower())
    assert not is_identity_number("110105194912310010")


def test_a_cell_that_is_a_number_is_an_amount() -> None:
    cells = tuple(GridCell(text, Locator(row=1, column=i)) for i, text in enumerate((MOBILE, f"手机{MOBILE}", "1")))
    [grid] = mask(Document("html", (Grid((cells,), Locator(table=1)),))).document.blocks
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.rows[0] if cell] == [MOBILE, "手机138****0000", "1"]
    assert grid.rows[0][2] is cells[2]


@pytest.mark.parametrize("style", ["clean_html", "plain_text", "word_html"])
def test_nothing_of_a_report_holds_the_number(style: str) -> None:
    figures = zeros()
    said = (*compose(figures).chapters[0].paragraphs, f"申请人张某（{SPECIMEN}，{MOBILE}）的申请共7件已答复。")
    content = STYLES[style](figures, Changes(paragraphs={1: said}))
    report = normalise(read_document(content, "a"), source="a", sha256="0" * 64, id="a")
    assert SPECIMEN not in repr(report)
    assert MOBILE not in repr(report)
    assert {(datum.kind, datum.masked) for datum in report.private} == {
        ("identity", "110*************2X"),
        ("mobile", "138****0000"),
    }
