from __future__ import annotations

import io
import time

import docx as python_docx
import pytest

from gouji.messages import render
from gouji.model import Document, Grid, Paragraph
from gouji.sources import Unreadable, read_document
from gouji.sources.zip_guard import open_zip
from kit.documents import STYLES
from kit.figures import load
from kit.styles import wordml
from kit.styles.package import pack
from kit.styles.wordml import level, numbered, paragraph, run, style


def read(body: str, **parts: str) -> Document:
    return read_document(wordml.document(body, **parts), "report.docx")


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def grids(document: Document) -> list[list[list[str | None]]]:
    found = [block for block in document.blocks if isinstance(block, Grid)]
    return [[[cell.text if cell else None for cell in row] for row in grid.rows] for grid in found]


def lists(*levels: str, num: int = 1, extra: str = "", more: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="5">{"".join(levels)}</w:abstractNum>{more}'
        f'<w:num w:numId="{num}"><w:abstractNumId w:val="5"/></w:num>{extra}'
    )


def row(*cells: str, properties: str = "") -> str:
    inside = "".join(cell if cell.startswith("<w:tc>") else f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells)
    return f"<w:tr>{properties}{inside}</w:tr>"


def cell(text: str, properties: str) -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


@pytest.mark.parametrize(
    ("form", "text", "printed"),
    [
        ("chineseCounting", "%1、", ["一、", "二、", "三、"]),
        ("chineseCountingThousand", "（%1）", ["（一）", "（二）", "（三）"]),
        ("japaneseCounting", "第%1部分", ["第一部分", "第二部分", "第三部分"]),
        ("ideographDigital", "%1、", ["一、", "二、", "三、"]),
        ("decimal", "%1.", ["1. ", "2. ", "3. "]),
        ("decimalZero", "%1）", ["01）", "02）", "03）"]),
        ("upperRoman", "%1", ["I ", "II ", "III "]),
        ("lowerLetter", "(%1)", ["(a) ", "(b) ", "(c) "]),
        ("decimalEnclosedCircle", "%1", ["①", "②", "③"]),
        ("chineseLegalSimplified", "%1、", ["壹、", "贰、", "叁、"]),
        ("bullet", "", ["", "", ""]),
        ("none", "", ["", "", ""]),
    ],
)
def test_numbers_that_word_keeps_outside_the_text(form: str, text: str, printed: list[str]) -> None:
    body = "".join(paragraph(f"情况{n}", numbered(1)) for n in range(3))
    document = read(body, numbering=lists(level(0, form, text)))
    assert texts(document) == [f"{label}情况{n}".strip() for n, label in enumerate(printed)]


def test_levels_count_within_each_other() -> None:
    levels = lists(
        level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%1.%3")
    )
    depths = [0, 1, 1, 2, 0, 1, 2, 2]
    body = "".join(paragraph("x", numbered(1, depth)) for depth in depths)
    assert texts(read(body, numbering=levels)) == [
        *("一、x", "（一）x", "（二）x", "一.1 x", "二、x", "（一）x", "二.1 x", "二.2 x"),
    ]


def test_a_level_that_never_restarts_and_one_that_starts_at_seven() -> None:
    levels = lists(level(0, "decimal", "%1、", start=7), level(1, "decimal", "%2、", more='<w:lvlRestart w:val="0"/>'))
    body = "".join(paragraph("x", numbered(1, depth)) for depth in (0, 1, 0, 1))
    assert texts(read(body, numbering=levels)) == ["7、x", "1、x", "8、x", "2、x"]


