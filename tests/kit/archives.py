"""Archives as people and attackers pack them."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

_CENTRAL = b"PK\x01\x02"
_PLAIN_FILE = (0o100644).to_bytes(4, "little")


class _RawName(zipfile.ZipInfo):
    """An entry whose name is written as given bytes, without the mark for UTF-8."""

    raw = b""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.raw, self.flag_bits & ~0x800


def packed(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive with names in UTF-8, marked as such."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def packed_raw(files: Mapping[bytes, bytes], extra: Mapping[bytes, bytes] | None = None) -> bytes:
    """A ZIP archive with names as bytes, as Windows and older programs write them; `extra` fields by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, data) in enumerate(files.items()):
            info = _RawName(str(number))
            info.raw = name
            info.extra = (extra or {}).get(name, b"")
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return buffer.getvalue()


def unicode_path(raw: bytes, name: str) -> bytes:
    """Info-ZIP's extra field that says what the entry `raw` is called."""
    body = b"\1" + zlib.crc32(raw).to_bytes(4, "little") + name.encode()
    return b"\x75\x70" + len(body).to_bytes(2, "little") + body


def twice(name: str, first: bytes, second: bytes) -> bytes:
    """A ZIP archive with two entries of one name."""
    other = "x" * len(name.encode())
    return packed({name: first, other: second}).replace(other.encode(), name.encode())


def encrypted(files: Mapping[str, bytes], name: str) -> bytes:
    """A ZIP archive whose directory says that the entry `name` is encrypted."""
    data = bytearray(packed(files))
    at = data.find(_CENTRAL)
    while at >= 0:
        length = int.from_bytes(data[at + 28 : at + 30], "little")
        if data[at + 46 : at + 46 + length] == name.encode():
            data[at + 8] |= 1
        at = data.find(_CENTRAL, at + 1)
    return bytes(data)


def of_method(files: Mapping[str, bytes], method: int) -> bytes:
    """A ZIP archive whose entries are packed, so it says, by `method`."""
    data = bytearray(packed(files))
    at = data.find(_CENTRAL)
    while at >= 0:
        data[at + 10 : at + 12] = method.to_bytes(2, "little")
        at = data.find(_CENTRAL, at + 1)
    return bytes(data)


def linked(target: str) -> bytes:
    """A ZIP archive with a symbolic link and a page."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("link.html")
        link.create_system = 3
        link.external_attr = 0o120777 << 16
        archive.writestr(link, target)
        archive.writestr("page.html", b"page")
    return buffer.getvalue()


def stored_rar(files: Mapping[str, bytes]) -> bytes:
    """A RAR archive (version 4) of files that are stored as they are."""
    blocks = [_rar_block(0x73, 0, b"\0" * 6)]
    for name, data in files.items():
        encoded = name.encode("ascii")
        size = len(data).to_bytes(4, "little")
        header = size + size + b"\3" + zlib.crc32(data).to_bytes(4, "little") + b"\0\0\x21\x50" + b"\x14" + b"\x30"
        blocks.append(_rar_block(0x74, 0x8000, header + len(encoded).to_bytes(2, "little") + _PLAIN_FILE + encoded))
        blocks.append(data)
    return b"Rar!\x1a\x07\x00" + b"".join(blocks) + _rar_block(0x7B, 0x4000, b"")


def _rar_block(kind: int, flags: int, body: bytes) -> bytes:
    head = bytes([kind]) + flags.to_bytes(2, "little") + (len(body) + 7).to_bytes(2, "little") + body
    return (zlib.crc32(head) & 0xFFFF).to_bytes(2, "little") + head
