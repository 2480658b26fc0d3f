from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gouji.model import Document, Grid, Locator, Paragraph
from gouji.sources import read_document


def read(text: str) -> Document:
    return read_document(text.encode(), "report.txt")


def shape(document: Document) -> list[object]:
    return [
        block.text
        if isinstance(block, Paragraph)
        else [[cell.text if cell else None for cell in row] for row in block.rows]
        for block in document.blocks
    ]


def test_lines_are_paragraphs_and_rows_with_bars_are_a_grid() -> None:
    document = read("一、总体情况\r\n\r\n　　全年　　公开。\r\n规章 | 2 | 1 |\r\n行政许可 | 5 | ||\r\n后文\r\n")
    assert shape(document) == ["一、总体情况", "全年 公开。", [["规章", "2", "1"], ["行政许可", "5", "", ""]], "后文"]
    grid = document.blocks[2]
    assert isinstance(grid, Grid)
    assert grid.ragged
    assert grid.rows[1][1].at == Locator(table=1, row=2, column=2, line=5)
    assert document.blocks[3].at == Locator(line=6)


def test_a_bar_in_front_opens_the_row_when_every_row_has_it() -> None:
    assert shape(read("| 27 | 10 |\n| 1 | 2 |")) == [[["27", "10"], ["1", "2"]]]
    assert shape(read("规章 | 10 | 3\n| 1 | 2")) == [[["规章", "10", "3"], ["", "1", "2"]]]


def test_markdown_has_columns() -> None:
    document = read("| 项目 | 数量 |\n|:---|---:|\n| 规章 | 2 |")
    assert shape(document) == [[["项目", "数量"], ["规章", "2"]]]
    assert not document.blocks[0].ragged


def test_full_width_bars_and_tabs() -> None:
    assert shape(read("规章｜2｜1")) == [[["规章", "2", "1"]]]
    assert shape(read("规章\t2\t\t1\n行政许可\t\t\t")) == [[["规章", "2", "", "1"], ["行政许可", "", "", ""]]]
    assert shape(read("\t一、总体情况\n二、主动公开\t")) == ["一、总体情况", "二、主动公开"]


def test_a_bar_in_prose_makes_no_table() -> None:
    assert shape(read("主办：示例市 | 承办：示例中心")) == ["主办：示例市 | 承办：示例中心"]
    long = "甲" * 300
    assert shape(read(f"{long} | 1 | 2")) == [f"{long} | 1 | 2"]


@given(st.text(alphabet="|｜\t\n 一12-—　a", max_size=60))
def test_any_text_keeps_its_words(text: str) -> None:
    wanted = sorted(mark for mark in text if mark in "一12a")
    if wanted:
        assert sorted(mark for mark in str(shape(read(text))) if mark in "一12a") == wanted


def test_a_bar_at_the_end_closes_the_row_when_every_row_has_it() -> None:
    assert shape(read("规章 | 1 | \n行政许可 | 5 | 2")) == [[["规章", "1", ""], ["行政许可", "5", "2"]]]


def test_double_spaced_rows_are_one_table() -> None:
    rows = "规章 | 2 | 1\n\n行政许可 | 5 | \n\n行政处罚 | 6 | 7"
    assert shape(read("甲。\n\n" + rows + "\n\n乙。")) == [
        "甲。", [["规章", "2", "1"], ["行政许可", "5", ""], ["行政处罚", "6", "7"]], "乙。",
    ]  # fmt: skip


def test_a_table_printed_cell_by_cell() -> None:
    lines = (
        "二、主动公开政府信息情况 第二十条第（一）项 信息内容 本年制发件数 本年废止件数 现行有效件数 规章 0 0 1".split()
    )
    lines += "行政规范性文件 1,203 （三）不予公开 1.属于国家秘密 2 3.危及“三安全一稳定” 4 5 法律服务机构 其他 6".split()
    assert shape(read("\n".join(lines))) == [
        "二、主动公开政府信息情况",
        [
            ["第二十条第（一）项"],
            ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
            ["规章", "0", "0", "1"],
            ["行政规范性文件", "1,203"],
            ["（三）不予公开", "1.属于国家秘密", "2"],
            ["3.危及“三安全一稳定”", "4", "5"],
        ],
        "法律服务机构",
        "其他",
        [["6"]],
    ]


def test_numbered_points_and_figures_of_the_prose_are_no_table() -> None:
    lines = ["一、加强领导", "二、健全制度", "2024", "1.公开事项", "其他", "12"]
    assert shape(read("\n".join(lines))) == lines


def test_a_chapter_s_title_right_before_figures_is_no_row() -> None:
    lines = "1.属于国家秘密 2 2.重复申请 3 3.其他 4 四、政府信息公开行政复议、行政诉讼情况 5 6".split()
    assert shape(read("\n".join(lines)))[1] == "四、政府信息公开行政复议、行政诉讼情况"
