"""Pictures of a report's own tables, which a run cut out of the pages of its file."""

from __future__ import annotations

import logging
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gouji.model import Text
from gouji.site.addresses import cell_anchor, is_picture, picture_file, scan_anchor
from gouji.site.findings import CellLink, cell_link
from gouji.site.labels import joined, label
from gouji.site.places import Forms

PICTURES = "pictures"
CELLS_NAMED = 6
LARGEST = 1_000_000

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ScanView:
    """The picture of a table on one page of the file. `source` is where a page finds it: its address in the site, or
    the picture itself as a data: address. `cells` are the ones framed, `hidden` says how many more there are; `anchors`
    are those of all of them.
    """

    anchor: str
    table: str
    page: int
    source: str
    alt: Text
    cells: tuple[CellLink, ...]
    hidden: int
    anchors: tuple[str, ...]


def scan_views(record: Mapping[str, Any], found: Mapping[str, bytes], single: bool) -> tuple[ScanView, ...]:
    """The pictures of a record that are `found`, by file; inside of the page where it is to stand alone."""
    forms = Forms(record.get("tables") or {})
    entries = [entry for entry in record.get("pictures") or () if entry["file"] in found]
    return tuple(_view(forms, entry, found[entry["file"]] if single else None) for entry in entries)


def read_scans(folder: Path, record: Mapping[str, Any]) -> dict[str, bytes]:
    """The pictures of a record by file, out of `folder`; one that cannot be read or is none is logged and left out."""
    return dict(_read(folder, [str(entry["file"]) for entry in record.get("pictures") or ()]))


def _read(folder: Path, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    for name in filter(is_picture, names):
        try:
            with (folder / name).open("rb") as file:
                data = file.read(LARGEST)
        except OSError as error:
            logger.error("the picture %s cannot be read: %s", name, error)
            continue
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            yield name, data


def _view(forms: Forms, entry: Mapping[str, Any], inside: bytes | None) -> ScanView:
    keys = [str(key) for key in entry["cells"]]
    file, table, page = str(entry["file"]), str(entry["table"]), int(entry["page"])
    shown = tuple(cell_link(forms, key) for key in keys[:CELLS_NAMED])
    names = joined([cell.name for cell in shown], "、", ", ")
    return ScanView(
        scan_anchor(file),
        table,
        page,
        picture_file(file) if inside is None else "data:image/png;base64," + b64encode(inside).decode("ascii"),
        label("scan_alt", table=forms.table(table).title, page=page, cells=names),
        shown,
        len(keys) - len(shown),
        tuple(cell_anchor(key) for key in keys),
    )
