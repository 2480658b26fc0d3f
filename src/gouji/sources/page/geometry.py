"""A page as marks at places, whoever drew it. Points (1/72 inch), the origin at the top left, y downwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from gouji.model import PageBox

# Above and below the base line, as parts of the size: how far characters reach.
_ASCENT, _DESCENT = 0.88, 0.12

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def on(self, page: int) -> PageBox:
        """The rectangle with its page."""
        return PageBox(page, self.left, self.top, self.right, self.bottom)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


# Of these there are hundreds on each page: named tuples, which take a third of a dataclass's time.
class Mark(NamedTuple):
    """A character as it was drawn: its base line runs from `start` to `end`, whatever the direction."""

    text: str
    start: Point
    end: Point
    size: float


class Glyph(NamedTuple):
    """A character that can be read: from `left` to `right` on the base line at y = `base`, `size` points high."""

    text: str
    left: float
    right: float
    base: float
    size: float

    @property
    def top(self) -> float:
        """How high it may reach."""
        return self.base - _ASCENT * self.size

    @property
    def bottom(self) -> float:
        """How low it may reach."""
        return self.base + _DESCENT * self.size

    @property
    def middle(self) -> Point:
        """The centre of the character."""
        _, left, right, base, size = self
        return (left + right) / 2, ((base - _ASCENT * size) + (base + _DESCENT * size)) / 2


class Stroke(NamedTuple):
    """A straight ruling line: `upright` ones stand at x = `at` from y `start` to `end`, others lie at y = `at`."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a format's reader takes from a page. `number` counts from 1; `pictured`: a picture covers most of it."""

    number: int
    width: float
    height: float
    marks: tuple[Mark, ...]
    strokes: tuple[Stroke, ...]
    pictured: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page that can be read: its characters stand upright, none is printed twice.

    `turned` is by how many quarters anticlockwise it was turned for that.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    strokes: tuple[Stroke, ...]
    turned: int = 0


def bounds(boxes: Iterable[Box]) -> Box:
    """The smallest box round all `boxes`. ValueError when there are none."""
    every = list(boxes)
    return Box(
        min(box.left for box in every),
        min(box.top for box in every),
        max(box.right for box in every),
        max(box.bottom for box in every),
    )
