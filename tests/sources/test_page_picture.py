"""Pictures of pages: the page as it is read, frames where they belong, and a clear word where there are no pages."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops
from pypdfium2 import PdfDocument

from gouji.model import Grid, GridCell, PageBox
from gouji.sources import Unreadable, read_document
from gouji.sources.picture import Frame, FrameKind, fonts, page_count, page_picture, part_picture
from gouji.sources.picture.paper import bounded
from kit.documents import STYLES
from kit.figures import load
from kit.prose import compose
from kit.styles.pdf import assembled, ruled_pdf, sideways_pdf, unruled_pdf
from kit.typeset import HEIGHT, WIDTH

REPORT = compose(load("001"))
RULED = ruled_pdf(REPORT)
OFD = STYLES["ofd"](load("001"))
PAGES = {"pdf": RULED, "sideways": sideways_pdf(REPORT), "ofd": OFD}


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def cells(data: bytes, name: str = "x") -> list[GridCell]:
    grids = [block for block in read_document(data, name).blocks if isinstance(block, Grid)]
    return list({id(cell): cell for grid in grids for row in grid.rows for cell in row if cell}.values())


def labelled(data: bytes, text: str) -> GridCell:
    return next(cell for cell in cells(data) if cell.text == text)


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_drawn_the_way_it_is_read(kind: str) -> None:
    drawn = picture(page_picture(PAGES[kind], 2))
    assert (drawn.width, drawn.height) == (pytest.approx(2 * WIDTH, abs=2), pytest.approx(2 * HEIGHT, abs=2))
    assert drawn.format == "PNG"
    assert len(drawn.convert("L").getcolors(256) or []) > 8


@pytest.mark.parametrize("kind", PAGES)
def test_a_cell_is_where_its_box_says(kind: str) -> None:
    """On the page the text stands inside of the box, ruling lines at its edges."""
    (box,) = labelled(PAGES[kind], "一、本年新收政府信息公开申请数量").boxes
    plain = picture(page_picture(PAGES[kind], box.page, scale=4.0)).convert("L")
    inner = (box.left + 2, box.top + 2, box.right - 2, box.bottom - 2)
    dark = [each < 128 for each in plain.crop(tuple(round(4 * each) for each in inner)).tobytes()]  # type: ignore[arg-type]
    assert 0.01 < sum(dark) / len(dark) < 0.4
    for x, y in ((box.left, (box.top + box.bottom) / 2 + 5), ((box.left + box.right) / 2, box.top)):
        around = plain.crop((round(4 * x) - 6, round(4 * y) - 6, round(4 * x) + 7, round(4 * y) + 7))
        assert min(around.tobytes()) < 160


@pytest.mark.parametrize("kind", PAGES)
def test_every_cell_of_a_ruled_table_has_a_box_on_its_page(kind: str) -> None:
    for cell in cells(PAGES[kind]):
        assert cell.boxes
        assert cell.boxes[0].page == cell.at.page
        for box in cell.boxes:
            assert 0 < box.left < box.right < WIDTH
            assert 0 < box.top < box.bottom < HEIGHT


def test_a_cell_over_two_pages_has_a_box_on_each() -> None:
    assert [box.page for box in labelled(RULED, "三、本年度办理结果").boxes] == [2, 3]


def test_cells_without_ruling_lines_are_where_their_text_is() -> None:
    found = cells(unruled_pdf(compose(load("105"))))
    boxed = [cell for cell in found if cell.boxes]
    assert len(boxed) > 150
    assert all(box.right - box.left < 300 for cell in boxed for box in cell.boxes)


def test_formats_without_pages_have_no_boxes() -> None:
    assert all(cell.boxes == () for cell in cells(STYLES["docx"](load("001"))))


def test_a_frame_is_drawn_on_its_page_only() -> None:
    box = PageBox(1, 100, 100, 200, 150)
    framed, elsewhere = (page_picture(RULED, page, [Frame(box)], 1.0) for page in (1, 2))
    assert framed != page_picture(RULED, 1, scale=1.0)
    assert elsewhere == page_picture(RULED, 2, scale=1.0)
    red, green, blue = picture(framed).getpixel((150, 100))  # type: ignore[misc]
    assert red > 150 > max(green, blue)


def test_one_table_is_cut_out_with_a_margin() -> None:
    assert picture(part_picture(RULED, PageBox(2, 100, 100, 200, 150))).size == (248, 148)
    assert picture(part_picture(RULED, PageBox(2, 9000, 9000, 9999, 9999))).size == (1, 1)


@pytest.mark.parametrize("scale", [0.7, 2.0, 3.3])
@pytest.mark.parametrize("kind", PAGES)
def test_a_part_is_the_page_pixel_for_pixel(kind: str, scale: float) -> None:
    """With its frame, which lies where it lies on the whole page. A letter on the very edge may look another way."""
    cut, frame = PageBox(2, 100.3, 199.6, 420.7, 333.3), Frame(PageBox(2, 111.1, 222.2, 133.3, 244.4))
    turned = read_document(PAGES[kind], "x").turned.get(2, 0)
    whole = picture(page_picture(PAGES[kind], 2, [frame], scale))
    part = picture(part_picture(PAGES[kind], cut, [frame], scale, turned=turned))
    left, top = round((cut.left - 12) * scale), round((cut.top - 12) * scale)
    cropped = whole.crop((left, top, left + part.width, top + part.height))
    edge = round(6 * scale)
    differing = ImageChops.difference(cropped, part).crop((edge, edge, part.width - edge, part.height - edge))
    assert len(part.convert("L").getcolors(256) or []) > 8
    assert differing.getbbox() is None


def turned_in_the_file(data: bytes, turn: int, crop: tuple[float, float, float, float]) -> bytes:
    """`data` with every page shown turned, and only a part of it."""
    written = io.BytesIO()
    with PdfDocument(data) as document:
        for page in document:
            page.set_rotation(turn)
            page.set_cropbox(*crop)
        document.save(written)
    return written.getvalue()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("kind", ["pdf", "sideways"])
def test_a_part_of_a_page_that_the_file_turns_and_crops(kind: str, turn: int) -> None:
    """What is cut out is what the same place shows on the whole page, and that is where the cell was read."""
    width, height = (WIDTH, HEIGHT) if kind == "pdf" else (HEIGHT, WIDTH)
    data = turned_in_the_file(PAGES[kind], turn, (15, 25, width - 10, height - 20))
    label = labelled(data, "一、本年新收政府信息公开申请数量")
    (box,) = label.boxes
    turned = read_document(data, "x").turned.get(box.page, 0)
    whole, part = picture(page_picture(data, box.page)), picture(part_picture(data, box, turned=turned))
    left, top = round((box.left - 12) * 2), round((box.top - 12) * 2)
    cropped = whole.crop((left, top, left + part.width, top + part.height))
    inner = (20, 20, part.width - 20, part.height - 20)
    assert ImageChops.difference(cropped, part).crop(inner).getbbox() is None
    dark = [each < 128 for each in part.convert("L").crop(inner).tobytes()]
    assert 0.01 < sum(dark) / len(dark) < 0.4


def test_only_pages_on_their_side_are_turned() -> None:
    assert {kind: set(read_document(data, "x").turned) for kind, data in PAGES.items()} == {
        "pdf": set(),
        "sideways": {1, 2, 3, 4},
        "ofd": set(),
    }


def test_ruling_lines_are_shown_when_asked_for() -> None:
    assert page_picture(RULED, 2, lines=True) != page_picture(RULED, 2)


@pytest.mark.parametrize("label", ["1: requests 表三", "r1", "表"])
def test_labels_need_no_chinese_font(label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_path", lambda: None)
    fonts.chinese_font.cache_clear()
    frame = Frame(PageBox(1, 100, 100, 300, 150), FrameKind.TABLE, label)
    assert page_picture(OFD, 1, [frame]) != page_picture(OFD, 1)
    fonts.chinese_font.cache_clear()


def test_a_giant_page_does_not_make_a_giant_picture() -> None:
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 14400 100] /Resources << >> >>"
    giant = assembled(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page])
    assert max(picture(page_picture(giant, 1, scale=10.0)).size) <= 4_000
    assert bounded(2.0, 595, 842) == 2.0


def test_how_many_pages() -> None:
    assert {kind: page_count(data, "x") for kind, data in PAGES.items()} == dict.fromkeys(PAGES, 4)


@pytest.mark.parametrize(
    ("data", "page", "code"),
    [
        (STYLES["docx"](load("001")), 1, "no_pages"),
        (b"text", 1, "no_pages"),
        (RULED[:3000], 1, "pdf_damaged"),
        (RULED, 9, "page_damaged"),
        (OFD, 9, "page_damaged"),
    ],
)
def test_what_cannot_be_drawn_is_said(data: bytes, page: int, code: str) -> None:
    with pytest.raises(Unreadable) as raised:
        page_picture(data, page, name="x")
    assert raised.value.problem.code == code
