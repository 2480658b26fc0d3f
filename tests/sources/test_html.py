from __future__ import annotations

import json
import time

import pytest

from gouji.model import Document, Grid, Locator, Paragraph
from gouji.sources import read_document

TABLE = "<table><tr><td>规章</td><td>2</td></tr><tr><td>行政许可</td><td>5</td></tr></table>"
FORM = (
    "<table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td></tr>"
    "<tr><td>规章</td><td>2</td><td>1</td></tr></table>"
)


def read(body: str) -> Document:
    return read_document(f"<html><body>{body}</body></html>".encode(), "report.html")


def paragraphs(body: str) -> list[str]:
    return [block.text for block in read(body).blocks if isinstance(block, Paragraph)]


def grids(body: str) -> list[list[list[str | None]]]:
    return [
        [[cell.text if cell else None for cell in row] for row in block.rows]
        for block in read(body).blocks
        if isinstance(block, Grid)
    ]


def test_paragraphs_headings_and_breaks() -> None:
    assert paragraphs("<h1>示例市<br>年度报告</h1><div>一、总体情况<br/>正文<p>又</p>尾</div>") == [
        "示例市年度报告", "一、总体情况", "正文", "又", "尾",
    ]  # fmt: skip
    assert [block.heading for block in read("<h2>标题</h2><p>正文</p>").blocks] == [True, False]


def test_soup_does_not_split_words_or_numbers() -> None:
    assert paragraphs("<p>2<span>0</span><font><b>2</b>4</font>年<o:p></o:p>1<i>月</i></p>") == ["2024年1月"]
    assert paragraphs("<p>政府信\n   息公开\n2024\n年</p>") == ["政府信息公开 2024 年"]


def test_comments_scripts_styles_and_hidden_parts_say_nothing() -> None:
    soup = "<p>前<!-- 注 --><!--[if mso]>错<![endif]--><script>错()</script><style>错{}</style>后</p>"
    hidden = '<p style="color:red; DISPLAY : none">错</p><div hidden>错</div><iframe src="x">错</iframe><del>错</del>'
    assert paragraphs(soup + hidden) == ["前后"]


def test_a_footnote_is_not_part_of_a_number() -> None:
    assert grids("<table><tr><td>规章</td><td>12<sup>2</sup></td></tr></table>") == [[["规章", "12²"]]]
    assert paragraphs("<p><sup>12</sup></p>") == ["12"]


def test_a_cell_keeps_its_paragraphs_on_lines() -> None:
    body = "<table><tr><td><p>商业</p><p>企业&nbsp;</p></td><td>本年新<br />制作数量</td><td>&nbsp;</td></tr></table>"
    assert grids(body) == [[["商业\n企业", "本年新\n制作数量", ""]]]


def test_spans_fill_their_positions() -> None:
    body = '<table><tr><td rowspan=2 colspan="2">甲</td><td>1</td></tr><tr><td>2</td></tr><tr><td>乙<td>丙<td>3</table>'
    assert grids(body) == [[["甲", "甲", "1"], ["甲", "甲", "2"], ["乙", "丙", "3"]]]
    grid = read(body).blocks[0]
    assert isinstance(grid, Grid)
    assert grid.rows[0][0] is grid.rows[1][1]
    assert grid.rows[1][2].at == Locator(table=1, row=2, column=3, line=1)
    assert (grid.rows[0][0].row_span, grid.rows[0][0].column_span) == (2, 2)


def test_an_empty_row_takes_part_in_spans() -> None:
    body = "<table><tr><td rowspan=2>甲</td><td>1</td></tr><tr></tr><tr><td>乙</td><td>2</td></tr></table>"
    assert grids(body) == [[["甲", "1"], ["甲", None], ["乙", "2"]]]


def test_spans_too_long_are_cut() -> None:
    body = '<table><tr><td colspan="999999999">头</td></tr><tr><td rowspan=999999999>甲</td><td>1</td></tr></table>'
    assert grids(body) == [[["头", "头"], ["甲", "1"]]]


def test_hidden_rows_and_cells_are_not_there() -> None:
    hidden = 'style="display:none"'
    body = f"<table><tr {hidden}><td>错</td></tr><tr><td>甲</td><td {hidden}>错</td><td>1</td></tr></table>"
    assert grids(body) == [[["甲", "1"]]]


def test_a_table_round_the_article_is_no_grid() -> None:
    body = f"<table><tr><td>菜单</td><td><p>一、总体情况</p>{TABLE}<p>二、后文</p></td></tr></table>"
    assert [b.text if isinstance(b, Paragraph) else "grid" for b in read(body).blocks] == [
        "菜单", "一、总体情况", "grid", "二、后文",
    ]  # fmt: skip
    assert paragraphs("<table><tr><td><p>一、总体情况</p><p>正文</p></td></tr></table>") == ["一、总体情况", "正文"]
    long = f"<table><tr><td>菜单</td><td><p>一、总体情况</p><p>{'甲' * 300}</p></td></tr></table>"
    assert paragraphs(long)[1] == "一、总体情况"


def test_a_table_that_is_never_closed_does_not_swallow_the_next() -> None:
    body = "<table><tr><td>甲</td><td>1</td></tr>" + TABLE + "<p>后文</p>"
    assert grids(body) == [[["甲", "1"]], [["规章", "2"], ["行政许可", "5"]]]
    assert paragraphs(body) == ["后文"]


def test_a_caption_stands_above_its_table() -> None:
    blocks = read(TABLE.replace("<table>", "<table><caption>表二</caption>")).blocks
    assert [isinstance(block, Grid) for block in blocks] == [False, True]


