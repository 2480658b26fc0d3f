"""Titles, headings and paragraphs. Words from reports are made harmless here, whoever calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from gouji.outputs.office.fonts import BODY, HEADING_FONT, Face, set_run_face
from gouji.outputs.safe_text import printable

_TWO_CHARACTERS = "200"


def add_title(document: Any, text: str) -> Any:
    """The title of the document, centred."""
    return document.add_paragraph(printable(text), style="Title")


def add_heading(document: Any, text: str, level: int = 1) -> Any:
    """A heading: 一、 in 黑体 (level 1), （一） in 楷体 (2), 1. in 仿宋 (3); the number is part of `text`."""
    paragraph = document.add_paragraph(printable(text), style=f"Heading {level}")
    return _indented(paragraph)


def add_text(document: Any, text: str, *, indent: bool = True, align: str = "both", face: Face | None = None) -> Any:
    """A paragraph, its first line two characters in. `align` is `both`, `left`, `right` or `center`."""
    paragraph = document.add_paragraph()
    _add_words(paragraph, text, face)
    paragraph.alignment = _ALIGNMENTS[align]
    return _indented(paragraph) if indent else paragraph


def add_labelled(document: Any, label: str, lines: Sequence[str], face: Face = BODY) -> None:
    """Paragraphs, the first of which begins with a label in 黑体."""
    for number, line in enumerate(lines or [""]):
        paragraph = document.add_paragraph()
        if number == 0:
            set_run_face(paragraph.add_run(printable(label)), Face(HEADING_FONT, face.size))
        _add_words(paragraph, line, face)
        _indented(paragraph)


_ALIGNMENTS = {
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}


def _add_words(paragraph: Any, text: str, face: Face | None) -> None:
    run = paragraph.add_run(printable(text))
    if face is not None:
        set_run_face(run, face)


def _indented(paragraph: Any) -> Any:
    """Two characters whatever their size: Word counts in hundredths of a character."""
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), _TWO_CHARACTERS)
    indent.set(qn("w:firstLine"), str(int(2 * BODY.size * 20)))
    return paragraph
