"""Walk the body of a Word file in reading order and lay it down as paragraphs and grids."""

from __future__ import annotations

from lxml import etree

from gouji.model import Block, Locator, Paragraph, Problem
from gouji.sources.docx_numbering import Numbering
from gouji.sources.docx_parts import value, word
from gouji.sources.docx_said import Said, said_in
from gouji.sources.docx_styles import Styles
from gouji.sources.docx_tables import WRAPPERS, grid, is_layout, rows_of
from gouji.sources.docx_text import RunReader, asks_for_text, branch
from gouji.sources.html_furniture import Laid
from gouji.sources.spans import Budget
from gouji.sources.text_tables import counted, with_text_tables
from gouji.sources.white import collapse
from gouji.sources.xml_parts import local

_PARAGRAPH = word("p")
_TABLE = word("tbl")
_PROPERTIES = word("tcPr")
_OTHER_FILE = word("altChunk")
_OF_PARAGRAPHS = ("pPr/pStyle", "pPr/outlineLvl", "pPr/numPr", "pPr/rPr/del", "pPr/rPr/moveFrom")


def flow(body: etree._Element, styles: Styles, numbering: Numbering) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The blocks of `body` in reading order, and what had to be left out."""
    budget = Budget()
    said = said_in(body)
    runs = RunReader(styles, said)
    walker = _Flow(styles, numbering, said, runs, budget)
    walker.contents(body)
    walker.end()
    if runs.hidden:
        budget.note(Problem("text_hidden"))
    return counted(with_text_tables(walker.laid)), tuple(budget.problems)


class _Flow:
    """The walk's state: what is laid down, and text whose paragraph mark was deleted."""

    def __init__(self, styles: Styles, numbering: Numbering, said: Said, runs: RunReader, budget: Budget) -> None:
        self.laid: list[Laid] = []
        self._styles = styles
        self._numbering = numbering
        self._said = said
        self._named, self._outlines, self._numbered, self._deleted, self._moved = map(said.__getitem__, _OF_PARAGRAPHS)
        self._runs = runs
        self._budget = budget
        self._carried = ""
        self._cell: _CellFlow | None = None

    def contents(self, element: etree._Element) -> None:
        """Lay down the blocks in `element`."""
        for part in element:
            kind = part.tag
            if kind == _PARAGRAPH:
                self._paragraph(part)
            elif kind == _PROPERTIES:
                continue
            elif kind == _TABLE:
                self._table(part)
            elif kind in WRAPPERS:
                if not _is_filler(part):
                    self.contents(part)
            elif local(part) == "AlternateContent":
                for chosen in branch(part):
                    self.contents(chosen)
            elif kind == _OTHER_FILE:
                self._budget.note(Problem("docx_chunk"))

    def end(self) -> None:
        """Lay down what still waits for a paragraph to go on in."""
        carried, self._carried = self._carried, ""
        if carried:
            self._lay(carried, heading=False)

    def _paragraph(self, paragraph: etree._Element) -> None:
        manner = self._styles.of_paragraph(self._named.get(paragraph), self._outlines.get(paragraph))
        if manner.is_contents:
            return
        label = self._numbering.label(self._numbered.get(paragraph), manner.style)
        said = self._runs.read(paragraph, manner)
        text = self._carried + (label if said.text.strip() else "") + said.text
        if paragraph in self._deleted or paragraph in self._moved:
            # The accepted text goes on in the next paragraph.
            self._carried = text
        else:
            self._carried = ""
            self._lay(text, manner.is_heading)
        for box in said.boxes:
            self.contents(box)

    def _lay(self, text: str, heading: bool) -> None:
        """A paragraph for each line."""
        for line, shown in _lines(text, heading):
            self.laid.append(Laid(Paragraph(shown, Locator(), heading), linked=False, raw=line))

    def _table(self, table: etree._Element) -> None:
        rows = rows_of(table, self._said)
        if is_layout(table, rows):
            for cell in (cell for row in rows for cell in row.cells):
                self.contents(cell)
            return
        self.end()
        made = grid(rows, self._said, self._cell_text, self._budget)
        if made.rows:
            self.laid.append(Laid(made, linked=False, raw=""))

    def _cell_text(self, cell: etree._Element) -> str:
        """What a cell shows, its paragraphs on lines of their own."""
        # One walk after the other: those within a cell's own tables have theirs.
        if self._cell is None:
            self._cell = _CellFlow(self._styles, self._numbering, self._said, self._runs, self._budget)
        return self._cell.text_of(cell)


class _CellFlow(_Flow):
    """The walk through one cell, of which only the text of each line is wanted."""

    def __init__(self, styles: Styles, numbering: Numbering, said: Said, runs: RunReader, budget: Budget) -> None:
        super().__init__(styles, numbering, said, runs, budget)
        self._texts: list[str] = []

    def text_of(self, cell: etree._Element) -> str:
        """What `cell` shows."""
        self._texts.clear()
        self.contents(cell)
        self.end()
        return "\n".join(self._texts)

    def _lay(self, text: str, heading: bool) -> None:
        self._texts += [shown for _, shown in _lines(text, heading)]


def _lines(text: str, heading: bool) -> list[tuple[str, str]]:
    """The lines of a paragraph that show something, each also as shown; a heading broken over two lines is one."""
    if heading:
        text = text.replace("\n", "")
    if "\n" in text:
        return [(line, shown) for line in text.split("\n") if (shown := collapse(line))]
    shown = collapse(text)
    return [(text, shown)] if shown else []


def _is_filler(part: etree._Element) -> bool:
    """Whether a content control holds a table of contents or still asks to be filled in."""
    gallery = value(part, "sdtPr", "docPartObj", "docPartGallery")
    return gallery == "Table of Contents" or asks_for_text(part)
