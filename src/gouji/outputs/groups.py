"""Findings that belong together: one group a probable cause, every other finding by itself.

A wrong figure breaks several relations; whoever mends it has one thing to do. The lists that people work through have a
line a group (问题清单: 一处错误一行).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.model import Category, Severity

Json = Mapping[str, Any]

# Steps of the ledger under which a finding does not count against the body: misjudged, or waived.
SET_ASIDE = ("dismissed", "waived")


@dataclass(frozen=True, slots=True)
class Group:
    """Findings with one cause, the heaviest first; `cause` is None for a finding that stands alone."""

    findings: tuple[Json, ...]
    cause: Json | None = None

    @property
    def severity(self) -> Severity:
        """That of the heaviest finding."""
        return Severity(self.findings[0]["severity"])

    @property
    def category(self) -> Category:
        """That of the heaviest finding."""
        return Category(self.findings[0]["category"])


def groups(record: Json) -> list[Group]:
    """The groups of a record's findings that count, the heaviest first and otherwise in the record's order."""
    counting = [finding for finding in record["findings"] if finding.get("status") not in SET_ASIDE]
    return sorted(_groups(counting, record.get("causes") or ()), key=lambda group: group.severity.rank)


def _groups(findings: Sequence[Json], causes: Sequence[Json]) -> Iterator[Group]:
    cause_of = {key: number for number, cause in enumerate(causes) for key in cause["findings"]}
    seen: set[int] = set()
    for finding in findings:
        number = cause_of.get(finding["fingerprint"])
        if number is None:
            yield Group((finding,))
        elif number not in seen:
            seen.add(number)
            fellows = [each for each in findings if cause_of.get(each["fingerprint"]) == number]
            fellows.sort(key=lambda each: Severity(each["severity"]).rank)
            yield Group(tuple(fellows), causes[number])
