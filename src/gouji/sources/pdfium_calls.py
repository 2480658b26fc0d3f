"""PDFium's functions that a page calls by the thousand, with pointers given and returned as addresses.

ctypes then need not look at what they point to, which takes half the time of a call. Everything else of PDFium is used
through pypdfium2 as it is.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

# What is no pointer among the arguments and results of the functions below.
_PLAIN = (ctypes.c_int, ctypes.c_uint, ctypes.c_ulong, ctypes.c_double)


def address(pointer: Any) -> int:
    """Where `pointer` (a handle of pypdfium2) points to."""
    return int(ctypes.cast(pointer, ctypes.c_void_p).value or 0)


def _by_address(function: Any) -> Any:
    """`function` once more; its class holds the library's calling convention."""
    again = type(function)(address(function))
    again.argtypes = [each if each in _PLAIN else ctypes.c_void_p for each in function.argtypes]
    again.restype = function.restype if function.restype in _PLAIN else ctypes.c_void_p
    return again


char_unicode = _by_address(pdfium.FPDFText_GetUnicode)
char_size = _by_address(pdfium.FPDFText_GetFontSize)
char_origin = _by_address(pdfium.FPDFText_GetCharOrigin)
char_matrix = _by_address(pdfium.FPDFText_GetMatrix)
char_box = _by_address(pdfium.FPDFText_GetLooseCharBox)
char_object = _by_address(pdfium.FPDFText_GetTextObject)
text_render_mode = _by_address(pdfium.FPDFTextObj_GetTextRenderMode)
page_object_count = _by_address(pdfium.FPDFPage_CountObjects)
page_object = _by_address(pdfium.FPDFPage_GetObject)
form_object_count = _by_address(pdfium.FPDFFormObj_CountObjects)
form_object = _by_address(pdfium.FPDFFormObj_GetObject)
object_kind = _by_address(pdfium.FPDFPageObj_GetType)
object_matrix = _by_address(pdfium.FPDFPageObj_GetMatrix)
path_draw_mode = _by_address(pdfium.FPDFPath_GetDrawMode)
path_segment_count = _by_address(pdfium.FPDFPath_CountSegments)
path_segment = _by_address(pdfium.FPDFPath_GetPathSegment)
segment_point = _by_address(pdfium.FPDFPathSegment_GetPoint)
segment_kind = _by_address(pdfium.FPDFPathSegment_GetType)
segment_closes = _by_address(pdfium.FPDFPathSegment_GetClose)
