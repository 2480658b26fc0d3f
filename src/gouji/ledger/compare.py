"""Two runs side by side (复测): what was mended, what remains, what is new, and where only the reading changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.ledger.gone import Gone, Was, why_gone
from gouji.ledger.same import Lost, come_again
from gouji.ledger.seen import Seen, Sighting
from gouji.ledger.side import Side, by_body, codes_of
from gouji.model import Severity, finding_counts

Json = dict[str, Any]

SCHEMA = 1
KINDS = ("mended", "remaining", "new", "reading_changed", "not_retested")
# What is counted of a body: the kinds, and how many of all these are misjudged or waived and do not count.
COUNTS = (*KINDS, "not_counted")


def compare(first: Side, second: Side) -> Json:
    """The comparison as JSON: the four lists and those not tested again, counts in sum and by body."""
    lists: dict[str, list[Json]] = {kind: [] for kind in KINDS}
    codes = codes_of([*first.reports, *second.reports])
    before, after = by_body(first, codes), by_body(second, codes)
    for key in dict.fromkeys([*before, *after]):
        for kind, entry in _entries(_Pair(first, second, before.get(key, ()), after.get(key, ()))):
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


@dataclass(frozen=True, slots=True)
class _Pair:
    """The reports of one body and year in both runs."""

    first: Side
    second: Side
    before: Sequence[Seen]
    after: Sequence[Seen]


def _entries(pair: _Pair) -> Iterator[tuple[str, Json]]:
    was, now = _findings(pair.before), _findings(pair.after)
    again = _again(was, now)
    remaining = set(again.values()) | (was.keys() & now.keys())
    name = next((seen.organisation for seen in pair.after), None)
    for fingerprint, (seen, finding) in was.items():
        if fingerprint in now:
            yield "remaining", _entry(*now[fingerprint], "second")
        elif fingerprint not in remaining:
            gone = why_gone(_was(seen, finding, pair.before), pair.after, pair.second.roll)
            entry = _entry(seen, finding, "first", gone if gone is not Gone.MENDED else None)
            yield _kind(gone), entry | ({"organisation": name} if name else {})
    for fingerprint, (seen, finding) in now.items():
        if fingerprint in again:
            yield "remaining", _entry(seen, finding, "second") | {"formerly": again[fingerprint]}
        elif fingerprint not in was:
            # Read backwards: what was not decided in the first run is not new in the second.
            come = why_gone(_was(seen, finding), pair.before, pair.first.roll)
            kind = _came(come)
            yield kind, _entry(seen, finding, "second", come if kind == "reading_changed" else None)


_Findings = Mapping[str, tuple[Seen, Sighting]]


def _again(was: _Findings, now: _Findings) -> dict[str, str]:
    """The findings of the second run that are the first one's under another fingerprint."""
    lost = (
        Lost(name, finding.spot, finding.message, finding_counts(finding.status))
        for name, (_, finding) in was.items()
        if name not in now
    )
    return come_again(lost, (finding for name, (_, finding) in now.items() if name not in was))


def _was(seen: Seen, finding: Sighting, reports: Sequence[Seen] = ()) -> Was:
    files = frozenset(each.sha256 for each in reports)
    return Was(finding.spot, seen.sha256, seen.source, finding.beside, files)


def _kind(gone: Gone) -> str:
    if gone in (Gone.ABSENT, Gone.MISSING):
        return "not_retested"
    return "mended" if gone is Gone.MENDED else "reading_changed"


def _came(come: Gone) -> str:
    """Where a finding that only the second run has belongs; a rule that had nothing to check then finds it anew."""
    fresh = (Gone.MENDED, Gone.ABSENT, Gone.MISSING, Gone.OTHER_MISSING, Gone.NOT_APPLICABLE)
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

    The rate is what was mended out of all that the first run had. What was misjudged or waived is in neither: the
    number of these is `not_counted`.
    """
    counted = {kind: sum(finding_counts(entry.get("status")) for entry in entries) for kind, entries in lists.items()}
    appeared = sum(
        entry["in"] == "second" and finding_counts(entry.get("status")) for entry in lists["reading_changed"]
    )
    had = sum(counted.values()) - counted["new"] - appeared
    rate = round(counted["mended"] / had, 4) if had else None
    every = {kind: len(entries) for kind, entries in lists.items()}
    return every | {"not_counted": sum(every.values()) - sum(counted.values()), "rate": rate}
