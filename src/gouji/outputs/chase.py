"""Who is to be reminded: what becomes of a deadline on the day of a run."""

from __future__ import annotations

from datetime import date
from typing import Any

Json = dict[str, Any]


def chase(deadline: str | None, day: date) -> Json:
    """The state of a report that is not there on `day`: `missing` (no deadline is known), `due` in `days`, `overdue` by
    `days`.
    """
    if deadline is None:
        return {"state": "missing", "deadline": None, "days": None}
    left = (date.fromisoformat(deadline) - day).days
    return {"state": "due" if left >= 0 else "overdue", "deadline": deadline, "days": abs(left)}


def came_late(deadline: str | None, days: int | None) -> Json | None:
    """The state of a report that was published `days` after its deadline; None for one that came in time."""
    return {"state": "late", "deadline": deadline, "days": days} if days and days > 0 else None
