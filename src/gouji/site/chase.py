"""Who is to be reminded: reports that are not there, soon due, or came after the deadline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.model import Text
from gouji.site.labels import label
from gouji.site.summary import Summary

CHASED_SHOWN = 300
STATES = ("overdue", "missing", "due", "late", "doubtful")


@dataclass(frozen=True, slots=True)
class Chased:
    """One line of the chase list. `state` is one of `STATES`; `days` is how long overdue, left or late."""

    summary: Summary
    state: str
    days: int
    deadline: str

    @property
    def text(self) -> Text:
        """The state in words."""
        return label(f"chase_{self.state}_line", n=self.days)

    @property
    def anchor(self) -> str | None:
        """The finding about the time of publication, where there is one."""
        return self.summary.late

    @property
    def rank(self) -> tuple[int, int, str]:
        """The longest overdue first, then what is due soonest; reports that came late stand last."""
        days = self.days if self.state == "due" else -self.days
        return STATES.index(self.state), days, self.summary.organisation or ""


@dataclass(frozen=True, slots=True)
class ChaseList:
    """The lines shown, how many are not, and the number of each state in words."""

    rows: tuple[Chased, ...]
    hidden: int
    counts: tuple[tuple[str, Text, int], ...]


def chase_list(summaries: Sequence[Summary]) -> ChaseList:
    """Everybody to be reminded, as the run found on its day."""
    rows = sorted((found for s in summaries if (found := _chased(s))), key=lambda chased: chased.rank)
    counts = tuple(
        (state, label(f"chase_{state}"), n) for state in STATES if (n := sum(row.state == state for row in rows))
    )
    return ChaseList(tuple(rows[:CHASED_SHOWN]), max(0, len(rows) - CHASED_SHOWN), counts)


def _chased(summary: Summary) -> Chased | None:
    said = summary.chase
    if said is not None and said.get("state") in STATES:
        return Chased(summary, str(said["state"]), int(said.get("days") or 0), str(said.get("deadline") or ""))
    if summary.verdict == "missing":
        return Chased(summary, "missing", 0, "")
    return Chased(summary, "doubtful", 0, "") if summary.late else None
