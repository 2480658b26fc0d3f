"""The paper of a letter: the office's letterhead or ours, draft mark, attachments on pages of their own, signature."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from gouji.model import Problem
from gouji.outputs.office import add_section, add_text, add_title, new_document
from gouji.outputs.office.fonts import BODY, HEADING_FONT, Face, set_face

# How far the signature stands from the right edge, in points: two characters.
_SIGNED = 2 * BODY.size


class LetterheadRefused(ValueError):
    """The letterhead cannot be used; `problem` says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def open_paper(title: str, letterhead: Path | None) -> Any:
    """An empty document; with a letterhead, that document with all it holds, so that the letter follows its head."""
    if letterhead is None:
        return new_document(title)
    # python-docx raises whatever zip and XML readers raise for what is no document.
    try:
        document = Document(str(letterhead))
    except Exception as error:
        why = f"{type(error).__name__}: {error}"[:200]
        raise LetterheadRefused(Problem("letterhead_refused", {"path": str(letterhead), "why": why})) from error
    missing = [name for name in ("Title", "Table Grid", "Heading 1") if name not in {s.name for s in document.styles}]
    if missing:
        raise LetterheadRefused(Problem("letterhead_styles", {"path": str(letterhead), "styles": "、".join(missing)}))
    document.core_properties.title = title[:250]
    return document


def add_draft_mark(document: Any, mark: str, number: str) -> None:
    """代拟稿 to the right above the title, and the place for the letter's number."""
    line = document.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    set_face(line.add_run(mark), Face(HEADING_FONT, BODY.size))
    add_text(document, number, indent=False, align="center")


def add_attachment(document: Any, label: str, title: str, *, landscape: bool) -> Any:
    """A section of its own for an attachment, with its label and title."""
    section = add_section(document, landscape=landscape)
    label_line = document.add_paragraph()
    set_face(label_line.add_run(label), Face(HEADING_FONT, BODY.size))
    add_title(document, title)
    return section


def add_signature(document: Any, signature: str, day: str) -> None:
    """Who and when, to the right; both blank in a draft."""
    for text in (signature, day):
        line = add_text(document, text, indent=False, align="right")
        line.paragraph_format.right_indent = Pt(_SIGNED)
