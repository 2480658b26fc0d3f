"""Numbers, times and long texts as the pages print them."""

from __future__ import annotations

from datetime import datetime

from gouji.form.names import number
from gouji.model.china import in_china

ELLIPSIS = "…"


def figure(value: object) -> str:
    """A number as people write it (112, −8, 52.15); any other value as its text; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return number(value).replace("-", "−")


def clipped(text: str, limit: int) -> str:
    """`text`, cut after `limit` characters with an ellipsis in its place."""
    return text if len(text) <= limit else text[:limit] + ELLIPSIS


def moment(value: object) -> str:
    """An ISO time as `2026-01-31 16:05:00 +08:00`, by the clock of China; what is not one is given back as its text."""
    try:
        time = datetime.fromisoformat(str(value))
    except ValueError:
        return str(value or "")
    return in_china(time).strftime("%Y-%m-%d %H:%M:%S +08:00") if time.tzinfo else str(value)