def test_lists_of_one_definition_count_on_unless_they_say_otherwise() -> None:
    extra = (
        '<w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="5"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = "".join(paragraph("x", numbered(num)) for num in (1, 2, 3, 3))
    numbering = lists(level(0, "decimal", "%1、"), extra=extra)
    assert texts(read(body, numbering=numbering)) == ["1、x", "2、x", "1、x", "2、x"]


def test_numbering_by_style_inherited_and_switched_off() -> None:
    styles = (
        style("H1", "heading 1", '<w:numPr><w:numId w:val="1"/></w:numPr>')
        + style("H2", "heading 2", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
        + style("Mine", "我的标题", based_on="H1")
    )
    levels = lists(
        level(0, "chineseCounting", "%1、", more='<w:pStyle w:val="H1"/>'),
        level(1, "chineseCounting", "（%2）", more='<w:pStyle w:val="H2"/>'),
    )
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    styled = (("H1", ""), ("H2", ""), ("Mine", ""), ("H1", off), ("H1", ""))
    body = "".join(paragraph("x", f'<w:pStyle w:val="{key}"/>{more}') for key, more in styled)
    document = read(body, styles=styles, numbering=levels)
    assert texts(document) == ["一、x", "（一）x", "二、x", "x", "三、x"]
    assert all(block.heading for block in document.blocks if isinstance(block, Paragraph))


def test_an_empty_paragraph_counts_and_is_not_shown() -> None:
    body = paragraph("x", numbered(1)) + paragraph("", numbered(1)) + paragraph("x", numbered(1))
    assert texts(read(body, numbering=lists(level(0, "decimal", "%1、")))) == ["1、x", "3、x"]


def test_numbering_that_leads_nowhere() -> None:
    endless = '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="S"/></w:abstractNum>'
    loop = '<w:num w:numId="2"><w:abstractNumId w:val="9"/></w:num>'
    styles = style("S", "列表", '<w:numPr><w:numId w:val="2"/></w:numPr>') + style("A", "a", based_on="B")
    styles += style("B", "b", based_on="A")
    body = paragraph("x", numbered(2)) + paragraph("x", numbered(77)) + paragraph("x", '<w:pStyle w:val="A"/>')
    body += paragraph("x", '<w:numPr><w:ilvl w:val="a"/><w:numId w:val="99999999999999999999"/></w:numPr>')
    document = read(body, styles=styles, numbering=lists(level(0, "decimal", "%1、"), extra=loop, more=endless))
    assert texts(document) == ["x"] * 4


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ('<w:ins w:id="1">' + run("新增") + "</w:ins>" + run("110"), "新增110"),
        (run("11") + "<w:del><w:r><w:delText>99</w:delText></w:r></w:del>" + run("0"), "110"),
        (
            "<w:del>"
            + run("旧")
            + "</w:del><w:moveFrom>"
            + run("旧")
            + "</w:moveFrom><w:moveTo>"
            + run("新")
            + "</w:moveTo>",
            "新",
        ),
        (run("显示") + run("隐藏", "<w:vanish/>") + run("了", '<w:vanish w:val="0"/>'), "显示了"),
        (run("12") + run("3", "<w:strike/>"), "12"),
        (run("12") + run("1", '<w:vertAlign w:val="superscript"/>'), "12¹"),
        (run("一") + "<w:r><w:softHyphen/></w:r>" + run("二") + "<w:r><w:noBreakHyphen/></w:r>" + run("三"), "一二-三"),
        ("<w:r><w:t>8</w:t><w:footnoteReference w:id='2'/></w:r>", "8"),
        ('<w:r><w:sym w:font="Symbol" w:char="F02D"/></w:r>' + run("8"), "-8"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run("是"), "☑是"),
        ('<w:fldSimple w:instr=" PAGE ">' + run("3") + "</w:fldSimple>", "3"),
        ('<w:hyperlink r:id="x">' + run("链接") + "</w:hyperlink>", "链接"),
        (
            "<w:smartTag>"
            + run("示例市")
            + "</w:smartTag><w:sdt><w:sdtContent>"
            + run("甲")
            + "</w:sdtContent></w:sdt>",
            "示例市甲",
        ),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            + run("单击输入")
            + "</w:sdtContent></w:sdt>"
            + run("乙"),
            "乙",
        ),
        ("<w:r><w:rPr><w:lang/></w:rPr><w:tab/><w:t>a</w:t></w:r>", "a"),
        ("<w:ruby><w:rt>" + run("pin") + "</w:rt><w:rubyBase>" + run("拼") + "</w:rubyBase></w:ruby>", "拼"),
        ("<m:oMath><m:r><m:t>5</m:t></m:r></m:oMath>", "5"),
    ],
)
def test_the_accepted_text_as_shown(inside: str, shown: str) -> None:
    assert texts(read(f"<w:p>{inside}</w:p>{paragraph('末')}")) == [shown, "末"]


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_fields_show_their_result() -> None:
    instruction = "<w:r><w:instrText> REF x </w:instrText><w:t>9</w:t></w:r>"
    whole = field("begin") + instruction + field("separate") + run("110") + field("end") + run("件")
    broken = field("begin") + instruction
    body = f"<w:p>{whole}</w:p><w:p>{broken}</w:p>{paragraph('之后')}"
    assert texts(read(body)) == ["110件", "之后"]


def test_hidden_by_style() -> None:
    styles = '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
    assert texts(
        read(f"<w:p>{run('隐', '<w:rStyle w:val=' + chr(34) + 'H' + chr(34) + '/>')}{run('显')}</w:p>", styles=styles)
    ) == ["显"]


