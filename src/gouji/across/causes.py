"""Probable causes in the light of last year's report: what it carried out speaks for what this year's carries in."""

from __future__ import annotations

from typing import Any

from gouji.across.index import Index
from gouji.localise import Evidence, localise, prose_evidence
from gouji.messages import message
from gouji.model import Assessment, Problem, Report, Text, VerdictKind
from gouji.normalise.usable import figure
from gouji.outputs.causes import cause_entries
from gouji.outputs.record import problem_entry
from gouji.outputs.restore import finding_of
from gouji.rulebook import Rulebook

Json = dict[str, Any]

_IN, _OUT = "requests.carried_in", "requests.carried_out"


def reconsider_causes(record: Json, index: Index, rulebook: Rulebook) -> None:
    """Work out the causes in `record` again where last year's report says something of their cells.

    The causes were first worked out with the report alone. An error of ours leaves those and is recorded.
    """
    earlier = index.earlier(index.by_key[record["id"]])
    if not record["causes"] or len(earlier) != 1:
        return
    report = index.report(record["id"])
    late = last_year_evidence(report, index.report(earlier[0].key))
    if not late.figures:
        return
    findings = tuple(finding_of(entry) for entry in record["findings"])
    assessment = Assessment(report.id, VerdictKind(record["verdict"]), findings, (), ())
    try:
        causes = localise(report, assessment, rulebook, prose_evidence(report).beside(late))
    except Exception as error:  # noqa: BLE001 - findings stand without their probable causes
        why = f"{type(error).__name__}: {error}"[:200]
        record["errors"].append(problem_entry(Problem("causes_failed", {"why": why})))
        return
    record["causes"] = cause_entries(causes)


def last_year_evidence(report: Report, last: Report) -> Evidence:
    """What last year's report carried out, for each cell that this year's carries in."""
    table = report.tables.get("requests")
    words = message("evidence_last_year", year=last.identity.year)
    figures: dict[str, tuple[tuple[float, Text], ...]] = {}
    for key in table.cells if table else ():
        if key.startswith(f"{_IN}."):
            value = figure(last, key.replace(_IN, _OUT))
            if value is not None:
                figures[key] = ((value, words),)
    return Evidence(figures)
