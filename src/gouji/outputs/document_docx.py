"""The result of a run as a Word document."""

from __future__ import annotations

from datetime import datetime
from typing import IO, Any

from docx.shared import Length

from gouji.outputs.office import (
    StreamedBody,
    add_heading,
    add_labelled,
    add_table,
    add_text,
    add_title,
    new_document,
)
from gouji.outputs.office.fonts import BODY_FONT, Face
from gouji.outputs.office.page import text_width
from gouji.outputs.said import Voice
from gouji.outputs.story import Grid, Piece, lines_of, numbered, story
from gouji.outputs.view import RunView

# What is not the text of a letter but a list in it is set smaller: 四号.
_SMALL = Face(BODY_FONT, 14)
_BATCH = 50
_LEVELS = {"chapter": 1, "body": 2, "item": 3}


def write_docx(view: RunView, file: IO[bytes], voice: Voice) -> None:
    """The whole result, then each body's problems with place, arithmetic, basis and remedy."""
    made = datetime.fromisoformat(view.run["run"]["started"])
    document = new_document(voice.say("export_title"), voice.language, made)
    with StreamedBody(document) as body:
        for number, piece in enumerate(numbered(story(view, voice), voice)):
            _add(document, piece)
            if number % _BATCH == 0:
                body.flush()
        body.save(file)


def _add(document: Any, piece: Piece) -> None:
    if isinstance(piece, Grid):
        width = text_width(document.sections[0])
        widths = [Length(int(width * share)) for share in piece.shares]
        add_table(document, piece.headings, piece.rows, widths)
    elif piece.kind == "title":
        add_title(document, piece.text)
    elif piece.kind in _LEVELS:
        add_heading(document, piece.text, _LEVELS[piece.kind])
    elif piece.kind == "labelled":
        add_labelled(document, piece.label, lines_of(piece.text), _SMALL)
    else:
        add_text(document, piece.text)
