"""Columns and rows of the tables in letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Length, Mm

from gouji.outputs.office.page import text_width

# Room to write by hand.
_ROOM = Mm(20)


def widths(section: Any, shares: Sequence[float]) -> list[Length]:
    """The widths of columns from their shares of a section's type area."""
    whole = text_width(section)
    return [Length(int(whole * share)) for share in shares]


def leave_room(table: Any) -> None:
    """Rows high enough to be filled in by hand, below the header."""
    for row in table.rows[1:]:
        row.height, row.height_rule = _ROOM, WD_ROW_HEIGHT_RULE.AT_LEAST
