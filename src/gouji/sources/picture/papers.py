"""The picture of a page of a file, whatever the format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gouji.model import PageBox, Problem
from gouji.sources.formats import signature
from gouji.sources.picture.bounds import Bounds, png
from gouji.sources.picture.ofd_paper import ofd_pages, ofd_paper, ofd_part
from gouji.sources.picture.overlay import Frame, framed
from gouji.sources.picture.paper import Paper
from gouji.sources.picture.pdf_paper import pdf_pages, pdf_paper, pdf_part
from gouji.sources.unreadable import Unreadable


@dataclass(frozen=True, slots=True)
class _Format:
    """How many pages a file has, each of them, and a part of one."""

    count: Callable[[bytes, str], int]
    paper: Callable[[bytes, str, int, float], Paper]
    part: Callable[[bytes, str, PageBox, float, int], Paper]


_FORMATS = {"PDF": _Format(pdf_pages, pdf_paper, pdf_part), "OFD": _Format(ofd_pages, ofd_paper, ofd_part)}


def page_count(data: bytes, name: str) -> int:
    """How many pages the file `name` has.

    Raises `Unreadable`: `no_pages` for a format without pages, and what opening the file raises.
    """
    return _format(data, name).count(data, name)


def page_picture(
    data: bytes, page: int, frames: Sequence[Frame] = (), scale: float = 2.0, *, name: str = "", lines: bool = False
) -> bytes:
    """Page `page` (from 1) of the file in `data` as PNG, turned upright, with `frames` drawn over it.

    `scale` is in pixels a point (2: 144 dpi), less for giant pages. `lines` shows the ruling lines that were found. The
    frames of cells are the `boxes` of the `GridCell`s that `read_document` gives. Raises `Unreadable` as `page_count`
    does, and `page_damaged`.
    """
    return png(framed(_format(data, name).paper(data, name, page, scale), frames, lines=lines))


def part_picture(
    data: bytes,
    cut: PageBox,
    frames: Sequence[Frame] = (),
    scale: float = 2.0,
    *,
    name: str = "",
    turned: int = 0,
    bounds: Bounds | None = None,
) -> bytes:
    """What shows `cut`, with a margin, of a page that `page_picture` draws whole.

    `turned` is what the `Document` says of the page; `bounds` says how large the picture may be.
    """
    return png(framed(_format(data, name).part(data, name, cut, scale, turned), frames), bounds)


def _format(data: bytes, name: str) -> _Format:
    known = signature(data)
    found = _FORMATS.get(known.label) if known else None
    if found is None:
        raise Unreadable(Problem("no_pages", {"name": name}))
    return found
