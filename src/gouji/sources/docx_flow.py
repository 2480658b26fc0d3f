"""Walk the body of a Word file in reading order and lay it down as paragraphs and grids."""

from __future__ import annotations

from lxml import etree

from gouji.model import Block, Locator, Paragraph, Problem
from gouji.sources.docx_numbering import Numbering
from gouji.sources.docx_parts import child, is_word, value
from gouji.sources.docx_styles import Styles
from gouji.sources.docx_tables import grid, is_layout, rows_of
from gouji.sources.docx_text import RunReader, asks_for_text, branch
from gouji.sources.html_furniture import Laid
from gouji.sources.spans import Budget
from gouji.sources.text_tables import counted, with_text_tables
from gouji.sources.white import collapse
from gouji.sources.xml_parts import local

# What holds blocks and is no more than a wrapper round them; deletions and what was moved away are not among them.
_WRAPPERS = ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")


def flow(body: etree._Element, styles: Styles, numbering: Numbering) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The blocks of `body` in reading order, and what had to be left out."""
    budget = Budget()
    runs = RunReader(styles)
    walker = _Flow(styles, numbering, runs, budget)
    walker.contents(body)
    walker.end()
    if runs.hidden:
        budget.note(Problem("text_hidden"))
    return counted(with_text_tables(walker.laid)), tuple(budget.problems)


class _Flow:
    """The walk's state: what is laid down, and text whose paragraph mark was deleted."""

    def __init__(self, styles: Styles, numbering: Numbering, runs: RunReader, budget: Budget) -> None:
        self.laid: list[Laid] = []
        self._styles = styles
        self._numbering = numbering
        self._runs = runs
        self._budget = budget
        self._carried = ""

    def contents(self, element: etree._Element) -> None:
        """Lay down the blocks in `element`."""
        for part in element.iterchildren(etree.Element):
            if is_word(part, "p"):
                self._paragraph(part)
            elif is_word(part, "tbl"):
                self._table(part)
            elif is_word(part, *_WRAPPERS):
                if not _is_filler(part):
                    self.contents(part)
            elif local(part) == "AlternateContent":
                for chosen in branch(part):
                    self.contents(chosen)
            elif is_word(part, "altChunk"):
                self._budget.note(Problem("docx_chunk"))

    def end(self) -> None:
        """Lay down what still waits for a paragraph to go on in."""
        carried, self._carried = self._carried, ""
        self._lay(carried, heading=False)

    def _paragraph(self, paragraph: etree._Element) -> None:
        if self._styles.is_contents(paragraph):
            return
        label = self._numbering.label(paragraph)
        said = self._runs.read(paragraph)
        text = self._carried + (label if said.text.strip() else "") + said.text
        if _mark_is_deleted(paragraph):
            # The accepted text goes on in the next paragraph.
            self._carried = text
        else:
            self._carried = ""
            self._lay(text, self._styles.is_heading(paragraph))
        for box in said.boxes:
            self.contents(box)

    def _lay(self, text: str, heading: bool) -> None:
        """A paragraph for each line; a heading that is broken over two lines is one heading."""
        for line in [text.replace("\n", "")] if heading else text.split("\n"):
            shown = collapse(line)
            if shown:
                self.laid.append(Laid(Paragraph(shown, Locator(), heading), linked=False, raw=line))

    def _table(self, table: etree._Element) -> None:
        if is_layout(table):
            for cell in (cell for row in rows_of(table) for cell in row):
                self.contents(cell)
            return
        self.end()
        made = grid(table, self._cell_text, self._budget)
        if made.rows:
            self.laid.append(Laid(made, linked=False, raw=""))

    def _cell_text(self, cell: etree._Element) -> str:
        """What a cell shows, its paragraphs on lines of their own."""
        inner = _Flow(self._styles, self._numbering, self._runs, self._budget)
        inner.contents(cell)
        inner.end()
        return "\n".join(laid.block.text for laid in inner.laid if isinstance(laid.block, Paragraph))


def _is_filler(part: etree._Element) -> bool:
    """Whether a content control holds a table of contents or still asks to be filled in."""
    gallery = value(part, "sdtPr", "docPartObj", "docPartGallery")
    return gallery == "Table of Contents" or asks_for_text(part)


def _mark_is_deleted(paragraph: etree._Element) -> bool:
    mark = child(paragraph, "pPr", "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None
