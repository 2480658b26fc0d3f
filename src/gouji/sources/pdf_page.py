"""What is drawn on a page of a PDF: its characters and its ruling lines, through the raw interface of PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

from gouji.sources import pdfium_calls as calls
from gouji.sources.page import Drawing
from gouji.sources.page.transform import Transform
from gouji.sources.pdf_marks import marks
from gouji.sources.pdf_strokes import strokes
from gouji.sources.pdfium_calls import Handle

_MOST_OBJECTS = 50_000
_DEEPEST = 8
_MOST_OF_PAGE = 0.5


class _Drawn(NamedTuple):
    """A path or a picture, and how its own coordinates come to the page's, y downwards."""

    kind: int
    handle: Handle
    transform: Transform


def drawing(page: PdfPage, number: int) -> Drawing:
    """The characters and ruling lines of `page`; text laid invisibly over a picture of the page is left out.

    That text is what a machine made of a scan: nobody has seen it, so its numbers are not the report's.
    """
    left, bottom, right, top = page.get_bbox()
    to_page = Transform(1.0, 0.0, 0.0, -1.0, -left, top)
    drawn = list(_drawn(page, to_page))
    pictured = any(_area(each) > _MOST_OF_PAGE * (right - left) * (top - bottom) for each in drawn)
    printed = tuple(marks(page, (left, top), visible_only=pictured))
    paths = [(each.handle, each.transform) for each in drawn if each.kind == pdfium.FPDF_PAGEOBJ_PATH]
    return Drawing(number, right - left, top - bottom, printed, tuple(strokes(paths)), pictured)


def _drawn(page: PdfPage, to_page: Transform) -> Iterator[_Drawn]:
    """The paths and pictures of a page, those inside of forms too, in order."""
    own = calls.handle(page.raw)
    count = min(calls.page_object_count(own), _MOST_OBJECTS)
    waiting = [(calls.page_object(own, index), to_page, 0) for index in reversed(range(count))]
    matrix = (ctypes.c_float * 6)()
    at_matrix = ctypes.byref(matrix)
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return
        found, transform, depth = waiting.pop()
        kind = calls.object_kind(found)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        calls.object_matrix(found, at_matrix)
        placed = _placed(transform, *matrix[:])
        if kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            yield _Drawn(kind, found, placed)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            parts = range(min(calls.form_object_count(found), _MOST_OBJECTS))
            waiting += [(calls.form_object(found, index), placed, depth + 1) for index in reversed(parts)]


# The lines of a table all have the same matrix.
@lru_cache(maxsize=256)
def _placed(to_page: Transform, *own: float) -> Transform:
    return to_page.after(Transform(*own))


def _area(drawn: _Drawn) -> float:
    """How much of the page a picture covers; 0 for a path. A picture's own coordinates run from 0 to 1."""
    to = drawn.transform
    return abs(to.a * to.d - to.b * to.c) if drawn.kind == pdfium.FPDF_PAGEOBJ_IMAGE else 0.0
