"""PDFium's functions that a page calls by the thousand, without ctypes' conversion of arguments: twice as fast.

So nothing checks the arguments. They must be what goes to C as it is: a `Handle`, an int for a C int, `byref` for a
place that is written to; never an address as an int, of which C would get one half. Everything else of PDFium is used
through pypdfium2 as it is.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

# The results of the functions below that are no handles.
_PLAIN = (ctypes.c_int, ctypes.c_uint, ctypes.c_ulong, ctypes.c_double)


class Handle(ctypes.c_void_p):
    """Where something of PDFium's is. ctypes turns results of the base class into ints, of a derived one not."""


def handle(pointer: Any) -> Handle:
    """Where `pointer` (a handle of pypdfium2) points to."""
    return Handle(ctypes.cast(pointer, ctypes.c_void_p).value)


def _as_given(function: Any) -> Any:
    """`function` once more, without types of arguments; its class holds the library's calling convention."""
    again = type(function)(handle(function).value)
    again.restype = function.restype if function.restype in _PLAIN else Handle
    return again


text_between = _as_given(pdfium.FPDFText_GetText)
char_unicode = _as_given(pdfium.FPDFText_GetUnicode)
char_size = _as_given(pdfium.FPDFText_GetFontSize)
char_origin = _as_given(pdfium.FPDFText_GetCharOrigin)
char_matrix = _as_given(pdfium.FPDFText_GetMatrix)
char_box = _as_given(pdfium.FPDFText_GetLooseCharBox)
char_object = _as_given(pdfium.FPDFText_GetTextObject)
text_render_mode = _as_given(pdfium.FPDFTextObj_GetTextRenderMode)
page_object_count = _as_given(pdfium.FPDFPage_CountObjects)
page_object = _as_given(pdfium.FPDFPage_GetObject)
form_object_count = _as_given(pdfium.FPDFFormObj_CountObjects)
form_object = _as_given(pdfium.FPDFFormObj_GetObject)
object_kind = _as_given(pdfium.FPDFPageObj_GetType)
object_matrix = _as_given(pdfium.FPDFPageObj_GetMatrix)
path_draw_mode = _as_given(pdfium.FPDFPath_GetDrawMode)
path_segment_count = _as_given(pdfium.FPDFPath_CountSegments)
path_segment = _as_given(pdfium.FPDFPath_GetPathSegment)
segment_point = _as_given(pdfium.FPDFPathSegment_GetPoint)
segment_kind = _as_given(pdfium.FPDFPathSegment_GetType)
segment_closes = _as_given(pdfium.FPDFPathSegment_GetClose)
