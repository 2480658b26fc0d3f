"""The formats, told apart by content: an extension says how a file was named, not what it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from gouji.model import Document, Problem
from gouji.sources import csv_text, docx, gouji_json, html, markdown, ofd, pdf, spreadsheet, text, web_archive
from gouji.sources.charset import UTF16_MARKS, Decoded, decode
from gouji.sources.gzipped import unpacked
from gouji.sources.text_bounds import refuse_too_long, refuse_too_many_marks
from gouji.sources.unreadable import Unreadable
from gouji.sources.zip_guard import part_names

Reader = Callable[[bytes, str], Document]
TextReader = Callable[[Decoded, str], Document]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that a signature betrays. `read` is None when this version cannot read it; it is named all the same.

    `marks` are what the file begins with; `inside`, when given, must occur further on (an OOXML part's name).
    """

    label: str
    marks: tuple[bytes, ...]
    inside: bytes = b""
    read: Reader | None = None

    def matches(self, data: bytes, parts: frozenset[str] | None) -> bool:
        """Whether `data` is of this format; `parts` are the names of its parts when it is a ZIP container.

        A container's own parts count, not those of the files packed in it.
        """
        if not data.startswith(self.marks):
            return False
        if parts is None:
            return self.inside in data
        # OpenDocument packs its MIME type first, in the clear, right behind its name.
        first = data[_FIRST_NAME:].startswith(self.inside)
        return first or any(part.startswith(self.inside.decode()) for part in parts)


def _encrypted(data: bytes, name: str) -> Document:
    raise Unreadable(Problem("file_encrypted", {"name": name}))


def _gzipped(data: bytes, name: str) -> Document:
    """What is packed in `data`. Packed twice it is no page that anybody saved."""
    content = unpacked(data, name)
    if content.startswith(_GZIP):
        raise Unreadable(Problem("format_not_read", {"name": name, "format": "GZIP"}))
    if not content.strip(b" \t\r\n\f\0"):
        raise Unreadable(Problem("empty_file", {"name": name}))
    return read(content, name)


_GZIP = b"\x1f\x8b"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_FIRST_NAME = 30  # where a container has the name of its first part
_OLE2 = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)

# The first that matches counts: what is told by an inside mark stands before its container.
SIGNATURES = (
    Format("PDF", (b"%PDF-",), read=pdf.read),
    Format("DOCX", _ZIP, b"word/document", docx.read),
    Format("XLSX", _ZIP, b"xl/workbook.xml", spreadsheet.read_xlsx),
    Format("XLSB", _ZIP, b"xl/workbook.bin"),
    Format("PPTX", _ZIP, b"ppt/presentation.xml"),
    Format("OFD", _ZIP, b"OFD.xml", ofd.read),
    Format("ODS", _ZIP, b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", spreadsheet.read_ods),
    Format("ODT/ODP", _ZIP, b"mimetypeapplication/vnd.oasis.opendocument"),
    Format("ZIP", _ZIP),
    # An encrypted DOCX or XLSX is packed into the older container.
    Format("OOXML", _OLE2, "EncryptedPackage".encode("utf-16-le"), _encrypted),
    Format("DOC/WPS", _OLE2, "WordDocument".encode("utf-16-le")),
    Format("XLS/ET", _OLE2, "Workbook".encode("utf-16-le"), spreadsheet.read_xls),
    Format("XLS", _OLE2, "Book".encode("utf-16-le"), spreadsheet.read_xls),
    Format("DOC/XLS", _OLE2),
    Format("RTF", (b"{\\rtf",)),
    Format("MHT", (b"MIME-Version:", b"From: <Saved by"), read=web_archive.read),
    Format("MHT", (b"From:", b"Subject:", b"Content-Type: multipart/related"), b"multipart/related", web_archive.read),
    Format("GZIP", (_GZIP,), read=_gzipped),
    Format("RAR", (b"Rar!\x1a\x07",)),
    Format("7Z", (b"7z\xbc\xaf\x27\x1c",)),
    Format("PNG", (b"\x89PNG\r\n\x1a\n",)),
    Format("JPEG", (b"\xff\xd8\xff",)),
    Format("GIF", (b"GIF87a", b"GIF89a")),
    Format("TIFF", (b"II*\x00", b"MM\x00*")),
    Format("WEBP", (b"RIFF",), b"WEBP"),
    Format("BMP", (b"BM",), b"\x00\x00\x00\x00"),
)

_CONTROL = bytes(set(range(0x20)) - set(b"\t\n\f\r\x0b\x1a")) + b"\x7f"
_DOCUMENT = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.I)
_MARKUP = re.compile(r"<(?:table|tr|td|div|p|span|meta|br)\b[^<>]*>", re.I)
_FEWEST_TAGS = 3


def read(data: bytes, name: str) -> Document:
    """What `data` says, by the reader of its format; `Unreadable` for what is binary and not read by this version."""
    known = signature(data)
    if known is not None:
        if known.read is None:
            raise Unreadable(Problem("format_not_read", {"name": name, "format": known.label}))
        return known.read(data, name)
    if _is_binary(data):
        raise Unreadable(Problem("not_text", {"name": name}))
    decoded = decode(data)
    refuse_too_many_marks(decoded.text, name)
    reader = _reader_of_text(decoded.text)
    # What a page carries besides text (pictures in its attributes, scripts) may weigh more.
    if reader is not html.read:
        refuse_too_long(decoded.text, name)
    return reader(decoded, name)


def signature(data: bytes) -> Format | None:
    """The format that the first bytes and the parts of `data` betray; None for text and for what is not known."""
    head = data.lstrip(b" \t\r\n\f")
    parts = part_names(head) if head.startswith(_ZIP) else None
    return next((known for known in SIGNATURES if known.matches(head, parts)), None)


def kind_of(data: bytes) -> str | None:
    """The label of the format that `data` shows, empty for text; None for what is neither known nor text."""
    known = signature(data)
    if known is not None:
        return known.label
    return None if _is_binary(data) else ""


def _reader_of_text(content: str) -> TextReader:
    """Which kind of text it is; the plainest where nothing speaks for another."""
    if gouji_json.is_read_json(content):
        return gouji_json.read
    if _DOCUMENT.search(content):
        return html.read
    # Markdown may hold tables in HTML, but no HTML page has headings of Markdown.
    if markdown.is_markdown(content):
        return markdown.read
    if len(_MARKUP.findall(content)) >= _FEWEST_TAGS:
        return html.read
    return csv_text.read if csv_text.separator(content) else text.read


def _is_binary(data: bytes) -> bool:
    """Control characters betray it: text has none to speak of, random bytes have one in ten."""
    if data.startswith(UTF16_MARKS):
        return False
    return len(data) - len(data.translate(None, _CONTROL)) > len(data) // 100
