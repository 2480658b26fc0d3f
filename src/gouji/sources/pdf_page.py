"""What is drawn on a page of a PDF: its characters and its ruling lines, through the raw interface of PDFium."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

from gouji.sources import pdfium_calls as calls
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
    """A path or a picture (PDFium's handle as address), and how its own coordinates come to the page's, y downwards."""

    kind: int
    handle: int
    transform: Transform


def drawing(page: PdfPage, number: int) -> Drawing:
    """The characters and ruling lines of `page`; text laid invisibly over a picture of the page is left out.

    That text is what a machine made of a scan: nobody has seen it, so its numbers are not the report's.
    """
    left, bottom, right, top = page.get_bbox()
    to_page = Transform(1.0, 0.0, 0.0, -1.0, -left, top)
    drawn = list(_drawn(page, to_page))
    pictured = any(_area(each) > _MOST_OF_PAGE * (right - left) * (top - bottom) for each in drawn)
    marks = tuple(_marks(page, (left, top), visible_only=pictured))
    return Drawing(number, right - left, top - bottom, marks, tuple(_strokes(drawn)), pictured)


def _drawn(page: PdfPage, to_page: Transform) -> Iterator[_Drawn]:
    """The paths and pictures of a page, those inside of forms too, in order."""
    own = calls.address(page.raw)
    count = min(calls.page_object_count(own), _MOST_OBJECTS)
    waiting = [(calls.page_object(own, index), to_page, 0) for index in reversed(range(count))]
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return
        found, transform, depth = waiting.pop()
        kind = calls.object_kind(found)
        if kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            yield _Drawn(kind, found, transform.after(_own(found)))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = transform.after(_own(found))
            parts = range(min(calls.form_object_count(found), _MOST_OBJECTS))
            waiting += [(calls.form_object(found, index), inner, depth + 1) for index in reversed(parts)]


def _own(found: int) -> Transform:
    matrix = pdfium.FS_MATRIX()
    calls.object_matrix(found, ctypes.addressof(matrix))
    return Transform(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _area(drawn: _Drawn) -> float:
    """How much of the page a picture covers; 0 for a path. A picture's own coordinates run from 0 to 1."""
    to = drawn.transform
    return abs(to.a * to.d - to.b * to.c) if drawn.kind == pdfium.FPDF_PAGEOBJ_IMAGE else 0.0


def _marks(page: PdfPage, corner: Point, *, visible_only: bool) -> Iterator[Mark]:
    """Every character that is printed, where it is printed; `corner` is the page's upper left one.

    Most of the time of reading a PDF goes here: everything that can be is done outside of the loop.
    """
    text_page = page.get_textpage()
    text, count = calls.address(text_page.raw), text_page.count_chars()
    left, top = corner
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    at_box, at_matrix, at_x, at_y = (ctypes.addressof(each) for each in (box, matrix, x, y))
    for index in range(min(count, _MOST_CHARACTERS)):
        # Spaces and line ends, which PDFium adds where there is room, say nothing that places do not.
        code = calls.char_unicode(text, index)
        if not _is_character(code) or (visible_only and _is_invisible(text, index)):
            continue
        calls.char_origin(text, index, at_x, at_y)
        calls.char_matrix(text, index, at_matrix)
        calls.char_box(text, index, at_box)
        size = calls.char_size(text, index) * math.hypot(matrix.c, matrix.d)
        start_x, start_y = x.value - left, top - y.value
        across, up = matrix.a, matrix.b
        if up == 0.0 and across > 0.0:
            yield Mark(chr(code), (start_x, start_y), (start_x + abs(box.right - box.left), start_y), size)
            continue
        length = math.hypot(across, up) or 1.0
        across, up = across / length, up / length
        advance = abs(across * (box.right - box.left)) + abs(up * (box.top - box.bottom))
        yield Mark(chr(code), (start_x, start_y), (start_x + across * advance, start_y - up * advance), size)


def _is_character(code: int) -> bool:
    """Whether `code` means something: not white space, half a pair, private use (a font without names) or none."""
    return code > 0x20 and not 0xD800 <= code <= 0xF8FF and code < 0x110000 and code not in (0xFFFD, 0xFFFE, 0xFFFF)


def _is_invisible(text: int, index: int) -> bool:
    found = calls.char_object(text, index)
    return bool(found) and calls.text_render_mode(found) == _INVISIBLE


def _strokes(drawn: list[_Drawn]) -> Iterator[Stroke]:
    left = _MOST_SEGMENTS
    fill, stroked = ctypes.c_int(), ctypes.c_int()
    at_fill, at_stroked = ctypes.addressof(fill), ctypes.addressof(stroked)
    for path in drawn:
        if path.kind == pdfium.FPDF_PAGEOBJ_PATH and left > 0:
            calls.path_draw_mode(path.handle, at_fill, at_stroked)
            count = min(calls.path_segment_count(path.handle), left)
            left -= count
            for points in _outlines(path, count):
                yield from (sides(points) if stroked.value else thin_area(points) if fill.value else ())


def _outlines(path: _Drawn, count: int) -> Iterator[list[Point]]:
    """The outlines of `path`, each as its corners; a curve ends one."""
    points: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    at_x, at_y = ctypes.addressof(x), ctypes.addressof(y)
    for index in range(count):
        segment = calls.path_segment(path.handle, index)
        calls.segment_point(segment, at_x, at_y)
        is_line = calls.segment_kind(segment) == pdfium.FPDF_SEGMENT_LINETO
        if not is_line and points:
            yield points
            points = []
        points.append(path.transform.at(x.value, y.value))
        if is_line and calls.segment_closes(segment):
            points.append(points[0])
    if points:
        yield points
