"""Judge an XLS file before it is loaded: its container must not run in circles, its sheets not reach too far."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence
from typing import Any

import olefile

from gouji.model import Problem
from gouji.sources.sheet_bounds import MOST_CELLS
from gouji.sources.unreadable import Unreadable

_STREAMS = ("Workbook", "Book")
# Records of the BIFF stream: where a sheet begins, what says that all is encrypted, and cells with a value.
_BEGIN = frozenset({0x0009, 0x0209, 0x0409, 0x0809})
_FILE_PASS = 0x002F
_CELLS = frozenset({0x0006, 0x0206, 0x0406, 0x00BD, 0x00D6, 0x00FD, 0x027E, 0x007E}) | frozenset(
    number | version for number in (0x0002, 0x0003, 0x0004, 0x0005) for version in (0, 0x0200)
)
_MANY_IN_A_ROW = 0x00BD  # MULRK: the last column stands at its end


def check_xls(data: bytes, name: str) -> None:
    """Raise `Unreadable` when an XLS file is damaged, encrypted, or has a sheet that reaches too far.

    The library that loads it follows the container's chains of sectors however they run, and gives a single cell in
    the last corner a rectangle of billions.
    """
    rows = columns = 1
    for kind, content in _records(_stream(data, name)):
        if kind == _FILE_PASS:
            raise Unreadable(Problem("file_encrypted", {"name": name}))
        if kind in _BEGIN:
            rows = columns = 1
        elif kind in _CELLS and len(content) >= 4:
            row, column = struct.unpack_from("<HH", content)
            last = struct.unpack_from("<H", content, len(content) - 2)[0] if kind == _MANY_IN_A_ROW else column
            rows, columns = max(rows, row + 1), max(columns, column + 1, last + 1)
            if rows * columns > MOST_CELLS:
                raise Unreadable(Problem("workbook_too_large", {"name": name}))


def _stream(data: bytes, name: str) -> bytes:
    """The stream that holds the workbook."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as opened:
            container: Any = opened  # the stubs do not know its tables of sectors
            container.loadminifat()
            sound = _ends(container.fat) and _ends(container.minifat)
            stream = next((each for each in _STREAMS if container.exists(each)), None)
            content = container.openstream(stream).read() if sound and stream else None
    except Exception as error:  # a damaged container makes olefile fail in many ways; all mean the same
        raise Unreadable(Problem("workbook_damaged", {"name": name})) from error
    if not isinstance(content, bytes):
        raise Unreadable(Problem("workbook_damaged", {"name": name}))
    return content


def _ends(chains: Sequence[int]) -> bool:
    """Whether every chain of sectors comes to an end: `chains` gives for each sector the one after it."""
    done = bytearray(len(chains))
    for start in range(len(chains)):
        at, path = start, []
        while at < len(chains) and not done[at]:
            done[at] = 1
            path.append(at)
            at = chains[at]
        if at < len(chains) and done[at] == 1:
            return False
        for passed in path:
            done[passed] = 2
    return True


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
