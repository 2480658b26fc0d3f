"""A page as a picture, before anything is drawn over it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gouji.model import PageBox
from gouji.sources.page.geometry import Stroke

if TYPE_CHECKING:
    from PIL.Image import Image

# Pixels along the longer side: an A4 page at 300 dpi has 3,500.
_LONGEST_SIDE = 4_000
# What stays round a part of a page that is cut out, in points.
_MARGIN = 12.0


@dataclass(frozen=True, slots=True)
class Paper:
    """A page turned upright, or a part of it, as a picture with `scale` pixels a point.

    `corner` is the page's pixel, from the left and from the top, that is the picture's first; `strokes` are the ruling
    lines that were found on a whole page.
    """

    number: int
    image: Image
    scale: float
    corner: tuple[int, int] = (0, 0)
    strokes: tuple[Stroke, ...] = ()


def bounded(scale: float, width: float, height: float) -> float:
    """`scale`, or what is left of it so that a page of that many points does not become a picture without end."""
    return min(scale, _LONGEST_SIDE / max(width, height, 1.0))


def pixels(cut: PageBox, scale: float, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The part of a picture of a page that shows `cut` and a margin: left, top, right, bottom.

    It is at least a pixel of it, wherever `cut` lies.
    """
    left = min(max(round((cut.left - _MARGIN) * scale), 0), size[0] - 1)
    top = min(max(round((cut.top - _MARGIN) * scale), 0), size[1] - 1)
    right = min(max(round((cut.right + _MARGIN) * scale), left + 1), size[0])
    bottom = min(max(round((cut.bottom + _MARGIN) * scale), top + 1), size[1])
    return left, top, right, bottom


def cut_out(paper: Paper, cut: PageBox) -> Paper:
    """What shows `cut` of the picture of a whole page."""
    part = pixels(cut, paper.scale, paper.image.size)
    return replace(paper, image=paper.image.crop(part), corner=part[:2])
