"""The cases of each rule, read from `tests/cases/<RULE-ID>.yml`.

A case's name begins with what must come of the rule: `pass_…`, `fail_…`, `undetermined_…`, `not_applicable_…`. It gives
either `rows` of the rule's frame (the columns that matter; the others hold what offends no rule) or a `report`, as
changes to one in which every cell is 0. `fails` and `undetermined` list what must come out, by row and column; with a
report they also give the text that the user reads, `zh` and `en`. A case holds for every edition of its rule unless it
names its `edition`; `checked` is how many relations must have been decided.

Cases of rules that hold reports against each other give a `report` and, `beside` it, others: of the same body and the
year before, or of the same year where they name a parent, unless their changes say otherwise. Each case is a body of
its own, whatever its reports call it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from gouji.frames import KEYS, NUMBER, TABLE_OF, columns
from gouji.model import (
    Cell,
    CellState,
    Identity,
    Locator,
    OrganKind,
    Outcome,
    Paragraph,
    Period,
    PrivateDatum,
    Registration,
    Report,
    Rule,
    Section,
    Table,
    WatchedWord,
)
from gouji.normalise.claims import read_claims
from gouji.normalise.notation import COUNTS
from gouji.normalise.organs import kind_of
from gouji.normalise.tabulate import Row
from gouji.normalise.timeliness import with_deadline
from gouji.rulebook import deadlines_of
from kit import faults
from kit.figures import Figures
from kit.reports import report_of, section, zeros

FOLDER = Path(__file__).parents[1] / "cases"
_KEYS = frozenset(("edition", "rows", "report", "beside", "fails", "undetermined", "checked"))
_REPORT_KEYS = frozenset(
    (
        "set print absent_rows absent_columns uncertain without organisation title period chapters prose "
        "year year_from preamble text signed private blank_but first_regulation mixed level registration lexicon "
        "published"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Case:
    """One case of one rule in one edition."""

    rule: Rule
    name: str
    edition: str
    data: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The id of the case's report, unlike that of any other case."""
        return f"{self.rule.id}.{self.name}.{self.edition}"

    @property
    def outcome(self) -> Outcome:
        """What must come of the rule."""
        for outcome in Outcome:
            if self.name.startswith(f"{outcome.value}_"):
                return outcome
        raise ValueError(f"{self.id}: the name begins with no outcome")

    @property
    def has_report(self) -> bool:
        """Whether the case is about a whole report, not about rows of a frame."""
        return "report" in self.data

    def report(self) -> Report:
        """The report that the case is about; where it gives rows only, the one that they are said to be of."""
        return changed_report(self.id, self.edition, self.data.get("report") or {})

    def reports(self) -> list[Report]:
        """The report that the case is about and those beside it, with ids that no other case has."""
        own = _registered(self.report(), self.data.get("report") or {}, self.id)
        year = own.identity.year or 0
        found = [own]
        for number, given in enumerate(self.data.get("beside", ()), start=1):
            below = "parent" in given.get("registration", {})
            changes = {"year": year if below else year - 1} | given
            found.append(_registered(changed_report(f"{self.id}#{number}", self.edition, changes), changes, self.id))
        return found

    def rows(self) -> list[Row]:
        """The rows of the rule's frame that the case gives."""
        frame = self.rule.frame
        known = columns(frame, self.edition)
        rows = []
        for given in self.data.get("rows", ()):
            if unknown := set(given) - set(known):
                raise ValueError(f"{self.id}: {frame} has no column {min(unknown)}")
            rows.append({"report": self.id} | _default_row(self.rule, self.edition, given) | given)
        return rows

    def expected(self, kind: str) -> list[Mapping[str, Any]]:
        """The entries of `fails` or `undetermined`, each with `row` and `column`."""
        return [{"row": None, "column": None} | entry for entry in self.data.get(kind, ())]


