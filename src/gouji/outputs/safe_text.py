"""Words from reports made harmless for what is written: spreadsheets, XML, documents."""

from __future__ import annotations

import re

from gouji.outputs.unicode_text import valid

ELLIPSIS = "…"

# What begins a formula; spreadsheets in Chinese take the full-width signs for it too.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_CONTROLS = ("\t", "\r", "\n")

# What XML 1.0 forbids or discourages, and what turns the direction of the words around it.
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufff0-\uffff]")
_LAST_OF_PLANE = re.compile(
    "[" + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17)) + "]"
)


def safe(text: str | None) -> str | None:
    """Text that a spreadsheet will not take for a formula."""
    if text is None:
        return None
    clean = valid(text)
    return "'" + clean if clean.startswith(_CONTROLS) or clean.lstrip().startswith(_FORMULA) else clean


def printable(text: object) -> str:
    """`text` with a replacement for whatever may not stand in a document; line feeds stay."""
    one = str(text).replace("\r\n", "\n").replace("\r", "\n")
    return _LAST_OF_PLANE.sub("\ufffd", _HARMFUL.sub("\ufffd", valid(one)))


def clipped(text: str, limit: int) -> str:
    """`text`, cut to `limit` characters, the last of them an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1] + ELLIPSIS
