"""Where the official tables stand on the pages of their file: whoever shows a cell need not read the file again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gouji.model import Document, Grid, Locator, PageBox, Table, TablePart, enclosing
from gouji.normalise.tables.segments import Segment

Boxes = tuple[PageBox, ...]


def with_places(tables: Mapping[str, Table], document: Document, segments: Sequence[Segment]) -> dict[str, Table]:
    """`tables` of `document` with their places, which formats without pages do not have.

    A table stands where its rows do that were told apart from others in the same grid, by `segments`.
    """
    boxes = _boxes(document)
    return {name: _placed(table, boxes, document, segments) if boxes else table for name, table in tables.items()}


def _boxes(document: Document) -> dict[Locator, Boxes]:
    """Where the cells of all grids stand; nothing without pages."""
    rows = (row for block in document.blocks if isinstance(block, Grid) for row in block.rows)
    return {cell.at: cell.boxes for row in rows for cell in row if cell and cell.boxes}


def _placed(table: Table, boxes: Mapping[Locator, Boxes], document: Document, segments: Sequence[Segment]) -> Table:
    own = {key: boxes[cell.at] for key, cell in table.cells.items() if cell.at and cell.at in boxes}
    rows = [kind.row for part in segments if part.table == table.name for kind in part.kinds]
    on_page: dict[int, list[PageBox]] = {}
    for box in (box for row in rows for entry in row.entries for box in entry.cell.boxes):
        on_page.setdefault(box.page, []).append(box)
    for box in (box for each in own.values() for box in each):
        on_page.setdefault(box.page, []).append(box)
    parts = (TablePart(enclosing(found), document.turned.get(page, 0)) for page, found in sorted(on_page.items()))
    return replace(table, parts=tuple(parts), boxes=own)
