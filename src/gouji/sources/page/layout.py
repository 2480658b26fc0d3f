"""Drawn pages to the blocks of a document: the composition of this package."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from gouji.model import Block, Document, Locator, Problem
from gouji.sources.page.cell_text import cell_text
from gouji.sources.page.field import Field
from gouji.sources.page.furniture import without_furniture
from gouji.sources.page.geometry import Drawing, Glyph, Page, Point
from gouji.sources.page.lattice import RuledTable, ruled_tables
from gouji.sources.page.lines import Line, text_lines
from gouji.sources.page.paragraphs import Placed, column_of, paragraphs
from gouji.sources.page.tables import TablePart, continues, grid
from gouji.sources.page.unruled import Unruled, complete, unruled_tables
from gouji.sources.page.unruled_wide import is_row_of_figures
from gouji.sources.page.upright import upright
from gouji.sources.spans import Budget
from gouji.sources.unreadable import Unreadable


@dataclass(frozen=True, slots=True)
class PageParts:
    """What stands on a page: its tables, what may be tables, and the other lines, each from top to bottom."""

    number: int
    height: float
    lines: tuple[Line, ...]
    tables: tuple[TablePart, ...]
    unruled: tuple[Unruled, ...] = ()


# A report has a dozen pages; its text some ten thousand characters.
MOST_PAGES = 200
_MOST_CHARACTERS = 200_000


class Layout:
    """Takes the pages of the file called `name` one after the other and makes a document of them."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._pages: list[PageParts] = []
        self._pictures: list[int] = []
        self._turned: dict[int, int] = {}
        self._characters = 0

    def expect(self, pages: int) -> None:
        """Raise `Unreadable` (`too_many_pages`) when a document of that many pages is no report."""
        if pages > MOST_PAGES:
            raise Unreadable(Problem("too_many_pages", {"name": self._name, "limit": str(MOST_PAGES)}))

    def add(self, drawing: Drawing, again: Callable[[], Drawing | None] | None = None) -> None:
        """Add the next page; `again` reads it another way, and is asked when it has rows of figures and no grid.

        Raises `Unreadable` (`too_much_text`) when no report has so much.
        """
        self._characters += len(drawing.marks)
        if self._characters > _MOST_CHARACTERS:
            raise Unreadable(Problem("too_much_text", {"name": self._name}))
        if drawing.pictured and not drawing.marks:
            self._pictures.append(drawing.number)
        page = upright(drawing)
        parts = page_parts(page)
        other = again() if again and _lacks_grid(parts) else None
        if other:
            another = upright(other)
            better = page_parts(another)
            page, parts = (page, parts) if _lacks_grid(better) else (another, better)
        self._pages.append(parts)
        if page.turned:
            self._turned[page.number] = page.turned

    def document(self, form: str, problems: Sequence[Problem] = ()) -> Document:
        """The document in the format `form`, with what its reader noticed.

        Raises `Unreadable` (`pages_are_pictures`) when there is no text on any page.
        """
        if not self._characters:
            raise Unreadable(Problem("pages_are_pictures", {"name": self._name}))
        blocks, cut = blocks_of(self._pages)
        return Document(form, blocks, problems=(*problems, *self._not_read(), *cut), turned=self._turned)

    def _not_read(self) -> list[Problem]:
        """A note on the pages that are pictures: what they say is not read."""
        if not self._pictures:
            return []
        numbers = "、".join(map(str, self._pictures))
        return [Problem("some_pages_are_pictures", {"numbers": numbers}, Locator(page=self._pictures[0]))]


def _lacks_grid(parts: PageParts) -> bool:
    """Whether there are figures in rows outside of the tables that lines draw."""
    return bool(parts.unruled) or any(map(is_row_of_figures, parts.lines))


def page_parts(page: Page) -> PageParts:
    """The tables and lines of `page`."""
    ruled = ruled_tables(page)
    inside, outside = _shared_out(page.glyphs, ruled)
    tables = [_part(page.number, table, glyphs) for table, glyphs in zip(ruled, inside, strict=True)]
    unruled, lines = unruled_tables(page.number, text_lines(outside))
    return PageParts(page.number, page.height, tuple(lines), tuple(tables), tuple(unruled))


