"""File names need not be valid Unicode; what is printed and written must be."""

from __future__ import annotations

import re

# Halves of characters: what Python makes of bytes in a file name that are no text.
_HALVES = re.compile("[\ud800-\udfff]")


def valid(text: str) -> str:
    """`text` with a replacement for whatever is no character."""
    return _HALVES.sub("\ufffd", text)
