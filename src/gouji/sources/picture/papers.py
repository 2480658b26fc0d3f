"""The picture of a page of a file, whatever the format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gouji.model import PageBox, Problem
from gouji.sources.formats import signature
from gouji.sources.picture.bounds import Bounds, png
from gouji.sources.picture.ofd_paper import ofd_pages, ofd_paper
from gouji.sources.picture.overlay import Frame, framed
from gouji.sources.picture.paper import Paper
from gouji.sources.picture.pdf_paper import pdf_pages, pdf_paper
from gouji.sources.unreadable import Unreadable

# What stays round a part of a page that is cut out, in points.
_MARGIN = 12.0


@dataclass(frozen=True, slots=True)
class _Format:
    """How many pages a file has, and each of them."""

    count: Callable[[bytes, str], int]
    paper: Callable[[bytes, str, int, float], Paper]


_FORMATS = {"PDF": _Format(pdf_pages, pdf_paper), "OFD": _Format(ofd_pages, ofd_paper)}


def page_count(data: bytes, name: str) -> int:
    """How many pages the file `name` has.

    Raises `Unreadable`: `no_pages` for a format without pages, and what opening the file raises.
    """
    return _format(data, name).count(data, name)


def page_picture(
    data: bytes,
    page: int,
    frames: Sequence[Frame] = (),
    scale: float = 2.0,
    *,
    name: str = "",
    cut: PageBox | None = None,
    lines: bool = False,
    bounds: Bounds | None = None,
) -> bytes:
    """Page `page` (from 1) of the file in `data` as PNG, turned upright, with `frames` drawn over it.

    `scale` is in pixels a point (2: 144 dpi), less for giant pages. `cut` leaves only that part of the page with a
    margin; `lines` shows the ruling lines that were found; `bounds` says how large the picture may be. The
    frames of cells are the `boxes` of the `GridCell`s that `read_document` gives. Raises `Unreadable` as `page_count`
    does, and `page_damaged`.
    """
    paper = _format(data, name).paper(data, name, page, scale)
    image = framed(paper, frames, lines=lines)
    if cut is not None:
        image = image.crop(_pixels(cut, paper.scale, image.size))
    return png(image, bounds)


def _format(data: bytes, name: str) -> _Format:
    known = signature(data)
    found = _FORMATS.get(known.label) if known else None
    if found is None:
        raise Unreadable(Problem("no_pages", {"name": name}))
    return found


def _pixels(cut: PageBox, scale: float, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The part of a picture that shows `cut`; at least a pixel of it, wherever `cut` lies."""
    left = min(max(round((cut.left - _MARGIN) * scale), 0), size[0] - 1)
    top = min(max(round((cut.top - _MARGIN) * scale), 0), size[1] - 1)
    right = min(max(round((cut.right + _MARGIN) * scale), left + 1), size[0])
    bottom = min(max(round((cut.bottom + _MARGIN) * scale), top + 1), size[1])
    return left, top, right, bottom
