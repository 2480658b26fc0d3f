"""By when a body's report is due: a day of the year after the one reported on, by kind and level of the body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gouji.model import OrganKind

LEVELS = ("national", "province", "city", "county", "township")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day of the following year."""

    month: int
    day: int

    def of(self, year: int) -> date:
        """The day by which the report on `year` is due."""
        return date(year + 1, self.month, self.day)

    def __str__(self) -> str:
        return f"{self.month:02d}-{self.day:02d}"


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Deadlines by kind of body (`department`) or by level and kind (`county.department`, which goes first).

    None, like a kind that is not named, means that no day is set and nobody is late.
    """

    days: Mapping[str, Deadline | None] = field(default_factory=dict)

    def due(self, kind: OrganKind, level: str | None, year: int) -> date | None:
        """The day by which the report on `year` of a body of `kind` and `level` is due, None when none is set."""
        names = (f"{level}.{kind.value}", kind.value)
        deadline = next((self.days[name] for name in names if name in self.days), None)
        return deadline.of(year) if deadline else None

    def over(self, below: Deadlines) -> Deadlines:
        """These deadlines, and those of `below` where nothing is said here."""
        return Deadlines({**below.days, **self.days})


def deadline_names() -> tuple[str, ...]:
    """Every name that a deadline may stand under."""
    kinds = [kind.value for kind in OrganKind if kind is not OrganKind.UNKNOWN]
    return (*kinds, *(f"{level}.{kind}" for level in LEVELS for kind in kinds))
