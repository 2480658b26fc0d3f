"""A workbook that came back, as rows."""

from __future__ import annotations

from pathlib import Path

from gouji.intake import os_problem
from gouji.ledger.refused import LedgerRefused
from gouji.manifest.rows import read_rows
from gouji.sources import Unreadable


def sheet_rows(path: Path) -> list[tuple[int, dict[int, str]]]:
    """The rows of the first visible sheet: their numbers, and their texts by column from 1. Raises LedgerRefused."""
    try:
        return [(row.number, row.texts) for row in read_rows(path.read_bytes(), path.name)]
    except OSError as error:
        raise LedgerRefused(os_problem(str(path), error)) from error
    except Unreadable as unreadable:
        raise LedgerRefused(unreadable.problem) from unreadable
