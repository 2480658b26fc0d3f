"""OFD files (GB/T 33190), the national layout format: a container of XML that places characters and lines on pages."""

from __future__ import annotations

from gouji.model import Document
from gouji.sources.ofd_package import OfdPackage
from gouji.sources.ofd_page import drawing
from gouji.sources.page import Layout


def read(data: bytes, name: str) -> Document:
    """An OFD file as a document: paragraphs and grids with their pages.

    Raises `Unreadable`: what opening the container and its XML raises, `file_encrypted`, `too_many_pages`,
    `too_much_text`, or `pages_are_pictures` when there is no text on any page.
    """
    layout = Layout(name)
    for number, page in enumerate(OfdPackage(data, name).pages(), start=1):
        layout.expect(number)
        layout.add(drawing(page, number))
    return layout.document("ofd")
