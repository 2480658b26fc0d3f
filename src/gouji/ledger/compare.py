"""Two runs side by side (复测): what was mended, what remains, what is new, and where only the reading changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from gouji.ledger.gone import Gone, why_gone
from gouji.ledger.seen import Seen, Sighting
from gouji.model import Severity, finding_counts

Json = dict[str, Any]

SCHEMA = 1
KINDS = ("mended", "remaining", "new", "reading_changed", "not_retested")

# A report is the same in both runs when body and year are; while these are not known, when the content is.
Key = tuple[str, int | str | None]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two runs: what it is called, when it began, and its reports."""

    name: str
    started: str | None
    reports: Mapping[Key, Sequence[Seen]]
    unread: frozenset[str] = field(default_factory=frozenset)


def side(name: str, started: str | None, reports: Iterable[Seen]) -> Side:
    """The reports of a run, by body and year; what was not read and has no body is known by its file name."""
    groups: dict[Key, list[Seen]] = defaultdict(list)
    unread: set[str] = set()
    for seen in reports:
        groups[_key(seen)].append(seen)
        if not seen.was_read and not seen.known:
            unread.add(_file(seen))
    return Side(name, started, dict(groups), frozenset(unread))


def compare(first: Side, second: Side) -> Json:
    """The comparison as JSON: the four lists and those not tested again, counts in sum and by body."""
    lists: dict[str, list[Json]] = {kind: [] for kind in KINDS}
    for key in dict.fromkeys([*first.reports, *second.reports]):
        for kind, entry in _entries(first, second, key):
            lists[kind].append(entry)
    for entries in lists.values():
        entries.sort(key=_order)
    return {
        "schema": SCHEMA,
        "runs": [{"name": run.name, "started": run.started} for run in (first, second)],
        "totals": _totals(lists),
        "bodies": _bodies(lists),
        **lists,
    }


def _key(seen: Seen) -> Key:
    if seen.known:
        return (str(seen.organisation), seen.year)
    return ("", seen.sha256 or seen.source)


def _file(seen: Seen) -> str:
    return PurePosixPath(seen.source.replace("\\", "/")).name


def _entries(first: Side, second: Side, key: Key) -> Iterator[tuple[str, Json]]:
    before, after = first.reports.get(key, ()), second.reports.get(key, ())
    was, now = _findings(before), _findings(after)
    for fingerprint, (seen, finding) in was.items():
        if fingerprint in now:
            yield "remaining", _entry(*now[fingerprint], "second")
            continue
        gone = why_gone(finding.spot, seen.sha256, after)
        if gone is Gone.ABSENT and _file(seen) in second.unread:
            gone = Gone.UNREADABLE
        yield _kind(gone), _entry(seen, finding, "first", gone if gone is not Gone.MENDED else None)
    for fingerprint, (seen, finding) in now.items():
        if fingerprint not in was:
            # Read backwards: what was not decided in the first run is not new in the second.
            come = why_gone(finding.spot, seen.sha256, before)
            if come is Gone.ABSENT and _file(seen) in first.unread:
                come = Gone.UNREADABLE
            kind = _came(come)
            yield kind, _entry(seen, finding, "second", come if kind == "reading_changed" else None)


def _kind(gone: Gone) -> str:
    if gone in (Gone.ABSENT, Gone.MISSING):
        return "not_retested"
    return "mended" if gone is Gone.MENDED else "reading_changed"


def _came(come: Gone) -> str:
    """Where a finding that only the second run has belongs; a rule that had nothing to check then finds it anew."""
    fresh = (Gone.MENDED, Gone.ABSENT, Gone.MISSING, Gone.NOT_APPLICABLE)
    return "new" if come in fresh else "reading_changed"


def _findings(reports: Sequence[Seen]) -> dict[str, tuple[Seen, Sighting]]:
    return {finding.fingerprint: (seen, finding) for seen in reports for finding in seen.findings}


def _entry(seen: Seen, finding: Sighting, run: str, why: Gone | None = None) -> Json:
    entry: Json = {
        "organisation": seen.organisation,
        "year": seen.year,
        "rule": finding.spot.rule,
        "fingerprint": finding.fingerprint,
        "severity": finding.severity,
        "category": finding.category,
        "where": {"frame": finding.spot.frame, "row": finding.spot.row, "column": finding.spot.column},
        "message": finding.message,
        "message_en": finding.message_en,
        "source": seen.source,
        "in": run,
    }
    if finding.status is not None:
        entry["status"] = finding.status
    if why is not None:
        entry |= {"why": why.value, "why_text": why.text.zh, "why_text_en": why.text.en}
    return entry


def _order(entry: Mapping[str, Any]) -> tuple[Any, ...]:
    severity = Severity(entry["severity"]).rank
    return (entry["organisation"] or "", entry["year"] or 0, severity, entry["rule"], entry["fingerprint"])


def _bodies(lists: Mapping[str, Sequence[Json]]) -> list[Json]:
    own: dict[tuple[str, int], dict[str, list[Json]]] = defaultdict(lambda: {kind: [] for kind in KINDS})
    for kind, entries in lists.items():
        for entry in entries:
            own[entry["organisation"] or "", entry["year"] or 0][kind].append(entry)
    return [
        {"organisation": name or None, "year": year or None} | _totals(own[name, year]) for name, year in sorted(own)
    ]


def _totals(lists: Mapping[str, Sequence[Json]]) -> Json:
    """How many there are of each kind, and the rate of mending (整改率); None when there was nothing to mend.

    The rate is what was mended out of all that the first run had. What was misjudged or waived is in neither.
    """
    counted = {kind: sum(finding_counts(entry.get("status")) for entry in entries) for kind, entries in lists.items()}
    appeared = sum(
        entry["in"] == "second" and finding_counts(entry.get("status")) for entry in lists["reading_changed"]
    )
    had = sum(counted.values()) - counted["new"] - appeared
    rate = round(counted["mended"] / had, 4) if had else None
    return {kind: len(entries) for kind, entries in lists.items()} | {"rate": rate}
