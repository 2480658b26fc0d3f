"""The smallest font in which every character has a shape, as high as its line and hardly wide (TrueType).

Letters and digits advance by half of what others do; that counts only where a file says nothing of widths itself.
"""

from __future__ import annotations

import struct

_EM, _ASCENT, _DESCENT, _WIDE = 1000, 880, -120, 50
_WHOLE, _HALF = 1, 2
_NAME = "Bars".encode("utf-16-be")


def bar_font() -> bytes:
    """The font's file."""
    # The first stands for characters that are not in the font, the others for those that it names.
    widths = (_EM, _EM, _EM // 2)
    glyphs = [_bar() for _ in widths]
    places = [sum(map(len, glyphs[:count])) for count in range(len(glyphs) + 1)]
    return _file(
        {
            b"cmap": _characters(),
            b"glyf": b"".join(glyphs),
            b"head": struct.pack(
                ">IIIIHH16x4hHHhhh", 1 << 16, 1 << 16, 0, 0x5F0F3CF5, 0, _EM, 0, _DESCENT, _WIDE, _ASCENT, 0, 8, 2, 1, 0
            ),
            b"hhea": struct.pack(
                ">I3hH6h8xhH", 1 << 16, _ASCENT, _DESCENT, 0, _EM, 0, 0, _WIDE, 1, 0, 0, 0, len(glyphs)
            ),
            b"hmtx": b"".join(struct.pack(">Hh", width, 0) for width in widths),
            b"loca": struct.pack(f">{len(places)}I", *places),
            b"maxp": struct.pack(">IHHH4xH16x", 1 << 16, len(glyphs), 4, 1, 1),
            b"name": _names(),
            b"post": struct.pack(">II24x", 3 << 16, 0),
        }
    )


def _bar() -> bytes:
    """A shape of one outline with four corners, all of them on it."""
    box = struct.pack(">5h", 1, 0, _DESCENT, _WIDE, _ASCENT)
    height = _ASCENT - _DESCENT
    across, up = struct.pack(">4h", 0, 0, _WIDE, 0), struct.pack(">4h", _DESCENT, height, 0, -height)
    return _padded(box + struct.pack(">HH4B", 3, 0, 1, 1, 1, 1) + across + up)


def _characters() -> bytes:
    """Which shape a character has: format 13, in which all of a range have the same."""
    ranges = struct.pack(">6I", 0x20, 0xFF, _HALF, 0x100, 0x10FFFF, _WHOLE)
    table = struct.pack(">HHIII", 13, 0, 16 + len(ranges), 0, 2) + ranges
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + table


def _names() -> bytes:
    """Family, full and PostScript name."""
    entries = [struct.pack(">6H", 3, 1, 0x409, kind, len(_NAME), 0) for kind in (1, 4, 6)]
    return struct.pack(">HHH", 0, len(entries), 6 + 12 * len(entries)) + b"".join(entries) + _NAME


def _file(tables: dict[bytes, bytes]) -> bytes:
    """The tables, which are in order of their names, behind a directory of them; nobody looks at the check sums."""
    start = 12 + 16 * len(tables)
    head = struct.pack(">IHHHH", 1 << 16, len(tables), 128, 3, 16 * len(tables) - 128)
    body = b""
    for name, table in tables.items():
        head += struct.pack(">4sIII", name, 0, start + len(body), len(table))
        body += _padded(table)
    return head + body


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)
