"""A report's page: everything it shows, from the report's record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.form import TABLES
from gouji.model import Rule, Text
from gouji.site.chapters import ChapterView, ProseView, chapter_views, prose_views
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
from gouji.site.labels import label, label_or
from gouji.site.marks import marks_of
from gouji.site.places import Forms
from gouji.site.summary import Summary, summarise
from gouji.site.tables import DrawnTable, draw_table

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


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """What became of one rule."""

    rule: RuleLink
    outcome: str
    outcome_text: Text
    checked: int
    failed: int
    undetermined: int


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report's page. The `hidden_…` numbers say how much a capped list leaves out."""

    summary: Summary
    sha256: str
    facts: tuple[Fact, ...]
    findings: tuple[FindingView, ...]
    hidden_findings: int
    tables: tuple[DrawnTable, ...]
    chapters: tuple[ChapterView, ...]
    prose: tuple[ProseView, ...]
    undetermined: tuple[UndeterminedView, ...]
    hidden_undetermined: int
    notes: tuple[NoteView, ...]
    errors: tuple[NoteView, ...]
    outcomes: tuple[OutcomeView, ...]

    @property
    def was_read(self) -> bool:
        """False when the file gave no report and there is nothing but the reason to show."""
        return self.summary.verdict not in ("unreadable", "missing")

    @property
    def counts(self) -> tuple[tuple[str, Text, int], ...]:
        """How many findings of each severity and how many relations undecided."""
        found = [(name, label(f"severity_{name}"), self.summary.counts.get(name, 0)) for name in SEVERITIES]
        return (*found, ("undetermined", label("severity_undetermined"), self.summary.undetermined))


def report_view(record: Mapping[str, Any], rules: Mapping[str, Rule]) -> ReportView:
    """The page of the report with this record; `rules` by id."""
    tables: Mapping[str, Any] = record.get("tables") or {}
    forms = Forms(tables)
    findings = sorted(record.get("findings", ()), key=lambda finding: SEVERITIES.index(finding["severity"]))
    undetermined: Sequence[Mapping[str, Any]] = record.get("undetermined", ())
    shown, open_ = findings[:FINDINGS_SHOWN], undetermined[:UNDETERMINED_SHOWN]
    cells = {key: cell for table in tables.values() for key, cell in table.get("cells", {}).items()}
    marks = marks_of(forms, shown, open_)
    return ReportView(
        summarise(record),
        str(record.get("sha256") or ""),
        _facts(record),
        tuple(finding_view(forms, i, finding, cells, rules) for i, finding in enumerate(shown, 1)),
        len(findings) - len(shown),
        tuple(draw_table(forms, name, tables.get(name), marks) for name in TABLES),
        chapter_views(record),
        prose_views(record),
        tuple(undetermined_view(forms, i, entry, rules) for i, entry in enumerate(open_, 1)),
        len(undetermined) - len(open_),
        tuple(note_view(entry) for entry in record.get("notes", ())[:NOTES_SHOWN]),
        tuple(note_view(entry) for entry in record.get("errors", ())[:NOTES_SHOWN]),
        tuple(_outcome(entry, rules) for entry in record.get("outcomes", ())),
    )


def _outcome(entry: Mapping[str, Any], rules: Mapping[str, Rule]) -> OutcomeView:
    outcome = str(entry["outcome"])
    return OutcomeView(
        rule_link(rules, entry),
        outcome,
        label_or(f"outcome_{outcome}", outcome),
        int(entry.get("checked", 0)),
        int(entry.get("failed", 0)),
        int(entry.get("undetermined", 0)),
    )


def _facts(record: Mapping[str, Any]) -> tuple[Fact, ...]:
    file = (
        Fact(label("source"), record.get("source")),
        *((Fact(label("format"), record["format"]),) if record.get("format") else ()),
        Fact(label("sha256"), record.get("sha256"), code=True),
    )
    said = () if record["verdict"] == "unreadable" else _said(record)
    return tuple(_clipped(fact) for fact in (*said, *file))


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
