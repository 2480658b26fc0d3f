"""Who is to be reminded: reports that are not there, soon due, or came after the deadline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gouji.model import Text
from gouji.site.labels import label
from gouji.site.summary import Summary

CHASED_SHOWN = 300
STATES = ("overdue", "missing", "due", "late")


@dataclass(frozen=True, slots=True)
class Chased:
    """One line of the chase list. `state` is `overdue`, `missing` (no deadline known), `due` or `late` (came late)."""

    summary: Summary
    state: str
    text: Text
    deadline: str
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class ChaseList:
    """The lines shown, how many are not, and the number of each state in words."""

    rows: tuple[Chased, ...]
    hidden: int
    counts: tuple[tuple[str, Text, int], ...]


def chase_list(summaries: Sequence[Summary], day: date | None) -> ChaseList:
    """Everybody to be reminded on `day`, the longest overdue first; reports that came late stand last."""
    found = [entry for summary in summaries if (entry := _chased(summary, day))]
    found.sort(key=lambda entry: (STATES.index(entry[0]), -entry[1], entry[2].summary.organisation or ""))
    rows = [chased for _, _, chased in found]
    counts = tuple(
        (state, label(f"chase_{state}"), n) for state in STATES if (n := sum(row.state == state for row in rows))
    )
    return ChaseList(tuple(rows[:CHASED_SHOWN]), max(0, len(rows) - CHASED_SHOWN), counts)


def _chased(summary: Summary, day: date | None) -> tuple[str, int, Chased] | None:
    deadline, published = _date(summary.deadline), _date(summary.published)
    shown = deadline.isoformat() if deadline else ""
    if summary.verdict == "missing":
        state, days = _missing(deadline, day)
        text = label(f"chase_{state}_line", n=days)
        return state, days if state == "overdue" else -days, Chased(summary, state, text, shown)
    days = (published - deadline).days if published and deadline else 0
    if days > 0:
        return "late", days, Chased(summary, "late", label("chase_late_line", n=days), shown, summary.late)
    if summary.late:
        return "late", 0, Chased(summary, "late", label("chase_late_unknown"), shown, summary.late)
    return None


def _missing(deadline: date | None, day: date | None) -> tuple[str, int]:
    if deadline is None or day is None:
        return "missing", 0
    left = (deadline - day).days
    return ("due", left) if left >= 0 else ("overdue", -left)


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
