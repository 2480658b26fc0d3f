"""Walk an HTML tree in reading order and lay what it shows down as paragraphs and grids."""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

from gouji.model import Block, Locator, Paragraph, Problem
from gouji.sources.html_furniture import Laid, is_furniture, without_menus
from gouji.sources.html_tables import grid, is_layout, line_of, own_parts
from gouji.sources.raised import lowered, raised
from gouji.sources.spans import Budget
from gouji.sources.text_tables import with_text_tables
from gouji.sources.white import collapse

BLOCKS = frozenset(
    (
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section "
        "summary table tbody td tfoot th thead tr ul"
    ).split()
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Not part of what a page says; struck text was taken back.
SKIPPED = frozenset(
    (
        "applet area audio button canvas datalist del embed frame frameset head iframe img input link map math "
        "meta noembed noframes noscript object option s script select strike style svg template textarea title "
        "video"
    ).split()
)
_KINDS = {
    **dict.fromkeys(HEADINGS, "heading"),
    "a": "link",
    "pre": "preformatted",
    "sup": "raised",
    "sub": "lowered",
}
# The parser stops at 256 levels; an article unfolded from a script may add its own. Recursion stays safe.
_DEEPEST = 300
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)


def flow(root: etree._Element) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The blocks of `root` in reading order, without menus and what the page does not display."""
    budget = Budget()
    walker = _Flow(budget)
    walker.walk(root)
    walker.end_paragraph()
    return with_text_tables(without_menus(walker.laid)), tuple(budget.problems)


def is_hidden(element: etree._Element) -> bool:
    """Whether the page does not display `element`."""
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and bool(_HIDDEN.search(style)))


class _Flow:
    """The walk's state: the paragraph being gathered and what is laid down."""

    def __init__(self, budget: Budget) -> None:
        self.laid: list[Laid] = []
        self._budget = budget
        self._pieces: list[str] = []
        self._line: int | None = None
        self._has_plain_text = False
        # How many elements of a kind are open round the place where the walk is.
        self._open: Counter[str] = Counter()

    def walk(self, element: etree._Element) -> None:
        """Lay `element` down."""
        if self._is_left_out(element):
            return
        if element.tag == "br":
            # A heading that is broken over two lines is one heading; anywhere else a new line begins.
            if not self._open["heading"]:
                self.end_paragraph()
        elif element.tag == "table":
            self._table(element)
        else:
            self.contents(element)

    def contents(self, element: etree._Element) -> None:
        """Lay down what is inside `element`."""
        if self._open["level"] >= _DEEPEST:
            self._budget.note(Problem("nested_too_deep"))
            return
        is_block = element.tag in BLOCKS
        if is_block:
            self.end_paragraph()
        self._enter(element, 1)
        self._say(element.text, element)
        for child in element:
            self.walk(child)
            self._say(child.tail, element)
        if is_block:
            self.end_paragraph()
        self._enter(element, -1)

    def end_paragraph(self) -> None:
        """Lay down what was gathered as one paragraph."""
        if not self._pieces:
            return
        raw = "".join(self._pieces)
        text = collapse(raw)
        if text:
            paragraph = Paragraph(text, Locator(line=self._line), heading=self._open["heading"] > 0)
            raw = raw if self._open["preformatted"] else text
            self.laid.append(Laid(paragraph, linked=not self._has_plain_text, raw=raw))
        self._pieces, self._line, self._has_plain_text = [], None, False

    def _is_left_out(self, element: etree._Element) -> bool:
        if not isinstance(element.tag, str) or element.tag in SKIPPED or is_furniture(element):
            return True
        return is_hidden(element)

    def _enter(self, element: etree._Element, step: int) -> None:
        kind = _KINDS.get(str(element.tag))
        if kind and (kind != "link" or element.get("href") is not None):
            self._open[kind] += step
        self._open["level"] += step

    def _say(self, text: str | None, element: etree._Element) -> None:
        if not text:
            return
        for number, part in enumerate(text.split("\n") if self._open["preformatted"] else [text]):
            if number:
                self.end_paragraph()
            # A footnote's mark must not become part of the number before it.
            self._pieces.append(part if self._line is None else self._shifted(part))
            if part.strip():
                self._line = self._line or line_of(element)
                self._has_plain_text = self._has_plain_text or not self._open["link"]

    def _shifted(self, text: str) -> str:
        if self._open["raised"]:
            return raised(text)
        return lowered(text) if self._open["lowered"] else text

    def _table(self, table: etree._Element) -> None:
        """Lay a table down as a grid, its caption above it and stray text below; one for layout as its contents."""
        rows, others = own_parts(table)
        if is_layout(rows, self._cell_text):
            self.contents(table)
            return
        self.end_paragraph()
        for caption in (part for part in others if part.tag == "caption"):
            self.walk(caption)
        made = grid(table, rows, self._cell_text, self._is_left_out, self._budget)
        if made.rows:
            self.laid.append(Laid(made, linked=False, raw=""))
        for part in others:
            if part.tag != "caption":
                self.walk(part)
            self._say(part.tail, part)
        self.end_paragraph()

    def _cell_text(self, cell: etree._Element) -> str:
        """What a cell shows, its paragraphs on lines of their own."""
        inner = _Flow(self._budget)
        inner.contents(cell)
        return "\n".join(laid.block.text for laid in inner.laid if isinstance(laid.block, Paragraph))