def cases_of(rule: Rule) -> Iterator[Case]:
    """Every case of `rule`, once for each edition that it holds for; nothing when it has no file of cases."""
    path = FOLDER / f"{rule.id}.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    for name, data in content.items():
        if unknown := set(data) - _KEYS:
            raise ValueError(f"{rule.id}.{name}: {min(unknown)} is not a key of a case")
        for edition in [data["edition"]] if "edition" in data else rule.editions:
            yield Case(rule, name, edition, data)


def _default_row(rule: Rule, edition: str, given: Mapping[str, Any]) -> Row:
    """A row that offends no rule and that the rule looks at."""
    frame = rule.frame
    if frame == "remarks":
        return {"topic": rule.relations[0].when["topic"][0], "count": 0}
    if frame == "reports":
        due = "2024-01-01/2024-12-31"
        return {
            "form_status": rule.relations[0].when.get("form_status", ("required",))[0],
            "title": "示例市人民政府2024年政府信息公开工作年度报告",
            "title_names": "organisation year",
            "chapter_one_length": 800,
            "chapter_sequence": "1 2 3 4 5 6",
            "period": due,
            "period_due": due,
            "publication": rule.relations[0].when.get("publication", ("not_judged",))[0],
            "days_late": 0,
        }
    if frame == "tables":
        return {"table": "requests", "absent_lines": 0, "fill": "some"} | dict.fromkeys(COUNTS, 0) | {"filled_cells": 1}
    if frame == "cells":
        state = given.get("state", "number")
        number = {"value": 0, "fraction": 0, "annotation": "plain"} if state == "number" else {}
        place = {"table": "requests", "row": "granted", "column": "natural_person"}
        return {**place, "kind": "count", "role": "part", "state": state, "content": state, **number}
    if frame == "claims":
        return {"column": "1", "aspect": "cells", "scope": "body", "verdict": "match", "value": 0, "expected": 0}
    numbers = [name for name, kind in columns(frame, edition).items() if kind == NUMBER and name not in KEYS]
    return {"table": TABLE_OF[frame]} | dict.fromkeys(numbers, 0)


def changed_report(id: str, edition: str, changes: Mapping[str, Any]) -> Report:
    """A report in which every cell is 0, but for the `changes` that a case may name; ValueError for any other."""
    if unknown := set(changes) - _REPORT_KEYS:
        raise ValueError(f"{id}: {min(unknown)} cannot be changed in a report")
    report = report_of(_figures(edition, changes), id)
    tables = {
        name: _uncertain(table, changes.get("uncertain", ()))
        for name, table in report.tables.items()
        if name not in changes.get("without", ())
    }
    report = replace(
        report, tables=tables, edition=report.edition if {"disclosure", "requests"} & set(tables) else None
    )
    report = replace(report, identity=_identity(report.identity, changes))
    if "title" in changes:
        report = replace(report, title=changes["title"])
    if "period" in changes:
        period = changes["period"]
        report = replace(report, period=period and Period(**period, at=Locator(line=3)))
    if "lexicon" in changes:
        words = (each if isinstance(each, dict) else {"word": each} for each in changes["lexicon"])
        report = replace(report, lexicon=tuple(WatchedWord(**each) for each in words))
    if "chapters" in changes:
        report = replace(report, sections=tuple(section(*entry) for entry in changes["chapters"]))
    if "prose" in changes:
        return _with_prose(report, changes["prose"])
    return _dated(_with_text(report, changes), changes)


def _dated(report: Report, changes: Mapping[str, Any]) -> Report:
    """The report with the days of its publication (recorded, else `published` on its page) and of its deadline."""
    recorded = report.registration.published if report.registration else None
    return with_deadline(replace(report, published=recorded or changes.get("published")), deadlines_of(None).due)


def _registered(report: Report, changes: Mapping[str, Any], body: str) -> Report:
    """The report as a manifest knows it, that of the body `body` unless `registration` says otherwise.

    In what it says {case} stands for `body`.
    """
    given: dict[str, Any] = {"id": body} | changes.get("registration", {})
    texts = {name: value.replace("{case}", body) for name, value in given.items() if isinstance(value, str)}
    said = _row(given | texts)
    return replace(report, registration=said, sha256=hashlib.sha256(report.id.encode()).hexdigest())


