"""Pages of PDF files as PDFium shows them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from typing import TYPE_CHECKING

from gouji.model import PageBox, Problem
from gouji.sources.page.upright import upright
from gouji.sources.pdf import opened
from gouji.sources.picture.paper import Paper, bounded, cut_out, pixels
from gouji.sources.unreadable import Unreadable

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage

# PDFium is told in points what to leave out, and the next whole pixel is taken.
_WITHIN = 0.5


def pdf_pages(data: bytes, name: str) -> int:
    """How many pages the PDF in `data` has."""
    with opened(data, name) as document:
        return len(document)


def pdf_paper(data: bytes, name: str, number: int, scale: float) -> Paper:
    """Page `number` (from 1). Raises `Unreadable`: `pdf_damaged`, `file_encrypted`, `page_damaged`."""
    from gouji.sources.pdf_page import drawing

    with _page(data, name, number) as page:
        found = upright(drawing(page, number))
        scale, image = _whole(page, scale, found.turned)
    return Paper(number, image, scale, strokes=found.strokes)


def pdf_part(data: bytes, name: str, cut: PageBox, scale: float, turned: int) -> Paper:
    """What shows `cut` of its page, which was turned by so many quarters to be read. Raises as `pdf_paper` does."""
    with _page(data, name, cut.page) as page:
        if turned:
            scale, image = _whole(page, scale, turned)
            return cut_out(Paper(cut.page, image, scale), cut)
        scale = _lying_as_in_file(page, scale)
        width, height = ceil(page.get_width() * scale), ceil(page.get_height() * scale)
        left, top, right, bottom = part = pixels(cut, scale, (width, height))
        outside = (left, height - bottom, width - right, top)
        image = _rendered(page, scale, tuple((each - _WITHIN) / scale for each in outside))
    return Paper(cut.page, image, scale, part[:2])


@contextmanager
def _page(data: bytes, name: str, number: int) -> Iterator[PdfPage]:
    from pypdfium2 import PdfiumError

    with opened(data, name) as document:
        try:
            yield document[number - 1]
        except (PdfiumError, IndexError) as error:
            raise Unreadable(Problem("page_damaged", {"number": str(number)})) from error


def _whole(page: PdfPage, scale: float, turned: int) -> tuple[float, Image]:
    """The picture of `page`, turned by so many quarters anticlockwise, and its scale."""
    scale = _lying_as_in_file(page, scale)
    return scale, _rendered(page, scale).rotate(90 * turned, expand=True)


def _lying_as_in_file(page: PdfPage, scale: float) -> float:
    """Undo the file's own turn: characters and lines were found on the page as it lies in the file. Bounds `scale`."""
    left, bottom, right, top = page.get_bbox()
    page.set_rotation(0)
    return bounded(scale, right - left, top - bottom)


def _rendered(page: PdfPage, scale: float, outside: tuple[float, ...] = (0, 0, 0, 0)) -> Image:
    """The picture of `page` without what is cut off, in points, at its left, bottom, right and top."""
    image: Image = page.render(scale=scale, crop=outside).to_pil().convert("RGB")
    return image
