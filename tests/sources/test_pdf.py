"""PDF files: what their pages say, in order, and a clear word on those that say nothing."""

from __future__ import annotations

import itertools

import pytest

from gouji.model import Document, Grid, GridCell, Paragraph
from gouji.sources import Unreadable, read_document
from gouji.sources.page import Drawing, Mark
from gouji.sources.page.upright import upright
from gouji.sources.pdf_fallback import drawing
from kit.figures import load
from kit.prose import Changes, compose
from kit.styles.pdf import assembled, pdf_of, repeated_pdf, ruled_pdf, shaded_pdf, sideways_pdf, unruled_pdf
from kit.typeset import BODY, MARGIN, Ruling, Run, Sheet

REPORT = compose(load("001"))
FIRST_PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> /Contents 4 0 R >>"


def read(data: bytes) -> Document:
    return read_document(data, "x.pdf")


def problem(data: bytes) -> str:
    with pytest.raises(Unreadable) as raised:
        read(data)
    return raised.value.problem.code


def prose(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def cells(grid: Grid) -> list[GridCell]:
    return list({id(cell): cell for row in grid.rows for cell in row if cell is not None}.values())


@pytest.mark.parametrize("render", [ruled_pdf, repeated_pdf, sideways_pdf])
def test_prose_is_in_order_and_its_paragraphs_are_whole(render: object) -> None:
    assert callable(render)
    written = [REPORT.title, *REPORT.preamble]
    for chapter in REPORT.chapters:
        written += [chapter.heading, *chapter.paragraphs]
    assert prose(read(render(REPORT))) == written


def test_tables_over_pages_are_one_grid_each_with_the_place_of_every_cell() -> None:
    found = grids(read(ruled_pdf(REPORT)))
    assert [(len(grid.rows), len(grid.rows[0])) for grid in found] == [(14, 4), (28, 10), (4, 15)]
    assert [grid.at.table for grid in found] == [1, 2, 3]
    last = found[1].rows[-1][-1]
    assert last is not None
    assert (last.text, last.at.page, last.at.table, last.at.row, last.at.column) == ("819", 3, 2, 28, 10)
    first = found[1].rows[0][0]
    assert first is not None
    assert (first.at.page, first.row_span, first.column_span) == (2, 3, 3)


def test_a_label_that_the_end_of_a_page_cuts_is_whole() -> None:
    texts = {cell.text: cell for cell in cells(grids(read(ruled_pdf(REPORT)))[1])}
    assert texts["（四）无法提供"].row_span == 3
    assert texts["三、本年度办理结果"].row_span == 22


def test_a_repeated_head_stands_once_in_the_grid() -> None:
    table = grids(read(repeated_pdf(REPORT)))[1]
    assert [cell.text for cell in cells(table)].count("申请人情况") == 1
    assert len(table.rows) == 28


def test_a_split_number_is_one() -> None:
    assert "11398889" in {cell.text for cell in cells(grids(read(repeated_pdf(REPORT)))[0])}


def test_page_numbers_and_running_heads_are_no_text() -> None:
    text = "".join(prose(read(ruled_pdf(REPORT))))
    assert "—" not in text
    assert "示例市政府信息公开" not in text.replace(REPORT.title, "").replace("示例市政务公开", "")


def test_a_heading_that_is_set_larger_is_marked() -> None:
    marked = [block.text for block in read(ruled_pdf(REPORT)).blocks if isinstance(block, Paragraph) and block.heading]
    assert marked == [REPORT.title]


def test_a_number_alone_in_the_text_stays() -> None:
    report = compose(load("001"), Changes(paragraphs={6: ("收取信息处理费（元）：", "3940")}))
    assert prose(read(ruled_pdf(report)))[-1] == "3940"


def test_bold_that_is_printed_twice_is_read_once() -> None:
    twice = Sheet([Run(MARGIN, 100, BODY, "总计"), Run(MARGIN + 0.4, 100, BODY, "总计")])
    assert prose(read(pdf_of([twice]))) == ["总计"]


def test_a_frame_round_the_page_is_no_table() -> None:
    corners = [(50.0, 50.0), (545.0, 50.0), (545.0, 790.0), (50.0, 790.0), (50.0, 50.0)]
    frame = [Ruling(*start, *end) for start, end in itertools.pairwise(corners)]
    sheet = Sheet([Run(MARGIN, 200, BODY, "一、总体情况")], frame)
    document = read(pdf_of([sheet]))
    assert prose(document) == ["一、总体情况"]
    assert not grids(document)


def page_with(content: str, resources: str = "") -> bytes:
    page = FIRST_PAGE.replace("<< >>", f"<< /XObject << /I 5 0 R >> /Font << /F1 6 0 R >> {resources} >>")
    picture = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    return assembled(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page,
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
            f"{picture} /Length 1 >>\nstream\nA\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )


SCAN = "q 595 0 0 842 0 0 cm /I Do Q"
HIDDEN = "BT 3 Tr /F1 12 Tf 1 0 0 1 72 700 Tm (651) Tj ET"


def test_a_scan_is_said_to_be_one() -> None:
    assert problem(page_with(SCAN)) == "pages_are_pictures"


def test_what_a_machine_read_from_a_scan_is_not_taken_for_the_report() -> None:
    assert problem(page_with(f"{SCAN} {HIDDEN}")) == "pages_are_pictures"
    assert prose(read(page_with(f"{SCAN} {HIDDEN.replace('3 Tr', '0 Tr')}"))) == ["651"]


def test_an_empty_page_has_no_text() -> None:
    assert problem(page_with("")) == "pages_are_pictures"


def test_a_locked_file() -> None:
    locked = f"<< /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >>"
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"]
    trailer = f" /Encrypt {locked} /ID [<{'43' * 16}> <{'43' * 16}>]"
    assert problem(assembled(objects, trailer)) == "file_encrypted"


@pytest.mark.parametrize("length", [9, 200, 3000])
def test_a_truncated_file(length: int) -> None:
    assert problem(ruled_pdf(REPORT)[:length]) in ("pdf_damaged", "pages_are_pictures")


def test_a_file_without_its_last_lines_is_still_read() -> None:
    data = ruled_pdf(REPORT)
    assert prose(read(data[: data.index(b"startxref")])) == prose(read(data))


def test_pages_that_lead_back_to_themselves() -> None:
    loop = "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000000 >>"
    assert problem(assembled(["<< /Type /Catalog /Pages 2 0 R >>", loop])) in ("too_many_pages", "pdf_damaged")


def test_a_form_that_draws_itself() -> None:
    form = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /I 5 0 R >> >> /Length 5 >>"
    looping = page_with("/I Do")
    start = looping.index(b"5 0 obj")
    end = looping.index(b"6 0 obj")
    data = looping[:start] + f"5 0 obj\n{form}\nstream\n/I Do\nendstream\nendobj\n".encode() + looping[end:]
    assert problem(data) == "pages_are_pictures"


def test_too_many_pages() -> None:
    kids = " ".join(["3 0 R"] * 201)
    pages = f"<< /Type /Pages /Kids [{kids}] /Count 201 >>"
    assert problem(assembled(["<< /Type /Catalog /Pages 2 0 R >>", pages, FIRST_PAGE])) == "too_many_pages"


def test_too_much_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gouji.sources.page.layout._MOST_CHARACTERS", 100)
    assert problem(ruled_pdf(REPORT)) == "too_much_text"


def test_more_lines_than_a_page_has_are_cut() -> None:
    rulings = [Ruling(10 + n % 500, 10, 10 + n % 500, 800) for n in range(3_000)]
    rulings += [Ruling(10, 10 + n % 700, 500, 10 + n % 700) for n in range(3_000)]
    sheet = Sheet([Run(MARGIN, 200, BODY, "651")], rulings)
    assert read(pdf_of([sheet])).format == "pdf"


def test_cells_that_are_areas_of_colour_are_found_by_the_second_reader() -> None:
    found = grids(read(shaded_pdf(REPORT)))
    assert [(len(grid.rows), len(grid.rows[0])) for grid in found] == [(14, 4), (28, 10), (4, 15)]
    assert [cell.text for cell in found[1].rows[-1] if cell][-1] == "819"


def test_the_second_reader_is_asked_only_where_a_grid_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr("gouji.sources.pdf_fallback.drawing", lambda data, number: asked.append(number))
    read(ruled_pdf(REPORT))
    assert asked == []
    read(unruled_pdf(REPORT))
    assert asked == [1, 2, 3]


def test_a_file_that_the_second_reader_cannot_read_is_read_as_far_as_the_first_goes() -> None:
    assert drawing(b"%PDF-1.7 nothing", 1) is None


def test_the_letters_of_a_ligature_stay_in_order() -> None:
    marks = [
        Mark(text, (x, 50.0), (x + 2, 50.0), 8.0) for text, x in (("i", 10.0), ("f", 30.0), ("i", 30.0), ("f", 40.0))
    ]
    assert [glyph.text for glyph in upright(Drawing(1, 100, 100, tuple(marks), ())).glyphs] == ["i", "f", "i", "f"]
    marks = [marks[2], marks[1], *marks, marks[0]]
    assert "".join(glyph.text for glyph in upright(Drawing(1, 100, 100, tuple(marks), ())).glyphs) == "iiff"