def test_hidden_text_is_said_to_be_there() -> None:
    hidden = f"<w:p>{run('显')}{run('隐', '<w:vanish/>')}</w:p>"
    assert [problem.code for problem in read(hidden).problems] == ["text_hidden"]
    assert not read(f"<w:p>{run('显')}{run(' ', '<w:vanish/>')}{run('删', '<w:strike/>')}</w:p>").problems


def test_paragraphs_are_counted_as_a_reader_counts() -> None:
    table = "<w:tbl><w:tr>" + 2 * f"<w:tc>{paragraph('甲')}</w:tc>" + "</w:tr></w:tbl>"
    blocks = read(paragraph("一") + "<w:p/>" + table + paragraph("二")).blocks
    assert [block.at.as_dict() for block in blocks] == [{"paragraph": 1}, {"table": 1}, {"paragraph": 2}]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    mark = "<w:rPr><w:del w:id='1'/></w:rPr>"
    body = paragraph("一、总体", mark) + paragraph("情况") + paragraph("末", mark)
    assert texts(read(body)) == ["一、总体情况", "末"]


def test_line_breaks_part_paragraphs_but_not_headings() -> None:
    broken = f"{run('一、总体')}<w:r><w:br/></w:r>{run('情况')}<w:r><w:br w:type='page'/></w:r>"
    body = f"<w:p>{broken}</w:p><w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr>{broken}</w:p>"
    assert texts(read(body)) == ["一、总体", "情况", "一、总体情况"]


def test_a_text_box_is_read_once_and_headers_are_not() -> None:
    document = read_document(STYLES["edited_docx"](load("001")), "x")
    assert sum("政府信息公开工作年度报告" in text and len(text) < 40 for text in texts(document)) == 1
    header = read(paragraph("正文"), header="示例市2020年政府信息公开工作年度报告")
    assert texts(header) == ["正文"]


def test_a_table_of_contents_is_left_out() -> None:
    entry = paragraph("一、总体情况", '<w:pStyle w:val="T"/>')
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    control = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{paragraph('二、')}</w:sdtContent></w:sdt>"
    assert texts(read(entry + control + paragraph("正文"), styles=style("T", "toc 1"))) == ["正文"]


def test_spans() -> None:
    body = table(
        row(cell("甲", '<w:vMerge w:val="restart"/>'), cell("乙", '<w:gridSpan w:val="2"/>')),
        row(cell("", "<w:vMerge/>"), "1", "2"),
        row(cell("不显示", '<w:vMerge w:val="continue"/>'), "3", "4"),
        row("5", "6", "7"),
    )
    document = read(body)
    assert grids(document) == [[["甲", "乙", "乙"], ["甲", "1", "2"], ["甲", "3", "4"], ["5", "6", "7"]]]
    grid = document.blocks[0]
    assert isinstance(grid, Grid)
    merged = grid.rows[2][0]
    assert merged is grid.rows[0][0]
    assert merged is not None
    assert (merged.row_span, merged.at.as_dict()) == (3, {"table": 1, "row": 1, "column": 1})


def test_skipped_columns_and_the_older_way_to_merge() -> None:
    skip = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    first = row(cell("甲", '<w:hMerge w:val="restart"/>'), cell("", '<w:hMerge w:val="continue"/>'), "乙")
    assert grids(read(table(first, row("1", "2", properties=skip)))) == [[["甲", "甲", "乙"], [None, "1", "2"]]]


def test_deleted_rows_and_cells() -> None:
    body = table(
        row("1", "2"),
        row("8", "9", properties="<w:trPr><w:del w:id='1'/></w:trPr>"),
        row("3", cell("9", "<w:cellDel w:id='2'/>"), "4"),
        row("5", "6", properties="<w:trPr><w:ins w:id='3'/></w:trPr>"),
    )
    assert grids(read(body)) == [[["1", "2"], ["3", "4"], ["5", "6"]]]


def test_the_text_of_a_layout_table_flows_and_its_inner_tables_count() -> None:
    inner = table(row("1", "2"), row("3", "4"))
    outer = table(row(f"<w:tc>{paragraph('一、总体情况')}{inner}</w:tc>", "侧栏"))
    document = read(outer)
    assert (texts(document), grids(document)) == (["一、总体情况", "侧栏"], [[["1", "2"], ["3", "4"]]])


def test_cells_keep_their_paragraphs_and_tables_their_places() -> None:
    torn = f"<w:tc>{paragraph('商业')}{paragraph('企业')}</w:tc>"
    document = read(table(row("1", torn), row("2", "3")) + paragraph("间") + table(row("a", "b"), row("c", "d")))
    assert grids(document)[0][0] == ["1", "商业\n企业"]
    assert [block.at.table for block in document.blocks if isinstance(block, Grid)] == [1, 2]


