"""Runs as the ledger sees them, without reading a report: records made from what is wrong in which body's report."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from gouji.ledger.record import record_run
from gouji.ledger.runs import Recorded, RunFacts
from gouji.ledger.seen import Other, Spot
from gouji.ledger.store import Ledger

Json = dict[str, Any]

YEAR = 2024
RULES = ("T301", "T302", "T303", "T401", "X601", "D101", "Y701", "H802", "Y709")
MEANINGS = dict.fromkeys(RULES, "0" * 16)
CATEGORIES = {
    "T": "arithmetic",
    "X": "consistency",
    "D": "completeness",
    "Y": "continuity",
    "H": "consistency",
}


class Clock:
    """A clock that stands until it is set; noon in UTC is the same day wherever the tests run."""

    def __init__(self, day: str = "2025-03-01") -> None:
        self.moment = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def pass_days(self, days: int) -> None:
        """Let `days` days go by."""
        self.moment += timedelta(days=days)


def fingerprint(organisation: str, year: int | None, spot: Spot, detail: str = "") -> str:
    """Like a check's own: of body, year, rule and place, and where a place has several of the sentence."""
    parts = [organisation, str(year), *(part or "" for part in spot), *([detail] if detail else [])]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def spot(rule: str, column: str = "total") -> Spot:
    """A place that a rule of table three looks at."""
    return Spot(rule, "applicants", None, column)


@dataclass(frozen=True)
class Body:
    """A body's report in one run. `edit` counts the versions of its file; `spots` are what is wrong in it.

    `beside` are the other reports that what is wrong rests on, `details` tell findings of one place apart.
    """

    name: str
    spots: Sequence[Spot] = ()
    edit: int = 0
    year: int | None = YEAR
    code: str | None = None
    verdict: str | None = None
    outcomes: Mapping[str, str] = field(default_factory=dict)
    unsure: Sequence[Spot] = ()
    severity: str = "critical"
    beside: Sequence[Body] = ()
    aliases: Sequence[str] = ()
    details: Mapping[Spot, str] = field(default_factory=dict)

    @property
    def other(self) -> Other:
        """The report as another finding rests on it."""
        return Other(self.name, self.code, self.year, self.sha256)

    @property
    def sha256(self) -> str:
        """The digest of the file."""
        return hashlib.sha256(f"{self.name} {self.year} {self.edit}".encode()).hexdigest()

    def record(self) -> Json:
        """The record that a check would write."""
        wrong = {spot.rule for spot in self.spots}
        outcomes = {rule: "fail" if rule in wrong else "pass" for rule in RULES} | dict(self.outcomes)
        read = self.verdict not in ("unreadable", "missing")
        return {
            "id": self.sha256[:12],
            "source": f"reports/{self.name}.html",
            "sha256": None if self.verdict == "missing" else self.sha256,
            "organisation": self.name,
            "year": self.year,
            "registration": {"id": self.code, "aliases": list(self.aliases)} if self.code else None,
            "verdict": self.verdict or ("faults" if self.spots and self.severity == "critical" else "clear"),
            "findings": [self._finding(spot) for spot in self.spots] if read else [],
            "undetermined": [{"rule": spot.rule, "where": _where(spot)} for spot in self.unsure] if read else [],
            "outcomes": [
                {"rule": rule, "outcome": outcome, "undetermined": sum(spot.rule == rule for spot in self.unsure)}
                for rule, outcome in outcomes.items()
                if read
            ],
        }

    def _finding(self, spot: Spot) -> Json:
        return {
            "rule": spot.rule,
            "category": CATEGORIES[spot.rule[0]],
            "severity": self.severity,
            "where": _where(spot),
            "message": f"{spot.rule} 与合计不一致，请核实。{self.details.get(spot, '')}",
            "message_en": f"{spot.rule} does not add up.",
            "fingerprint": self.fingerprint(spot),
            "beside": [_beside(each.other) for each in self.beside],
        }

    def fingerprint(self, spot: Spot) -> str:
        """The fingerprint of what is wrong at `spot`."""
        return fingerprint(self.name, self.year, spot, self.details.get(spot, ""))


def _beside(other: Other) -> Json:
    return {"organisation": other.organisation, "organisation_id": other.code} | {
        "year": other.year,
        "sha256": other.sha256,
    }


def _where(spot: Spot) -> Json:
    return {"frame": spot.frame, "row": spot.row, "column": spot.column}


def facts(key: str, **changes: Any) -> RunFacts:
    """What is to be known of a run."""
    return RunFacts(
        **{
            "key": key,
            "started": "2025-03-01T08:00:00Z",
            "author": "张三",
            "gouji": "1.0",
            "rulebook_version": "1.0",
            "rulebook_digest": "0" * 64,
            "meanings": MEANINGS,
        }
        | changes
    )


def run(ledger: Ledger, key: str, bodies: Iterable[Body], **changes: Any) -> Recorded:
    """Enter a run over the reports of `bodies`."""
    return record_run(ledger, facts(key, **changes), [body.record() for body in bodies])