def _identity(identity: Identity, changes: Mapping[str, Any]) -> Identity:
    organisation = changes.get("organisation", identity.organisation)
    kind = kind_of(organisation) if "organisation" in changes else identity.kind
    year = changes.get("year", identity.year)
    return replace(identity, organisation=organisation, kind=kind, year=year, year_from=changes.get("year_from"))


def _with_text(report: Report, changes: Mapping[str, Any]) -> Report:
    """`preamble` and `text` (by chapter) are paragraphs, `private` numbers as masked (kind, number, line, contact)."""
    text = changes.get("text", {})
    sections = tuple(
        replace(each, paragraphs=_paragraphs(text.get(each.chapter, ()), each.at.line or 0)) for each in report.sections
    )
    private = [PrivateDatum(kind, masked, Locator(line=line), own) for kind, masked, line, own in _private(changes)]
    return replace(
        report,
        preamble=_paragraphs(changes.get("preamble", ()), 0),
        sections=sections,
        signed=changes.get("signed"),
        registration=_said(changes),
        private=tuple(private),
    )


def _said(changes: Mapping[str, Any]) -> Registration | None:
    said = {"level": changes["level"]} if "level" in changes else {}
    said |= changes.get("registration", {})
    return _row(said) if said else None


def _row(said: Mapping[str, Any]) -> Registration:
    kind = OrganKind(said["kind"]) if "kind" in said else None
    return Registration(**(dict(said) | {"kind": kind}))


def _private(changes: Mapping[str, Any]) -> list[list[Any]]:
    entries: list[list[Any]] = changes.get("private", [])
    return entries


def _paragraphs(texts: Iterable[str], line: int) -> tuple[Paragraph, ...]:
    """Paragraphs of a chapter whose heading stands on `line`; the lines go by hundreds so that none coincide."""
    return tuple(Paragraph(text, Locator(line=line * 100 + number)) for number, text in enumerate(texts, start=1))


def _with_prose(report: Report, texts: Sequence[str]) -> Report:
    """The report with these paragraphs in chapter one, and what they claim."""
    paragraphs = tuple(Paragraph(text, Locator(line=line)) for line, text in enumerate(texts, start=10))
    first = Section("一、总体情况", 1, 1, "form", Locator(line=9), paragraphs)
    report = replace(report, sections=(first, *report.sections[1:]))
    return replace(report, claims=read_claims(report))


def _figures(edition: str, changes: Mapping[str, Any]) -> Figures:
    figures = zeros(edition)
    if changes.get("mixed"):
        other = zeros("2019")
        requests = {key: value for key, value in other.cells.items() if key.startswith("requests.")}
        kept = {key: value for key, value in figures.cells.items() if not key.startswith("requests.")}
        figures = replace(figures, requests_edition="2019", cells=kept | requests)
    if "first_regulation" in changes:
        key = next(key for key in figures.cells if key.startswith("disclosure.regulations_"))
        figures = faults.with_cell(figures, key, changes["first_regulation"])
    for table, kept in changes.get("blank_but", {}).items():
        figures = faults.blank(figures, *(k for k in figures.cells if k.startswith(f"{table}.") and k not in kept))
    for key, value in changes.get("set", {}).items():
        figures = faults.with_cell(figures, key, value)
    for key, printed in changes.get("print", {}).items():
        text, value = printed if isinstance(printed, list) else (printed, None)
        figures = faults.with_raw(figures, key, text, value)
    for row in changes.get("absent_rows", ()):
        figures = faults.without_row(figures, row)
    for column in changes.get("absent_columns", ()):
        figures = faults.without_column(figures, column)
    return figures


def _uncertain(table: Table, keys: list[str]) -> Table:
    changed = {key: Cell(key, CellState.UNCERTAIN, None, "?", None, table.at) for key in keys if key in table.cells}
    return replace(table, cells={**table.cells, **changed})
