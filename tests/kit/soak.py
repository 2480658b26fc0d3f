"""Folders of documents as they come in from a province: most are sound, one in twenty is broken or hostile."""

from __future__ import annotations

import io
import os
import random
import zipfile
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from pathlib import Path

from kit import archives, balanced, faults
from kit.documents import STYLES
from kit.figures import Figures

BROKEN_ONE_IN = 20
_BOMB_BYTES = 80_000_000


def write_inputs(folder: Path, count: int, styles: Sequence[str] = tuple(STYLES)) -> list[str]:
    """`count` documents of invented bodies in `styles` in turn, then an archive; the sources that a run finds."""
    folder.mkdir(parents=True, exist_ok=True)
    broken = cycle(_BROKEN)
    for number, name in zip(range(count), cycle(styles), strict=False):
        if number % BROKEN_ONE_IN == BROKEN_ONE_IN - 1:
            extension, make = next(broken)
            (folder / f"{number:06d}.{extension}").write_bytes(make(number))
        else:
            (folder / f"{number:06d}.{STYLES[name].extension}").write_bytes(STYLES[name](figures(number)))
    packed = {f"{number}.html": STYLES["clean_html"](figures(count + number)) for number in range(2)}
    (folder / "packed.zip").write_bytes(archives.packed({**packed, "broken.docx": _half("docx", count)}))
    return sorted(_sources(folder, [*packed, "broken.docx"]))


def figures(number: int) -> Figures:
    """The report of a body of its own; every third has a cell that is wrong."""
    made = balanced.make(number, organisation=f"示例市第{number}局", year=2024)
    return made if number % 3 else faults.off_by(made, "requests.granted.natural_person", 1)


def _sources(folder: Path, members: Sequence[str]) -> Iterator[str]:
    for path in folder.iterdir():
        if path.name == "packed.zip":
            yield from (f"{path.as_posix()}!/{member}" for member in members)
        else:
            yield path.as_posix()


def _half(style: str, number: int) -> bytes:
    data = STYLES[style](figures(number))
    return data[: len(data) // 2]


def _bomb(number: int) -> bytes:
    """A Word file whose text unpacks to zeros, a thousand times its size."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as entry:
            for _ in range(_BOMB_BYTES // 1_000_000):
                entry.write(bytes(1_000_000))
    return buffer.getvalue()


_BROKEN: Sequence[tuple[str, Callable[[int], bytes]]] = (
    ("html", lambda number: b""),
    ("docx", lambda number: _half("docx", number)),
    ("html", lambda number: STYLES["ruled_pdf"](figures(number))),
    ("pdf", lambda number: _half("ruled_pdf", number)),
    ("xlsx", lambda number: random.Random(number).randbytes(20_000)),
    ("html", lambda number: "<p>今天天气很好。</p>".encode()),
    ("docx", _bomb),
    ("pdf", lambda number: STYLES["portal_html"](figures(number))),
    ("html", lambda number: b"<div>" * 20_000),
    ("xlsx", lambda number: _half("xlsx", number)),
)


def children(parent: int | None = None) -> list[int]:
    """The processes that `parent` (this one unless told) has started and that have not ended."""
    parent = os.getpid() if parent is None else parent
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            state, owner = (place / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if int(owner) == parent and state != "Z":
            found.append(int(place.name))
    return found
