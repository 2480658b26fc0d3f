"""The characters that are printed on a page of a PDF, and where. Most of the time of reading a PDF goes here."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator

from pypdfium2 import PdfPage

from gouji.sources import pdfium_calls as calls
from gouji.sources.page import Mark
from gouji.sources.page.geometry import Point

_MOST_CHARACTERS = 30_000
_INVISIBLE = 3
# Not white space, half a pair, private use (a font without names) or none. Spaces and line ends, which PDFium adds
# where there is room, say nothing that places do not.
_CHARACTER = re.compile("[^\x00-\x20\ud800-\uf8ff\ufffd-\uffff]")


def marks(page: PdfPage, corner: Point, *, visible_only: bool) -> Iterator[Mark]:
    """Every character that means something, where it is printed; `corner` is the page's upper left one."""
    text_page = page.get_textpage()
    text = calls.handle(text_page.raw)
    left, top = corner
    origin, box, matrix = (ctypes.c_double * 2)(), (ctypes.c_float * 4)(), (ctypes.c_float * 6)()
    at_x, at_y = ctypes.byref(origin), ctypes.byref(origin, ctypes.sizeof(ctypes.c_double))
    at_box, at_matrix = ctypes.byref(box), ctypes.byref(matrix)
    known = None
    for found in _CHARACTER.finditer(_characters(text, min(text_page.count_chars(), _MOST_CHARACTERS))):
        index = found.start()
        run = calls.char_object(text, index)
        # What is drawn in one go has one size and one direction.
        if run.value != known or not run:
            known = run.value
            calls.char_matrix(text, index, at_matrix)
            across, up, slant, height, _, _ = matrix[:]
            size = calls.char_size(text, index) * math.hypot(slant, height)
            is_level = up == 0.0 and across > 0.0
            if not is_level:
                length = math.hypot(across, up) or 1.0
                across, up = across / length, up / length
            is_left_out = visible_only and _is_invisible(run)
        if is_left_out:
            continue
        calls.char_origin(text, index, at_x, at_y)
        calls.char_box(text, index, at_box)
        x, y = origin[:]
        x, y = x - left, top - y
        box_left, box_top, box_right, box_bottom = box[:]
        if is_level:
            yield Mark(found[0], (x, y), (x + abs(box_right - box_left), y), size)
        else:
            advance = abs(across * (box_right - box_left)) + abs(up * (box_top - box_bottom))
            yield Mark(found[0], (x, y), (x + across * advance, y - up * advance), size)


def _characters(text: calls.Handle, count: int) -> str:
    """The first `count` characters of a page as PDFium counts them, one for each."""
    units = (ctypes.c_ushort * (2 * count + 2))()
    written = calls.text_between(text, 0, count, ctypes.byref(units))
    together = bytes(units)[: 2 * count].decode("utf-16-le", "surrogatepass")
    if written == count + 1 and len(together) == count:
        return together
    # Some of them stand for none or for two in the text, which then does not tell which is which.
    return "".join(map(_character, (calls.char_unicode(text, index) for index in range(count))))


def _character(code: int) -> str:
    return chr(code) if code < 0x110000 else "\uffff"


def _is_invisible(run: calls.Handle) -> bool:
    return bool(run) and calls.text_render_mode(run) == _INVISIBLE
