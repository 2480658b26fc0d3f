"""What a cell says, from where its characters stand; which cells lines make."""

from __future__ import annotations

import pytest

from gouji.sources.page.cell_text import cell_text
from gouji.sources.page.geometry import Box, Glyph, Page, Stroke
from gouji.sources.page.lattice import ruled_tables

SIZE = 10.0


def line(text: str, left: float, base: float, gap: float = 0.0) -> list[Glyph]:
    glyphs = []
    for mark in text:
        width = SIZE / 2 if mark.isascii() else SIZE
        glyphs.append(Glyph(mark, left, left + width, base, SIZE))
        left += width + gap
    return glyphs


def down(text: str, left: float, pitch: float = 11.0) -> list[Glyph]:
    return [Glyph(mark, left, left + SIZE, 12 + pitch * index, SIZE) for index, mark in enumerate(text)]


@pytest.mark.parametrize(
    ("glyphs", "width", "text"),
    [
        (line("1139", 2, 12) + line("8889", 2, 25), 24, "11398889"),
        (line("1139", 2, 12) + line("8889", 2, 25), 90, "1139\n8889"),
        (line("20", 2, 12, gap=4), 40, "20"),
        (line("20", 2, 12, gap=14), 60, "2 0"),
        (line("2.其他法律行政", 2, 12) + line("法规禁止公开", 2, 25), 80, "2.其他法律行政法规禁止公开"),
        (line("22（其中修订1", 2, 12) + line("6件）", 2, 25), 70, "22（其中修订16件）"),
        (line("open data", 2, 12), 90, "open data"),
        (line("open", 2, 12) + line("data", 2, 25), 30, "open data"),
        (down("结果维持", 2), 14, "结果维持"),
        (down("本年度办理", 20) + down("结果", 4), 40, "本年度办理结果"),
        ([], 40, ""),
    ],
)
def test_cell_text(glyphs: list[Glyph], width: float, text: str) -> None:
    assert cell_text(glyphs, Box(0, 0, width, 80)) == text


def cells(strokes: list[Stroke], glyphs: tuple[Glyph, ...] = ()) -> list[tuple[int, int, int, int]]:
    (table,) = ruled_tables(Page(1, 600, 800, glyphs, tuple(strokes)))
    return [(cell.top, cell.left, cell.bottom - cell.top, cell.right - cell.left) for cell in table.cells]


def lying(*places: float, start: float = 0, end: float = 100) -> list[Stroke]:
    return [Stroke(False, at, start, end) for at in places]


def standing(*places: float, start: float = 0, end: float = 60) -> list[Stroke]:
    return [Stroke(True, at, start, end) for at in places]


def test_lines_that_meet_make_cells() -> None:
    assert cells(lying(0, 30, 60) + standing(0, 50, 100)) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_a_cell_spans_where_a_line_is_missing() -> None:
    assert cells(lying(0, 60) + lying(30, start=50) + standing(0, 50, 100)) == [
        (0, 0, 2, 1),
        (0, 1, 1, 1),
        (1, 1, 1, 1),
    ]


def test_doubled_and_broken_lines_are_one() -> None:
    broken = lying(30, end=48) + lying(31.5, start=50)
    assert len(cells(lying(0, 1.5, 60) + broken + standing(0, 50, 52, 100))) == 4


def test_a_table_that_is_open_below_has_a_row_where_something_is_printed() -> None:
    strokes = lying(0, 30) + standing(0, 50, 100)
    assert len(cells(strokes, tuple(line("3", 10, 50)))) == 4
    assert len(cells(strokes)) == 2


def test_the_side_of_a_cell_as_high_as_the_page_belongs_to_the_table() -> None:
    strokes = lying(0, 30, 60, start=40) + standing(40, 70, 100) + standing(10)
    assert len(cells(strokes, tuple(line("三", 20, 40)))) == 5


def test_a_frame_is_no_table() -> None:
    assert ruled_tables(Page(1, 600, 800, (), tuple(lying(0, 60) + standing(0, 100)))) == []
