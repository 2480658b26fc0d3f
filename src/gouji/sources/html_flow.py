"""Walk an HTML tree in reading order and lay what it shows down as paragraphs and grids."""

from __future__ import annotations

from lxml import etree

from gouji.model import Block, Locator, Paragraph, Problem
from gouji.sources.html_cells import plain_text
from gouji.sources.html_furniture import Laid, without_menus
from gouji.sources.html_shown import is_left_out
from gouji.sources.html_tables import grid, is_layout, line_of, own_parts
from gouji.sources.html_tags import BLOCKS, HEADINGS, MARKED, NOT_PLAIN
from gouji.sources.raised import lowered, raised
from gouji.sources.spans import Budget
from gouji.sources.text_tables import with_text_tables
from gouji.sources.white import collapse

# The parser stops at 256 levels; an article unfolded from a script may add its own. Recursion stays safe.
_DEEPEST = 300


def flow(root: etree._Element) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The blocks of `root` in reading order, without menus and what the page does not display."""
    budget = Budget()
    walker = _Flow(budget)
    walker.walk(root)
    walker.end_paragraph()
    return with_text_tables(without_menus(walker.laid)), tuple(budget.problems)


class _Flow:
    """The walk's state: the paragraph being gathered and what is laid down.

    Every element of every page comes through here, so state is in plain attributes and what many elements share is
    worked out once.
    """

    __slots__ = (
        "_budget",
        "_depth",
        "_has_plain_text",
        "_line",
        "_links",
        "_lowered",
        "_pieces",
        "_raised",
        "_shown_as_is",
        "_titles",
        "laid",
    )

    def __init__(self, budget: Budget) -> None:
        self.laid: list[Laid] = []
        self._budget = budget
        self._pieces: list[str] = []
        self._line: int | None = None
        self._has_plain_text = False
        # How many elements of a kind are open round the place where the walk is.
        self._depth = self._titles = self._links = self._shown_as_is = self._raised = self._lowered = 0

    def walk(self, element: etree._Element) -> None:
        """Lay `element` down."""
        tag = element.tag
        if is_left_out(element, tag):
            return
        if tag == "table":
            self._table(element)
        # A heading that is broken over two lines is one heading; anywhere else a new line begins.
        elif tag != "br":
            self.contents(element, tag)
        elif not self._titles:
            self.end_paragraph()

    def contents(self, element: etree._Element, tag: str) -> None:
        """Lay down what is inside `element`."""
        if self._depth >= _DEEPEST:
            self._budget.note(Problem("nested_too_deep"))
            return
        is_block = tag in BLOCKS
        if is_block and self._pieces:
            self.end_paragraph()
        self._depth += 1
        marked = tag in MARKED
        if marked:
            self._enter(element, tag, 1)
        if text := element.text:
            self._say(text, element)
        for child in element:
            kind = child.tag
            if len(child) or kind in NOT_PLAIN or self._depth >= _DEEPEST:
                self.walk(child)
            # Most elements are a run of text in a font, and many hold nothing at all.
            elif (run := child.text) and not is_left_out(child, kind):
                self._say(run, child)
            if tail := child.tail:
                self._say(tail, element)
        if is_block and self._pieces:
            self.end_paragraph()
        self._depth -= 1
        if marked:
            self._enter(element, tag, -1)

    def end_paragraph(self) -> None:
        """Lay down what was gathered as one paragraph."""
        if not self._pieces:
            return
        raw = "".join(self._pieces)
        text = collapse(raw)
        if text:
            paragraph = Paragraph(text, Locator(line=self._line), heading=self._titles > 0)
            raw = raw if self._shown_as_is else text
            self.laid.append(Laid(paragraph, linked=not self._has_plain_text, raw=raw))
        self._pieces, self._line, self._has_plain_text = [], None, False

    def _enter(self, element: etree._Element, tag: str, step: int) -> None:
        if tag in HEADINGS:
            self._titles += step
        elif tag == "pre":
            self._shown_as_is += step
        elif tag == "sup":
            self._raised += step
        elif tag == "sub":
            self._lowered += step
        elif element.get("href") is not None:
            self._links += step

    def _say(self, text: str, element: etree._Element) -> None:
        for number, part in enumerate(text.split("\n") if self._shown_as_is else (text,)):
            if number:
                self.end_paragraph()
            # A footnote's mark must not become part of the number before it.
            self._pieces.append(part if self._line is None else self._shifted(part))
            if not part.isspace() and part:
                if self._line is None:
                    self._line = line_of(element)
                self._has_plain_text = self._has_plain_text or not self._links

    def _shifted(self, text: str) -> str:
        if self._raised:
            return raised(text)
        return lowered(text) if self._lowered else text

    def _table(self, table: etree._Element) -> None:
        """Lay a table down as a grid, its caption above it and stray text below; one for layout as its contents."""
        rows, others = own_parts(table)
        if is_layout(table, rows, self._cell_text):
            self.contents(table, "table")
            return
        self.end_paragraph()
        for caption in (part for part in others if part.tag == "caption"):
            self.walk(caption)
        made = grid(table, rows, self._cell_text, self._budget)
        if made.rows:
            self.laid.append(Laid(made, linked=False, raw=""))
        for part in others:
            if part.tag != "caption":
                self.walk(part)
            if part.tail:
                self._say(part.tail, part)
        self.end_paragraph()

    def _cell_text(self, cell: etree._Element) -> str:
        """What a cell shows, its paragraphs on lines of their own."""
        plain = plain_text(cell)
        if plain is not None:
            return plain
        inner = _CellFlow(self._budget)
        inner.contents(cell, str(cell.tag))
        return "\n".join(inner.texts)


class _CellFlow(_Flow):
    """The walk through one cell, of which only the text of each paragraph is wanted."""

    __slots__ = ("texts",)

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.texts: list[str] = []

    def end_paragraph(self) -> None:
        """Keep what was gathered."""
        if self._pieces:
            text = collapse("".join(self._pieces))
            if text:
                self.texts.append(text)
            self._pieces, self._line = [], None
