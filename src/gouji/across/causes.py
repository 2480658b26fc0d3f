"""Probable causes in the light of other reports: what last year's carried out speaks for what this year's carries in.

Other parts bring what else speaks for a figure, such as the sums of the bodies below a parent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from gouji.across.index import Entry, Index
from gouji.localise import NO_EVIDENCE, Evidence, localise, prose_evidence
from gouji.messages import message
from gouji.model import Assessment, Problem, Report, Text, VerdictKind
from gouji.normalise.usable import figure
from gouji.outputs.causes import cause_entries
from gouji.outputs.record import problem_entry
from gouji.outputs.restore import finding_of
from gouji.rulebook import Rulebook

Json = dict[str, Any]

# What the other reports of a run say of the cells of one; it is restored from its record only where they do.
Source = Callable[[Entry, Index], Evidence]

_IN, _OUT = "requests.carried_in", "requests.carried_out"


def reconsider_causes(record: Json, index: Index, rulebook: Rulebook, sources: Sequence[Source] = ()) -> bool:
    """Work out the causes in `record` again where last year's report, or one of `sources`, says something of its cells.

    The causes were first worked out with the report alone. An error of ours leaves those and is recorded. Returns
    whether the record has changed.
    """
    if not record["causes"]:
        return False
    try:
        entry = index.by_key[record["id"]]
        said = [evidence for source in (_last_year, *sources) if (evidence := source(entry, index)).figures]
        if not said:
            return False
        report = index.report(entry.key)
        findings = tuple(finding_of(entry) for entry in record["findings"])
        assessment = Assessment(report.id, VerdictKind(record["verdict"]), findings, (), ())
        causes = localise(report, assessment, rulebook, reduce(Evidence.beside, said, prose_evidence(report)))
    except Exception as error:  # noqa: BLE001 - findings stand without their probable causes
        why = f"{type(error).__name__}: {error}"[:200]
        record["errors"].append(problem_entry(Problem("causes_failed", {"why": why})))
        return True
    record["causes"] = cause_entries(causes)
    return True


def _last_year(entry: Entry, index: Index) -> Evidence:
    earlier = index.earlier(entry)
    if len(earlier) != 1:
        return NO_EVIDENCE
    return last_year_evidence(index.report(entry.key), index.report(earlier[0].key))


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
