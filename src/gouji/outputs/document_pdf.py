"""The result of a run as a PDF file, for readers that have no Word.

Chinese stands in STSong-Light, a font that PDF readers bring themselves (Adobe-GB1): it is named, not embedded.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import IO, Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer, Table, TableStyle

from gouji.outputs.said import Voice
from gouji.outputs.story import Grid, Piece, lines_of, numbered, story
from gouji.outputs.view import RunView

FONT = "STSong-Light"
# The font knows the dot between names under its Japanese number only.
_MIDDLE_DOT = "・"
_SQUARE = "□"

# Top and left as in GB/T 9704; a reading copy may use more of the page than an official letter.
_TOP, _BOTTOM, _LEFT, _RIGHT = 28 * mm, 25 * mm, 28 * mm, 26 * mm
_NUMBER_HEIGHT = 15 * mm
_GRID = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.5, "#7F7F7F"),
        ("BACKGROUND", (0, 0), (-1, 0), "#E7ECF2"),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
)


def _style(name: str, size: float, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=FONT, fontSize=size, leading=size * 1.6, wordWrap="CJK", **more)


_STYLES = {
    "title": _style("title", 20, alignment=TA_CENTER, spaceAfter=16),
    "chapter": _style("chapter", 15, spaceBefore=14, spaceAfter=4, keepWithNext=1),
    "body": _style("body", 13, spaceBefore=12, keepWithNext=1, textColor="#1F3864"),
    "item": _style("item", 11, spaceBefore=6, keepWithNext=1),
    "labelled": _style("labelled", 10.5, leftIndent=12),
    "text": _style("text", 10.5, firstLineIndent=21),
    "cell": _style("cell", 10),
}


class _Document(BaseDocTemplate):  # type: ignore[misc]
    """Sets pieces as they come, so that the whole story is never in memory."""

    def __init__(self, file: IO[bytes], **more: Any) -> None:
        margins = {"topMargin": _TOP, "bottomMargin": _BOTTOM, "leftMargin": _LEFT, "rightMargin": _RIGHT}
        super().__init__(file, pagesize=A4, pageCompression=1, invariant=1, **margins, **more)
        frame = Frame(_LEFT, _BOTTOM, self.width, self.height, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate("page", [frame], onPage=_number))

    def set(self, pieces: Iterator[list[Any]]) -> None:
        """Set each list of flowables in turn; what `build` does with one list."""
        self._startBuild()
        for flowables in pieces:
            while flowables:
                self.clean_hanging()
                self.handle_flowable(flowables)
        self.clean_hanging()
        self._endBuild()


def write_pdf(view: RunView, file: IO[bytes], voice: Voice) -> None:
    """The same document as the DOCX, for reading and printing."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    language = "zh-CN" if voice.language == "zh" else "en"
    document = _Document(file, title=voice.say("export_title"), author="gouji", creator="gouji", lang=language)
    document.set(_batches(document, numbered(story(view, voice), voice)))


def _batches(document: _Document, pieces: Iterator[Piece]) -> Iterator[list[Any]]:
    """Flowables in lists that end where nothing has to stay with what follows."""
    batch: list[Any] = []
    for piece in pieces:
        batch += _flowables(document, piece)
        if not batch[-1].getKeepWithNext():
            yield batch
            batch = []
    if batch:
        yield batch


def _flowables(document: _Document, piece: Piece) -> list[Any]:
    if isinstance(piece, Grid):
        rows = [[_paragraph("cell", text) for text in row] for row in (piece.headings, *piece.rows)]
        table = Table(rows, [document.width * share for share in piece.shares], repeatRows=1, style=_GRID)
        return [Spacer(1, 6), table, Spacer(1, 6)]
    lines = lines_of(piece.label + piece.text) or [""]
    return [_paragraph(piece.kind, line) for line in lines]


def _paragraph(kind: str, text: str) -> Paragraph:
    """Words as they are: nothing in them is taken for the library's markup."""
    return Paragraph(escape(_settable(text)), _STYLES[kind])


def _settable(text: str) -> str:
    """The characters that the font has: those of GBK, with a square for any other."""
    return "".join(
        _MIDDLE_DOT if character == "·" else character if _in_font(character) else _SQUARE for character in text
    )


@cache
def _in_font(character: str) -> bool:
    try:
        return bool(character.encode("gbk"))
    except UnicodeEncodeError:
        return False


def _number(canvas: Any, document: Any) -> None:
    """— 1 —: to the right on odd pages, to the left on even ones."""
    canvas.setFont(FONT, 14)
    text = f"— {canvas.getPageNumber()} —"
    if canvas.getPageNumber() % 2:
        canvas.drawRightString(A4[0] - _RIGHT - 14, _NUMBER_HEIGHT, text)
    else:
        canvas.drawString(_LEFT + 14, _NUMBER_HEIGHT, text)