def test_tables_typed_with_bars() -> None:
    lines = "".join(paragraph(f"甲{n} | {n} | {n}") for n in range(3))
    assert grids(read(lines)) == [[[f"甲{n}", str(n), str(n)] for n in range(3)]]


def test_what_python_docx_writes() -> None:
    written = python_docx.Document()
    written.add_heading("示例市民政局2024年政府信息公开工作年度报告", 0)
    written.add_heading("一、总体情况", 1)
    made = written.add_table(3, 3)
    made.cell(0, 0).merge(made.cell(1, 0)).text = "甲"
    made.cell(0, 1).merge(made.cell(0, 2)).text = "乙"
    made.cell(2, 2).text = "9"
    buffer = io.BytesIO()
    written.save(buffer)
    document = read_document(buffer.getvalue(), "x.html")
    assert document.format == "docx"
    assert grids(document) == [[["甲", "乙", "乙"], ["甲", "", ""], ["", "", "9"]]]
    assert [block.heading for block in document.blocks if isinstance(block, Paragraph)] == [True, True]


TITLE = "示例市民政局2024年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("stated", "printed", "title"),
    [
        (TITLE, "正文", TITLE),
        (TITLE.replace("2024", "2020"), TITLE, None),
        ("PowerPoint 演示文稿", "正文", None),
        ("", "正文", None),
    ],
)
def test_the_title_among_the_properties(stated: str, printed: str, title: str | None) -> None:
    assert read(paragraph(printed), core_title=stated).title == title


def test_the_strict_variant() -> None:
    data = wordml.document(table(row("1", "2"), row("3", "4")))
    archive = open_zip(data, "x")
    old, new = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    strict = pack({name: archive.read(name).replace(old, new) for name in archive.names})
    assert grids(read_document(strict, "x")) == [[["1", "2"], ["3", "4"]]]


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_document(data, "报告.docx")
    assert "报告.docx" in render(caught.value.problem).zh
    return caught.value.problem.code


def test_hostile_files() -> None:
    good = STYLES["docx"](load("001"))
    assert refused(good[: len(good) // 2]) == "zip_damaged"
    assert refused(pack({"word/document.xml": b"<w:p>" + bytes(9_000_000)})) == "zip_too_large"
    laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><w:document>&b;</w:document>'
    assert refused(pack({"word/document.xml": laughs})) == "xml_entities"
    outside = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document>&x;</w:document>'
    assert refused(pack({"word/document.xml": outside})) == "xml_entities"
    assert refused(wordml.document("")) == "docx_no_text"
    assert refused(pack({"word/document.xml": "<w:document"})) == "xml_damaged"
    assert refused(wordml.document("<w:tbl><w:tr><w:tc>" * 200 + "</w:tc></w:tr></w:tbl>" * 200)) == "xml_too_deep"
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
    assert refused(locked) == "file_encrypted"


def test_deep_and_wide_tables_are_bounded() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 70 + paragraph("底") + "</w:tc></w:tr></w:tbl>" * 70
    assert texts(read(deep)) == ["底"]
    began = time.process_time()
    wide = cell("x", '<w:gridSpan w:val="99999999"/><w:vMerge w:val="restart"/>')
    document = read(table(*[row(wide, "y") for _ in range(300)]) + paragraph("后"))
    assert time.process_time() - began < 5
    assert [problem.code for problem in document.problems] == ["table_too_large"]
    assert texts(document) == ["后"]


def test_properties_count_where_they_belong_and_the_first_time() -> None:
    struck, hidden = "<w:rPr><w:strike/></w:rPr>", "<w:rPr><w:vanish/></w:rPr>"
    body = (
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('一')}</w:p><w:p>{hidden}{run('二')}</w:p>"
        f"<w:p><w:r><w:t>三</w:t><w:pPr><w:vanish/></w:pPr></w:r></w:p>"
        f"<w:p><w:r><w:rPr/><w:t>四</w:t>{struck}</w:r></w:p>"
        f"<w:p><w:r><w:t>五</w:t>{struck}</w:r></w:p>"
        f"<w:p><w:pPr/><w:pPr>{numbered(1)}</w:pPr>{run('六')}</w:p>"
        f"<w:p><w:pPr>{numbered(1)}{numbered(2)}</w:pPr>{run('七')}</w:p>"
    )
    levels = lists(level(0, "decimal", "%1、"), extra='<w:num w:numId="2"><w:abstractNumId w:val="9"/></w:num>')
    assert texts(read(body, numbering=levels)) == ["一二", "三", "四", "六", "1、七"]
