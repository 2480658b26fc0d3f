"""A page as a picture, before anything is drawn over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouji.sources.page.geometry import Page

if TYPE_CHECKING:
    from PIL.Image import Image

# Pixels along the longer side: an A4 page at 300 dpi has 3,500.
_LONGEST_SIDE = 4_000


@dataclass(frozen=True, slots=True)
class Paper:
    """A page turned upright, what was found drawn on it, and its picture with `scale` pixels a point."""

    page: Page
    image: Image
    scale: float


def bounded(scale: float, width: float, height: float) -> float:
    """`scale`, or what is left of it so that a page of that many points does not become a picture without end."""
    return min(scale, _LONGEST_SIDE / max(width, height, 1.0))
