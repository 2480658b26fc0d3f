"""Pages saved with all that belongs to them (MHT, MHTML): an e-mail message with the page and its pictures as parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from itertools import islice

from gouji.model import Document, Problem
from gouji.sources import html
from gouji.sources.charset import decode
from gouji.sources.html_tables import is_of_form
from gouji.sources.text_bounds import refuse_too_many_marks
from gouji.sources.unreadable import Unreadable
from gouji.sources.zip_guard import LIMITS

_PARTS = re.compile(rb"^content-type:", re.I | re.M)
_NESTED = re.compile(rb"^content-type:\s*multipart/", re.I | re.M)
# Line feeds and returns: lines of 76 characters, as these files have them, make 1,300,000 of them in the largest file.
_MOST_LINE_ENDS = 2_000_000
# Messages in messages: a saved page has one level, Word's two.
_MOST_NESTED = 20
# Frames of a page that are looked through for the form's tables.
_MOST_PAGES = 20


def read(data: bytes, name: str) -> Document:
    """The page of a web archive as a document: the frame that holds tables of the form, otherwise the page itself.

    Places are those of the page, as it was before it was packed. Nothing else of the archive is decoded.
    """
    first: Document | Unreadable | None = None
    for part in islice(_pages(data, name), _MOST_PAGES):
        try:
            document = _read_page(part, name)
        except Unreadable as refused:
            first = first or refused
            continue
        if any(is_of_form(block) for block in document.blocks):
            return document
        if not isinstance(first, Document):
            first = document
    if isinstance(first, Document):
        return first
    raise first or Unreadable(Problem("web_archive_empty", {"name": name}))


def _pages(data: bytes, name: str) -> Iterator[Message]:
    """The pages in the archive, in its order."""
    has_many_lines = data.count(b"\n") + data.count(b"\r") > _MOST_LINE_ENDS
    if has_many_lines or len(_PARTS.findall(data)) > LIMITS.entries or len(_NESTED.findall(data)) > _MOST_NESTED:
        raise Unreadable(Problem("web_archive_too_many", {"name": name}))
    message = message_from_bytes(data.lstrip(b" \t\r\n\f"))
    return (part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml"))


def _read_page(part: Message, name: str) -> Document:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or not content.strip():
        raise Unreadable(Problem("empty_file", {"name": name}))
    # What whoever packed the page says of its encoding stands over what the page says itself.
    decoded = decode(content, part.get_content_charset())
    refuse_too_many_marks(decoded.text, name)
    return html.read(decoded, name)
