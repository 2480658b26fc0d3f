"""Where a thing stands in its file, and what a file says, uninterpreted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

_PLACES = ("page", "table", "row", "column", "line", "paragraph")


class Locator(NamedTuple):
    """A place in a source file, counted from 1 as a person counts; parts that a format lacks are None.

    `table` is the ordinal of the grid in the document, `row` and `column` the position of the source cell in it
    (spans expanded), `line` the line of a text file or of the HTML source, `paragraph` the ordinal of a paragraph
    outside of tables in formats that have neither pages nor lines. A tuple, since every cell and paragraph has one.
    """

    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None
    paragraph: int | None = None

    def as_dict(self) -> dict[str, int]:
        """Only the parts that are known, for JSON."""
        return {name: part for name, part in zip(_PLACES, self, strict=True) if part is not None}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to tell the user: a message code of `gouji.messages` and what to fill in."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    at: Locator | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text in reading order. `text` has its white space collapsed but nothing else changed."""

    text: str
    at: Locator
    heading: bool = False


class PageBox(NamedTuple):
    """A rectangle on a page, in points (1/72 inch) from the page's top left corner as the page is read, y downwards."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


def enclosing(boxes: Sequence[PageBox]) -> PageBox:
    """The smallest rectangle that holds `boxes`, which are on one page. IndexError when there are none."""
    return PageBox(
        boxes[0].page,
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


class GridCell(NamedTuple):
    """One source cell. `text` is what the cell shows; paragraphs inside it are joined by line feeds.

    `boxes` is where it stands on its page, or on each page that it runs over; none in formats without pages.
    """

    text: str
    at: Locator
    row_span: int = 1
    column_span: int = 1
    boxes: tuple[PageBox, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as a rectangle of positions; a cell that spans several stands in each, None where nothing stands.

    `ragged` says that the source has no column structure to rely on (a text dump): positions count cells only.
    """

    rows: tuple[tuple[GridCell | None, ...], ...]
    at: Locator
    ragged: bool = False


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """What one file says: blocks in reading order, uninterpreted.

    `meta` holds the portal's meta tags by lower-case name (articletitle, pubdate, contentsource, sitename, …);
    `title` is the document's own title element, None when the format has none. `turned` says of pages that lie on
    their side by how many quarters anticlockwise they were turned to be read.
    """

    format: str
    blocks: tuple[Block, ...]
    meta: Mapping[str, str] = field(default_factory=dict)
    title: str | None = None
    encoding: str | None = None
    problems: tuple[Problem, ...] = ()
    turned: Mapping[int, int] = field(default_factory=dict)
