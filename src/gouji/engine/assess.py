"""Slice the results of a chunk by report: what passed, failed, could not be decided or did not apply.

Nothing passes by silence. What a rule should have looked at is counted here, from the frames, and compared with what
GX says it looked at; where they differ, or where the rule did not run, the outcome is an error of ours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

import pandas as pd

from gouji.engine.explain import explain
from gouji.engine.explain_claims import claim_place, undecided_claim
from gouji.engine.reasons import place_cells, undecided_reason, unusable_cells
from gouji.engine.run import RelationResult
from gouji.engine.slices import ByReport, by_report, slice_result
from gouji.form import TABLES, load_edition
from gouji.frames import KEYS, TABLE_OF, Stage, stage_of
from gouji.messages import message
from gouji.model import (
    Assessment,
    Finding,
    Outcome,
    Place,
    Problem,
    Relation,
    Report,
    Rule,
    RuleOutcome,
    Text,
    Undetermined,
)
from gouji.model.verdict import verdict
from gouji.rulebook import Rulebook

FrameOf = Callable[[str, str], pd.DataFrame]
Results = Mapping[str, Mapping[str, RelationResult]]

# Frames whose rows name the table they are about; their findings are placed in that table.
_BY_TABLE = ("cells", "tables")
_ALL_TABLES = frozenset(TABLES)


@dataclass(slots=True)
class Tally:
    """What has been gathered for one report: decided rows by rule, errors of ours by rule, findings and open ends."""

    checked: Counter[str] = field(default_factory=Counter)
    errors: dict[str, Problem] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    undetermined: list[Undetermined] = field(default_factory=list)


def assess(reports: Sequence[Report], rulebook: Rulebook, results: Results, frame_of: FrameOf) -> dict[str, Assessment]:
    """The assessment of every report of a chunk, by report id.

    `results` has, by edition, the result of each relation; `frame_of` gives the frame of an edition by name, as it was
    tabulated and not as GX read it: rows that did not reach GX are missed.
    """
    by_id = {report.id: report for report in reports}
    rows_of = cache(lambda edition, frame: by_report(frame_of(edition, frame)))
    tallies = {report.id: Tally() for report in reports}
    for rule, relation in rulebook.relations():
        if relation.edition in results and stage_of(rule.frame) is Stage.REPORTS:
            rows = rows_of(relation.edition, rule.frame)
            _tally(rule, relation, results[relation.edition][relation.id], rows, by_id, tallies)
    for report in reports:
        if report.tables.keys() != _ALL_TABLES:
            _add_missing_tables(report, rulebook, tallies[report.id])
    return {key: _assessment(by_id[key], rulebook, tally) for key, tally in tallies.items()}


def _tally(
    rule: Rule,
    relation: Relation,
    result: RelationResult,
    rows: ByReport,
    reports: Mapping[str, Report],
    tallies: Mapping[str, Tally],
) -> None:
    sliced = slice_result(relation, result, rows)
    if sliced.error is not None:
        for key in sliced.due:
            tallies[key].errors[rule.id] = sliced.error
        return
    asked = _in_force(rule, sliced.due, reports, tallies)
    for key in asked:
        tallies[key].checked[rule.id] += sliced.decided[key]
    for row in sliced.failing:
        key = str(row["report"])
        if key not in asked:
            continue
        with kept_apart(relation, tallies[key]):
            place = _place(rule, relation, row)
            tallies[key].findings.append(explain(rule, relation, place, reports[key], row))
    for undecided in sliced.undecided:
        key = str(undecided["report"])
        if key not in asked:
            continue
        with kept_apart(relation, tallies[key]):
            tallies[key].undetermined.append(_undecided(rule, relation, undecided, reports[key]))


def _in_force(
    rule: Rule, due: Iterable[str], reports: Mapping[str, Report], tallies: Mapping[str, Tally]
) -> frozenset[str]:
    """The reports of the years that the rule is asked of; where the year is not known, it stays undecided."""
    if not rule.bounded:
        return frozenset(due)
    years = {key: reports[key].identity.year for key in due}
    for key, year in years.items():
        if year is None:
            unknown = Undetermined(rule.id, rule.name, Place(rule.frame), message("year_unknown"))
            tallies[key].undetermined.append(unknown)
    return frozenset(key for key, year in years.items() if year is not None and rule.in_force(year))


@contextmanager
def kept_apart(relation: Relation, tally: Tally) -> Iterator[None]:
    """An error of ours in wording one report's row is that report's error and costs no other report its result."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - see above; the rule's outcome for the report becomes `error`
        why = f"{type(error).__name__}: {error}"[:200]
        rule = relation.id.split(".", 1)[0]
        tally.errors[rule] = Problem("rule_not_run", {"relation": relation.id, "why": why})


