"""The ruling lines among the paths of a PDF's page."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

import pypdfium2.raw as pdfium

from gouji.sources import pdfium_calls as calls
from gouji.sources.page import Stroke
from gouji.sources.page.geometry import Point
from gouji.sources.page.outlines import sides, thin_area
from gouji.sources.page.transform import Transform
from gouji.sources.pdfium_calls import Handle

_MOST_SEGMENTS = 50_000
# Where PDFium writes a segment's place.
_PLACE = (ctypes.c_float * 2)()
_AT_X, _AT_Y = ctypes.byref(_PLACE), ctypes.byref(_PLACE, ctypes.sizeof(ctypes.c_float))


def strokes(paths: Sequence[tuple[Handle, Transform]]) -> list[Stroke]:
    """The ruling lines that `paths` draw, each of which comes with how its coordinates come to the page's."""
    found: list[Stroke] = []
    left = _MOST_SEGMENTS
    modes = (ctypes.c_int * 2)()
    at_fill, at_stroked = ctypes.byref(modes), ctypes.byref(modes, ctypes.sizeof(ctypes.c_int))
    for handle, transform in paths:
        count = min(calls.path_segment_count(handle), left)
        if count <= 0:
            continue
        left -= count
        calls.path_draw_mode(handle, at_fill, at_stroked)
        filled, stroked = modes[:]
        lines = sides if stroked else thin_area if filled else None
        if lines:
            for points in _outlines(handle, transform, count):
                found += lines(points)
    return found


def _outlines(handle: Handle, transform: Transform, count: int) -> list[list[Point]]:
    """The outlines of a path, each as its corners; a curve ends one."""
    a, b, c, d, e, f = transform
    outlines: list[list[Point]] = []
    points: list[Point] = []
    for index in range(count):
        segment = calls.path_segment(handle, index)
        calls.segment_point(segment, _AT_X, _AT_Y)
        x, y = _PLACE[:]
        is_line = calls.segment_kind(segment) == pdfium.FPDF_SEGMENT_LINETO
        if not is_line or not points:
            points = []
            outlines.append(points)
        points.append((a * x + c * y + e, b * x + d * y + f))
        if is_line and calls.segment_closes(segment):
            points.append(points[0])
    return outlines
