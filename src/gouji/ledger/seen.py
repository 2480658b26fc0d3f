"""What one run saw of one report: as much of a record as two runs are compared by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from gouji.model import Outcome, VerdictKind

# In place of a verdict for a report of an earlier year that others were held against: nothing of it was judged.
EARLIER = "earlier"

_NOT_READ = (VerdictKind.UNREADABLE.value, VerdictKind.MISSING.value)


class Spot(NamedTuple):
    """A rule and the place in the form that it looks at; keys of the form or None."""

    rule: str
    frame: str
    row: str | None = None
    column: str | None = None

    def covers(self, other: Spot) -> bool:
        """Whether `other` is this place or lies in it: without row or column it is the whole table."""
        same = self.rule == other.rule and self.frame == other.frame
        return same and self.row in (None, other.row) and self.column in (None, other.column)


class Other(NamedTuple):
    """Another report that a finding rests on: whose it is, and the digest of its file."""

    organisation: str | None
    code: str | None
    year: int | None
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Sighting:
    """One finding as one run saw it; `status` is the ledger's, None in a run without one.

    `beside` are the other reports that it rests on.
    """

    fingerprint: str
    spot: Spot
    category: str
    severity: str
    message: str
    message_en: str
    status: str | None = None
    beside: tuple[Other, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """One report in one run: whose it is, which file it was, what became of the rules, and the findings.

    `code` is the body's id in the manifest, `aliases` are its other names there. `outcomes` tells each rule's outcome,
    `unsure` the places that could not be decided.
    """

    source: str
    sha256: str | None
    organisation: str | None
    code: str | None
    year: int | None
    verdict: str
    outcomes: Mapping[str, str] = field(default_factory=dict)
    unsure: tuple[Spot, ...] = ()
    findings: tuple[Sighting, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def was_read(self) -> bool:
        """Whether the file was there and gave a report."""
        return self.verdict not in _NOT_READ

    @property
    def known(self) -> bool:
        """Whether body and year are known, so that another file can be told to be the same report."""
        return self.organisation is not None and self.year is not None


def seen_of(record: Mapping[str, Any]) -> Seen:
    """What is kept of a record of a run."""
    said = record.get("registration") or {}
    return Seen(
        source=_stored(record["source"]),
        sha256=record["sha256"],
        organisation=_stored(record["organisation"]) if record["organisation"] else None,
        code=_stored(said["id"]) if said.get("id") else None,
        year=record["year"],
        verdict=record["verdict"],
        outcomes={entry["rule"]: entry["outcome"] for entry in record["outcomes"]},
        unsure=tuple(_spot(entry) for entry in record["undetermined"]),
        findings=_once(tuple(_sighting(finding) for finding in record["findings"])),
        aliases=tuple(_stored(name) for name in said.get("aliases") or ()),
    )


def _once(findings: tuple[Sighting, ...]) -> tuple[Sighting, ...]:
    """One sighting for each fingerprint: what stands twice in one place is one finding."""
    return tuple({finding.fingerprint: finding for finding in reversed(findings)}.values())[::-1]


def _sighting(finding: Mapping[str, Any]) -> Sighting:
    return Sighting(
        finding["fingerprint"],
        _spot(finding),
        finding.get("category") or "",
        finding["severity"],
        _stored(finding["message"]),
        _stored(finding["message_en"]),
        finding.get("status"),
        tuple(_other(each) for each in finding.get("beside") or ()),
    )


def _other(each: Mapping[str, Any]) -> Other:
    """One of the reports that a finding rests on, the names as the ledger keeps them."""
    name, code = each["organisation"], each["organisation_id"]
    return Other(_stored(name) if name else None, _stored(code) if code else None, each["year"], each["sha256"])


def beside_text(beside: Iterable[Other]) -> str | None:
    """The other reports as the ledger keeps them; None for none."""
    rows = [list(other) for other in beside]
    return json.dumps(rows, ensure_ascii=False) if rows else None


def beside_of(text: str | None) -> tuple[Other, ...]:
    """The other reports that the ledger keeps as `text`."""
    return tuple(Other(*row) for row in json.loads(text)) if text else ()


def _spot(entry: Mapping[str, Any]) -> Spot:
    where = entry["where"]
    return Spot(entry["rule"], where["frame"], where["row"], where["column"])


def _stored(text: str) -> str:
    """`text` without the one character that no database keeps."""
    return text.replace("\x00", "")


# An outcome after which a finding that is not there any more was looked for and not found.
DECIDED = (Outcome.PASS.value, Outcome.FAIL.value)
