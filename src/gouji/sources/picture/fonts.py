"""A font with Chinese characters, if the machine has one. None is shipped: they weigh megabytes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont, ImageFont

# Pillow looks for these names in the folders where the system keeps its fonts.
_CHINESE = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansSC-Regular.otf",
    "SourceHanSansSC-Regular.otf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "msyh.ttc",
    "simhei.ttf",
    "simsun.ttc",
    "PingFang.ttc",
    "STHeiti Light.ttc",
    "Hiragino Sans GB.ttc",
    "NotoSerifCJK-Regular.ttc",
    "DroidSansFallbackFull.ttf",
    "uming.ttc",
)


@cache
def chinese_font(pixels: int) -> FreeTypeFont | None:
    """The font for Chinese text of that height; None when the machine has none."""
    from PIL import ImageFont

    path = _path()
    return ImageFont.truetype(path, max(pixels, 1)) if path else None


@cache
def plain_font(pixels: int) -> FreeTypeFont | ImageFont:
    """The font that Pillow brings along, for digits and letters."""
    from PIL import ImageFont

    return ImageFont.load_default(max(pixels, 1))


@cache
def _path() -> str | None:
    from PIL import ImageFont

    for name in _CHINESE:
        try:
            return str(ImageFont.truetype(name, 12).path)
        except OSError:
            continue
    return None
