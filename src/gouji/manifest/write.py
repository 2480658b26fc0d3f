"""A first manifest from what was read, for people to correct."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable
from pathlib import Path

from gouji.intake import Input
from gouji.manifest.columns import column_names, in_words
from gouji.model import OrganKind, Report, Unread
from gouji.outputs.safe_text import safe
from gouji.sources.archives.member import INSIDE


def manifest_csv(items: Iterable[tuple[Input, Report | Unread]], folder: Path, language: str) -> str:
    """A CSV with a row for each file, its path relative to `folder`; with a byte order mark for Excel and WPS."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, column_names(), lineterminator="\r\n")
    writer.writerow({name: in_words("columns", name, language) for name in column_names()})
    for item, read in items:
        writer.writerow({name: safe(value) for name, value in _row(item, read, folder, language).items()})
    return "\ufeff" + buffer.getvalue()


def _row(item: Input, read: Report | Unread, folder: Path, language: str) -> dict[str, str | None]:
    row: dict[str, str | None] = {"path": _relative(item, folder)}
    if isinstance(read, Report):
        identity = read.identity
        known = identity.kind is not OrganKind.UNKNOWN
        row |= {
            "organisation": identity.organisation,
            "kind": in_words("kinds", identity.kind.value, language) if known else None,
            "year": str(identity.year) if identity.year else None,
            "published": read.published,
        }
    return row


def _relative(item: Input, folder: Path) -> str:
    file = os.path.abspath(item.origin or item.path)
    try:
        path = os.path.relpath(file, folder)
    except ValueError:
        # Another drive of Windows.
        path = file
    shown = path.replace(os.sep, "/")
    return f"{shown}{INSIDE}{item.member}" if item.member else shown