def _shared_out(
    glyphs: Sequence[Glyph], tables: Sequence[RuledTable]
) -> tuple[list[list[tuple[Glyph, Point]]], list[Glyph]]:
    """The characters that stand in each table (the smallest, where one stands in another) and where, and the others."""
    if not tables:
        return [], list(glyphs)
    inside: list[list[tuple[Glyph, Point]]] = [[] for _ in tables]
    outside: list[Glyph] = []
    order = sorted(range(len(tables)), key=lambda index: tables[index].box.width * tables[index].box.height)
    homes = [(tables[index].box, inside[index]) for index in order]
    for glyph in glyphs:
        middle = glyph.middle
        for box, own in homes:
            if box.holds(*middle):
                own.append((glyph, middle))
                break
        else:
            outside.append(glyph)
    return inside, outside


def _part(page: int, table: RuledTable, glyphs: Sequence[tuple[Glyph, Point]]) -> TablePart:
    fields = []
    for cell, own in zip(table.cells, table.shared_out(glyphs), strict=True):
        box = table.box_of(cell)
        spans = cell.bottom - cell.top, cell.right - cell.left
        fields.append(Field(cell_text(own, box), page, cell.top, cell.left, *spans, (box.on(page),)))
    return TablePart(page, table.box, table.across, len(table.down) - 1, tuple(fields))


def blocks_of(pages: Sequence[PageParts]) -> tuple[tuple[Block, ...], list[Problem]]:
    """The blocks of all `pages`, tables and paragraphs that run over pages put together."""
    pages = _decided(pages)
    kept = without_furniture([(page.height, page.lines) for page in pages])
    items = [item for page, lines in zip(pages, kept, strict=True) for item in _in_order(page, lines)]
    placed = list(_placed(items))
    starts = dict(paragraphs(placed, column_of(placed))) if placed else {}
    budget = Budget()
    blocks: list[Block] = []
    line = 0
    for run in _runs(items):
        if isinstance(run[0], TablePart):
            made = grid([part for part in run if isinstance(part, TablePart)], budget.tables + 1, budget)
            if made.rows:
                budget.tables += 1
                blocks.append(made)
        else:
            blocks += [starts[index] for index in range(line, line + len(run)) if index in starts]
            line += len(run)
    return tuple(blocks), budget.problems


def _decided(pages: Sequence[PageParts]) -> list[PageParts]:
    """`pages` on which what may be a table is one, or text."""
    certain = {id(each) for each in complete([each for page in pages for each in page.unruled])}
    return [
        replace(
            page,
            tables=(*page.tables, *(each.part for each in page.unruled if id(each) in certain)),
            lines=_sorted(
                [*page.lines, *(line for each in page.unruled if id(each) not in certain for line in each.lines)]
            ),
            unruled=(),
        )
        for page in pages
    ]


def _sorted(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: (line.base, line.left)))


def _in_order(page: PageParts, lines: Sequence[Line]) -> list[tuple[int, Line | TablePart]]:
    """What stands on a page from top to bottom, each with the page's number."""
    tops: list[tuple[float, Line | TablePart]] = [(line.base, line) for line in lines]
    tops += [(part.box.top, part) for part in page.tables]
    return [(page.number, item) for _, item in sorted(tops, key=lambda each: each[0])]


def _placed(items: Sequence[tuple[int, Line | TablePart]]) -> Iterator[Placed]:
    """The lines among `items`, each knowing whether a table ends the text before it."""
    begins = True
    for page, item in items:
        if isinstance(item, Line):
            yield Placed(item, page, begins)
        begins = isinstance(item, TablePart)


def _runs(items: Sequence[tuple[int, Line | TablePart]]) -> list[list[Line | TablePart]]:
    """`items` in runs: lines that follow each other, the parts of one table."""
    runs: list[list[Line | TablePart]] = []
    for _, item in items:
        last = runs[-1][-1] if runs else None
        if isinstance(item, TablePart):
            goes_on = isinstance(last, TablePart) and continues(last, item)
        else:
            goes_on = isinstance(last, Line)
        if goes_on:
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs
