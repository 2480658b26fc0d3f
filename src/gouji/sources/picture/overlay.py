"""Frames over the picture of a page: what was recognised where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gouji.model import PageBox
from gouji.sources.page.strokes import joined
from gouji.sources.picture.fonts import chinese_font, plain_font
from gouji.sources.picture.paper import Paper

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

Colour = tuple[int, int, int, int]


class FrameKind(StrEnum):
    """What a frame says of what stands in it."""

    TABLE = "table"  # a whole table, labelled with what it was recognised as
    CELL = "cell"  # a cell that no cell of the form was read from
    READ = "read"  # a cell of the form was read from it
    UNCERTAIN = "uncertain"  # a cell of the form stands in it, which could not be read for certain
    FOCUS = "focus"  # the cell that the picture is about


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle to draw over a page. A table's `label` stands above it, that of a cell small in its corner."""

    box: PageBox
    kind: FrameKind = FrameKind.FOCUS
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Look:
    """A frame's line, what it is filled with, how thick the line is (in points), how high its label (in points)."""

    line: Colour
    fill: Colour | None
    thick: float
    letters: float = 5.0


_LOOKS = {
    FrameKind.TABLE: _Look((0, 90, 200, 255), None, 1.5, 10.0),
    FrameKind.CELL: _Look((0, 90, 200, 150), None, 0.7),
    FrameKind.READ: _Look((0, 130, 60, 200), (0, 170, 80, 36), 0.7),
    FrameKind.UNCERTAIN: _Look((200, 110, 0, 230), (255, 170, 0, 70), 1.0),
    FrameKind.FOCUS: _Look((200, 0, 30, 255), (255, 60, 60, 40), 2.0),
}
_RULING: Colour = (220, 0, 160, 150)
_GROUND: Colour = (255, 255, 255, 200)


def framed(paper: Paper, frames: Sequence[Frame], *, lines: bool = False) -> Image:
    """The picture of `paper` with those of `frames` that are on its page, and the ruling lines found if asked for."""
    from PIL import Image, ImageDraw

    over = Image.new("RGBA", paper.image.size, (255, 255, 255, 0))
    draw = ImageDraw.Draw(over)
    if lines:
        _draw_lines(draw, paper)
    for frame in frames:
        if frame.box.page == paper.number:
            _draw_frame(draw, frame, paper)
    return Image.alpha_composite(paper.image.convert("RGBA"), over).convert("RGB")


def _draw_lines(draw: ImageDraw, paper: Paper) -> None:
    for stroke in joined(paper.strokes):
        ends = (stroke.start * paper.scale, stroke.end * paper.scale)
        at = stroke.at * paper.scale
        draw.line([(at, end) if stroke.upright else (end, at) for end in ends], _RULING, max(round(paper.scale), 1))


def _draw_frame(draw: ImageDraw, frame: Frame, paper: Paper) -> None:
    look, box, scale = _LOOKS[frame.kind], frame.box, paper.scale
    left, right = sorted(each * scale - paper.corner[0] for each in (box.left, box.right))
    top, bottom = sorted(each * scale - paper.corner[1] for each in (box.top, box.bottom))
    draw.rectangle([left, top, right, bottom], look.fill, look.line, max(round(look.thick * scale), 1))
    if frame.label:
        _label(draw, frame, look, (right if frame.kind is FrameKind.TABLE else left, top), scale)


def _label(draw: ImageDraw, frame: Frame, look: _Look, corner: tuple[float, float], scale: float) -> None:
    pixels = max(round(look.letters * scale), 6)
    chinese = None if frame.label.isascii() else chinese_font(pixels)
    font = chinese or plain_font(pixels)
    text = frame.label if chinese else "".join(each for each in frame.label if each.isascii()).strip()
    if frame.kind is FrameKind.TABLE:
        # At the right, where no heading stands, and on a ground of its own.
        place = corner[0], max(corner[1] - 2.5 * scale, pixels)
        draw.rectangle(draw.textbbox(place, text, font, anchor="rs"), _GROUND)
        draw.text(place, text, look.line, font, anchor="rs")
    else:
        draw.text((corner[0] + 1.2 * scale, corner[1] + 0.8 * scale), text, (*look.line[:3], 150), font, anchor="lt")
