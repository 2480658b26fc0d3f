"""Days as people write them."""

from __future__ import annotations

import re
from datetime import date

from gouji.normalise.text import fold

_DATE = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}.*$")


def iso_day(text: str) -> str | None:
    """A day as an ISO date, however it is written (2025-01-31, 2025/1/31, 2025年1月31日); None for anything else."""
    found = _DATE.fullmatch(fold(_TIME.sub("", text)))
    try:
        year, month, day = (int(part) for part in found.groups() if part) if found else (0, 0, 0)
        return date(year, month, day).isoformat()
    except ValueError:
        return None
