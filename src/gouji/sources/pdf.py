"""PDF files with text: what PDFium finds drawn on their pages, read as pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.model import Document, Locator, Problem
from gouji.sources.page import Drawing, Layout
from gouji.sources.unreadable import Unreadable

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

# A report has a dozen pages; its text some ten thousand characters.
MOST_PAGES = 200
_MOST_CHARACTERS = 400_000


def read(data: bytes, name: str) -> Document:
    """A PDF as a document: paragraphs and grids with their pages.

    Raises `Unreadable`: `pdf_damaged`, `file_encrypted`, `too_many_pages`, `too_much_text`, or `pages_are_pictures`
    when there is no text on any page.
    """
    # Imported late, like every reader that most runs do not need.
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with PdfDocument(data) as document:
            drawings, problems = _drawings(document, name)
    except PdfiumError as error:
        locked = "password" in str(error).lower()
        raise Unreadable(Problem("file_encrypted" if locked else "pdf_damaged", {"name": name})) from error
    if not any(drawing.marks for drawing in drawings):
        raise Unreadable(Problem("pages_are_pictures", {"name": name}))
    layout = Layout()
    for drawing in drawings:
        layout.add(drawing)
    blocks, more = layout.blocks()
    return Document("pdf", blocks, problems=(*problems, *_pictures(drawings), *more))


def _drawings(document: PdfDocument, name: str) -> tuple[list[Drawing], list[Problem]]:
    """What is drawn on the pages, and which of them could not be read."""
    from pypdfium2 import PdfiumError

    from gouji.sources.pdf_page import drawing

    count = len(document)
    if count > MOST_PAGES:
        raise Unreadable(Problem("too_many_pages", {"name": name, "limit": str(MOST_PAGES)}))
    drawings: list[Drawing] = []
    problems: list[Problem] = []
    for number in range(1, count + 1):
        try:
            drawings.append(drawing(document[number - 1], number))
        except PdfiumError:
            problems.append(Problem("page_damaged", {"number": str(number)}, Locator(page=number)))
        if sum(len(each.marks) for each in drawings) > _MOST_CHARACTERS:
            raise Unreadable(Problem("too_much_text", {"name": name}))
    return drawings, problems


def _pictures(drawings: list[Drawing]) -> list[Problem]:
    """A note on the pages that are pictures: what they say is not read."""
    numbers = [drawing.number for drawing in drawings if drawing.pictured and not drawing.marks]
    if not numbers:
        return []
    return [Problem("some_pages_are_pictures", {"numbers": "、".join(map(str, numbers))}, Locator(page=numbers[0]))]
