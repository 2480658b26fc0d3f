from __future__ import annotations

import pytest

from gouji.model import Document, Grid, Paragraph
from gouji.sources import read_document


def read(*lines: str) -> Document:
    return read_document("\n".join(lines).encode(), "report.txt")


def shown(document: Document) -> list[object]:
    return [
        block.text
        if isinstance(block, Paragraph)
        else [[cell.text if cell else None for cell in row] for row in block.rows]
        for block in document.blocks
    ]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("**一、总体情况**", "一、总体情况"),
        ("__（一）主动公开__ 情况", "（一）主动公开 情况"),
        ("1\\. 属于国家秘密", "1. 属于国家秘密"),
        ("- 存在的问题", "存在的问题"),
        ("> 引用", "引用"),
        ("[年报](http://www.shili.example/a(1))", "年报)"),
        ("见图![图](a.png)", "见图"),
        ("3 &lt; 5&nbsp;件", "3 < 5 件"),
        ("- 5 件", "5 件"),
    ],
)
def test_marks_are_no_text(line: str, text: str) -> None:
    assert shown(read("# 题", line)) == ["题", text]


def test_headings() -> None:
    document = read("# 示例市年报 #", "", "***", "正文", "## 一、总体情况", "```", "代码", "```")
    assert shown(document) == ["示例市年报", "正文", "一、总体情况", "代码"]
    assert document.format == "markdown"
    headings = [(block.heading, block.at.line) for block in document.blocks if isinstance(block, Paragraph)]
    assert headings == [(True, 1), (False, 4), (True, 5), (False, 7)]


def test_tables_with_bars() -> None:
    document = read("| 甲 | **乙** |", "|:---|---:|", "| 商业<br>企业 | 5 |", "| a\\|b | -3 |", "| | |")
    assert shown(document) == [[["甲", "乙"], ["商业 企业", "5"], ["a∣b", "-3"], ["", ""]]]
    grid = document.blocks[0]
    assert isinstance(grid, Grid)
    assert not grid.ragged


def test_figures_on_two_lines_are_not_put_together() -> None:
    assert shown(read("| 甲 | 乙 |", "|---|---|", "| 1<br>234 | 5 |"))[0][1] == ["1<br>234", "5"]  # type: ignore[index]


def test_tables_in_html() -> None:
    table = '<table><tr><td rowspan="2">甲</td><td>1</td></tr>\n<tr><td>2</td></tr></table>'
    document = read("# 题", "", table, "", "之后", "", table.replace("甲", "乙"), "")
    assert shown(document) == ["题", [["甲", "1"], ["甲", "2"]], "之后", [["乙", "1"], ["乙", "2"]]]
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    assert [grid.at.table for grid in grids] == [1, 2]
    last = grids[1].rows[1][1]
    assert last is not None
    assert last.at.as_dict() == {"table": 2, "row": 2, "column": 2, "line": 9}


def test_a_text_dump_is_no_markdown() -> None:
    assert read("一、总体情况", "甲 | 1 | 2 |", "乙 | 3 | 4 |").format == "text"
