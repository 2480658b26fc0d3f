"""A picture as the bytes of a PNG file, on request no larger than a page can carry along."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

# Ink, paper, the tints of frames and what lies between them: print on paper needs no more.
_COLOURS = 64
_STEP = 0.8
_SMALLEST_SIDE = 200


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large a picture may be: pixels along its longer side, and bytes."""

    side: int
    size: int


def png(image: Image, bounds: Bounds | None = None) -> bytes:
    """`image` as PNG; within `bounds` it has a palette and is made smaller until it fits, but never less than legible.

    Noise (a photograph as the page's ground) may so remain larger than `bounds.size` allows: the caller looks.
    """
    if bounds is None:
        return _saved(image)
    side = min(bounds.side, max(image.size))
    while True:
        data = _saved(_palette(image, side))
        if len(data) <= bounds.size or side <= _SMALLEST_SIDE:
            return data
        side = max(int(side * _STEP), _SMALLEST_SIDE)


def _palette(image: Image, side: int) -> Image:
    from PIL.Image import Dither, Quantize

    small = image.copy()
    small.thumbnail((side, side))
    return small.quantize(_COLOURS, Quantize.FASTOCTREE, dither=Dither.NONE)


def _saved(image: Image) -> bytes:
    # Packed as tightly as can be it would be a twelfth smaller, and take six times as long.
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()
