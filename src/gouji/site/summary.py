"""What the overview and the rule pages need of a report: its identity, verdict and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.model import Severity, Text, VerdictKind, finding_counts
from gouji.site.addresses import finding_anchor, report_page
from gouji.site.labels import label, label_or

PUBLICATION = "publication"
VERDICT_ORDER = tuple(str(kind) for kind in VerdictKind)


@dataclass(frozen=True, slots=True)
class Broken:
    """One rule in one report: how many findings, and the anchor of the first."""

    count: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Summary:
    """One report in a line. `reason` says why a file was not read; `broken` has an entry for each rule that fails.

    `body` is what its body is known by across years: the register's id, or its name; `group` is the register's.
    `chase` says whether it is missing, due or late; `late` is the anchor of a finding about the time of publication.
    """

    id: str
    page: str
    organisation: str | None
    year: int | None
    edition: str
    verdict: str
    counts: Mapping[str, int]
    undetermined: int
    errors: int
    source: str
    reason: Text | None
    broken: Mapping[str, Broken]
    kind: str = "unknown"
    body: str | None = None
    group: str | None = None
    chase: Mapping[str, Any] | None = None
    late: str | None = None

    @property
    def stand(self) -> str:
        """The part of the overview's list where the report stands: its verdict, doubts apart from what is undecided."""
        doubts = self.counts.get(Severity.WARNING, 0) + self.counts.get(Severity.INFO, 0)
        return "undecided" if self.verdict == VerdictKind.REVIEW and not doubts else self.verdict

    @property
    def critical(self) -> int:
        """How many findings must be corrected."""
        return self.counts.get(Severity.CRITICAL, 0)

    @property
    def verdict_text(self) -> Text:
        """The verdict in words, with the number of faults."""
        return verdict_text(self.verdict, self.critical)

    @property
    def verdict_short(self) -> Text:
        """The verdict in words, without numbers."""
        return label_or(f"short_{self.verdict}", self.verdict)


def verdict_text(verdict: str, critical: int) -> Text:
    """A report's verdict in words: 发现问题 N 项, N being the findings that must be corrected."""
    return label("verdict_faults", n=critical) if verdict == "faults" else label_or(f"verdict_{verdict}", verdict)


def summarise(record: Mapping[str, Any]) -> Summary:
    """The summary of one record; findings that the ledger has as misjudged or waived do not count."""
    findings = [finding for finding in record.get("findings", ()) if finding_counts(finding.get("status"))]
    errors: Sequence[Mapping[str, Any]] = record.get("errors", ())
    first = errors[0] if errors else None
    said: Mapping[str, Any] = record.get("registration") or {}
    return Summary(
        id=str(record["id"]),
        page=report_page(str(record["id"])),
        organisation=record.get("organisation"),
        year=record.get("year"),
        edition=str(record.get("edition") or "none"),
        verdict=str(record["verdict"]),
        counts=Counter(str(finding["severity"]) for finding in findings),
        undetermined=len(record.get("undetermined", ())),
        errors=len(errors),
        source=str(record.get("source") or ""),
        reason=Text(str(first["message"]), str(first["message_en"])) if first else None,
        broken=_broken(findings),
        kind=str(record.get("kind") or "unknown"),
        body=body_of(record),
        group=said.get("group"),
        chase=record.get("chase"),
        late=next((finding_anchor(str(f["fingerprint"])) for f in findings if f.get("category") == PUBLICATION), None),
    )


def body_of(record: Mapping[str, Any]) -> str | None:
    """What the body of a report is known by across years: its id in the register, otherwise its name."""
    said: Mapping[str, Any] = record.get("registration") or {}
    return said.get("id") or record.get("organisation")


def _broken(findings: Sequence[Mapping[str, Any]]) -> dict[str, Broken]:
    counts = Counter(str(finding["rule"]) for finding in findings)
    first = {str(f["rule"]): finding_anchor(str(f["fingerprint"])) for f in reversed(findings)}
    return {rule: Broken(count, first[rule]) for rule, count in counts.items()}


def in_order(summaries: Iterable[Summary], ranked: bool = True) -> list[Summary]:
    """Worst first: by verdict, then by how much must be corrected, then by body, year and file.

    Not `ranked`: by body, year and file alone.
    """
    return sorted(summaries, key=_weight if ranked else _name)


def _name(summary: Summary) -> tuple[object, ...]:
    return summary.organisation or "\U0010ffff", summary.year or 0, summary.source, summary.id


def _weight(summary: Summary) -> tuple[object, ...]:
    known = summary.verdict in VERDICT_ORDER
    return (
        VERDICT_ORDER.index(summary.verdict) if known else len(VERDICT_ORDER),
        summary.stand == "undecided",
        -summary.critical,
        -summary.counts.get(Severity.WARNING, 0),
        -summary.undetermined,
        *_name(summary),
    )