def test_lines_of_the_source() -> None:
    document = read_document(
        b"<html><body>\n<p>\nx</p>\n<table>\n<tr><td>a</td>\n<td>b</td></tr></table></body></html>", "x"
    )
    assert document.blocks[0].at.line == 2
    assert document.blocks[1].rows[0][1].at == Locator(table=1, row=1, column=2, line=6)


def test_meta_and_title() -> None:
    meta = '<meta name="ArticleTitle" content="示例 年报"><meta name=SiteName content=示例市>'
    page = f"<html><head><title> 年报 </title>{meta}</head><p>x"
    document = read_document(page.encode(), "x")
    assert (document.title, dict(document.meta)) == ("年报", {"articletitle": "示例 年报", "sitename": "示例市"})
    assert read("<p>x</p>").title is None


def test_menus_go_and_the_article_stays() -> None:
    menu = "<ul>" + "".join(f'<li><a href="/{n}">栏目{n}</a></li>' for n in range(50)) + "</ul>"
    links = "".join(f'<p><a href="#{n}">{n}、总体情况</a></p>' for n in "一二三四五六")
    body = f'{menu}<div class="site-footer">主办：示例市</div><nav>导航</nav>{links}<p>正文</p>'
    assert paragraphs(body) == [*[f"{n}、总体情况" for n in "一二三四五六"], "正文"]


def test_furniture_by_name_stays_when_it_holds_the_report() -> None:
    assert paragraphs("<div class=footer><p>一、总体情况</p></div>") == ["一、总体情况"]
    assert grids(f"<div class=nav>{TABLE}</div>") == [[["规章", "2"], ["行政许可", "5"]]]
    assert grids("<table><tr><td class=nav>甲</td><td>1</td></tr></table>") == [[["甲", "1"]]]


@pytest.mark.parametrize(
    "carrier",
    [
        '<script>/* don\'t */ var content = "{js}";</script>',
        "<script>// don't\nshow('{js}')</script>",
        "<script type='application/json'>{json}</script>",
        "<textarea>{html}</textarea>",
        "<textarea>{escaped}</textarea>",
        "<template>{html}</template>",
        "<div style='display:none'>{html}</div>",
    ],
)
def test_an_article_that_the_page_does_not_show(carrier: str) -> None:
    article = '<p class="a">一、总体情况</p>\n' + FORM
    forms = {
        "js": article.replace('"', '\\"').replace("/", "\\/").replace("\n", "\\n").replace("规", "\\u89c4"),
        "json": json.dumps({"content": article}),
        "html": article,
        "escaped": article.replace("<", "&lt;"),
    }
    for name, text in forms.items():
        carrier = carrier.replace("{" + name + "}", text)
    document = read(f"<p>前</p>{carrier}<p>后</p>")
    texts = [block.text if isinstance(block, Paragraph) else block.rows[1][1].text for block in document.blocks]
    assert texts == ["前", "一、总体情况", "2", "后"]
    assert [problem.code for problem in document.problems] == ["tables_not_shown"]


def test_scripts_are_left_alone_when_the_page_shows_its_tables() -> None:
    document = read(f'{FORM}<script>var old = "{FORM}";</script>')
    assert (len(document.blocks), document.problems) == (1, ())


def test_json_that_carries_the_page() -> None:
    data = json.dumps({"title": "x", "content": f"<p>一、总体情况</p>{FORM}"}).encode()
    assert [type(block).__name__ for block in read_document(data, "x.json").blocks] == ["Paragraph", "Grid"]


def test_tables_in_preformatted_text() -> None:
    assert grids("<pre>规章 | 2 | 1\n行政许可 | 5 |\n行政处罚 | 6 |</pre>") == [
        [["规章", "2", "1"], ["行政许可", "5", ""], ["行政处罚", "6", ""]]
    ]
    assert grids("<p>首页 | 公开 | 年报</p>") == []


def test_a_table_beyond_all_bounds_is_cut() -> None:
    started = time.monotonic()
    document = read(
        "<p>前</p><table>" + ("<tr>" + "<td colspan=1000 rowspan=60000>1</td>" * 3 + "</tr>") * 500 + "</table>"
    )
    assert [problem.code for problem in document.problems] == ["table_too_large"]
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "ul><li"])
def test_deep_nesting_ends_in_a_note(tag: str) -> None:
    document = read("<p>前</p>" + f"<{tag}>" * 3000 + "深")
    assert paragraphs("<p>前</p>" + f"<{tag}>" * 3000 + "深")[0] == "前"
    assert [problem.code for problem in document.problems] == ["nested_too_deep"]


def test_soup_nested_by_the_hundred_is_read() -> None:
    document = read("<span><font>" * 400 + "<p>一、总体情况</p>" + FORM)
    assert (len(document.blocks), document.problems) == (2, ())


def test_an_xml_declaration_does_not_matter() -> None:
    document = read_document(
        '<?xml version="1.0" encoding="gb2312"?><html><body><p>总体</p></body></html>'.encode(), "x"
    )
    assert document.blocks[0].text == "总体"


def test_a_table_of_one_cell_in_a_cell_is_a_frame_round_a_figure_and_no_layout() -> None:
    framed = "<table><tr><td><table><tr><td>规章</td></tr></table></td><td><table><tr><td>2</td></tr></table></td></tr>"
    assert grids(framed + "<tr><td>行政许可</td><td>5</td></tr></table>") == [[["规章", "2"], ["行政许可", "5"]]]


def test_a_long_text_in_a_table_of_its_own_is_an_article() -> None:
    article = f"<table><tr><td>{'公开工作。' * 50}</td></tr></table>"
    assert paragraphs(
        f"<table><tr><td>栏目</td><td>{article}</td></tr>" + "<tr><td>1</td><td>2</td></tr>" * 5 + "</table>"
    )
