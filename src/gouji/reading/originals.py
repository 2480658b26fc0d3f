"""Files as they were read, kept as evidence (原件): byte for byte, in a form that nothing opens as a web page.

What came from strangers lies in a ZIP file under a short name. A browser downloads it, from disk and from whatever
server; markup inside has the ending of plain text, so that a double click after unpacking shows it and runs nothing.
The same file gives the same bytes on every machine with the same zlib.
"""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

from gouji import __version__
from gouji.intake import Input
from gouji.messages import message
from gouji.outputs.safe_text import clipped, printable
from gouji.sources import kind_of
from gouji.whole_file import whole_file

# Formats that their own programs open, by the label of their signature; what else is not text is `bin`.
_ENDINGS = {"PDF": "pdf", "DOCX": "docx", "XLSX": "xlsx", "OFD": "ofd", "ODS": "ods", "XLS/ET": "xls", "XLS": "xls"}
_ABOUT = "about.txt"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3
_NAME = 1_000


def original_file(folder: Path, key: str) -> Path:
    """Where the copy of the file of the report with this id is."""
    return folder / f"{key}.zip"


def keep_original(item: Input, key: str, sha256: str | None, folder: Path) -> bool:
    """Keep the file of a report in `folder`, unless it is there already; False where it is no longer what was read.

    `sha256` is that of the content read, None where none was. Raises OSError when the folder takes no more.
    """
    target = original_file(folder, key)
    if target.is_file():
        return True
    try:
        data = item.path.read_bytes() if sha256 is not None else b""
    except OSError:
        return False
    if hashlib.sha256(data).hexdigest() != sha256:
        return False
    folder.mkdir(parents=True, exist_ok=True)
    with whole_file(target) as file, zipfile.ZipFile(file, "w") as packed:
        _add(packed, f"original.{_ending(data)}", data)
        _add(packed, _ABOUT, _about(item, key, sha256, len(data)).encode())
    return True


def _add(packed: zipfile.ZipFile, name: str, data: bytes) -> None:
    """One entry; nothing of it depends on when and where it is written."""
    entry = zipfile.ZipInfo(name, _EARLIEST)
    entry.external_attr, entry.create_system = _PLAIN_FILE, _UNIX
    packed.writestr(entry, data, zipfile.ZIP_DEFLATED, 6)


def _ending(data: bytes) -> str:
    kind = kind_of(data)
    return "txt" if kind == "" else _ENDINGS.get(kind or "", "bin")


def _about(item: Input, key: str, sha256: str, size: int) -> str:
    """What the copy is of, in both languages; lines end as every system's editor takes them."""
    name = clipped(printable(item.source).replace("\n", " "), _NAME)
    text = message("original_about", name=name, sha256=sha256, size=size, key=key, gouji=__version__)
    return f"{text.zh}\n\n{text.en}\n".replace("\n", "\r\n")
