"""A report's page: everything it shows, from the report's record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from gouji.form import TABLES
from gouji.model import Rule, Text, finding_counts
from gouji.site.addresses import finding_anchor
from gouji.site.causes import FindingGroup, cause_order, cause_views, mended_tables
from gouji.site.chapters import ChapterView, chapter_views
from gouji.site.figures import clipped
from gouji.site.findings import (
    FindingView,
    NoteView,
    RuleLink,
    UndeterminedView,
    finding_view,
    note_view,
    rule_link,
    undetermined_view,
)
from gouji.site.kin import Kin
from gouji.site.labels import label, label_or
from gouji.site.marks import marks_of
from gouji.site.places import Forms
from gouji.site.prose import CLAIM_VERDICTS, ClaimView, ProseView, claim_views, prose_views
from gouji.site.rounds import Rounds
from gouji.site.scans import ScanView
from gouji.site.summary import Summary, summarise
from gouji.site.tables import DrawnTable, draw_table, with_prior

FINDINGS_SHOWN = 500
UNDETERMINED_SHOWN = 200
NOTES_SHOWN = 100
SEVERITIES = ("critical", "warning", "info")


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the identity: a name, what the report says in its own words or what we say of it, and how known."""

    name: Text
    printed: str | None = None
    text: Text | None = None
    found: Text | None = None
    code: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class OutcomeView:
    """What became of one rule. Told from others by identity, which is quick: most rules come to the same every time."""

    rule: RuleLink
    outcome: str
    outcome_text: Text
    checked: int
    failed: int
    undetermined: int


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report's page. The `hidden_…` numbers say how much a capped list leaves out.

    `kin` tells of the body's other reports, None where the run has none; `has_prior` that the tables carry last year's
    figures; `scans` are pictures of the tables with findings as they look in the file, `original` is the file itself as
    it was kept, relative to the site; `rounds` tell how the body's rectification went.
    """

    summary: Summary
    sha256: str
    facts: tuple[Fact, ...]
    groups: tuple[FindingGroup, ...]
    hidden_findings: int
    mended: tuple[DrawnTable, ...]
    tables: tuple[DrawnTable, ...]
    chapters: tuple[ChapterView, ...]
    claims: tuple[ClaimView, ...]
    hidden_claims: int
    prose: tuple[ProseView, ...]
    undetermined: tuple[UndeterminedView, ...]
    hidden_undetermined: int
    notes: tuple[NoteView, ...]
    errors: tuple[NoteView, ...]
    outcomes: tuple[OutcomeView, ...]
    kin: Kin | None = None
    has_prior: bool = False
    scans: tuple[ScanView, ...] = ()
    original: str | None = None
    rounds: Rounds | None = None

    @property
    def findings(self) -> tuple[FindingView, ...]:
        """The findings shown, in the order of their numbers."""
        return tuple(finding for group in self.groups for finding in group.findings)

    def scans_of(self, table: str) -> tuple[ScanView, ...]:
        """The pictures of the official table called `table`."""
        return tuple(scan for scan in self.scans if scan.table == table)

    def scan_with(self, finding: FindingView) -> ScanView | None:
        """The first picture that frames a cell of `finding`; None where there is none."""
        return next((scan for scan in self.scans if set(scan.anchors) & set(finding.cells)), None)

    @property
    def claim_counts(self) -> Mapping[str, int]:
        """How many of the claims shown have each verdict."""
        found = Counter(claim.verdict for claim in self.claims)
        return {verdict: found[verdict] for verdict in CLAIM_VERDICTS}

    @property
    def was_read(self) -> bool:
        """False when the file gave no report and there is nothing but the reason to show."""
        return self.summary.verdict not in ("unreadable", "missing")

    @property
    def is_missing(self) -> bool:
        """Whether the register expects the report and nobody handed it in."""
        return self.summary.verdict == "missing"

    @property
    def counts(self) -> tuple[tuple[str, Text, int], ...]:
        """How many findings of each severity and how many relations undecided."""
        found = [(name, label(f"severity_{name}"), self.summary.counts.get(name, 0)) for name in SEVERITIES]
        return (*found, ("undetermined", label("severity_undetermined"), self.summary.undetermined))


def report_view(
    record: Mapping[str, Any],
    rules: Mapping[str, Rule],
    kin: Kin | None = None,
    prior: Mapping[str, str] | None = None,
    known: frozenset[str] = frozenset(),
    scans: tuple[ScanView, ...] = (),
) -> ReportView:
    """The page of the report with this record.

    `rules` are by id, `prior` last year's figures by cell key, `known` the ids of the reports that have a page.
    """
    tables: Mapping[str, Any] = record.get("tables") or {}
    forms = Forms(tables)
    findings = _in_order(record)
    undetermined: Sequence[Mapping[str, Any]] = record.get("undetermined", ())
    shown, open_ = findings[:FINDINGS_SHOWN], undetermined[:UNDETERMINED_SHOWN]
    cells = {key: cell for table in tables.values() for key, cell in table.get("cells", {}).items()}
    marks = marks_of(forms, shown, open_)
    return ReportView(
        summarise(record),
        str(record.get("sha256") or ""),
        _facts(record),
        _groups(
            forms, record, [finding_view(forms, i, entry, cells, rules, known) for i, entry in enumerate(shown, 1)]
        ),
        len(findings) - len(shown),
        mended_tables(forms, record),
        tuple(with_prior(draw_table(forms, name, tables.get(name), marks), prior or {}) for name in TABLES),
        chapter_views(record),
        *claim_views(forms, record),
        prose_views(record),
        tuple(undetermined_view(forms, i, entry, rules) for i, entry in enumerate(open_, 1)),
        len(undetermined) - len(open_),
        tuple(note_view(entry) for entry in record.get("notes", ())[:NOTES_SHOWN]),
        tuple(note_view(entry) for entry in record.get("errors", ())[:NOTES_SHOWN]),
        tuple(_outcome(entry, rules) for entry in record.get("outcomes", ())),
        kin,
        bool(prior),
        scans,
    )


def _in_order(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The findings: those that count before the others, those of one cause together, the heaviest first."""
    causes = cause_order(record)
    return sorted(
        record.get("findings", ()),
        key=lambda finding: (
            not finding_counts(finding.get("status")),
            SEVERITIES.index(finding["severity"]),
            causes.get(finding["fingerprint"], len(causes)),
        ),
    )


