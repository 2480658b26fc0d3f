"""PDF files with text: what PDFium finds drawn on their pages, read as pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from gouji.model import Document, Locator, Problem
from gouji.sources import pdf_fallback
from gouji.sources.page import Layout
from gouji.sources.unreadable import Unreadable

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument


def read(data: bytes, name: str) -> Document:
    """A PDF as a document: paragraphs and grids with their pages.

    Raises `Unreadable`: `pdf_damaged`, `file_encrypted`, `too_many_pages`, `too_much_text`, or `pages_are_pictures`
    when there is no text on any page.
    """
    # Imported late, like PDFium everywhere: most runs need neither.
    from gouji.sources.pdf_fonts import stand_in_fonts

    layout = Layout(name)
    with stand_in_fonts(), opened(data, name) as document:
        problems = _lay_out(document, data, layout)
    return layout.document("pdf", problems)


@contextmanager
def opened(data: bytes, name: str) -> Iterator[PdfDocument]:
    """The PDF in `data`. Raises `Unreadable`, also for what goes wrong inside: `pdf_damaged`, `file_encrypted`."""
    # Imported late, like every reader that most runs do not need.
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with PdfDocument(data) as document:
            yield document
    except PdfiumError as error:
        locked = "password" in str(error).lower()
        raise Unreadable(Problem("file_encrypted" if locked else "pdf_damaged", {"name": name})) from error


def _lay_out(document: PdfDocument, data: bytes, layout: Layout) -> list[Problem]:
    """Give the pages to `layout`; which of them could not be read."""
    from pypdfium2 import PdfiumError

    from gouji.sources.pdf_page import drawing

    layout.expect(len(document))
    problems: list[Problem] = []
    for number in range(1, len(document) + 1):
        try:
            drawn = drawing(document[number - 1], number)
        except PdfiumError:
            problems.append(Problem("page_damaged", {"number": str(number)}, Locator(page=number)))
        else:
            layout.add(drawn, partial(pdf_fallback.drawing, data, number))
    return problems
