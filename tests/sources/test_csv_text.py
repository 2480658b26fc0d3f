from __future__ import annotations

import time

import pytest

from gouji.model import Document, Grid, Paragraph
from gouji.sources import Unreadable, read_document

ROWS = ("信息内容,本年制发件数,本年废止件数,现行有效件数", "规章,1,,3", '行政规范性文件,"1,234",2,"22（其中修订16件）"')


def shown(document: Document) -> list[object]:
    return [
        block.text
        if isinstance(block, Paragraph)
        else [[cell.text if cell else None for cell in row] for row in block.rows]
        for block in document.blocks
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";"])
def test_cells(mark: str, encoding: str) -> None:
    lines = ["二、主动公开政府信息情况,,,", *ROWS, '行政许可,="0012",,', "行政处罚,5,,"]
    text = "\r\n".join(lines) if mark == "," else "\r\n".join(lines).replace("1,234", "1234").replace(",", ";")
    document = read_document(text.encode(encoding), "report.txt")
    assert document.format == "csv"
    heading, table = shown(document)
    assert heading == "二、主动公开政府信息情况"
    assert isinstance(table, list)
    assert table[1:] == [
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "1", "", "3"],
        ["行政规范性文件", "1,234" if mark == "," else "1234", "2", "22（其中修订16件）"],
        ["行政许可", "0012", "", ""],
        ["行政处罚", "5", "", ""],
    ]


def test_places_and_cells_of_two_lines() -> None:
    document = read_document(('a,b,c\n"商业\n企业",2,3\n' + "1,2,3\n" * 4).encode(), "x")
    grid = document.blocks[0]
    assert isinstance(grid, Grid)
    cell = grid.rows[1][0]
    assert cell is not None
    assert (cell.text, cell.at.as_dict()) == ("商业\n企业", {"table": 1, "row": 2, "column": 1})


@pytest.mark.parametrize(
    "text",
    [
        "一、总体情况\n全年公开信息1,234条，办理2,345件，答复3,456件。\n" * 5,
        "甲 | 1,2,3 | 2 |\n" * 6,
    ],
)
def test_prose_and_dumps_with_commas_are_no_csv(text: str) -> None:
    assert read_document(text.encode(), "x.csv").format == "text"


def test_hostile_cells() -> None:
    with pytest.raises(Unreadable) as caught:
        read_document(("1,2,3\n" * 9 + '"' + "x" * 200_000).encode(), "报告.csv")
    assert caught.value.problem.code == "csv_damaged"
    began = time.process_time()
    wide = read_document(("1,2,3\n" * 9 + "," * 3_000_000 + "1").encode(), "x")
    assert [problem.code for problem in wide.problems] == ["table_too_large"]
    assert len(wide.blocks) == 1
    assert time.process_time() - began < 5