def _groups(forms: Forms, record: Mapping[str, Any], findings: Sequence[FindingView]) -> tuple[FindingGroup, ...]:
    """The findings as printed, each run that one cause explains under that cause."""
    causes, order = cause_views(forms, record), cause_order(record)
    by_anchor = {finding_anchor(key): causes[number] for key, number in order.items()}
    return tuple(
        FindingGroup(cause, tuple(group))
        for cause, group in groupby(findings, key=lambda finding: by_anchor.get(finding.anchor))
    )


def _outcome(entry: Mapping[str, Any], rules: Mapping[str, Rule]) -> OutcomeView:
    get = entry.get
    return _outcome_view(
        rule_link(rules, entry),
        str(entry["outcome"]),
        int(get("checked", 0)),
        int(get("failed", 0)),
        int(get("undetermined", 0)),
    )


@lru_cache(maxsize=8192)
def _outcome_view(rule: RuleLink, outcome: str, checked: int, failed: int, undetermined: int) -> OutcomeView:
    return OutcomeView(rule, outcome, label_or(f"outcome_{outcome}", outcome), checked, failed, undetermined)


def _facts(record: Mapping[str, Any]) -> tuple[Fact, ...]:
    if record["verdict"] == "missing":
        expected = (Fact(label("deadline"), record.get("deadline")), Fact(label("register"), record.get("source")))
        return tuple(_clipped(fact) for fact in (*_registered(record), *expected))
    file = (
        Fact(label("source"), record.get("source")),
        *((Fact(label("format"), record["format"]),) if record.get("format") else ()),
        Fact(label("sha256"), record.get("sha256"), code=True),
    )
    said = _said(record) if record["verdict"] not in ("unreadable", "missing") else _registered(record)
    return tuple(_clipped(fact) for fact in (*said, *file))


def _registered(record: Mapping[str, Any]) -> tuple[Fact, ...]:
    """What the manifest says of a body whose report was not read; nothing when it has no row for it."""
    if not record.get("registration"):
        return ()
    return _said(record)[:3]


def _said(record: Mapping[str, Any]) -> tuple[Fact, ...]:
    """What the report says of itself."""
    edition = str(record.get("edition") or "none")
    year = record.get("year")
    return (
        _found(Fact(label("organisation"), record.get("organisation")), record.get("organisation_from")),
        _found(Fact(label("year"), str(year) if year is not None else None), record.get("year_from")),
        Fact(label("kind"), text=label_or(f"kind_{record.get('kind') or 'unknown'}", str(record.get("kind")))),
        Fact(label("edition"), text=label_or(f"edition_{edition}", edition)),
        Fact(label("title_printed"), record.get("title"), None if record.get("title") else label("no_title")),
        _period(record.get("period")),
        _found(Fact(label("published"), record.get("published")), None),
    )


def _found(fact: Fact, where: object) -> Fact:
    if fact.printed is None:
        return Fact(fact.name, text=label("unknown"))
    source = label_or(f"from_{where}", str(where)) if where else None
    return Fact(fact.name, fact.printed, found=label("found_in", where=source) if source else None)


def _period(period: Mapping[str, Any] | None) -> Fact:
    if not period:
        return Fact(label("period"), text=label("no_period"))
    return Fact(label("period"), text=label("period_line", start=period.get("start"), end=period.get("end")))


def _clipped(fact: Fact) -> Fact:
    if fact.printed is None and fact.text is None:
        return Fact(fact.name, text=label("none_given"))
    printed = None if fact.printed is None else clipped(str(fact.printed), 1_000)
    return Fact(fact.name, printed, fact.text, fact.found, fact.code)
