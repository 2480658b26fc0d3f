"""Fonts that a PDF names and does not hold: reading takes a stand-in, drawing the machine's."""

from __future__ import annotations

import io

import pytest
from PIL import ImageFont

from gouji.sources.bar_font import bar_font
from gouji.sources.pdf import opened, read
from gouji.sources.pdf_fonts import stand_in_fonts
from gouji.sources.pdf_page import drawing
from gouji.sources.picture.pdf_paper import pdf_paper
from kit.figures import load
from kit.prose import compose
from kit.styles.pdf import repeated_pdf, ruled_pdf, sideways_pdf

REPORT = compose(load("001"))


@pytest.mark.parametrize("render", [ruled_pdf, repeated_pdf, sideways_pdf])
def test_characters_are_as_wide_as_the_file_says(render: object) -> None:
    assert callable(render)
    with stand_in_fonts(), opened(render(REPORT), "x.pdf") as document:
        marks = [mark for index in range(len(document)) for mark in drawing(document[index], index + 1).marks]
    lengths = {
        (mark.text.isascii(), round(abs(mark.end[0] - mark.start[0] + mark.end[1] - mark.start[1]) / mark.size, 2))
        for mark in marks
    }
    assert lengths == {(False, 1.0), (True, 0.5)}


def test_a_letter_is_as_narrow_as_the_file_says() -> None:
    data = ruled_pdf(REPORT).replace(b"/W [1 95 500", b"/W [1 95 200")
    with stand_in_fonts(), opened(data, "x.pdf") as document:
        marks = [mark for mark in drawing(document[0], 1).marks if mark.text.isascii()]
    assert {round((mark.end[0] - mark.start[0]) / mark.size, 2) for mark in marks} == {0.2}


def test_pages_are_drawn_in_the_fonts_of_the_machine_after_they_were_read() -> None:
    data = ruled_pdf(REPORT)
    before = pdf_paper(data, "x.pdf", 1, 0.5).image.tobytes()
    read(data, "x.pdf")
    assert pdf_paper(data, "x.pdf", 1, 0.5).image.tobytes() == before
    with stand_in_fonts():
        assert pdf_paper(data, "x.pdf", 1, 0.5).image.tobytes() != before


def test_every_character_has_a_shape_in_the_stand_in() -> None:
    font = ImageFont.truetype(io.BytesIO(bar_font()), 100)
    assert [font.getlength(character) for character in "公𠀀\ue000a1"] == [100, 100, 100, 50, 50]
    assert font.getmask("公").getbbox() == (0, 0, 5, 100)
