"""HTML tables as grids: spans expanded, every position knowing the source cell that stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from gouji.model import Block, Grid, GridCell, Locator
from gouji.sources import spans
from gouji.sources.form_labels import bare, form_labels
from gouji.sources.html_shown import is_hidden, says_hidden
from gouji.sources.spans import WIDEST_SPAN, Budget, Laid, put, rectangle

_FEWEST_LABELS = 3
_CELLS = frozenset({"td", "th"})
_HOLDERS = frozenset({"tr", "tbody", "thead", "tfoot"})
_DIGITS = re.compile(r"\d{1,9}")

TextOf = Callable[[etree._Element], str]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row as the page writes it: the element that holds its cells (a `tr`, unless the page forgot it)."""

    holder: etree._Element
    cells: list[etree._Element]


def line_of(element: etree._Element) -> int | None:
    """The line of the page's source on which `element` begins."""
    line = element.sourceline
    return line if isinstance(line, int) else None


def own_parts(table: etree._Element) -> tuple[list[SourceRow], list[etree._Element]]:
    """The rows of `table` itself, and what else stands in it outside of cells, in reading order."""
    rows: list[SourceRow] = []
    others: list[etree._Element] = []
    waiting = list(reversed(table))
    while waiting:
        part = waiting.pop()
        tag = part.tag
        if tag in _CELLS:
            holder = part.getparent()
            if holder is not None and (not rows or rows[-1].holder is not holder):
                rows.append(SourceRow(holder, []))
            rows[-1].cells.append(part)
        elif tag in _HOLDERS:
            if tag == "tr":
                rows.append(SourceRow(part, []))
            waiting.extend(reversed(part))
        else:
            others.append(part)
    return rows, others


def is_layout(table: etree._Element, rows: Sequence[SourceRow], text_of: TextOf) -> bool:
    """Whether `table`, of `rows`, only arranges the page."""
    holds_any = next(table.iterdescendants("table"), None) is not None
    return spans.is_layout([row.cells for row in rows], _holds_table if holds_any else None, text_of)


def _holds_table(cell: etree._Element) -> bool:
    """Whether a table stands in `cell`. A frame round a figure, a table of one cell and little text, is none."""
    if next(cell.iter("table"), None) is None:
        return False
    if len(list(islice(cell.iter("td", "th"), 3))) > 2:
        return True
    return sum(len(text) for text in cell.itertext()) > spans.LONG_TEXT


def grid(table: etree._Element, rows: Sequence[SourceRow], text_of: TextOf, budget: Budget) -> Grid:
    """`rows` of `table` on a grid, as many as `budget` has room for."""
    budget.tables += 1
    shown = [row for row in rows if row.holder.tag != "tr" or not is_hidden(row.holder)]
    laid: Laid = [{} for _ in shown]
    for number, row in enumerate(shown):
        if not _lay_row(laid, number, row.cells, text_of, budget):
            del laid[number:]
            break
    return Grid(tuple(rectangle(laid)), Locator(table=budget.tables, line=line_of(table)))


def _lay_row(laid: Laid, number: int, row: Sequence[etree._Element], text_of: TextOf, budget: Budget) -> bool:
    """Put the cells of a row where they stand; False when the budget is spent."""
    column, here = 0, laid[number]
    for element in row:
        said = element.keys()
        if says_hidden(element, said):
            continue
        while column in here:
            column += 1
        width = height = 1
        if "colspan" in said:
            width = _span(element.get("colspan") or "", WIDEST_SPAN) or 1
        if "rowspan" in said:
            # A span of 0 rows reaches to the end of the table.
            height = min(_span(element.get("rowspan") or "", len(laid)) or len(laid), len(laid) - number)
        at = Locator(None, budget.tables, number + 1, column + 1, line_of(element))
        if not budget.take(width * height, at):
            return False
        cell = GridCell(text_of(element), at, height, width)
        if height == width == 1:
            here[column] = cell
        else:
            put(laid, cell)
        column += width
    return True


def _span(said: str, most: int) -> int:
    """A span as its attribute gives it, between 0 and `most`; 1 when it gives none."""
    found = _DIGITS.search(said)
    return min(int(found.group()), most) if found else 1


def is_of_form(block: Block) -> bool:
    """Whether `block` is a grid that prints labels of the official form."""
    if not isinstance(block, Grid):
        return False
    printed = {bare(cell.text) for row in block.rows for cell in row if cell is not None}
    return len(printed & form_labels()) >= _FEWEST_LABELS