def _place(rule: Rule, relation: Relation, row: Mapping[Any, Any]) -> Place:
    keys = {name: None if pd.isna(row[name]) else str(row[name]) for name in KEYS}
    frame = keys["table"] if rule.frame in _BY_TABLE and keys["table"] else rule.frame
    return Place(frame, relation.row or keys["row"], relation.column or keys["column"])


def _undecided(rule: Rule, relation: Relation, row: Mapping[Any, Any], report: Report) -> Undetermined:
    place = _place(rule, relation, row)
    if rule.frame == "claims":
        why, unusable = undecided_claim(place, report)
        return Undetermined(rule.id, rule.name, claim_place(place), why, unusable)
    edition = load_edition(relation.edition)
    if rule.frame == "cells":
        cells = unusable_cells(place, report, edition)
    else:
        missing = [name for name in relation.columns if pd.isna(row[name])]
        cells = place_cells(missing, rule.frame, place)
    reason = undecided_reason(relation, rule.frame, place, report, edition, cells)
    return Undetermined(rule.id, rule.name, place, reason, cells)


def _add_missing_tables(report: Report, rulebook: Rulebook, tally: Tally) -> None:
    """A table that was not found leaves every rule on it undecided; the frame has no row that could say so."""
    for rule in rulebook.active:
        tables = [name for name in _tables_of(rule.frame) if name not in report.tables]
        if not tables:
            continue
        year = report.identity.year
        if year is not None and not rule.in_force(year):
            continue
        relations = [relation for relation in rule.relations if _may_apply(report, relation)]
        if not relations or rule.frame == "tables":
            continue
        for name in tables:
            frame = rule.frame if rule.frame in TABLE_OF else name
            place, edition = Place(frame), load_edition(relations[0].edition)
            reason = undecided_reason(relations[0], rule.frame, Place(name), report, edition, ())
            tally.undetermined.append(Undetermined(rule.id, rule.name, place, reason))


def _tables_of(frame: str) -> Iterable[str]:
    """The official tables that a frame is about."""
    if frame == "cells":
        return dict.fromkeys(TABLE_OF.values())
    return (TABLE_OF[frame],) if frame in TABLE_OF else ()


def _may_apply(report: Report, relation: Relation) -> bool:
    """Whether a table that was not found could have been of the relation's edition."""
    return report.edition in (None, "mixed", relation.edition)


def _assessment(report: Report, rulebook: Rulebook, tally: Tally) -> Assessment:
    findings = sorted(tally.findings, key=lambda finding: (finding.severity.rank, finding.rule))
    off = (RuleOutcome(rule.id, Outcome.OFF) for rule in rulebook.switched_off)
    outcomes = (*outcomes_of(rulebook.active, tally), *off)
    return Assessment(
        report=report.id,
        verdict=verdict({finding.severity for finding in findings}, outcomes),
        findings=tuple(findings),
        undetermined=tuple(sorted(tally.undetermined, key=lambda entry: entry.rule)),
        outcomes=outcomes,
        errors=tuple(tally.errors.values()),
    )


def outcomes_of(rules: Iterable[Rule], tally: Tally) -> Iterator[RuleOutcome]:
    """What came of each rule for the report of `tally`."""
    failed = Counter(finding.rule for finding in tally.findings)
    undetermined = Counter(entry.rule for entry in tally.undetermined)
    for rule in rules:
        key = rule.id
        yield _outcome(key, rule.frame, tally.checked[key], failed[key], undetermined[key], key in tally.errors)


# Most reports pass most rules on as many rows: what came of a rule is the same few hundred times over.
@lru_cache(maxsize=4096)
def _outcome(rule: str, frame: str, checked: int, failed: int, undetermined: int, in_error: bool) -> RuleOutcome:
    if in_error:
        outcome = Outcome.ERROR
    elif failed:
        outcome = Outcome.FAIL
    elif undetermined:
        outcome = Outcome.UNDETERMINED
    else:
        outcome = Outcome.PASS if checked else Outcome.NOT_APPLICABLE
    # What looks across reports runs later; until then, and where it finds nothing to hold a report against, this holds.
    across = stage_of(frame) is Stage.ACROSS and outcome is Outcome.NOT_APPLICABLE
    reason = _nothing_to_compare(frame) if across else None
    return RuleOutcome(rule, outcome, checked, failed, undetermined, reason)


@cache
def _nothing_to_compare(frame: str) -> Text:
    return message(f"across_none_{frame}")
