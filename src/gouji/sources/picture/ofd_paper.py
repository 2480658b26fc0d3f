"""Pages of OFD files: no renderer shows them, so their characters and lines are drawn on white paper."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from gouji.model import PageBox, Problem
from gouji.sources.ofd_package import OfdPackage
from gouji.sources.ofd_page import drawing
from gouji.sources.page.geometry import Glyph, Page
from gouji.sources.page.layout import MOST_PAGES
from gouji.sources.page.upright import upright
from gouji.sources.picture.fonts import chinese_font
from gouji.sources.picture.paper import Paper, bounded, cut_out
from gouji.sources.unreadable import Unreadable

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

_INK, _LINE = "#202020", "#808080"


def ofd_pages(data: bytes, name: str) -> int:
    """How many pages the OFD file in `data` has; no more are counted than are read."""
    return sum(1 for _ in islice(OfdPackage(data, name).pages(), MOST_PAGES))


def ofd_paper(data: bytes, name: str, number: int, scale: float) -> Paper:
    """Page `number` (from 1). Raises what opening the file raises, and `page_damaged` when there is no such page."""
    from PIL import Image, ImageDraw

    found = next(islice(OfdPackage(data, name).pages(), number - 1, None), None)
    if found is None:
        raise Unreadable(Problem("page_damaged", {"number": str(number)}))
    page = upright(drawing(found, number))
    scale = bounded(scale, page.width, page.height)
    size = max(round(page.width * scale), 1), max(round(page.height * scale), 1)
    image = Image.new("RGB", size, "white")
    _draw(ImageDraw.Draw(image), page, scale)
    return Paper(number, image, scale, strokes=page.strokes)


def ofd_part(data: bytes, name: str, cut: PageBox, scale: float, turned: int) -> Paper:
    """What shows `cut` of its page, turned as it was to be read. Raises as `ofd_paper` does."""
    del turned  # a page is drawn from what was read, and so upright
    return cut_out(ofd_paper(data, name, cut.page, scale), cut)


def _draw(draw: ImageDraw, page: Page, scale: float) -> None:
    for stroke in page.strokes:
        ends = (stroke.start, stroke.end)
        points = [(stroke.at, end) if stroke.upright else (end, stroke.at) for end in ends]
        draw.line([(x * scale, y * scale) for x, y in points], _LINE)
    for glyph in page.glyphs:
        _write(draw, glyph, scale)


def _write(draw: ImageDraw, glyph: Glyph, scale: float) -> None:
    """A character; where no font has it, the place that it takes up."""
    font = chinese_font(round(glyph.size * scale))
    if font:
        draw.text((glyph.left * scale, glyph.base * scale), glyph.text, _INK, font, anchor="ls")
    elif glyph.right > glyph.left:
        draw.rectangle([glyph.left * scale, glyph.top * scale, glyph.right * scale, glyph.bottom * scale], None, _LINE)
