"""What is drawn on a page of a PDF: its characters and its ruling lines. The only user of PDFium's raw interface."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

from gouji.sources.page import Drawing, Mark, Stroke
from gouji.sources.page.geometry import Point
from gouji.sources.page.outlines import sides, thin_area
from gouji.sources.page.transform import Transform

_MOST_CHARACTERS = 30_000
_MOST_OBJECTS = 50_000
_MOST_SEGMENTS = 50_000
_DEEPEST = 8
_INVISIBLE = 3
_MOST_OF_PAGE = 0.5


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A path or a picture (PDFium's handle), and how its own coordinates come to the page's, y downwards."""

    kind: int
    handle: Any
    transform: Transform


def drawing(page: PdfPage, number: int) -> Drawing:
    """The characters and ruling lines of `page`; text laid invisibly over a picture of the page is left out.

    That text is what a machine made of a scan: nobody has seen it, so its numbers are not the report's.
    """
    left, bottom, right, top = page.get_bbox()
    to_page = Transform(1.0, 0.0, 0.0, -1.0, -left, top)
    drawn = list(_drawn(page, to_page))
    pictured = any(_area(each) > _MOST_OF_PAGE * (right - left) * (top - bottom) for each in drawn)
    marks = tuple(_marks(page, to_page, visible_only=pictured))
    return Drawing(number, right - left, top - bottom, marks, tuple(_strokes(drawn)), pictured)


def _drawn(page: PdfPage, to_page: Transform) -> Iterator[_Drawn]:
    """The paths and pictures of a page, those inside of forms too, in order."""
    count = pdfium.FPDFPage_CountObjects(page.raw)
    waiting = [(pdfium.FPDFPage_GetObject(page.raw, index), to_page, 0) for index in reversed(range(count))]
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return
        found, transform, depth = waiting.pop()
        kind = pdfium.FPDFPageObj_GetType(found)
        if kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            yield _Drawn(kind, found, transform.after(_own(found)))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = transform.after(_own(found))
            parts = range(min(pdfium.FPDFFormObj_CountObjects(found), _MOST_OBJECTS))
            waiting += [(pdfium.FPDFFormObj_GetObject(found, index), inner, depth + 1) for index in reversed(parts)]


def _own(found: Any) -> Transform:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(found, matrix)
    return Transform(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _area(drawn: _Drawn) -> float:
    """How much of the page a picture covers; 0 for a path. A picture's own coordinates run from 0 to 1."""
    to = drawn.transform
    return abs(to.a * to.d - to.b * to.c) if drawn.kind == pdfium.FPDF_PAGEOBJ_IMAGE else 0.0


def _marks(page: PdfPage, to_page: Transform, *, visible_only: bool) -> Iterator[Mark]:
    """Every character that is printed, where it is printed."""
    text_page = page.get_textpage()
    raw, count = text_page.raw, text_page.count_chars()
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(min(count, _MOST_CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        # Spaces and line ends that PDFium adds say nothing that places do not.
        if not _is_character(code) or pdfium.FPDFText_IsGenerated(raw, index) == 1:
            continue
        if visible_only and _is_invisible(raw, index):
            continue
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        pdfium.FPDFText_GetMatrix(raw, index, matrix)
        pdfium.FPDFText_GetLooseCharBox(raw, index, box)
        size = pdfium.FPDFText_GetFontSize(raw, index) * math.hypot(matrix.c, matrix.d)
        length = math.hypot(matrix.a, matrix.b) or 1.0
        across, up = matrix.a / length, matrix.b / length
        advance = abs(across * (box.right - box.left)) + abs(up * (box.top - box.bottom))
        end = to_page.at(x.value + across * advance, y.value + up * advance)
        yield Mark(chr(code), to_page.at(x.value, y.value), end, size)


def _is_character(code: int) -> bool:
    """Whether `code` means something: not white space, half a pair, private use (a font without names) or none."""
    return code > 0x20 and not 0xD800 <= code <= 0xF8FF and code < 0x110000 and code not in (0xFFFD, 0xFFFE, 0xFFFF)


def _is_invisible(text_page: Any, index: int) -> bool:
    found = pdfium.FPDFText_GetTextObject(text_page, index)
    return bool(found) and pdfium.FPDFTextObj_GetTextRenderMode(found) == _INVISIBLE


def _strokes(drawn: list[_Drawn]) -> Iterator[Stroke]:
    left = _MOST_SEGMENTS
    fill, stroked = ctypes.c_int(), ctypes.c_int()
    for path in drawn:
        if path.kind == pdfium.FPDF_PAGEOBJ_PATH and left > 0:
            pdfium.FPDFPath_GetDrawMode(path.handle, fill, stroked)
            count = min(pdfium.FPDFPath_CountSegments(path.handle), left)
            left -= count
            for points in _outlines(path, count):
                yield from (sides(points) if stroked.value else thin_area(points) if fill.value else ())


def _outlines(path: _Drawn, count: int) -> Iterator[list[Point]]:
    """The outlines of `path`, each as its corners; a curve ends one."""
    points: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path.handle, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        is_line = pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO
        if not is_line and points:
            yield points
            points = []
        points.append(path.transform.at(x.value, y.value))
        if is_line and pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points
