"""Reports, findings and what became of rules as JSON-ready dicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from gouji.messages import render
from gouji.model import (
    STATE_NAMES,
    Assessment,
    Beside,
    Cause,
    Cell,
    Compared,
    Finding,
    Locator,
    Missing,
    Operand,
    OrganKind,
    PageBox,
    Paragraph,
    Place,
    Problem,
    Registration,
    Report,
    RuleOutcome,
    Section,
    Table,
    Text,
    Undetermined,
    Unread,
    VerdictKind,
)
from gouji.normalise.timeliness import days_late, publication
from gouji.outputs.causes import cause_entries
from gouji.outputs.chase import came_late, chase
from gouji.outputs.claims import claim_entries
from gouji.outputs.unicode_text import valid

Json = dict[str, Any]

SCHEMA = 1

# The part of a record that `check --format json` prints.
_ENTRY = (
    "id source sha256 organisation year kind edition registration verdict findings causes undetermined errors notes "
    "claims outcomes published deadline chase"
).split()


def report_record(report: Report, assessment: Assessment, causes: Sequence[Cause] = ()) -> Json:
    """Everything known of one report; the site is drawn from it."""
    identity = report.identity
    return _head(report.id, report.source, report.sha256) | {
        "organisation": identity.organisation,
        "year": identity.year,
        "kind": identity.kind.value,
        "edition": report.edition,
        "organisation_from": identity.organisation_from,
        "year_from": identity.year_from,
        "title": report.title,
        "published": report.published,
        "deadline": report.deadline,
        "chase": _late(report),
        "registration": _registration(report.registration),
        "period": _period(report),
        "verdict": assessment.verdict.value,
        "findings": [finding_entry(finding) for finding in assessment.findings],
        "causes": cause_entries(causes),
        "undetermined": [undetermined_entry(entry) for entry in assessment.undetermined],
        "errors": [problem_entry(problem) for problem in assessment.errors],
        "notes": [problem_entry(problem) for problem in report.problems],
        "claims": claim_entries(report.claims),
        "outcomes": [outcome_entry(outcome) for outcome in assessment.outcomes],
        "tables": {name: _table(table) for name, table in report.tables.items()},
        "preamble": _paragraphs(report.preamble),
        "sections": [_section(section) for section in report.sections],
    }


def unread_record(unread: Unread) -> Json:
    """The record of a file that gave no report."""
    nothing: Json = dict.fromkeys(
        "organisation year edition organisation_from year_from title published deadline chase period".split()
    )
    return (
        _head(unread.id, unread.source, unread.sha256)
        | nothing
        | {
            "kind": "unknown",
            "verdict": VerdictKind.UNREADABLE.value,
            "findings": [],
            "causes": [],
            "undetermined": [],
            "errors": [problem_entry(unread.problem)],
            "notes": [],
            "claims": [],
            "outcomes": [],
            "tables": {},
            "preamble": [],
            "sections": [],
        }
        | _registered(unread.registration)
    )


def missing_record(missing: Missing, deadline: str | None, day: date) -> Json:
    """The record of a report that the manifest expects and that was not there: no fault and no error of ours.

    `deadline` is when it is due, None where no day is set; `day` is that of the run.
    """
    state = chase(deadline, day)
    params = {"deadline": str(deadline), "days": str(state["days"])} if deadline else {}
    codes = {"missing": "manifest_missing", "due": "manifest_missing_due", "overdue": "manifest_missing_overdue"}
    note = problem_entry(Problem(codes[state["state"]], params))
    blank = unread_record(Unread(missing.id, missing.source, None, Problem("manifest_missing"), missing.registration))
    known = {"verdict": VerdictKind.MISSING.value, "errors": [], "notes": [note]}
    return blank | known | {"deadline": deadline, "chase": state}


def _late(report: Report) -> Json | None:
    """Whether a report came after its deadline, by the date that the manifest records."""
    return came_late(report.deadline, days_late(report)) if publication(report) == "recorded" else None


def _registered(said: Registration | None) -> Json:
    """What the manifest says of a body whose report was not read."""
    known = {"registration": _registration(said)}
    if said is None:
        return known
    kind = (said.kind or OrganKind.UNKNOWN).value
    return known | {"organisation": said.organisation, "year": said.year, "kind": kind, "published": said.published}


def _registration(said: Registration | None) -> Json | None:
    if said is None:
        return None
    return asdict(said) | {"aliases": list(said.aliases), "kind": said.kind.value if said.kind else None}


def earlier_report_record(report: Report) -> Json:
    """The record of a report that this run's are held against: all that was read, and nothing judged."""
    return earlier_record(report_record(report, Assessment(report.id, VerdictKind.CLEAR, (), (), ())))


def earlier_record(record: Json) -> Json:
    """A record without anything that was judged: no verdict, no findings, no outcomes."""
    judged = ("findings", "causes", "undetermined", "errors", "outcomes")
    return record | {name: [] for name in judged} | {"verdict": None}


def earlier_entry(record: Json) -> Json:
    """An earlier report as results.json lists it."""
    return {name: record[name] for name in ("id", "source", "sha256", "organisation", "year", "edition")}


