"""Word files (DOCX), also those that WPS writes: the body's text as accepted and shown, without headers and footers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.model import Block, Document, Paragraph, Problem
from gouji.sources.docx_flow import flow
from gouji.sources.docx_numbering import Numbering
from gouji.sources.docx_parts import WordFile, child
from gouji.sources.docx_styles import Styles
from gouji.sources.unreadable import Unreadable
from gouji.sources.white import collapse
from gouji.sources.xml_parts import local

_NAMES_A_REPORT = re.compile(r"(?:信息|政务)公开.*(?:报\s*告|年\s*报)")
_LONGEST_TITLE = 120


def read(data: bytes, name: str) -> Document:
    """A Word file as a document; places are table, row and column, for a Word file has no pages of its own.

    Raises `Unreadable` for one that is damaged, encrypted, a bomb, or empty.
    """
    file = WordFile(data, name)
    styles = Styles(file.beside("styles.xml"))
    numbering = Numbering(file.beside("numbering.xml"), styles)
    body = child(file.document(), "body")
    blocks, problems = flow(body, styles, numbering) if body is not None else ((), ())
    if not blocks:
        raise Unreadable(Problem("docx_no_text", {"name": name}))
    return Document("docx", blocks, title=_title(file, blocks), problems=problems)


def _title(file: WordFile, blocks: Sequence[Block]) -> str | None:
    """The title among the file's properties, when it names a report and nothing in the text does.

    It is often that of the file it was copied from, so what is printed stands over it.
    """
    core = file.core()
    stated = next((each.text or "" for each in core if local(each) == "title"), "") if core is not None else ""
    if not _NAMES_A_REPORT.search(stated):
        return None
    printed = (b.text for b in blocks if isinstance(b, Paragraph) and len(b.text) <= _LONGEST_TITLE)
    return None if any(_NAMES_A_REPORT.search(text) for text in printed) else collapse(stated)
