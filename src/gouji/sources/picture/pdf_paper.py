"""Pages of PDF files as PDFium shows them."""

from __future__ import annotations

from gouji.model import Problem
from gouji.sources.page.upright import quarter_turns, upright
from gouji.sources.pdf import opened
from gouji.sources.picture.paper import Paper, bounded
from gouji.sources.unreadable import Unreadable


def pdf_pages(data: bytes, name: str) -> int:
    """How many pages the PDF in `data` has."""
    with opened(data, name) as document:
        return len(document)


def pdf_paper(data: bytes, name: str, number: int, scale: float) -> Paper:
    """Page `number` (from 1). Raises `Unreadable`: `pdf_damaged`, `file_encrypted`, `page_damaged`."""
    from pypdfium2 import PdfiumError

    from gouji.sources.pdf_page import drawing

    with opened(data, name) as document:
        try:
            page = document[number - 1]
            drawn = drawing(page, number)
            # The file's own turn is undone: characters and lines were found on the page as it lies in the file.
            page.set_rotation(0)
            scale = bounded(scale, drawn.width, drawn.height)
            image = page.render(scale=scale).to_pil().convert("RGB")
        except (PdfiumError, IndexError) as error:
            raise Unreadable(Problem("page_damaged", {"number": str(number)})) from error
    return Paper(upright(drawn), image.rotate(90 * quarter_turns(drawn), expand=True), scale)
