"""Tables without ruling lines: read where they are certain, left as text where they are not, never read wrong."""

from __future__ import annotations

import pytest

from gouji.model import Document, Paragraph, Report
from gouji.normalise import normalise
from gouji.sources import read_document
from kit.drawing import draw
from kit.figures import TABLES, Figures, figure_ids, load
from kit.prose import compose
from kit.styles.pdf import pdf_of, unruled_pdf
from kit.typeset import BODY, Run, Sheet


def read(figures: Figures) -> tuple[Document, Report]:
    document = read_document(unruled_pdf(compose(figures)), "x.pdf")
    return document, normalise(document, source="x.pdf", sha256="0", id="0")


def misread(figures: Figures, report: Report) -> list[str]:
    return [
        key
        for key, form in figures.form_cells().items()
        if form.table in report.tables
        and (cell := report.tables[form.table].cells[key]) is not None
        and (cell.state.value, cell.value) != (figures.state(key), figures.number(key))
    ]


@pytest.mark.parametrize("id", figure_ids())
def test_what_is_read_as_a_table_is_right_in_every_cell(id: str) -> None:
    figures = load(id)
    _, report = read(figures)
    assert misread(figures, report) == []
    assert [section.chapter for section in report.sections] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("id", ["105", "107", "011"])
def test_tables_of_figures_that_stand_in_columns_are_read(id: str) -> None:
    assert set(read(load(id))[1].tables) == set(TABLES)


def test_what_is_not_certain_stays_text() -> None:
    # Blanks for zero leave no columns to tell: the figures are there, as text.
    document, report = read(load("002"))
    assert "requests" not in report.tables
    text = " ".join(block.text for block in document.blocks if isinstance(block, Paragraph))
    figures = [cell.text for row in draw(load("002"), "requests") for cell in row if cell.key and len(cell.text) > 1]
    assert all(figure in text for figure in figures)


def test_a_list_with_numbers_is_no_table() -> None:
    lines = ["发布信息 120 条", "解读 21 个", "政策文件 11 12 13 14 15 16 17", "会议 6 次"]
    sheet = Sheet([Run(72, 100 + 30 * index, BODY, line) for index, line in enumerate(lines)])
    document = read_document(pdf_of([sheet]), "x.pdf")
    assert all(isinstance(block, Paragraph) for block in document.blocks)
