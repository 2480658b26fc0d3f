"""Documents built by hand, a line a block: what tests of the reader's later half start from."""

from __future__ import annotations

from collections.abc import Mapping

from gouji.model import Block, Document, Grid, GridCell, Locator, Paragraph

GRID = "#"


def paragraphs(*lines: str) -> tuple[Paragraph, ...]:
    """A paragraph for each line; one that begins with `!` is marked as a heading."""
    return tuple(
        Paragraph(line.removeprefix("!"), Locator(line=number), heading=line.startswith("!"))
        for number, line in enumerate(lines, start=1)
    )


def blocks(*lines: str) -> tuple[Block, ...]:
    """Paragraphs, and for each line `#` a grid that means nothing."""
    grid = Grid(rows=((GridCell("x", Locator(table=1, row=1, column=1)),),), at=Locator(table=1))
    return tuple(grid if each.text == GRID else each for each in paragraphs(*lines))


def document(*lines: str, meta: Mapping[str, str] | None = None, title: str | None = None) -> Document:
    """A document of these blocks."""
    return Document("text", blocks(*lines), meta=meta or {}, title=title)
