"""What the reports of a run came to, counted once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gouji.model import Severity, finding_counts


@dataclass(slots=True)
class Tally:
    """What the reports of a run came to: how many have each verdict, the heaviest finding that counts (as a rank, 0 the
    heaviest; None without one), and whether something of ours went wrong with a report.
    """

    verdicts: Counter[str] = field(default_factory=Counter)
    heaviest: int | None = None
    errors: bool = False

    def add(self, entry: Mapping[str, Any]) -> None:
        """Count one report's entry in."""
        self.verdicts[entry["verdict"]] += 1
        self.errors |= bool(entry["errors"])
        counted = [each for each in entry["findings"] if finding_counts(each.get("status"))]
        ranks = [Severity(finding["severity"]).rank for finding in counted]
        if self.heaviest is not None:
            ranks.append(self.heaviest)
        self.heaviest = min(ranks, default=None)

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]]) -> Tally:
        """The tally of these entries."""
        tally = cls()
        for entry in entries:
            tally.add(entry)
        return tally