def check_entry(record: Json) -> Json:
    """A record as an entry of the check's JSON."""
    return {name: record[name] for name in _ENTRY}


def problem_entry(problem: Problem) -> Json:
    """A problem with its text in both languages."""
    text = render(problem)
    entry: Json = {"code": problem.code, "message": valid(text.zh), "message_en": valid(text.en)}
    return entry | ({"at": problem.at.as_dict()} if problem.at else {})


def table_cells(table: Table) -> Json:
    """Every cell of a table by its key, with state, text and place."""
    return {key: _cell(cell) for key, cell in table.cells.items()}


def _head(key: str, source: str, sha256: str | None) -> Json:
    return {"schema": SCHEMA, "id": key, "source": valid(source), "sha256": sha256}


def _period(report: Report) -> Json | None:
    period = report.period
    if period is None:
        return None
    return {"start": period.start, "end": period.end, "raw": period.raw, "at": period.at.as_dict()}


def outcome_entry(outcome: RuleOutcome) -> Json:
    """What came of one rule; the reason only where there is one."""
    entry: Json = {
        "rule": outcome.rule,
        "outcome": outcome.outcome.value,
        "checked": outcome.checked,
        "failed": outcome.failed,
        "undetermined": outcome.undetermined,
    }
    if reason := outcome.reason:
        entry |= {"reason": reason.zh, "reason_en": reason.en}
    return entry


def finding_entry(finding: Finding) -> Json:
    """A finding; `compared` only where it holds texts against each other, `beside` only where it rests on others."""
    entry: Json = {
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity.value,
        "category": finding.category.value,
        "where": _place(finding.where),
        "message": finding.message.zh,
        "message_en": finding.message.en,
        "expected": finding.expected,
        "actual": finding.actual,
        "difference": finding.difference,
        "operands": [_operand(operand) for operand in finding.operands],
        "basis": finding.basis.zh,
        "basis_en": finding.basis.en,
        "remedy": finding.remedy.zh,
        "remedy_en": finding.remedy.en,
        "fingerprint": finding.fingerprint,
    }
    beside = {"beside": [_beside(each) for each in finding.beside]} if finding.beside else {}
    return entry | ({"compared": [_compared(each) for each in finding.compared]} if finding.compared else {}) | beside


def _beside(each: Beside) -> Json:
    name = None if each.organisation is None else valid(each.organisation)
    return {"organisation": name, "organisation_id": each.code, "year": each.year, "sha256": each.sha256}


def _compared(each: Compared) -> Json:
    return {
        "report": each.report,
        "name": each.name.zh,
        "name_en": each.name.en,
        "chapter": each.chapter,
        "similarity": each.similarity,
        "text": each.text,
        "other": each.other,
    }


def undetermined_entry(entry: Undetermined) -> Json:
    """A relation that could not be decided, and why."""
    return {
        "rule": entry.rule,
        "name": entry.name,
        "where": _place(entry.where),
        "reason": entry.reason.zh,
        "reason_en": entry.reason.en,
        "cells": list(entry.cells),
    }


def _place(place: Place) -> Json:
    return {"frame": place.frame, "row": place.row, "column": place.column}


def _operand(operand: Operand) -> Json:
    entry: Json = {
        "cell": operand.cell,
        "value": operand.value,
        "raw": operand.raw,
        "at": _at(operand.at),
    }
    if operand.coefficient is not None:
        entry["coefficient"] = operand.coefficient
    if operand.report is not None:
        of = operand.of or Text("", "")
        entry |= {"report": operand.report, "of": of.zh, "of_en": of.en}
    return entry


def _at(at: Locator | None) -> Json | None:
    return at.as_dict() if at else None


def _table(table: Table) -> Json:
    return {
        "edition": table.edition,
        "at": table.at.as_dict(),
        "cells": table_cells(table),
        "absent_rows": list(table.absent_rows),
        "absent_columns": list(table.absent_columns),
        "left_over": list(table.left_over),
    } | ({"pages": _pages(table)} if table.parts else {})


def _pages(table: Table) -> Json:
    """Where the table and its cells stand on the pages of the file: page, left, top, right, bottom, in points."""
    return {
        "parts": [{"box": _box(part.box), "turned": part.turned} for part in table.parts],
        "cells": {key: [_box(box) for box in boxes] for key, boxes in table.boxes.items()},
    }


def _box(box: PageBox) -> list[float]:
    return [box.page, *(round(each, 2) for each in box[1:])]


def _cell(cell: Cell) -> Json:
    return {
        "state": STATE_NAMES[cell.state],
        "value": cell.value,
        "raw": cell.raw,
        "note": cell.note,
        "at": cell.at.as_dict() if cell.at else None,
    }


def _section(section: Section) -> Json:
    return {
        "title": section.title,
        "number": section.number,
        "chapter": section.chapter,
        "match": section.match,
        "at": section.at.as_dict(),
        "paragraphs": _paragraphs(section.paragraphs),
    }


def _paragraphs(paragraphs: Iterable[Paragraph]) -> list[Json]:
    return [{"text": paragraph.text, "at": paragraph.at.as_dict()} for paragraph in paragraphs]
