"""The names of files in archives: read right whoever packed them, and harmless."""

from __future__ import annotations

import re
import zipfile
import zlib

_UTF8_FLAG = 0x800
# Info-ZIP's extra field with the name in UTF-8, valid while its checksum is that of the name in the header.
_UNICODE_PATH = 0x7075
_DRIVE = re.compile(r"[A-Za-z]:")


def zip_name(info: zipfile.ZipInfo) -> str:
    """The name of a ZIP entry as it was meant, with forward slashes.

    Python takes names that are not marked as UTF-8 for code page 437. Chinese Windows writes them in GBK, other
    programs in UTF-8 without saying so, and some add the name in a field of its own.
    """
    if info.flag_bits & _UTF8_FLAG or info.orig_filename.isascii():
        return info.orig_filename.split("\0", 1)[0]
    raw = info.orig_filename.split("\0", 1)[0].encode("cp437", "surrogateescape")
    stated = _stated(info.extra, raw)
    if stated is not None:
        return stated
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.orig_filename


def _stated(extra: bytes, raw: bytes) -> str | None:
    """The name in Info-ZIP's field, None when there is none or it belongs to another name."""
    position = 0
    while position + 4 <= len(extra):
        kind, size = (int.from_bytes(extra[position + at : position + at + 2], "little") for at in (0, 2))
        body = extra[position + 4 : position + 4 + size]
        if kind == _UNICODE_PATH and body[:1] == b"\1" and body[1:5] == zlib.crc32(raw).to_bytes(4, "little"):
            try:
                return body[5:].decode("utf-8")
            except UnicodeDecodeError:
                return None
        position += 4 + size
    return None


def harmless_path(name: str) -> str:
    """`name` as a path that stays below the archive: no root, no drive, no steps up."""
    parts = _DRIVE.sub("", name.replace("\\", "/"), count=1).split("/")
    return "/".join(part for part in parts if part not in ("", ".", ".."))
