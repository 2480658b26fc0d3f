"""A stand-in for the Chinese fonts that a PDF names and does not hold: those of the machine have no say in reading.

To place a text PDFium looks at the shape of each of its characters, twice. Shapes of the machine's own fonts take most
of the time of reading such a file and widen characters beyond what the file says of them; where the machine has no
Chinese font PDFium takes characters for repetitions of others and leaves them out. In the stand-in each is as high as
its line and as wide as the file says. Pages are drawn in the machine's fonts as ever.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from pypdfium2 import PdfSysfontBase

from gouji.sources.bar_font import bar_font

_NAME = b"Stand-in\0"
# GB 2312, Big5, Shift JIS, Hangul, as PDFium numbers them.
_CHINESE_AND_THE_LIKE = frozenset({134, 136, 128, 129})


class _Fonts(PdfSysfontBase):  # type: ignore[misc]
    """The machine's fonts, and the stand-in while it is wanted. PDFium calls what is named as PDFium has it."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted = False
        self._font = ctypes.create_string_buffer(bar_font())
        self._stand_in = ctypes.addressof(self._font)

    def MapFont(self, this: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any) -> Any:
        """The font for a text."""
        if self.wanted and charset in _CHINESE_AND_THE_LIKE:
            return self._stand_in
        return super().MapFont(this, weight, italic, charset, pitch, face, exact)

    def GetFontData(self, this: Any, font: int, table: int, buffer: Any, size: int) -> Any:
        """The size of a font's file, which is written where there is room; only that of table 0, which is all of it."""
        if font != self._stand_in:
            return super().GetFontData(this, font, table, buffer, size)
        return 0 if table else _written(self._font.raw[:-1], buffer, size)

    def GetFaceName(self, this: Any, font: int, buffer: Any, size: int) -> Any:
        """The size of a font's name, which is written where there is room."""
        if font != self._stand_in:
            return super().GetFaceName(this, font, buffer, size)
        return _written(_NAME, buffer, size)

    def GetFontCharset(self, this: Any, font: int) -> Any:
        """The characters that a font is for."""
        return min(_CHINESE_AND_THE_LIKE) if font == self._stand_in else super().GetFontCharset(this, font)

    def DeleteFont(self, this: Any, font: int) -> None:
        """PDFium needs a font no longer."""
        if font != self._stand_in:
            super().DeleteFont(this, font)


def _written(data: bytes, buffer: Any, size: int) -> int:
    if buffer and size >= len(data):
        ctypes.memmove(buffer, data, len(data))
    return len(data)


@cache
def _fonts() -> _Fonts:
    fonts = _Fonts()
    fonts.setup()
    return fonts


@contextmanager
def stand_in_fonts() -> Iterator[None]:
    """Meanwhile PDFium takes the stand-in for Chinese fonts that files do not hold."""
    fonts = _fonts()
    fonts.wanted = True
    try:
        yield
    finally:
        fonts.wanted = False
