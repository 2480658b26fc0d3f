"""What is an archive and what only is packed like one: DOCX, XLSX, ODS and OFD are ZIP containers too."""

from __future__ import annotations

import zipfile
from typing import BinaryIO

ZIP = "ZIP"
# Formats that a program reads which is installed or not.
FOREIGN = {"7Z": b"7z\xbc\xaf\x27\x1c", "RAR": b"Rar!\x1a\x07"}

_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
# A container has one of these at its root. Writers like to begin with it.
_DOCUMENT_PARTS = frozenset(("[Content_Types].xml", "OFD.xml", "mimetype"))
_FIRST_PARTS = tuple(part.encode() for part in (*_DOCUMENT_PARTS, "_rels/.rels"))
_LOCAL_HEADER = 30


def kind_of_archive(head: bytes) -> str | None:
    """`ZIP`, `7Z` or `RAR` by the first bytes; None for anything else."""
    if head.startswith(_ZIP_MARKS):
        return ZIP
    return next((kind for kind, mark in FOREIGN.items() if head.startswith(mark)), None)


def could_be_archive(head: bytes) -> bool:
    """Whether a file that begins with `head` (some hundred bytes) is worth asking `unpack` about."""
    return kind_of_archive(head) is not None and not _begins_as_document(head)


def is_document(file: BinaryIO) -> bool:
    """Whether a ZIP container is one document; one whose directory is damaged is judged by its first entry."""
    try:
        with zipfile.ZipFile(file) as archive:
            return not _DOCUMENT_PARTS.isdisjoint(archive.NameToInfo)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        file.seek(0)
        return _begins_as_document(file.read(256))


def _begins_as_document(head: bytes) -> bool:
    return head.startswith(_ZIP_MARKS[0]) and any(
        head[_LOCAL_HEADER : _LOCAL_HEADER + len(part)] == part
        and int.from_bytes(head[_LOCAL_HEADER - 4 : _LOCAL_HEADER - 2], "little") == len(part)
        for part in _FIRST_PARTS
    )
