"""From the bytes of a file to a `Document`: what the file says, uninterpreted. One module for each format."""

from __future__ import annotations

from gouji.model import Document, Problem
from gouji.sources.formats import kind_of, read
from gouji.sources.unreadable import Unreadable

__all__ = ["LARGEST", "Unreadable", "kind_of", "read_document"]

# A report with its page weighs some hundred kilobytes; far beyond that a file is something else.
LARGEST = 50_000_000


def read_document(data: bytes, name: str) -> Document:
    """What the file called `name` (for messages only) says; its format is told from its content.

    Raises `Unreadable` when the file is empty, too large, of a format that is not read, or no text at all.
    """
    if not data.strip(b" \t\r\n\f\0"):
        raise Unreadable(Problem("empty_file", {"name": name}))
    if len(data) > LARGEST:
        raise Unreadable(Problem("file_too_large", {"name": name, "megabytes": str(LARGEST // 1_000_000)}))
    return read(data, name)
